#include "workflow/filled_form.h"

#include <algorithm>

#include "workflow/case_view.h"

namespace pos {

FilledForm filled_form(Workspace& workspace, const CaseId& id, const std::string& form,
                       const std::string& entry) {
  const Form& printed = workspace.form(form);
  const CaseView view = view_case(workspace, id, false, "");
  const Journal& journal = view.opened.record.journal;
  const std::string wanted =
      entry.empty() ? std::string() : journal.original(find_entry(journal, entry).id);
  const auto found =
      std::find_if(view.state.events.rbegin(), view.state.events.rend(), [&](const Event& event) {
        return event.form == printed.code && (wanted.empty() || event.entry == wanted);
      });
  if (found == view.state.events.rend()) {
    throw Error(
        ErrorCode::NotFound,
        text("ce dossier n'a pas cette fiche {}", "this case has no such form {}", printed.code),
        {"`pos history` donne les saisies ; sans --case, la fiche est vierge",
         "`pos history` gives the entries; without --case the form is blank"});
  }
  return {&printed, found->occurred, part(printed, found->data, Compartment::Case)};
}

}  // namespace pos
