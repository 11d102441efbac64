#include "workflow/referral_print.h"

#include <algorithm>

#include "domain/consent.h"
#include "domain/names_in_text.h"
#include "storage/layout.h"
#include "workflow/case_view.h"
#include "workflow/sharing.h"

namespace pos {
namespace {

const Event& printed_event(const Case& c, const Journal& journal, const std::string& typed) {
  const std::string original = journal.original(find_entry(journal, typed).id);
  const auto found = std::find_if(c.events.begin(), c.events.end(),
                                  [&](const Event& event) { return event.entry == original; });
  if (found == c.events.end()) {
    throw Error(ErrorCode::NotFound, {"cette saisie ne compte pas", "this entry does not count"},
                {"`pos history` dit pourquoi", "`pos history` says why"});
  }
  const Form& form = c.forms(found->form);
  if (!shares_data(form, found->data)) {
    throw Error(ErrorCode::Usage,
                text("la fiche {} ne partage rien", "form {} shares nothing", form.code),
                {"nommer une fiche A.1, A.2 ou A.3", "name a form A.1, A.2 or A.3"});
  }
  return *found;
}

void require_shared_names(const std::vector<std::string>& codes) {
  if (std::none_of(codes.begin(), codes.end(), shares_identity)) {
    throw refusal(
        "names",
        {"cette fiche ne partage ni nom ni contact", "this form shares neither name nor contact"},
        {"imprimer sans --names : l'identifiant suffit",
         "print without --names: the identifier is enough"},
        "POS 3.4.2.3");
  }
}

std::string manager_of(Workspace& workspace, const std::string& code) {
  const Person* person = workspace.vault().staff().latest(code);
  return person == nullptr ? code : person->name + " (" + code + ")";
}

/// A structure that has left the directory since keeps its code.
std::string receiver_of(Workspace& workspace, const std::string& code) {
  const auto found = workspace.vault().directory().find(code);
  if (found == workspace.vault().directory().end()) {
    return code;
  }
  const Form& form = workspace.form(kDirectoryKind);
  std::string words = answer_of(form, found->second, Role::StructureName) + " (" + code + ")";
  for (const Role role : {Role::StructureFocalPoint, Role::StructurePhone}) {
    const std::string& known = answer_of(form, found->second, role);
    words += (known.empty() ? "" : ", ") + known;
  }
  return words;
}

}  // namespace

SharedForm shared_form(Workspace& workspace, const CaseId& id, const std::string& entry,
                       bool names) {
  CaseView view = view_case(workspace, id, false, "");
  const Event& event = printed_event(view.state, view.opened.record.journal, entry);
  const std::vector<std::string> codes = answer_codes(view.state, event, Role::SharedInformation);
  SharedForm sheet;
  sheet.consent = require_cover(view.state, event);
  Value identity;
  if (names) {
    require_shared_names(codes);
    identity =
        view_case(workspace, id, true, "pos refer print --names").opened.names.value_or(Value{});
  }
  sheet.id = id;
  sheet.entry = event.entry;
  sheet.form = &workspace.form(event.form);
  const bool name_shared = names && holds(codes, "name");
  sheet.answers = answers_on_sheet(*sheet.form, event.data, name_shared);
  sheet.texts_left_out = !name_shared && event.data.find(kNamesInTextField) != nullptr;
  sheet.manager = manager_of(workspace, view.state.manager);
  sheet.receiver = receiver_of(workspace, answer_text(view.state, event, Role::ReferralStructure));
  sheet.shared = shared_parts(view.state, codes, identity);
  return sheet;
}

}  // namespace pos
