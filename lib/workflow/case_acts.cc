// The acts of a case that are no form and no validation: void, mask, accept.

#include "workflow/case_append.h"
#include "workflow/case_files.h"
#include "workflow/cases.h"
#include "workflow/casework.h"
#include "workflow/losses.h"
#include "workflow/part_files.h"
#include "workflow/refusals.h"

namespace pos {
namespace {

void require_reason(const std::string& reason) {
  if (reason.find_first_not_of(" \t\n") == std::string::npos) {
    throw Error(ErrorCode::GivenUp,
                {"motif vide : rien n'a été écrit", "an empty reason: nothing was written"});
  }
}

Entry new_act(Workspace& workspace, Act act) {
  Entry entry;
  entry.act = act;
  entry.occurred = when(workspace.now());
  return entry;
}

Saved save(Workspace& workspace, CaseFiles& files, Entry entry, const Manner& manner) {
  Written written = append(workspace, files, std::move(entry), {}, manner.dry_run);
  Saved result;
  result.id = files.id;
  result.entry = written.entry.id;
  result.document = std::move(written.document);
  return result;
}

/// What is closed to this user is sealed anew by someone who opens it.
void warn_of_closed_names(Workspace& workspace, const CaseFiles& files, Saved& result) {
  if (closed_names_matter(files) && !workspace.vault().office().manager_only) {
    result.warnings.push_back(
        {"les noms ne s'ouvrent pas tous avec votre clé : la prochaine commande de qui les ouvre "
         "les rechiffre",
         "your key does not open all the names: the next command of someone who opens them seals "
         "them anew"});
  }
}

Error nothing_to_accept(EntryState state) {
  return refusal("entry",
                 text("rien à accepter : cette saisie est `{}`",
                      "nothing to accept: this entry is `{}`", word(state)),
                 {"`pos history` montre celles qui ne sont pas autorisées (`not_authorised`)",
                  "`pos history` shows those that are `not_authorised`"},
                 "");
}

}  // namespace

Saved void_entry(Workspace& workspace, const CaseId& id, const std::string& typed,
                 const std::string& reason, const Manner& manner) {
  require_reason(reason);
  CaseFiles files = open_to_write(workspace, id);
  const Entry& target = find_entry(files.journal, typed);
  refuse_void(state_of(workspace, files), target);
  const auto at = static_cast<std::size_t>(&target - files.journal.entries.data());
  if (files.journal.states[at] == EntryState::Void) {
    throw refusal("already-void", {"cette saisie est déjà annulée", "this entry is void already"},
                  {"`pos history` dit par qui et pourquoi", "`pos history` says by whom and why"},
                  "");
  }
  Entry entry = new_act(workspace, Act::Void);
  entry.voids = target.id;
  entry.reason = reason;
  return save(workspace, files, std::move(entry), manner);
}

Saved mask_case(Workspace& workspace, const CaseId& id, bool masked, const std::string& reason,
                const Manner& manner) {
  require_reason(reason);
  require_mounted_identities(workspace);
  CaseFiles files = open_to_write(workspace, id);
  const Case state = state_of(workspace, files);
  if (state.masked == masked && !(state.mask_awaits && !masked)) {
    throw refusal("mask",
                  masked ? Text{"ce dossier est déjà masqué", "this case is masked already"}
                         : Text{"ce dossier n'est pas masqué", "this case is not masked"},
                  {}, "");
  }
  Entry entry = new_act(workspace, Act::Mask);
  entry.masked = masked;
  entry.reason = reason;
  Saved result = save(workspace, files, std::move(entry), manner);
  warn_of_closed_names(workspace, files, result);
  return result;
}

Saved accept_entry(Workspace& workspace, const CaseId& id, const std::string& typed,
                   const Manner& manner) {
  CaseFiles files = open_to_write(workspace, id);
  const Entry& target = find_entry(files.journal, typed);
  const EntryState state =
      files.journal.states[static_cast<std::size_t>(&target - files.journal.entries.data())];
  if (!is_acceptable(target, state)) {
    throw nothing_to_accept(state);
  }
  Entry entry = new_act(workspace, Act::Accept);
  entry.accepts = target.id;
  return save(workspace, files, std::move(entry), manner);
}

}  // namespace pos
