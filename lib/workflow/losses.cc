#include "workflow/losses.h"

#include <algorithm>
#include <set>

#include "storage/case_file.h"
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
  std::set<std::string> all;
  for (const CaseDocument& document : documents) {
    all.insert(document.document.hash);
  }
  return seen_entries(std::move(all), journal);
}

bool is_remembered(Workspace& workspace, const CaseId& id) {
  const RememberedCase& known = workspace.recollection().of(id);
  return !known.journal.empty() || !known.facts.empty();
}

std::vector<std::string> remembered_entries(Workspace& workspace, const CaseId& id) {
  return entries_of(workspace.recollection().of(id));
}

void require_remembered(Workspace& workspace, const CaseId& id, const SeenEntries& seen,
                        int closed) {
  const std::size_t lost = lacking(remembered_entries(workspace, id), seen).size();
  if (lost > 0) {
    throw lost_entries(id, Compartment::Case, lost, closed);
  }
}

bool is_torn(const std::vector<CaseDocument>& documents, const Journal& journal) {
  const std::set<std::string> lost(journal.lost.begin(), journal.lost.end());
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    const std::vector<std::string>& after = journal.entries[i].after;
    if (journal.counts(i) && std::any_of(after.begin(), after.end(), [&](const std::string& hash) {
          return lost.contains(hash);
        })) {
      return true;
    }
  }
  return std::any_of(documents.begin(), documents.end(), [](const CaseDocument& document) {
    const std::optional<Act>& act = document.entry.act;
    return document.state == DocumentState::Repeated &&
           (act == Act::Assign || act == Act::Mask || act == Act::Erase);
  });
}

bool has_fallen_assign(Workspace& workspace, const CaseId& id, const Journal& journal) {
  const std::vector<std::string> fallen = journal.fallen_assigns();
  return std::find(fallen.begin(), fallen.end(), workspace.recollection().of(id).assigned) !=
         fallen.end();
}

void see_journal(Workspace& workspace, const CaseId& id, const SeenEntries& seen, int closed) {
  require_remembered(workspace, id, seen, closed);
  workspace.sightings().journals[id] = seen;
}

void see_facts(Workspace& workspace, const CaseId& id, const SeenEntries& seen, int closed) {
  const std::size_t lost = lacking(facts_of(workspace.recollection().of(id)), seen).size();
  if (lost > 0) {
    throw lost_entries(id, Compartment::Facts, lost, closed);
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

Error lost_entries(const CaseId& id, Compartment compartment, std::size_t count, int closed) {
  if (closed > 0) {
    return Error(
        ErrorCode::Integrity,
        text("il y manque des saisies que cette machine a déjà vues (au moins {}), ou elles sont "
             "dans la partie fermée à votre clé : il a peut-être été transmis",
             "it lacks entries that this machine has seen before (at least {}), or they are in the "
             "part closed to your key: it may have been handed over",
             count),
        {"demander au superviseur ; la clé de secours réunit tout : `pos merge --conflicts "
         "--recovery FICHIER`",
         "ask the supervisor; the recovery key joins all of it: `pos merge --conflicts --recovery "
         "FILE`"},
        {case_path(compartment, id), 0, ""});
  }
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

bool lacks_names(const Journal& journal, const std::vector<CaseDocument>& identities) {
  std::set<std::string> there = {""};
  for (const CaseDocument& identity : identities) {
    there.insert(identity.document.hash);
  }
  bool lacks = false;
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    lacks = lacks || (journal.counts(i) && !there.contains(journal.entries[i].identity));
  }
  return lacks && erasures(journal).empty();
}

bool closed_names_matter(const std::vector<CaseDocument>& journal, const Journal& judged,
                         const std::vector<CaseDocument>& identities, int closed) {
  std::set<std::string> there = {""};
  for (const CaseDocument& identity : identities) {
    there.insert(identity.document.hash);
  }
  const std::vector<std::string> dropping = erasures(judged);
  return closed > 0 &&
         std::any_of(journal.begin(), journal.end(), [&](const CaseDocument& document) {
           return document.well_signed() && !there.contains(document.entry.identity) &&
                  !is_dropped(document.entry, journal, dropping);
         });
}

bool closed_names_matter(const CaseFiles& files) {
  return closed_names_matter(files.journal_documents, files.journal, files.identity_documents,
                             files.identity_parts.closed);
}

void require_whole_names(Workspace& workspace, const CaseId& id, const Journal& journal,
                         const std::vector<CaseDocument>& identities, int closed) {
  if (closed > 0 || !workspace.vault().has_identities() || !lacks_names(journal, identities)) {
    return;
  }
  throw Error(ErrorCode::Integrity,
              {"des noms que le journal de ce dossier cite manquent",
               "names that the journal of this case refers to are missing"},
              {"`pos check --read-data` ; reprendre le fichier dans une sauvegarde ou chez un "
               "collègue ; s'il est perdu pour toujours : `pos erase`, puis les saisir à nouveau",
               "`pos check --read-data`; take the file from a backup or a colleague; where it is "
               "lost for good: `pos erase`, then enter them anew"},
              {case_path(Compartment::Identity, id), 0, ""});
}

Error no_files(Workspace& workspace, const CaseId& id) {
  return is_remembered(workspace, id) ? missing_case(id) : not_found(id);
}

}  // namespace pos
