#include "workflow/losses.h"

#include "storage/layout.h"
#include "workflow/case_files.h"

namespace pos {
namespace {

Text what_to_do(const CaseId& id) {
  return text(
      "reprendre le fichier dans une sauvegarde ou chez un collègue ; si la perte est admise : "
      "`pos check --accept {}`",
      "take the file from a backup or a colleague; if the loss is accepted: "
      "`pos check --accept {}`",
      id.text());
}

}  // namespace

SeenEntries seen_entries(const std::vector<CaseDocument>& documents, const Journal& journal) {
  SeenEntries seen;
  for (const CaseDocument& document : documents) {
    seen.all.insert(document.document.hash);
  }
  seen.heads = journal.heads();
  return seen;
}

bool is_remembered(Workspace& workspace, const CaseId& id) {
  const RememberedCase& known = workspace.recollection().of(id);
  return !known.journal.empty() || !known.facts.empty();
}

std::vector<std::string> remembered_entries(Workspace& workspace, const CaseId& id) {
  return entries_of(workspace.recollection().of(id));
}

void see_journal(Workspace& workspace, const CaseId& id, const SeenEntries& seen) {
  const std::size_t lost = lacking(remembered_entries(workspace, id), seen).size();
  if (lost > 0) {
    throw lost_entries(id, Compartment::Case, lost);
  }
  workspace.sightings().journals[id] = seen;
}

void see_facts(Workspace& workspace, const CaseId& id, const SeenEntries& seen) {
  const std::size_t lost = lacking(workspace.recollection().of(id).facts, seen).size();
  if (lost > 0) {
    throw lost_entries(id, Compartment::Facts, lost);
  }
  workspace.sightings().facts[id] = seen;
}

std::vector<CaseId> missing_cases(Workspace& workspace, const std::set<CaseId>& there) {
  std::vector<CaseId> missing;
  for (const auto& [id, known] : workspace.memory().cases) {
    if (is_remembered(workspace, id) && !known.closed && !there.contains(id)) {
      missing.push_back(id);
    }
  }
  return missing;
}

Error lost_entries(const CaseId& id, Compartment compartment, std::size_t count) {
  return Error(ErrorCode::Integrity,
               text("il y manque des saisies que cette machine a déjà vues (au moins {})",
                    "it lacks entries that this machine has seen before (at least {})", count),
               what_to_do(id), {case_path(compartment, id), 0, ""});
}

Error missing_case(const CaseId& id) {
  return Error(ErrorCode::Integrity,
               text("le dossier {}, que cette machine a déjà vu, n'est plus là",
                    "case {}, which this machine has seen before, is gone", id.text()),
               what_to_do(id), {case_path(Compartment::Case, id), 0, ""});
}

Error missing_file(const CaseId& id, Compartment compartment) {
  return Error(ErrorCode::Integrity,
               {"ce fichier, que cette machine a déjà vu, n'est plus là",
                "this file, which this machine has seen before, is gone"},
               what_to_do(id), {case_path(compartment, id), 0, ""});
}

Error no_files(Workspace& workspace, const CaseId& id) {
  return is_remembered(workspace, id) ? missing_case(id) : not_found(id);
}

}  // namespace pos
