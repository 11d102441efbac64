#include "workflow/case_append.h"

#include <algorithm>

#include "base/ulid.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "storage/atomic_write.h"
#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/layout.h"
#include "storage/seal_right.h"
#include "storage/sealed_file.h"
#include "workflow/case_names.h"
#include "workflow/case_readers.h"
#include "workflow/losses.h"
#include "workflow/name_notes.h"
#include "workflow/part_files.h"
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

FileToWrite file_to_write(Workspace& workspace, const CaseId& id, Compartment compartment,
                          const std::vector<std::string>& readers,
                          const std::vector<std::string>& documents, const std::string& path,
                          const OpenParts& parts) {
  workspace.disk.make_folders(folder_of(path));
  return {path, seal_stream(case_header(compartment, id.text(), readers), documents),
          read_before(parts, path)};
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

/// What another command saved while this one waited for the lock is not ahead of the clock.
constexpr std::chrono::minutes kWaiting{1};

Instant latest_recorded(const Journal& journal) {
  Instant latest{};
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    latest = journal.counts(i) ? std::max(latest, journal.entries[i].recorded) : latest;
  }
  return latest;
}

/// A clock that runs behind would put this entry before what it follows (architecture 6).
void require_clock(Workspace& workspace, const Journal& journal) {
  const Instant latest = latest_recorded(journal);
  if (latest > workspace.now() + kWaiting) {
    throw refusal("clock",
                  text("l'horloge ({}) est en retard sur la dernière saisie du dossier ({})",
                       "the clock ({}) is behind the latest entry of the case ({})",
                       to_string(workspace.now()), to_string(latest)),
                  {"régler l'horloge ; sinon donner l'heure juste par --now, qui reste marquée",
                   "set the clock; else give the right time with --now, which stays marked"},
                  "");
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

void append_all(std::vector<FileToWrite>& work, std::vector<FileToWrite> more) {
  work.insert(work.end(), std::make_move_iterator(more.begin()),
              std::make_move_iterator(more.end()));
}

/// Parts of the facts that say nothing more: not those that nobody with the right seals, and not a
/// note that somebody still has to read.
OpenParts facts_to_fold(Workspace& workspace, const CaseFiles& files) {
  std::vector<FactsPart> read;
  for (const Stream& stream : files.facts_parts.streams) {
    read.push_back(read_facts(stream, signing_keys(workspace)));
  }
  const std::vector<SealRight> rights = seal_rights(read, workspace.vault().staff());
  const bool waiting = names_closed(files);
  OpenParts folded;
  folded.before = files.facts_parts.before;
  for (std::size_t i = 0; i < rights.size(); ++i) {
    const std::string& path = files.facts_parts.paths[i];
    if (rights[i] != SealRight::None && !(waiting && is_note(files.journal, files.id, path))) {
      folded.paths.push_back(path);
    }
  }
  return folded;
}

void remove_folded_names(Workspace& workspace, const CaseFiles& files,
                         std::vector<std::string> folded) {
  OpenParts parts;
  parts.paths = std::move(folded);
  parts.before = files.identity_parts.before;
  remove_folded(workspace, parts, "");
}

/// The names as they must lie once the entry counts; an erasure leaves none that is there now.
IdentityWork names_of_entry(Workspace& workspace, CaseFiles& files, const Signed& fresh) {
  if (fresh.entry.act == Act::Erase) {
    for (CaseDocument& document : files.identity_documents) {
      document.state = DocumentState::Erased;
    }
  }
  return identity_work(workspace, files,
                       readers_to_write(workspace, Compartment::Identity, files, fresh.entry),
                       fresh.identity_document, fresh.entry.id);
}

/// What is closed and written over is kept beside; facts only while some of the journal is closed,
/// for they come out of it.
std::vector<FileToWrite> kept_aside(Workspace& workspace, const CaseFiles& files) {
  std::vector<FileToWrite> aside =
      closed_aside(workspace, Compartment::Case, files.id, files.journal_parts);
  if (files.journal_parts.closed > 0) {
    append_all(aside, closed_aside(workspace, Compartment::Facts, files.id, files.facts_parts));
  }
  return aside;
}

/// Identity, case, facts: the case document is the commit (architecture 4.4). Names that only
/// change their readers come after it, so that nobody loses them before the entry counts, and the
/// facts last, so that what they say of a case is done. An erasure comes last of all: names are
/// gone only once the entry that says so is there, and from then on nobody reads them.
void write_entry(Workspace& workspace, CaseFiles& files, const Signed& fresh) {
  const auto file = [&](Compartment compartment, const std::vector<std::string>& documents,
                        const OpenParts& parts) {
    return file_to_write(workspace, files.id, compartment,
                         readers_to_write(workspace, compartment, files, fresh.entry), documents,
                         file_of(workspace, compartment, files.id), parts);
  };
  const bool erases = fresh.entry.act == Act::Erase;
  IdentityWork names = names_of_entry(workspace, files, fresh);
  std::vector<std::string> journal = fold(files.journal_documents, files.journal_parts,
                                          file_of(workspace, Compartment::Case, files.id));
  journal.push_back(fresh.document);
  std::vector<FileToWrite> work = {file(Compartment::Case, journal, files.journal_parts)};
  if (fresh.entry.act == Act::Assign) {
    append_all(work, hand_over_note(workspace, files));
  }
  if (!fresh.identity_document.empty() || files.journal_parts.none()) {
    names.files.insert(names.files.end(), work.begin(), work.end());
    work = std::move(names.files);
  } else if (!erases) {
    append_all(work, std::move(names.files));
  }
  work.push_back(file(Compartment::Facts,
                      facts_documents(workspace, files.id, files.journal.entries),
                      files.facts_parts));
  if (erases) {
    append_all(work, std::move(names.files));
  }
  work.insert(work.begin(), files.brought.begin(), files.brought.end());
  std::vector<FileToWrite> aside = kept_aside(workspace, files);
  append_all(aside, std::move(work));
  work = std::move(aside);
  write_together(workspace.disk, work);
  if (erases) {
    remove_identities(workspace, files.id, names.removed);
  } else {
    remove_folded_names(workspace, files, std::move(names.removed));
  }
  remove_folded(workspace, files.journal_parts, file_of(workspace, Compartment::Case, files.id));
  remove_folded(workspace, facts_to_fold(workspace, files),
                file_of(workspace, Compartment::Facts, files.id));
}

/// What this run has saved is to be there from now on.
void see_written(Workspace& workspace, const CaseFiles& files, const Entry& fresh) {
  SeenEntries seen = seen_entries(files.journal_documents, files.journal);
  seen.all.insert(fresh.hash);
  if (fresh.act == Act::Assign) {
    seen.assigned = fresh.hash;
    seen.fallen.clear();
  }
  workspace.sightings().facts[files.id] = seen;
  workspace.sightings().journals[files.id] = std::move(seen);
  if (!fresh.identity.empty() || !files.identity_parts.none()) {
    workspace.sightings().identities.insert(files.id);
  }
}

/// A data clerk cannot see who has the case: the right is judged as if it were still the one whom
/// the entry is for, as readers do that know of no assign (format.md 5.3).
void require_clerk(Workspace& workspace, const Entry& entry) {
  const Staff& staff = workspace.vault().staff();
  std::vector<Entry> journal;
  if (!entry.opens_journal()) {
    Entry opening;
    opening.form = kRegistrationForm;
    opening.hash = "opening";
    opening.author = entry.on_behalf;
    opening.recorded = entry.recorded;
    journal.push_back(std::move(opening));
  }
  require_right(judge(std::move(journal), staff), entry, staff);
}

}  // namespace

void remove_identities(Workspace& workspace, const CaseId& id,
                       const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    workspace.disk.remove(path);
  }
  if (!paths.empty()) {
    workspace.disk.sync_folder(folder_of(file_of(workspace, Compartment::Identity, id)));
  }
}

