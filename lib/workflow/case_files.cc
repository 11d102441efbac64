#include "workflow/case_files.h"

#include <algorithm>

#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/layout.h"
#include "storage/seal_right.h"
#include "storage/sealed_file.h"
#include "workflow/case_readers.h"
#include "workflow/losses.h"

namespace pos {
namespace {

/// A header is no evidence, but it must fit the name of its file (format.md 2.3).
void require_same_case(const Stream& stream, const CaseId& id, Compartment compartment,
                       const std::string& path) {
  if (stream.header.id != id.text() || stream.header.kind->name != word(compartment)) {
    throw Error(ErrorCode::Integrity,
                {"ce fichier est celui d'un autre dossier", "this file belongs to another case"},
                {"il a été remplacé ou renommé : reprendre une sauvegarde",
                 "it was replaced or renamed: take it from a backup"},
                {path, 0, ""});
  }
}

/// Of an entry that counts; empty where all are known. What strangers wrote hinders nobody.
std::string unknown_form(Workspace& workspace, const Journal& journal) {
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    const std::string& form = journal.entries[i].form;
    if (journal.counts(i) && !form.empty() && !workspace.knows_form(form)) {
      return form;
    }
  }
  return {};
}

}  // namespace

void require_known_forms(Workspace& workspace, const Journal& journal) {
  const std::string form = unknown_form(workspace, journal);
  if (!form.empty()) {
    throw Error(ErrorCode::Newer,
                text("le dossier contient une fiche {} que cette version ne connaît pas",
                     "the case holds a form {} that this version does not know", form),
                {"installer la version présente de pos et de ses fiches",
                 "install the present version of pos and of its forms"});
  }
}

std::vector<std::string> paths_of(Workspace& workspace, Compartment compartment, const CaseId& id) {
  const std::string folder =
      join_path(workspace.vault().compartment_path(compartment), std::to_string(id.year()));
  std::vector<std::string> paths;
  for (const FolderEntry& entry : workspace.disk.list(folder)) {
    if (!entry.is_folder && case_of_name(entry.name) == id) {
      paths.push_back(join_path(folder, entry.name));
    }
  }
  return paths;
}

std::string file_of(Workspace& workspace, Compartment compartment, const CaseId& id) {
  return join_path(workspace.vault().compartment_path(compartment),
                   case_path(compartment, id).substr(compartment_folder(compartment).size() + 1));
}

std::string part_of(Workspace& workspace, Compartment compartment, const CaseId& id,
                    const std::string& word) {
  return join_path(folder_of(file_of(workspace, compartment, id)),
                   name_of(case_part_path(compartment, id, word)));
}

std::vector<std::string> facts_documents(Workspace& workspace, const CaseId& id,
                                         const std::vector<Entry>& entries) {
  std::vector<std::string> documents;
  for (const Entry& entry : entries) {
    const bool known = !entry.form.empty() && workspace.knows_form(entry.form);
    Value answers =
        known ? part(workspace.form(entry.form), entry.data, Compartment::Facts) : Value{};
    documents.push_back(write_facts_document(entry, answers));
  }
  const Author author = workspace.author();
  documents.push_back(
      write_seal(documents, id.text(), Sealer{author.code, *author.key}, workspace.now()));
  return documents;
}

void require_journal_of_facts(Workspace& workspace, const CaseId& id,
                              const std::vector<CaseDocument>& documents, const Journal& facts) {
  const std::vector<std::string>& given_up = workspace.recollection().of(id).given_up;
  for (const Entry& entry : facts.entries) {
    const bool known = std::any_of(
        documents.begin(), documents.end(),
        [&](const CaseDocument& document) { return document.document.hash == entry.hash; });
    if (!known && std::find(given_up.begin(), given_up.end(), entry.hash) == given_up.end()) {
      throw Error(ErrorCode::Integrity,
                  text("le journal de {} a été ramené en arrière : la saisie {} y manque",
                       "the journal of {} was rolled back: entry {} is missing from it", id.text(),
                       entry.id),
                  text("reprendre le fichier du journal dans une sauvegarde plus récente ; si la "
                       "perte est admise : `pos check --accept {}`",
                       "take the journal's file from a newer backup; if the loss is accepted: "
                       "`pos check --accept {}`",
                       id.text()),
                  {case_path(Compartment::Case, id), 0, ""});
    }
  }
}

