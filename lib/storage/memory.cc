#include "storage/memory.h"

#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "crypto/hash.h"
#include "storage/atomic_write.h"
#include "storage/canonical.h"
#include "storage/document.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"

namespace pos {
namespace {

constexpr int kVersion = 1;
constexpr std::string_view kLabel = "pos/memory/1";

Error damaged(const std::string& file) {
  return Error(ErrorCode::Integrity,
               {"ce que cette machine a retenu du coffre est endommagé ou mal signé",
                "what this machine remembers of the vault is damaged or badly signed"},
               {}, {file, 0, {}});
}

SigningContext context_of(const MemoryPlace& place) {
  return {std::string(kLabel), place.vault, name_of(place.folder)};
}

Value row_of(std::string_view key, const std::string& text, Instant at) {
  return Value::map({{std::string(key), Value::text(text)}, {"at", Value::text(to_string(at))}});
}

Value row_of(const std::string& hash, const SeenDocument& seen) {
  Value row = Value::map({{"hash", Value::text(hash)},
                          {"file", Value::text(seen.file)},
                          {"at", Value::text(to_string(seen.at))}});
  if (seen.late) {
    row.set("late", Value::boolean(true));
  }
  if (!seen.vouched) {
    row.set("vouched", Value::boolean(false));
  }
  return row;
}

Value row_of(const CaseId& id, const RememberedCase& known) {
  Value row = Value::map({{"case", Value::text(id.text())}});
  if (!known.journal.empty()) {
    row.set("journal", Value::texts(known.journal));
  }
  if (!known.facts.empty()) {
    row.set("facts", Value::texts(known.facts));
  }
  if (known.identity) {
    row.set("identity", Value::boolean(true));
  }
  if (known.closed) {
    row.set("closed", Value::boolean(true));
  }
  if (!known.given_up.empty()) {
    row.set("given_up", Value::texts(known.given_up));
  }
  if (!known.assigned.empty()) {
    row.set("assigned", Value::text(known.assigned));
  }
  return row;
}

void set_rows(Value& values, std::string_view key, std::vector<Value> rows) {
  if (!rows.empty()) {
    values.set(key, Value::list(std::move(rows)));
  }
}

Value values_of(const Memory& memory) {
  Value values = Value::map({{"memory", Value::number(std::to_string(kVersion))}});
  values.set("founding", Value::text(memory.founding));
  values.set("confirmed", Value::boolean(memory.confirmed));
  if (memory.begun) {
    values.set("begun", Value::text(to_string(*memory.begun)));
  }
  for (const auto& [key, hashes] :
       {std::pair("dismissed", &memory.dismissed), std::pair("refused", &memory.refused)}) {
    if (!hashes->empty()) {
      values.set(key, Value::texts({hashes->begin(), hashes->end()}));
    }
  }
  std::vector<Value> documents, cases, copies, backups;
  for (const auto& [hash, seen] : memory.documents) {
    documents.push_back(row_of(hash, seen));
  }
  for (const auto& [id, known] : memory.cases) {
    cases.push_back(row_of(id, known));
  }
  for (const ProvenCopy& copy : memory.copies) {
    copies.push_back(Value::map({{"kind", Value::text(copy.kind)},
                                 {"recipient", Value::text(copy.recipient)},
                                 {"at", Value::text(to_string(copy.at))}}));
  }
  for (const BackupMade& backup : memory.backups) {
    backups.push_back(row_of("destination", backup.destination, backup.at));
  }
  set_rows(values, "documents", std::move(documents));
  set_rows(values, "cases", std::move(cases));
  set_rows(values, "copies", std::move(copies));
  set_rows(values, "backups", std::move(backups));
  return values;
}

const std::vector<Value>& rows_of(const Value& values, std::string_view key) {
  static const std::vector<Value> none;
  const Value* rows = values.find(key);
  return rows == nullptr ? none : rows->items;
}

/// What was signed is well shaped; a time that is none could only come from a newer program.
Instant time_of(const Value& row) {
  return parse_instant(row.scalar_of("at")).value_or(Instant{});
}

Memory memory_of(const Value& values) {
  Memory memory;
  memory.founding = values.scalar_of("founding");
  memory.confirmed = values.scalar_of("confirmed") == "true";
  memory.begun = parse_instant(values.scalar_of("begun"));
  const std::vector<std::string> dismissed = values.texts_of("dismissed");
  memory.dismissed = {dismissed.begin(), dismissed.end()};
  const std::vector<std::string> refused = values.texts_of("refused");
  memory.refused = {refused.begin(), refused.end()};
  for (const Value& row : rows_of(values, "documents")) {
    memory.documents[row.scalar_of("hash")] = {row.scalar_of("file"), time_of(row),
                                               row.scalar_of("late") == "true",
                                               row.scalar_of("vouched") != "false"};
  }
  for (const Value& row : rows_of(values, "cases")) {
    if (const auto id = CaseId::parse(row.scalar_of("case"))) {
      memory.cases[*id] = {row.texts_of("journal"),
                           row.texts_of("facts"),
                           row.scalar_of("identity") == "true",
                           row.scalar_of("closed") == "true",
                           row.texts_of("given_up"),
                           row.scalar_of("assigned")};
    }
  }
  for (const Value& row : rows_of(values, "copies")) {
    memory.copies.insert({row.scalar_of("kind"), row.scalar_of("recipient"), time_of(row)});
  }
  for (const Value& row : rows_of(values, "backups")) {
    memory.backups.insert({row.scalar_of("destination"), time_of(row)});
  }
  return memory;
}

Value read_signed(std::string_view bytes, const MemoryPlace& place) {
  Document document;
  document.bytes = bytes;
  try {
    document.values = read_canonical(bytes);
  } catch (const Error&) {
    throw damaged(place.file());
  }
  if (!is_signed_by(document, signing_key(*place.user).public_key, context_of(place))) {
    throw damaged(place.file());
  }
  if (document.values.scalar_of("memory") != std::to_string(kVersion)) {
    throw Error(ErrorCode::Newer,
                {"ce que cette machine a retenu du coffre l'a été par une version plus récente",
                 "what this machine remembers of the vault was written by a newer version"},
                {"installez une version plus récente de pos", "install a newer pos"},
                {place.file(), 0, {}});
  }
  return std::move(document.values);
}

void write_memory(FileSystem& files, const MemoryPlace& place, const Memory& memory) {
  const std::string bytes =
      write_document(values_of(memory), signing_key(*place.user), context_of(place));
  files.make_folders(place.folder);
  write_atomically(files, place.file(), seal_file(bytes, {to_string(place.user->recipient())}));
}

/// What is remembered stays so where this reading does not have it: it was read earlier than what
/// another run has seen meanwhile, or it lacks something.
void unite_heads(std::vector<std::string>& remembered, const SeenEntries& seen) {
  std::erase_if(remembered, [&](const std::string& hash) { return seen.all.contains(hash); });
  remembered.insert(remembered.end(), seen.heads.begin(), seen.heads.end());
  std::sort(remembered.begin(), remembered.end());
}

/// They are sorted by destination, then by time.
void keep_last_backups(std::set<BackupMade>& backups) {
  for (auto each = backups.begin(); each != backups.end();) {
    const auto next = std::next(each);
    const bool older = next != backups.end() && next->destination == each->destination;
    each = older ? backups.erase(each) : next;
  }
}

/// One that has fallen since stays remembered, until it counts again or is replaced or accepted.
void unite_assigns(std::string& known, const SeenEntries& seen) {
  if (known.empty() || (seen.all.contains(known) && !seen.fallen.contains(known))) {
    known = seen.assigned;
  }
}

std::vector<std::string> without_given_up(std::set<std::string> hashes,
                                          const RememberedCase& known) {
  for (const std::string& hash : known.given_up) {
    hashes.erase(hash);
  }
  return {hashes.begin(), hashes.end()};
}

}  // namespace

SeenEntries seen_entries(std::set<std::string> all, const Journal& journal) {
  const Entry* assign = journal.last_assign();
  const std::vector<std::string> fallen = journal.fallen_assigns();
  return {std::move(all),
          journal.heads(),
          assign == nullptr ? "" : assign->hash,
          {fallen.begin(), fallen.end()}};
}

std::vector<std::string> entries_of(const RememberedCase& known) {
  std::set<std::string> hashes(known.journal.begin(), known.journal.end());
  hashes.insert(known.facts.begin(), known.facts.end());
  return without_given_up(std::move(hashes), known);
}

std::vector<std::string> facts_of(const RememberedCase& known) {
  return without_given_up({known.facts.begin(), known.facts.end()}, known);
}

std::vector<std::string> lacking(const std::vector<std::string>& remembered,
                                 const SeenEntries& seen) {
  std::vector<std::string> hashes;
  std::copy_if(remembered.begin(), remembered.end(), std::back_inserter(hashes),
               [&](const std::string& hash) { return !seen.all.contains(hash); });
  return hashes;
}

void unite(Memory& memory, const Sightings& sightings) {
  if (!sightings.founding.empty()) {
    const bool same = sightings.founding == memory.founding;
    memory.founding = sightings.founding;
    memory.confirmed = sightings.confirmed || (same && memory.confirmed);
  }
  memory.begun = memory.begun ? memory.begun : sightings.begun;
  for (const auto& [hash, seen] : sightings.documents) {
    const bool vouched = memory.documents.emplace(hash, seen).first->second.vouched;
    memory.documents[hash].vouched = vouched || seen.vouched;
  }
  for (const std::string& hash : sightings.forgotten) {
    if (const auto known = memory.documents.find(hash); known != memory.documents.end()) {
      known->second.vouched = false;
    }
  }
  memory.dismissed.insert(sightings.dismissed.begin(), sightings.dismissed.end());
  memory.refused.insert(sightings.refused.begin(), sightings.refused.end());
  for (const auto& [id, known] : sightings.accepted) {
    memory.cases[id] = known;
  }
  for (const auto& [id, seen] : sightings.journals) {
    unite_heads(memory.cases[id].journal, seen);
    std::erase_if(memory.cases[id].given_up,
                  [&all = seen.all](const std::string& hash) { return all.contains(hash); });
    memory.cases[id].closed = false;
    unite_assigns(memory.cases[id].assigned, seen);
  }
  for (const auto& [id, seen] : sightings.facts) {
    unite_heads(memory.cases[id].facts, seen);
    unite_assigns(memory.cases[id].assigned, seen);
    memory.cases[id].closed = false;
  }
  for (const CaseId& id : sightings.identities) {
    memory.cases[id].identity = true;
  }
  for (const CaseId& id : sightings.closed) {
    memory.cases[id].closed = true;
  }
  memory.copies.insert(sightings.copies.begin(), sightings.copies.end());
  memory.backups.insert(sightings.backups.begin(), sightings.backups.end());
  keep_last_backups(memory.backups);
}

std::string machine_place(std::string_view path) {
  std::string normal = std::filesystem::path(path).lexically_normal().string();
  while (normal.size() > 1 && normal.ends_with('/')) {
    normal.pop_back();
  }
  return blake2b_256_hex(normal).substr(0, 32);
}

std::string machine_folder_name(std::string_view vault_id, std::string_view path) {
  return fmt::format("{}-{}", vault_id, machine_place(path));
}

std::string MemoryPlace::file() const {
  return join_path(folder, key_id(signing_key(*user).public_key) + ".age");
}

Memory read_memory(FileSystem& files, const MemoryPlace& place) {
  const std::optional<std::string> bytes = files.read(place.file());
  if (!bytes) {
    return {};
  }
  std::optional<WipedString> text;
  try {
    text = open_file(*bytes, {place.user, 1}, place.file());
  } catch (const Error& error) {
    throw error.code == ErrorCode::Integrity ? damaged(place.file()) : error;
  }
  if (!text) {
    throw damaged(place.file());
  }
  return memory_of(read_signed(*text, place));
}

void extend_memory(FileSystem& files, const MemoryPlace& place, const Memory& read,
                   const Sightings& sightings) {
  Memory memory = read;
  unite(memory, sightings);
  if (memory == read && (read == Memory() || files.status(place.file()))) {
    return;
  }
  files.make_folders(place.folder);
  const std::string path = place.file() + ".lock";
  const std::unique_ptr<FileLock> lock = files.lock(path, kMachineLockSeconds);
  if (lock == nullptr) {
    throw Error(ErrorCode::Locked, {"en cours d'usage", "in use"}, {}, {path, 0, {}});
  }
  memory = read_memory(files, place);
  if (memory == Memory()) {
    memory = read;
  }
  unite(memory, sightings);
  write_memory(files, place, memory);
}

std::string set_aside(FileSystem& files, const std::string& path) {
  const std::string bytes = files.read(path).value_or("");
  std::string aside = path + "." + sha256_hex(bytes).substr(0, 16) + ".aside";
  files.rename(path, aside);
  files.sync_folder(folder_of(path));
  return aside;
}

}  // namespace pos
