#include "workflow/referral_package.h"

#include <algorithm>

#include "workflow/cases.h"
#include "workflow/sharing.h"
#include "workflow/transferring_parts.h"

namespace pos {
namespace {

std::string age_key_of(Workspace& workspace, const std::string& structure) {
  const auto& directory = workspace.vault().directory();
  const auto found = directory.find(structure);
  return found == directory.end() ? "" : found->second.scalar_of("recipient");
}

std::string vault_fingerprint_of(Workspace& workspace, const std::string& structure) {
  return structure_of(workspace, structure).scalar_of("fingerprint");
}

/// Errors: Refused (id "entry") unless the case is open and this is a referral of it.
const Event& referral_of(const Case& c, const std::string& entry) {
  const auto found = std::find_if(c.events.begin(), c.events.end(), [&](const Event& event) {
    return event.entry == entry && event.form == kReferralForm;
  });
  if (found == c.events.end() || !c.open()) {
    throw refusal("entry",
                  {"cette saisie n'est pas une référence d'un dossier ouvert",
                   "this entry is no referral of an open case"},
                  {"`pos history` montre les saisies du dossier",
                   "`pos history` shows the entries of the case"},
                  "POS 3.4.2.3");
  }
  return *found;
}

Error no_age_key(const std::string& structure) {
  return refusal(
      "structure",
      text("l'annuaire n'a pas de clé age de {}", "the directory has no age key of {}", structure),
      {"un superviseur l'y porte après l'avoir comparée ; sinon, le papier : `pos refer print`",
       "a supervisor enters it once it is compared; else on paper: `pos refer print`"},
      "POS 3.4.2.3");
}

/// Where nothing that names or locates is shared, the identifier is enough.
bool names_are_shared(const Case& c, const Event& referral) {
  const std::vector<std::string> codes = answer_codes(c, referral, Role::SharedInformation);
  return std::any_of(codes.begin(), codes.end(), shares_identity);
}

}  // namespace

SentPackage send_referral(Workspace& workspace, const CaseId& id, const std::string& entry,
                          const WriteSheet& write) {
  const CaseFiles files = open_to_write(workspace, id);
  require_sender(workspace, files.journal);
  workspace.require_own_card();
  const Case c = state_of(workspace, files);
  const Event& referral =
      referral_of(c, files.journal.original(find_entry(files.journal, entry).id));
  const std::string structure = answer_text(c, referral, Role::ReferralStructure);
  const std::string recipient = age_key_of(workspace, structure);
  if (recipient.empty()) {
    throw no_age_key(structure);
  }
  Package package = package_head(workspace, kReferralPurpose, files, referral.entry,
                                 vault_fingerprint_of(workspace, structure));
  package.cards = cards_of(workspace.vault().plain_files(), {workspace.me().code});
  const SharedForm shared =
      shared_form(workspace, id, referral.entry, names_are_shared(c, referral));
  package.sheet = write(shared);
  SentPackage sent{send_package(workspace, package, {recipient}), {}};
  if (shared.texts_left_out) {
    sent.warnings.push_back({"les textes de cette fiche contiennent un nom : l'envoi ne les a pas",
                             "the texts of this form hold a name: the package leaves them out"});
  }
  return sent;
}

void add_referral_package(Workspace& workspace, const std::string& structure,
                          const WriteSheet& write, Saved& saved) {
  if (age_key_of(workspace, structure).empty()) {
    return;
  }
  try {
    const SentPackage sent = send_referral(workspace, saved.id, saved.entry, write);
    saved.warnings.insert(saved.warnings.end(), sent.warnings.begin(), sent.warnings.end());
    saved.notes.push_back(text("envoi chiffré pour la structure : {}",
                               "encrypted package for the structure: {}", sent.file));
  } catch (const Error& error) {
    saved.warnings.push_back(
        text("référence saisie, envoi non écrit ({}) : `pos refer send {} {}`",
             "referral recorded, package not written ({}): `pos refer send {} {}`", error.message,
             saved.id.text(), saved.entry));
  }
}

ReceivedReferral open_referral(Workspace& workspace, const std::string& file) {
  const OpenedPackage opened = read_package(workspace, file, kPackageKind, kReferralPurpose);
  const JudgedFiles& sender = opened.sender();
  const std::string author = opened.author();
  if (!sender.staff.has_role(author, StaffRole::CaseManager, opened.recorded())) {
    throw not_whole(opened.name, {"cette référence n'est pas d'un gestionnaire de cas",
                                  "this referral is not by a case manager"});
  }
  const Person* person = sender.staff.latest(author);
  ReceivedReferral received;
  received.office = sender.office.scalar_of("name");
  received.fingerprint = sender.fingerprint;
  received.known = workspace.vault().trusts(sender.fingerprint);
  received.author = person == nullptr ? author : person->name + " (" + author + ")";
  received.sent = opened.recorded();
  received.sheet = opened.package.sheet;
  return received;
}

}  // namespace pos
