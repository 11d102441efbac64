#include "workflow/case_files.h"

#include <algorithm>
#include <set>

#include "base/ulid.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "domain/case.h"
#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/layout.h"
#include "storage/seal_right.h"
#include "storage/sealed_file.h"

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

/// The entry is saved by then. A part that stays, or was changed meanwhile, is folded another time.
void remove_folded(Workspace& workspace, const OpenParts& parts, const std::string& kept) {
  for (const std::string& path : parts.paths) {
    try {
      if (path != kept && was_read(workspace.disk.read(path)).hash == parts.before.at(path).hash) {
        workspace.disk.remove(path);
      }
    } catch (const Error&) {
      return;
    }
  }
}

/// Names are never written into the empty place of a medium that is not there: they would lie
/// hidden under it once it is back (architecture 4.2).
void require_mounted(Workspace& workspace) {
  const std::string& folder = workspace.access.identities_path;
  if (!folder.empty() && !workspace.disk.status(folder)) {
    throw Error(ErrorCode::Io,
                {"le dossier des identités n'est pas monté ; rien n'a été écrit",
                 "the folder of identities is not mounted; nothing was written"},
                {"brancher le support de `identities_path`, puis recommencer",
                 "plug in the medium of `identities_path`, then try again"},
                {folder, 0, ""});
  }
}

/// What the present file was when it was read.
Read read_before(const OpenParts& parts, const std::string& path) {
  const auto found = parts.before.find(path);
  return found == parts.before.end() ? Read{} : found->second;
}

std::string file_of(Workspace& workspace, Compartment compartment, const CaseId& id) {
  return join_path(workspace.vault().compartment_path(compartment),
                   case_path(compartment, id).substr(compartment_folder(compartment).size() + 1));
}

/// A part beside the file, wherever its folder lies.
std::string part_of_file(const std::string& file, Compartment compartment, const CaseId& id,
                         const std::string& word) {
  return join_path(folder_of(file), name_of(case_part_path(compartment, id, word)));
}

std::vector<std::string> readers_of(Workspace& workspace, Compartment compartment,
                                    const std::string& manager, bool masked) {
  return workspace.vault().readers(compartment, manager, masked, workspace.now());
}

FileToWrite file_to_write(Workspace& workspace, const CaseId& id, Compartment compartment,
                          const std::vector<std::string>& readers,
                          const std::vector<std::string>& documents, const std::string& path,
                          const Read& before) {
  workspace.disk.make_folders(folder_of(path));
  return {path, seal_stream(case_header(compartment, id.text(), readers), documents), before};
}

/// What is kept of a compartment when its parts are folded: a part that holds anything but
/// well-signed documents stays a part, so that it spoils nothing.
std::vector<std::string> fold(const std::vector<CaseDocument>& documents, OpenParts& parts,
                              const std::string& main) {
  std::set<std::string> doubtful;
  for (const CaseDocument& document : documents) {
    if (!document.well_signed() && document.file != main) {
      doubtful.insert(document.file);
    }
  }
  std::vector<CaseDocument> kept;
  for (const CaseDocument& document : documents) {
    if (!doubtful.contains(document.file)) {
      kept.push_back(document);
    }
  }
  std::erase_if(parts.paths, [&](const std::string& path) { return doubtful.contains(path); });
  return bytes_to_keep(kept);
}

/// The facts documents of all well-signed entries, in their order, and the seal.
std::vector<std::string> facts_documents(Workspace& workspace, const CaseId& id,
                                         const std::vector<Entry>& entries) {
  std::vector<std::string> documents;
  for (const Entry& entry : entries) {
    Value answers = entry.form.empty()
                        ? Value{}
                        : part(workspace.form(entry.form), entry.data, Compartment::Facts);
    documents.push_back(write_facts_document(entry, answers));
  }
  const Sealer sealer{workspace.keys().code(), workspace.signature_key()};
  documents.push_back(write_seal(documents, id.text(), sealer, workspace.now()));
  return documents;
}

/// What no reader would take is never written.
void require_well_formed(const std::string& bytes) {
  const Document document = read_document(bytes, *find_document_kind("case"));
  if (document.fault) {
    throw Error(ErrorCode::Invalid, document.fault->message);
  }
}

/// Facts that the journal does not have: it was rolled back, and the next write would hide that.
void require_journal_of_facts(const CaseFiles& files, const Journal& facts) {
  for (const Entry& entry : facts.entries) {
    const bool known = std::any_of(
        files.journal_documents.begin(), files.journal_documents.end(),
        [&](const CaseDocument& document) { return document.document.hash == entry.hash; });
    if (!known) {
      throw Error(ErrorCode::Integrity,
                  text("le journal de {} a été ramené en arrière : la saisie {} y manque",
                       "the journal of {} was rolled back: entry {} is missing from it",
                       files.id.text(), entry.id),
                  {"reprendre le fichier du journal dans une sauvegarde plus récente",
                   "take the journal's file from a newer backup"},
                  {case_path(Compartment::Case, files.id), 0, ""});
    }
  }
}