bool may_seal_facts(Workspace& workspace, const Journal& journal) {
  if (!unknown_form(workspace, journal).empty()) {
    return false;
  }
  if (workspace.has_recovery()) {
    return true;
  }
  const Person& me = workspace.me();
  const bool carries = me.signing_key == workspace.signature_key().public_key;
  const std::string supervisor =
      workspace.vault().staff().supervisor_of(journal.manager, workspace.now());
  return carries && (me.code == journal.manager || me.code == supervisor);
}

Read read_before(const OpenParts& parts, const std::string& path) {
  const auto found = parts.before.find(path);
  return found == parts.before.end() ? Read{} : found->second;
}

Error not_found(const CaseId& id) {
  return Error(ErrorCode::NotFound, text("aucun dossier {}", "no case {}", id.text()));
}

Error closed_to_user(const CaseId& id) {
  return Error(
      ErrorCode::NoKey,
      text("votre clé n'ouvre pas le dossier {}", "your key does not open case {}", id.text()),
      {"il est ouvert à son gestionnaire et au superviseur de celui-ci",
       "it is open to its case manager and to that person's supervisor"});
}

std::vector<std::string> erasures(const Journal& journal) {
  std::vector<std::string> hashes;
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    if (journal.entries[i].act == Act::Erase && journal.counts(i)) {
      hashes.push_back(journal.entries[i].hash);
    }
  }
  return hashes;
}

// A part that a writer is just folding is read before the file it goes into, so that a reader, who
// takes no lock, has what stands in it from one of the two.
OpenParts open_parts(Workspace& workspace, const CaseId& id, std::vector<std::string> paths,
                     Compartment compartment) {
  require_few_parts(paths);
  std::stable_partition(paths.begin(), paths.end(),
                        [](const std::string& path) { return !is_case_file_name(name_of(path)); });
  OpenParts parts;
  for (const std::string& path : paths) {
    const std::optional<std::string> bytes = workspace.disk.read(path);
    if (!bytes) {
      continue;
    }
    parts.before[path] = was_read(bytes);
    std::optional<Stream> stream =
        open_stream(*bytes, workspace.keys().all(), path, workspace.hint(compartment));
    if (!stream) {
      ++parts.closed;
      continue;
    }
    require_same_case(*stream, id, compartment, path);
    parts.streams.push_back(std::move(*stream));
    parts.paths.push_back(path);
  }
  return parts;
}

OpenParts open_parts(Workspace& workspace, Compartment compartment, const CaseId& id) {
  return open_parts(workspace, id, paths_of(workspace, compartment, id), compartment);
}

FindSigningKey signing_keys(Workspace& workspace) {
  return card_keys(workspace.vault());
}

JudgedFacts judge_facts(Workspace& workspace, const OpenParts& parts) {
  JudgedFacts result;
  std::vector<FactsPart> read;
  for (std::size_t i = 0; i < parts.streams.size(); ++i) {
    read.push_back(read_facts(parts.streams[i], signing_keys(workspace)));
    read.back().file = parts.paths[i];
  }
  const std::vector<SealRight> rights = seal_rights(read, workspace.vault().staff());
  std::vector<Entry> there;
  for (std::size_t i = 0; i < read.size(); ++i) {
    const FactsPart& facts = read[i];
    if (rights[i] != SealRight::None) {
      result.vouched = true;
      const std::vector<Entry> entries = well_signed_entries(facts.documents);
      there.insert(there.end(), entries.begin(), entries.end());
    } else {
      result.findings.push_back(facts.well_sealed()
                                    ? text("{} : scellé par quelqu'un qui n'en a pas le droit",
                                           "{}: sealed by someone who has no right to", facts.file)
                                    : text("{} : {}", "{}: {}", facts.file, facts.doubt.message));
    }
  }
  const Journal all = judge(std::move(there), workspace.vault().staff());
  std::set<std::string> hashes;
  for (const Entry& entry : all.entries) {
    hashes.insert(entry.hash);
  }
  result.seen = seen_entries(std::move(hashes), all);
  result.journal = judge(well_signed_entries(join_facts(read, rights)), workspace.vault().staff());
  return result;
}

