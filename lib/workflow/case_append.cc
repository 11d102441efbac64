#include "workflow/case_append.h"

#include <algorithm>
#include <set>

#include "base/ulid.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "storage/atomic_write.h"
#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "workflow/case_readers.h"
#include "workflow/staffing.h"

namespace pos {
namespace {

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

/// What no reader would take is never written.
void require_well_formed(const std::string& bytes) {
  const Document document = read_document(bytes, *find_document_kind("case"));
  if (document.fault) {
    throw Error(ErrorCode::Invalid, document.fault->message);
  }
}

/// Fills in what every entry has, and signs it, its identity document first.
struct Signed {
  Entry entry;
  std::string document, identity_document;
};

Signed sign_entry(Workspace& workspace, const CaseId& id, Entry entry,
                  const Value& identity_answers) {
  const SigningKey& key = *workspace.author().key;
  entry.key = key_id(key.public_key);
  Signed result;
  if (!identity_answers.members.empty()) {
    result.identity_document = write_identity_document(entry, identity_answers, id.text(), key);
    entry.identity = blake2b_256_hex(result.identity_document);
  }
  result.document = write_case_document(entry, id.text(), key);
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
  workspace.require_own_card();
  std::array<std::uint8_t, 10> random{};
  fill_random(random);
  entry.id = make_ulid(workspace.now(), random);
  entry.recorded = workspace.now();
  entry.clock_given = workspace.access.clock_given;
  const Author author = workspace.author();
  entry.author = author.code;
  entry.by = author.by;
}

/// The files of an entry, in the order in which they take their places, and the parts that are then
/// folded into them.
struct EntryFiles {
  std::vector<FileToWrite> work;
  std::vector<std::pair<const OpenParts*, std::string>> folded;
};

/// Names that are closed to who writes stay as they are: theirs go beside them, as a part.
void add_fresh_names(Workspace& workspace, CaseFiles& files, const Signed& fresh,
                     const std::vector<std::string>& readers, EntryFiles& written) {
  require_mounted(workspace);
  const std::string main = file_of(workspace, Compartment::Identity, files.id);
  const std::vector<std::string>& opened = files.identity_parts.paths;
  const bool closed =
      workspace.disk.status(main) && std::find(opened.begin(), opened.end(), main) == opened.end();
  std::vector<std::string> documents;
  if (!closed) {
    documents = fold(files.identity_documents, files.identity_parts, main);
    written.folded.emplace_back(&files.identity_parts, main);
  }
  documents.push_back(fresh.identity_document);
  const std::string path =
      closed ? part_of(workspace, Compartment::Identity, files.id, fresh.entry.id) : main;
  written.work.push_back(file_to_write(workspace, files.id, Compartment::Identity, readers,
                                       documents, path, read_before(files.identity_parts, path)));
}

void append_all(std::vector<FileToWrite>& work, std::vector<FileToWrite> more) {
  work.insert(work.end(), std::make_move_iterator(more.begin()),
              std::make_move_iterator(more.end()));
}

/// Identity, case, facts: the case document is the commit (architecture 4.4). Names that only change
/// their readers come after it, so that nobody loses them before the entry counts, and the facts
/// last, so that what they say of a case is done.
void write_entry(Workspace& workspace, CaseFiles& files, const Signed& fresh) {
  const CaseReaders readers = readers_by(workspace, files.id, files.journal);
  EntryFiles written;
  const auto add = [&](Compartment compartment, const std::vector<std::string>& documents,
                       const OpenParts& parts) {
    const std::string main = file_of(workspace, compartment, files.id);
    written.work.push_back(file_to_write(workspace, files.id, compartment,
                                         required_readers(workspace, compartment, readers),
                                         documents, main, read_before(parts, main)));
    written.folded.emplace_back(&parts, main);
  };
  const std::vector<std::string> name_readers =
      required_readers(workspace, Compartment::Identity, readers);
  if (!fresh.identity_document.empty()) {
    add_fresh_names(workspace, files, fresh, name_readers, written);
  }
  std::vector<std::string> journal = fold(files.journal_documents, files.journal_parts,
                                          file_of(workspace, Compartment::Case, files.id));
  journal.push_back(fresh.document);
  add(Compartment::Case, journal, files.journal_parts);
  if (fresh.entry.act == Act::Assign) {
    append_all(written.work, hand_over_note(workspace, files));
  }
  if (fresh.identity_document.empty()) {
    append_all(written.work, sealed_anew(files.identity_parts, name_readers));
  }
  add(Compartment::Facts, facts_documents(workspace, files.id, files.journal.entries),
      files.facts_parts);
  write_together(workspace.disk, written.work);
  for (const auto& [parts, main] : written.folded) {
    remove_folded(workspace, *parts, main);
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
  mend_own_groups(workspace);
  std::vector<Entry> entries = files.journal.entries;
  entries.push_back(fresh.entry);
  files.journal = judge(std::move(entries), workspace.vault().staff());
  write_entry(workspace, files, fresh);
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
    return fresh.entry.is_registration() ? file_of(workspace, compartment, id)
                                         : part_of(workspace, compartment, id, fresh.entry.id);
  };
  std::vector<FileToWrite> work;
  const auto add = [&](Compartment compartment, const std::vector<std::string>& documents) {
    work.push_back(file_to_write(workspace, id, compartment,
                                 required_readers(workspace, compartment, {manager, false}),
                                 documents, path_of(compartment), {}));
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