/// Fills in what every entry has, and signs it, its identity document first.
struct Signed {
  Entry entry;
  std::string document, identity_document;
};

Signed sign_entry(Workspace& workspace, const CaseId& id, Entry entry,
                  const Value& identity_answers) {
  entry.key = key_id(workspace.signature_key().public_key);
  Signed result;
  if (!identity_answers.members.empty()) {
    result.identity_document =
        write_identity_document(entry, identity_answers, id.text(), workspace.signature_key());
    entry.identity = blake2b_256_hex(result.identity_document);
  }
  result.document = write_case_document(entry, id.text(), workspace.signature_key());
  require_well_formed(result.document);
  entry.hash = blake2b_256_hex(result.document);
  result.entry = std::move(entry);
  return result;
}

/// A clock that runs behind would put this entry before what it follows (architecture 6).
void require_clock(Workspace& workspace, const Journal& journal) {
  for (const Entry& entry : journal.entries) {
    if (entry.recorded > workspace.now()) {
      throw refusal("clock",
                    text("l'horloge ({}) est en retard sur la dernière saisie du dossier ({})",
                         "the clock ({}) is behind the latest entry of the case ({})",
                         to_string(workspace.now()), to_string(entry.recorded)),
                    {"régler l'horloge ; sinon donner l'heure juste par --now, qui reste marquée",
                     "set the clock; else give the right time with --now, which stays marked"},
                    "");
    }
  }
}

void begin_entry(Workspace& workspace, Entry& entry) {
  std::array<std::uint8_t, 10> random{};
  fill_random(random);
  entry.id = make_ulid(workspace.now(), random);
  entry.recorded = workspace.now();
  entry.clock_given = workspace.access.clock_given;
  entry.author = workspace.me().code;
}

/// The facts are written anew with every entry, and an unknown form does not say what of it is one.
void require_known_forms(Workspace& workspace, const Journal& journal) {
  for (const Entry& entry : journal.entries) {
    if (!entry.form.empty() && !workspace.knows_form(entry.form)) {
      throw Error(ErrorCode::Newer,
                  text("le dossier contient une fiche {} que cette version ne connaît pas",
                       "the case holds a form {} that this version does not know", entry.form),
                  {"installer la version présente de pos et de ses fiches",
                   "install the present version of pos and of its forms"});
    }
  }
}

/// A data clerk cannot see who has the case: the right is judged as if it were still the one whom
/// the entry is for, as readers do that know of no assign (format.md 5.3).
void require_clerk(Workspace& workspace, const Entry& entry) {
  const Staff& staff = workspace.vault().staff();
  std::vector<Entry> journal;
  if (!entry.is_registration()) {
    Entry registration;
    registration.form = kRegistrationForm;
    registration.hash = "registration";
    registration.author = entry.on_behalf;
    registration.recorded = entry.recorded;
    journal.push_back(std::move(registration));
  }
  require_right(judge(std::move(journal), staff), entry, staff);
}

}  // namespace

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
  return [&workspace](std::string_view author, std::string_view key, Instant recorded) {
    return workspace.vault().signing_key(author, key, recorded);
  };
}

JudgedFacts judge_facts(Workspace& workspace, const OpenParts& parts) {
  JudgedFacts result;
  std::vector<FactsPart> read;
  std::vector<Entry> claimed;
  for (std::size_t i = 0; i < parts.streams.size(); ++i) {
    FactsPart facts = read_facts(parts.streams[i], signing_keys(workspace));
    facts.file = parts.paths[i];
    if (facts.well_sealed()) {
      const std::vector<Entry> entries = well_signed_entries(facts.documents);
      claimed.insert(claimed.end(), entries.begin(), entries.end());
    } else {
      result.findings.push_back(text("{} : {}", "{}: {}", facts.file, facts.doubt.message));
    }
    read.push_back(std::move(facts));
  }
  const Journal claims = judge(claimed, workspace.vault().staff());
  std::vector<SealRight> rights;
  for (const FactsPart& facts : read) {
    rights.push_back(facts.well_sealed() ? seal_right(facts, claims, workspace.vault().staff())
                                         : SealRight::None);
    if (rights.back() != SealRight::None) {
      result.vouched = true;
    } else if (facts.well_sealed()) {
      result.findings.push_back(text("{} : scellé par quelqu'un qui n'en a pas le droit",
                                     "{}: sealed by someone who has no right to", facts.file));
    }
  }
  result.journal = judge(well_signed_entries(join_facts(read, rights)), workspace.vault().staff());
  return result;
}