namespace {

void require_no_closed_part(Workspace& workspace, const CaseFiles& files) {
  const OpenParts& parts = files.journal_parts;
  if (parts.closed == 0) {
    return;
  }
  for (const std::string& path : paths_of(workspace, Compartment::Case, files.id)) {
    if (std::find(parts.paths.begin(), parts.paths.end(), path) == parts.paths.end()) {
      throw Error(ErrorCode::Conflict,
                  {"une partie de ce dossier est fermée à votre clé : rien ne s'y écrit avant "
                   "qu'elle soit réunie",
                   "a part of this case is closed to your key: nothing is written before it is "
                   "joined"},
                  {"le dossier a peut-être été transmis : demander au superviseur ; qui ouvre tout "
                   "réunit la partie ici par `pos merge --conflicts`, la clé de secours avec "
                   "`--recovery FICHIER` ; un fichier étranger se retire",
                   "the case may have been handed over: ask the supervisor; who opens all of it "
                   "joins the part here with `pos merge --conflicts`, the recovery key with "
                   "`--recovery FILE`; a stranger's file is moved away"},
                  {path, 0, ""});
    }
  }
}

}  // namespace

CaseFiles open_to_write(Workspace& workspace, const CaseId& id) {
  workspace.require_case_reader();
  CaseFiles files;
  files.id = id;
  files.lock = workspace.vault().lock_case(id);
  files.journal_parts = open_parts(workspace, Compartment::Case, id);
  if (files.journal_parts.none()) {
    throw no_files(workspace, id);
  }
  if (files.journal_parts.paths.empty()) {
    throw closed_to_user(id);
  }
  files.identity_parts = open_parts(workspace, Compartment::Identity, id);
  files.facts_parts = open_parts(workspace, Compartment::Facts, id);
  files.journal_documents = read_case(files.journal_parts.streams, signing_keys(workspace));
  files.journal = judge(well_signed_entries(files.journal_documents), workspace.vault().staff());
  // The part may be the hand-over to somebody else, and what is written would not know of it. Not
  // so where what opens is a hand-over itself: the version before it is rightly closed.
  if (!is_handed_over(files.journal_documents, files.journal)) {
    require_no_closed_part(workspace, files);
  }
  files.identity_documents = read_identity(files.identity_parts.streams, files.journal_documents,
                                           signing_keys(workspace), erasures(files.journal));
  try {
    see_journal(workspace, id, seen_entries(files.journal_documents, files.journal),
                files.journal_parts.closed);
    require_journal_of_facts(workspace, id, files.journal_documents,
                             judge_facts(workspace, files.facts_parts).journal);
  } catch (const Error& error) {
    if (error.code == ErrorCode::Integrity) {
      require_no_closed_part(workspace, files);  // what is missing may lie in it
    }
    throw;
  }
  require_known_forms(workspace, files.journal);
  if (files.journal.opening() == nullptr) {
    throw Error(ErrorCode::Integrity,
                text("{} n'a pas d'enregistrement utilisable", "{} has no registration to go by",
                     id.text()),
                {"`pos history` montre ses saisies", "`pos history` shows its entries"});
  }
  return files;
}

CaseFiles begin_case(Workspace& workspace, const CaseId& id) {
  CaseFiles files;
  files.id = id;
  files.lock = workspace.vault().lock_case(id);
  return files;
}

}  // namespace pos
