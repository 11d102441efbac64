#include "workflow/repair_case.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "crypto/hash.h"
#include "storage/atomic_write.h"
#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/facts_file.h"
#include "storage/layout.h"
#include "storage/lost_and_found.h"
#include "storage/seal_right.h"
#include "storage/sealed_file.h"
#include "storage/stray.h"
#include "workflow/case_files.h"
#include "workflow/part_files.h"

namespace pos {
namespace {

constexpr std::array<Compartment, 3> kCompartments = {Compartment::Case, Compartment::Identity,
                                                      Compartment::Facts};

/// A file of the compartments' folders, as far as it can be known.
struct Found {
  std::string file;  ///< within the vault
  Compartment folder = Compartment::Case;
  std::string year;
  enum class State { Opened, Closed, Damaged } state = State::Closed;
  std::string hash;
  std::optional<Stream> stream;
  std::optional<CaseId> id;  ///< of its header; of its name where it cannot be opened
  Compartment compartment = Compartment::Case;

  bool is_in_place() const {
    return id && case_of_name(name_of(file)) == id && folder == compartment &&
           std::to_string(id->year()) == year;
  }
  bool is_main() const { return id && file == case_path(compartment, *id); }
};

class Placing {
 public:
  Placing(Workspace& workspace, Repair& repair) : workspace_(workspace), repair_(repair) {}

  void run() {
    // Each change of place may free another, as where two files were exchanged.
    for (bool moved = true; moved;) {
      find_all();
      moved = false;
      for (const Found& found : found_) {
        unless_in_use(repair_, found.file, [&] { moved = mend(found) || moved; });
      }
    }
  }

 private:
  void find_all();
  void find_in(Compartment compartment, const std::string& year);
  Found look_at(Compartment compartment, const std::string& year, const std::string& name);
  bool mend(const Found& found);
  bool vouched(const Found& found);
  bool has_registration(const Found& found);
  const Found* main_of(const Found& found) const;
  bool has_sound_sibling(const Found& found, bool with_registration);
  bool place(const Found& found);
  bool set_aside(const Found& found, const Text& why);
  bool is_as_seen(const Found& found);

  Vault& vault() { return workspace_.vault(); }