CaseFiles open_to_write(Workspace& workspace, const CaseId& id) {
  workspace.require_case_reader();
  CaseFiles files;
  files.id = id;
  files.lock = workspace.vault().lock_case(id);
  files.journal_parts = open_parts(workspace, Compartment::Case, id);
  if (files.journal_parts.none()) {
    throw not_found(id);
  }
  if (files.journal_parts.paths.empty() || files.journal_parts.closed > 0) {
    throw closed_to_user(id);
  }
  files.identity_parts = open_parts(workspace, Compartment::Identity, id);
  files.facts_parts = open_parts(workspace, Compartment::Facts, id);
  files.journal_documents = read_case(files.journal_parts.streams, signing_keys(workspace));
  files.journal = judge(well_signed_entries(files.journal_documents), workspace.vault().staff());
  files.identity_documents = read_identity(files.identity_parts.streams, files.journal_documents,
                                           signing_keys(workspace), erasures(files.journal));
  require_known_forms(workspace, files.journal);
  require_journal_of_facts(files, judge_facts(workspace, files.facts_parts).journal);
  if (files.journal.registration() == nullptr) {
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

Written append(Workspace& workspace, CaseFiles& files, Entry entry, const Value& identity_answers,
               bool dry_run) {
  require_clock(workspace, files.journal);
  begin_entry(workspace, entry);
  entry.after = files.journal.heads();
  require_right(files.journal, entry, workspace.vault().staff());
  Signed fresh = sign_entry(workspace, files.id, std::move(entry), identity_answers);
  if (dry_run) {
    return {std::move(fresh.entry), std::move(fresh.document)};
  }
  std::vector<Entry> entries = files.journal.entries;
  entries.push_back(fresh.entry);
  files.journal = judge(std::move(entries), workspace.vault().staff());
  const bool masked =
      read_case(files.id, files.journal, workspace.forms(), workspace.vault().staff(),
                workspace.vault().office().structure, workspace.now())
          .masked;

  // Identity, case, facts: the case document is the commit (architecture 4.4).
  std::vector<FileToWrite> work;
  const auto add = [&](Compartment compartment, const std::vector<std::string>& documents,
                       const std::string& path, const OpenParts& parts) {
    work.push_back(file_to_write(workspace, files.id, compartment,
                                 readers_of(workspace, compartment, files.journal.manager, masked),
                                 documents, path, read_before(parts, path)));
  };
  const bool new_names = !fresh.identity_document.empty();
  const bool closed_names = files.identity_parts.closed > 0;
  if (new_names) {
    require_mounted(workspace);
    const std::string path = file_of(workspace, Compartment::Identity, files.id);
    std::vector<std::string> identities;
    if (!closed_names) {
      identities = fold(files.identity_documents, files.identity_parts, path);
    }
    identities.push_back(fresh.identity_document);
    add(Compartment::Identity, identities,
        closed_names ? part_of_file(path, Compartment::Identity, files.id, fresh.entry.id) : path,
        files.identity_parts);
  }
  std::vector<std::string> journal = fold(files.journal_documents, files.journal_parts,
                                          file_of(workspace, Compartment::Case, files.id));
  journal.push_back(fresh.document);
  add(Compartment::Case, journal, file_of(workspace, Compartment::Case, files.id),
      files.journal_parts);
  add(Compartment::Facts, facts_documents(workspace, files.id, files.journal.entries),
      file_of(workspace, Compartment::Facts, files.id), files.facts_parts);
  write_together(workspace.disk, work);
  if (new_names && !closed_names) {
    remove_folded(workspace, files.identity_parts, work.front().path);
  }
  remove_folded(workspace, files.journal_parts, work[work.size() - 2].path);
  remove_folded(workspace, files.facts_parts, work.back().path);
  return {std::move(fresh.entry), std::move(fresh.document)};
}

Written append_closed(Workspace& workspace, const CaseId& id, Entry entry,
                      const Value& identity_answers, bool dry_run) {
  begin_entry(workspace, entry);
  require_clerk(workspace, entry);
  const std::string manager = entry.on_behalf;
  Signed fresh = sign_entry(workspace, id, std::move(entry), identity_answers);
  if (dry_run) {
    return {std::move(fresh.entry), std::move(fresh.document)};
  }
  const auto path_of = [&](Compartment compartment) {
    const std::string file = file_of(workspace, compartment, id);
    return fresh.entry.is_registration() ? file
                                         : part_of_file(file, compartment, id, fresh.entry.id);
  };
  std::vector<FileToWrite> work;
  const auto add = [&](Compartment compartment, const std::vector<std::string>& documents) {
    work.push_back(file_to_write(workspace, id, compartment,
                                 readers_of(workspace, compartment, manager, false), documents,
                                 path_of(compartment), {}));
  };
  if (!fresh.identity_document.empty()) {
    require_mounted(workspace);
    add(Compartment::Identity, {fresh.identity_document});
  }
  add(Compartment::Case, {fresh.document});
  add(Compartment::Facts, facts_documents(workspace, id, {fresh.entry}));
  write_together(workspace.disk, work);
  return {std::move(fresh.entry), std::move(fresh.document)};
}

}  // namespace pos
