#include "workflow/erasing.h"

#include <algorithm>

#include "storage/case_file.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "workflow/case_append.h"
#include "workflow/case_files.h"
#include "workflow/case_names.h"
#include "workflow/cases.h"
#include "workflow/part_files.h"

namespace pos {
namespace {

/// Where nobody supervises the case any more, every supervisor of the office may answer for it.
void require_supervisor_of(Workspace& workspace, const Journal& journal) {
  const std::string supervisor =
      workspace.vault().staff().supervisor_of(journal.manager, workspace.now());
  if (!supervisor.empty() && supervisor != workspace.me().code) {
    throw refusal("role",
                  {"seul le superviseur du gestionnaire de cas peut le faire",
                   "only the case manager's supervisor may do this"},
                  {"`pos people list` montre le superviseur de chacun",
                   "`pos people list` shows everyone's supervisor"},
                  "POS 3.3.1");
  }
}

/// Entries whose texts hold a name of the case: the journal itself stays.
void tell_names_in_texts(Workspace& workspace, const CaseFiles& files, Saved& result) {
  const NameWords words = known_names(workspace, files).words;
  for (const Entry& entry : files.journal.entries) {
    if (entry.form.empty()) {
      continue;
    }
    for (const Finding& found : names_in_text(workspace.form(entry.form), entry.data, words)) {
      result.warnings.push_back(text("un nom reste dans un texte : saisie {}, {}",
                                     "a name stays in a text: entry {}, {}", entry.id,
                                     found.where.field));
    }
  }
}

bool is_there(Workspace& workspace, const std::string& name) {
  return workspace.disk.status(workspace.vault().path_of(name)).has_value();
}

/// What lies where no command of this machine reaches it.
void tell_what_stays(Workspace& workspace, const CaseFiles& files, Saved& result) {
  const auto tell = [&](Text what) { result.warnings.push_back(std::move(what)); };
  if (files.identity_parts.closed > 0) {
    tell(
        text("{} fichiers d'identité de ce dossier ne s'ouvrent avec aucune de ces clés et restent",
             "{} identity files of this case open with none of these keys and stay",
             files.identity_parts.closed));
  }
  tell({"les sauvegardes gardent les noms : les remplacer, ou les détruire à leur terme",
        "backups keep the names: replace them, or destroy them at their term"});
  tell(
      {"les autres copies de ce coffre gardent les noms jusqu'à ce que cet effacement y arrive ; "
       "là "
       "où l'on n'ouvre pas ce dossier, jusqu'à `pos merge --conflicts --recovery FICHIER`",
       "other copies of this vault keep the names until this erasure has come to them; where their "
       "user does not open the case, until `pos merge --conflicts --recovery FILE` there"});
  tell({"les envois déjà faits (références, transferts) restent chez qui les a reçus",
        "packages already sent (referrals, transfers) stay with who received them"});
  tell(is_there(workspace, ".git")
           ? Text{"l'historique de git garde les fichiers d'avant, ici et dans chaque copie",
                  "the history of git keeps the former files, here and in every copy"}
           : Text{"l'ancien historique d'un synchroniseur (git, .stversions) garde les fichiers "
                  "d'avant, ici et sur les autres machines",
                  "the old history of a synchroniser (git, .stversions) keeps the former files, "
                  "here and on other machines"});
  if (is_there(workspace, "lost+found")) {
    tell({"`lost+found` peut garder d'anciens fichiers d'identité : y regarder à la main",
          "`lost+found` may keep former identity files: look there by hand"});
  }
  tell({"le papier, les impressions et ce qui a été copié à la main restent",
        "paper, prints and what was copied by hand stay"});
}

/// Files that are no part of the case but bear its identifier: what broken writes, synchronisers
/// and repairs left of the names. The case is locked, so nobody is writing them.
struct Copies {
  std::vector<std::string> found;   ///< with its names
  std::vector<std::string> closed;  ///< that none of the keys opens, or nobody can: they stay
};

/// What a write broke off may be half; of anything else its header says whose names it holds. A
/// repair lays files aside under their whole path.
void look_at_copy(Workspace& workspace, const std::string& path, const CaseId& id, Copies& copies) {
  const std::string name = name_of(path);
  if (is_temporary_name(name.substr(name.rfind('+') + 1))) {
    copies.found.push_back(path);
    return;
  }
  try {
    const std::string bytes = workspace.disk.read(path).value_or("");
    const auto stream = open_stream(bytes, workspace.keys().all(), path);
    if (!stream) {
      copies.closed.push_back(path);
    } else if (stream->header.id == id.text()) {
      copies.found.push_back(path);
    }
  } catch (const Error&) {
    copies.closed.push_back(path);
  }
}

void look_in(Workspace& workspace, const std::string& folder, const CaseId& id, Copies& copies) {
  const bool own = folder == folder_of(file_of(workspace, Compartment::Identity, id));
  for (const FolderEntry& entry : workspace.disk.list(folder)) {
    const std::string path = join_path(folder, entry.name);
    if (entry.is_folder) {
      look_in(workspace, path, id, copies);
    } else if (entry.name.find(id.text()) != std::string::npos &&
               !(own && case_of_name(entry.name) == id)) {
      look_at_copy(workspace, path, id, copies);
    }
  }
}

Copies find_copies(Workspace& workspace, const CaseId& id) {
  Copies copies;
  look_in(workspace, workspace.vault().compartment_path(Compartment::Identity), id, copies);
  return copies;
}

void remove_copies(Workspace& workspace, const Copies& copies) {
  for (const std::string& copy : copies.found) {
    workspace.disk.remove(copy);
    workspace.disk.note_change();
    workspace.disk.sync_folder(folder_of(copy));
  }
}

void tell_closed(Workspace& workspace, const Copies& copies, Saved& result) {
  const std::size_t inside = workspace.vault().compartment_path(Compartment::Identity).size() + 1;
  for (const std::string& path : copies.closed) {
    result.warnings.push_back(
        text("identities/{} ne s'ouvre pas et reste : des noms peuvent y être",
             "identities/{} does not open and stays: names may be in it", path.substr(inside)));
  }
}

bool has_names(const CaseFiles& files) {
  return std::any_of(
      files.identity_documents.begin(), files.identity_documents.end(),
      [](const CaseDocument& document) { return document.state != DocumentState::Erased; });
}

Saved erase(Workspace& workspace, CaseFiles& files, const std::string& reason) {
  Entry entry;
  entry.act = Act::Erase;
  entry.occurred = when(workspace.now());
  entry.reason = reason;
  const Written written = append(workspace, files, std::move(entry), {}, false);
  Saved result;
  result.entry = written.entry.id;
  result.document = written.document;
  return result;
}

/// An erasure that was killed between its entry and the files, or copies that came after it: nobody
/// reads the names any more, and now they go.
Saved complete(Workspace& workspace, CaseFiles& files, const Copies& copies) {
  Saved result;
  result.entry = files.journal.erasure()->id;
  if (files.identity_documents.empty() && copies.found.empty()) {
    throw refusal(
        "erase",
        {"les noms de ce dossier sont déjà effacés", "the names of this case are erased already"},
        {"rien ne reste à faire ; `pos history` dit quand et pourquoi",
         "nothing is left to do; `pos history` says when and why"},
        "");
  }
  if (!files.identity_documents.empty()) {
    mend_identities(workspace, files);
  }
  return result;
}

}  // namespace

void require_eraser(Workspace& workspace) {
  if (!workspace.has_role(StaffRole::Supervisor)) {
    throw refusal(
        "role",
        {"seul un superviseur efface, avec la clé de secours",
         "only a supervisor erases, with the recovery key"},
        {"le demander au superviseur du gestionnaire de cas : `pos people list` le montre",
         "ask the case manager's supervisor: `pos people list` shows who it is"},
        "POS 6.3");
  }
}

Saved erase_case(Workspace& workspace, const CaseId& id, const std::string& reason,
                 const std::string& recovery) {
  require_eraser(workspace);
  require_mounted_identities(workspace);
  workspace.use_recovery(recovery);
  CaseFiles files = open_to_write(workspace, id);
  require_supervisor_of(workspace, files.journal);
  const bool erased = files.journal.erasure() != nullptr && !has_names(files);
  Saved texts;
  tell_names_in_texts(workspace, files, texts);
  const Copies copies = find_copies(workspace, id);
  Saved result = erased ? complete(workspace, files, copies) : erase(workspace, files, reason);
  remove_copies(workspace, copies);
  result.id = id;
  result.warnings = std::move(texts.warnings);
  tell_closed(workspace, copies, result);
  tell_what_stays(workspace, files, result);
  return result;
}

}  // namespace pos