  Workspace& workspace_;
  Repair& repair_;
  std::vector<Found> found_;
};

void Placing::find_all() {
  found_.clear();
  for (Compartment compartment : kCompartments) {
    find_in(compartment, "");
    for (const FolderEntry& entry : workspace_.disk.list(vault().compartment_path(compartment))) {
      if (entry.is_folder && !entry.name.starts_with('.') && entry.name != kLostAndFound) {
        find_in(compartment, entry.name);
      }
    }
  }
}

bool may_be_of_a_case(FileSystem& disk, const std::string& path) {
  try {
    return path.ends_with(".age") || is_sealed_copy(disk, path);
  } catch (const Error&) {
    return false;  // told by the check
  }
}

/// `year`: empty for what lies beside the years' folders.
void Placing::find_in(Compartment compartment, const std::string& year) {
  const std::string folder = join_path(vault().compartment_path(compartment), year);
  for (const FolderEntry& entry : workspace_.disk.list(folder)) {
    if (!entry.is_folder && !entry.name.starts_with('.') &&
        may_be_of_a_case(workspace_.disk, join_path(folder, entry.name))) {
      found_.push_back(look_at(compartment, year, entry.name));
    }
  }
}

Found Placing::look_at(Compartment compartment, const std::string& year, const std::string& name) {
  Found found;
  found.file = join_path(join_path(compartment_folder(compartment), year), name);
  found.folder = found.compartment = compartment;
  found.year = year;
  found.id = case_of_name(name);
  try {
    const std::string bytes = workspace_.disk.read(path_on_disk(vault(), found.file)).value_or("");
    found.hash = blake2b_256_hex(bytes);
    found.stream = open_stream(bytes, workspace_.keys().all(), found.file);
    if (found.stream) {
      found.state = Found::State::Opened;
      found.id = CaseId::parse(found.stream->header.id);
      const auto kind = parse_compartment(found.stream->header.kind->name);
      found.compartment = kind.value_or(compartment);
    }
  } catch (const Error& error) {
    found.state = error.code == ErrorCode::Integrity ? Found::State::Damaged : Found::State::Closed;
    if (error.code == ErrorCode::Io) {
      repair_.leave(found.file, error.message);
    }
  }
  return found;
}

const Found* Placing::main_of(const Found& found) const {
  const auto main = std::find_if(found_.begin(), found_.end(), [&](const Found& other) {
    return found.id && other.file == case_path(found.compartment, *found.id);
  });
  return main == found_.end() ? nullptr : &*main;
}

/// Whether some document of it is signed by somebody who is known, whatever their right.
bool Placing::vouched(const Found& found) {
  if (found.compartment == Compartment::Facts) {
    return read_facts(*found.stream, signing_keys(workspace_)).well_sealed();
  }
  for (const Document& document : found.stream->documents) {
    if (!document.well_formed()) {
      continue;
    }
    Stream one = *found.stream;
    one.documents = {document};
    CaseDocument alone = unite_parts({one}, found.stream->header.kind->name).front();
    for (const bool from_sender : {false, true}) {  // names came with an accepted case
      alone.from_sender = from_sender;
      check_signature(alone, found.id->text(), signing_keys(workspace_));
      if (alone.well_signed()) {
        return true;
      }
    }
  }
  return found.stream->documents.empty() && found.compartment == Compartment::Identity;
}

bool Placing::has_registration(const Found& found) {
  if (found.compartment != Compartment::Case) {
    return true;
  }
  const auto documents = read_case({*found.stream}, signing_keys(workspace_));
  return judge(well_signed_entries(documents), vault().staff()).opening() != nullptr;
}

bool Placing::has_sound_sibling(const Found& found, bool with_registration) {
  return std::any_of(found_.begin(), found_.end(), [&](const Found& other) {
    return other.file != found.file && other.state == Found::State::Opened &&
           other.id == found.id && other.compartment == found.compartment && vouched(other) &&
           (!with_registration || has_registration(other));
  });
}

bool Placing::mend(const Found& found) {
  if (found.state == Found::State::Closed) {
    return false;
  }
  if (found.state == Found::State::Damaged) {
    // The only copy of anything stays in sight.
    const bool main = found.is_main();
    return found.id && found.compartment != Compartment::Facts && has_sound_sibling(found, main) &&
           set_aside(found, {"abîmé, à côté d'un fichier sain", "damaged, beside a sound file"});
  }
  if (!found.id || !vouched(found)) {
    // Facts are rebuilt; and a card that cannot be read may be the one that vouches.
    return found.compartment != Compartment::Facts && vault().findings().empty() &&
           set_aside(found, {"nul n'en répond", "nobody vouches for it"});
  }
  if (!found.is_in_place()) {
    return place(found);
  }
  // A part without its file takes its place.
  return !found.is_main() && main_of(found) == nullptr && has_registration(found) && place(found);
}

/// To the file's own place where that is free, else beside it.
bool Placing::place(const Found& found) {
  const std::string bytes = *workspace_.disk.read(path_on_disk(vault(), found.file));
  std::string file = case_path(found.compartment, *found.id);
  const auto there = workspace_.disk.read(path_on_disk(vault(), file));
  if (there == bytes) {
    return set_aside(found, text("copie de {}", "a copy of {}", file));
  }
  if (there || !has_registration(found)) {
    file = case_part_path(found.compartment, *found.id, part_word(bytes));
  }
  const std::string from = path_on_disk(vault(), found.file);
  const std::string to = path_on_disk(vault(), file);
  const auto lock = vault().lock_case(*found.id);
  if (file == found.file || workspace_.disk.status(to) || !is_as_seen(found)) {
    return false;
  }
  workspace_.disk.make_folders(folder_of(to));
  workspace_.disk.rename_new(from, to);
  workspace_.disk.note_change();
  workspace_.disk.sync_folder(folder_of(to));
  workspace_.disk.sync_folder(folder_of(from));
  repair_.add(found.file, RepairAction::Placed,
              text("sera remis à sa place : {}", "will be put in its place: {}", file),
              text("remis à sa place : {}", "put in its place: {}", file));
  return true;
}

/// Under its lock: another command or a synchroniser may have changed it meanwhile.
bool Placing::is_as_seen(const Found& found) {
  return blake2b_256_hex(workspace_.disk.read(path_on_disk(vault(), found.file)).value_or("")) ==
         found.hash;
}

bool Placing::set_aside(const Found& found, const Text& why) {
  const auto lock = found.id ? vault().lock_case(*found.id) : nullptr;
  if (!is_as_seen(found)) {
    return false;
  }
  repair_.add_set_aside(found.file, why, lay_aside(vault(), found.file));
  return true;
}

bool is_one_of(const std::string& kind, std::initializer_list<std::string_view> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// What the check finds wrong with the facts of one case.
struct FactsFaults {
  std::set<std::string> files;  ///< to be written anew out of the journal
  bool wanting = false;         ///< entries or the whole file are missing
  bool rolled_back = false;
  std::optional<CheckItem> unread;  ///< a file of the case that the disk does not give
  bool journal_doubtful = false;
};

FactsFaults faults_of(Workspace& workspace, const CaseId& id) {
  CheckReport report;
  check_case(workspace.vault(), workspace.keys(), id, workspace.now(), report);
  FactsFaults faults;
  const std::string facts = compartment_folder(Compartment::Facts) + "/";
  const std::string names = compartment_folder(Compartment::Identity) + "/";
  for (const CheckItem& item : report.items) {
    const bool of_facts = item.file.starts_with(facts);
    if (item.kind == "unreadable" && !item.file.starts_with(names)) {
      faults.unread = item;
    } else if (item.kind == "rolled_back") {
      faults.rolled_back = true;
    } else if (!of_facts) {
      faults.journal_doubtful =
          faults.journal_doubtful || is_one_of(item.kind, {"damaged", "lost"});
    } else if (is_one_of(item.kind, {"stale", "lost"})) {
      faults.wanting = true;
    } else if (is_one_of(item.kind, {"damaged", "badly_sealed", "facts_differ", "malformed",
                                     "repeated", "unclaimed"})) {
      faults.files.insert(item.file);
    }
  }
  const std::string main = path_on_disk(workspace.vault(), case_path(Compartment::Facts, id));
  const bool there = workspace.disk.status(main).has_value();
  faults.wanting = faults.wanting || !there;
  return faults;
}

/// Whether the user may vouch for the facts of that journal, and knows all its forms.
bool may_seal(Workspace& workspace, const Journal& journal) {
  FactsPart own;
  own.author = workspace.keys().code();
  own.recorded = workspace.now();
  return seal_right(own, journal, workspace.vault().staff()) == SealRight::Present &&
         std::all_of(journal.entries.begin(), journal.entries.end(), [&](const Entry& entry) {
           return entry.form.empty() || workspace.knows_form(entry.form);
         });
}

void write_facts(Workspace& workspace, const CaseId& id, const Journal& journal) {
  std::vector<std::string> documents;
  for (const Entry& entry : journal.entries) {
    documents.push_back(write_facts_document(
        entry, entry.form.empty()
                   ? Value{}
                   : part(workspace.form(entry.form), entry.data, Compartment::Facts)));
  }
  documents.push_back(write_seal(
      documents, id.text(), {workspace.keys().code(), workspace.signature_key()}, workspace.now()));
  const std::vector<std::string> readers =
      workspace.vault().readers(Compartment::Facts, journal.manager, false, workspace.now());
  const std::string path = path_on_disk(workspace.vault(), case_path(Compartment::Facts, id));
  workspace.disk.make_folders(folder_of(path));
  write_atomically(workspace.disk, path,
                   seal_stream(case_header(Compartment::Facts, id.text(), readers), documents));
}

void rebuild_facts(Workspace& workspace, const CaseId& id, Repair& repair) {
  const FactsFaults faults = faults_of(workspace, id);
  if (faults.unread) {
    return repair.leave(
        faults.unread->file,
        text("{} ; rien n'est reconstruit", "{}; nothing is rebuilt", faults.unread->message));
  }
  if (faults.files.empty() && !faults.wanting) {
    return;
  }
  const auto lock = workspace.vault().lock_case(id);
  const OpenParts parts = open_parts(workspace, Compartment::Case, id);
  if (parts.paths.empty()) {
    return;  // not this user's
  }
  const Journal journal =
      judge(well_signed_entries(read_case(parts.streams, signing_keys(workspace))),
            workspace.vault().staff());
  const std::string file = case_path(Compartment::Facts, id);
  if (faults.rolled_back || faults.journal_doubtful || journal.opening() == nullptr) {
    return repair.leave(file,
                        {"le journal n'est pas entier : le reprendre d'abord dans une sauvegarde",
                         "the journal is not whole: take it from a backup first"});
  }
  if (!may_seal(workspace, journal)) {
    return repair.leave(file, {"le gestionnaire du dossier ou son superviseur les reconstruit",
                               "the case manager or that person's supervisor rebuilds them"});
  }
  for (const std::string& bad : faults.files) {
    if (!workspace.disk.status(path_on_disk(workspace.vault(), bad))) {
      continue;
    }
    repair.add_set_aside(bad, {"nul n'en répond", "nobody vouches for it"},
                         lay_aside(workspace.vault(), bad));
  }
  if (parts.closed > 0) {  // the facts of what is closed may stand there alone
    write_together(workspace.disk, closed_aside(workspace, Compartment::Facts, id,
                                                open_parts(workspace, Compartment::Facts, id)));
  }
  write_facts(workspace, id, journal);
  repair.add(file, RepairAction::Rebuilt,
             {"sera reconstruit à partir du journal", "will be rebuilt out of the journal"},
             {"reconstruit à partir du journal", "rebuilt out of the journal"});
}

}  // namespace

void unless_in_use(Repair& repair, const std::string& file, const std::function<void()>& step) {
  try {
    step();
  } catch (const Error& error) {
    if (error.code != ErrorCode::Locked) {
      throw;
    }
    repair.leave(file, error.message);
  }
}

void place_case_files(Workspace& workspace, Repair& repair) {
  Placing(workspace, repair).run();
}

void repair_case(Workspace& workspace, const CaseId& id, Repair& repair) {
  try {
    rebuild_facts(workspace, id, repair);
  } catch (const Error& error) {
    if (error.code == ErrorCode::Io && all_readable(workspace.vault(), id)) {
      throw;
    }
    repair.leave(case_path(Compartment::Case, id), error.message);
  }
}

}  // namespace pos