void mend_identities(Workspace& workspace, CaseFiles& files) {
  const IdentityWork work = identity_work(
      workspace, files, readers_to_write(workspace, Compartment::Identity, files, {}), "", "");
  write_together(workspace.disk, work.files);
  remove_identities(workspace, files.id, work.removed);
}

Written sign_before(Workspace& workspace, const CaseFiles& files, Entry entry) {
  require_clock(workspace, files.journal);
  begin_entry(workspace, entry);
  entry.recorded = std::max(entry.recorded, latest_recorded(files.journal));
  entry.after = files.journal.heads();
  require_right(files.journal, entry, workspace.vault().staff());
  Signed fresh = sign_entry(workspace, files.id, std::move(entry), {});
  return {std::move(fresh.entry), std::move(fresh.document)};
}

Written append(Workspace& workspace, CaseFiles& files, Entry entry, const Value& identity_answers,
               bool dry_run) {
  require_clock(workspace, files.journal);
  require_nameless_act(workspace, files, entry);
  if (!identity_answers.members.empty()) {
    require_whole_names(workspace, files.id, files.journal, files.identity_documents,
                        files.identity_parts.closed);
  }
  begin_entry(workspace, entry);
  entry.recorded = std::max(entry.recorded, latest_recorded(files.journal));
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
  see_written(workspace, files, fresh.entry);
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
    return fresh.entry.opens_journal() ? file_of(workspace, compartment, id)
                                       : part_of(workspace, compartment, id, fresh.entry.id);
  };
  if (!fresh.identity_document.empty()) {
    require_mounted_identities(workspace);
  }
  // Whether the case is masked a clerk cannot see: names go to the manager, who seals them for all.
  const auto closed = [&](Compartment compartment) {
    return compartment == Compartment::Identity && !fresh.entry.opens_journal();
  };
  std::vector<FileToWrite> work;
  const auto add = [&](Compartment compartment, const std::vector<std::string>& documents) {
    const std::vector<std::string> readers =
        required_readers(workspace, compartment, {manager, closed(compartment)});
    work.push_back(
        file_to_write(workspace, id, compartment, readers, documents, path_of(compartment), {}));
  };
  if (!fresh.identity_document.empty()) {
    add(Compartment::Identity, {fresh.identity_document});
  }
  add(Compartment::Case, {fresh.document});
  add(Compartment::Facts, facts_documents(workspace, id, {fresh.entry}));
  write_together(workspace.disk, work);
  return {std::move(fresh.entry), std::move(fresh.document)};
}

}  // namespace pos
