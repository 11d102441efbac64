#include "storage/memory.h"

#include <doctest/doctest.h>

#include "storage/sealed_file.h"
#include "support/memory_file_system.h"
#include "support/test_vault.h"

using namespace pos;

namespace {

const std::string kVault = "01KE6VYFD0ABCDEFGHJKMNPQRS";
const CaseId kAwa = *CaseId::make("BKO", 2026, "4XKD7RP");
const std::string kFirst(64, '1');
const std::string kSecond(64, '2');
const std::string kThird(64, '3');

struct Machine {
  MemoryFileSystem files;
  TestPerson person{"adiarra", 0x12};
  std::string folder = "/home/.local/state/pos/" + machine_folder_name(kVault, "/t/vault");

  MemoryPlace place() const { return {folder, kVault, &person.identity}; }
  Memory read() { return read_memory(files, place()); }
  void see(const Sightings& sightings) { extend_memory(files, place(), read(), sightings); }
};

Instant at(const char* time) {
  return *parse_instant(time);
}

/// A file with these entries, the last of them its head.
SeenEntries seen(std::vector<std::string> entries) {
  return {{entries.begin(), entries.end()}, {entries.back()}, "", {}};
}

Sightings journal(std::vector<std::string> entries) {
  Sightings sightings;
  sightings.journals[kAwa] = seen(std::move(entries));
  return sightings;
}

}  // namespace

TEST_CASE(
    "a document that was believed once stays so, and of backups the last to a place is kept") {
  Machine machine;
  Sightings sightings;
  sightings.documents[kFirst] = {"people/a.yaml", at("2026-03-02T09:00:00Z"), false, false};
  sightings.backups.insert({"/media/a", at("2026-03-04T09:00:00Z")});
  sightings.backups.insert({"/media/b", at("2026-03-01T09:00:00Z")});
  machine.see(sightings);
  CHECK_FALSE(machine.read().documents.at(kFirst).vouched);
  sightings.documents[kFirst].vouched = true;
  sightings.backups = {{"/media/a", at("2026-03-03T09:00:00Z")}};
  machine.see(sightings);
  sightings.documents[kFirst].vouched = false;
  machine.see(sightings);
  CHECK(machine.read().documents.at(kFirst).vouched);
  CHECK(machine.read().documents.at(kFirst).at == at("2026-03-02T09:00:00Z"));
  CHECK(machine.read().backups == std::set<BackupMade>{{"/media/a", at("2026-03-04T09:00:00Z")},
                                                       {"/media/b", at("2026-03-01T09:00:00Z")}});
}

TEST_CASE("a memory gives back all that was put into it") {
  Machine machine;
  Sightings sightings;
  sightings.founding = kFirst;
  sightings.confirmed = true;
  sightings.begun = at("2026-03-01T09:00:00Z");
  sightings.documents[kSecond] = {"people/a.yaml", at("2026-03-02T09:00:00Z"), true};
  sightings.accepted[kAwa].given_up = {kThird};
  sightings.journals[kAwa] = seen({kFirst, kSecond});
  sightings.facts[kAwa] = seen({kFirst});
  sightings.identities.insert(kAwa);
  sightings.copies.insert({"paper 1", "age1recovery", at("2026-03-02T09:00:00Z")});
  sightings.backups.insert({"/media/clé \"A\"", at("2026-03-03T09:00:00Z")});
  machine.see(sightings);
  const Memory memory = machine.read();
  CHECK(memory.founding == kFirst);
  CHECK(memory.confirmed);
  CHECK(memory.begun == at("2026-03-01T09:00:00Z"));
  CHECK(memory.documents.at(kSecond) ==
        SeenDocument{"people/a.yaml", at("2026-03-02T09:00:00Z"), true});
  CHECK(memory.cases.at(kAwa) == RememberedCase{{kSecond}, {kFirst}, true, false, {kThird}, ""});
  CHECK(memory.copies.begin()->kind == "paper 1");
  CHECK(memory.backups.begin()->destination == "/media/clé \"A\"");
}

TEST_CASE("an assign that has fallen stays remembered until it counts again or is replaced") {
  Machine machine;
  const auto see = [&](const std::string& assigned, std::set<std::string> fallen) {
    Sightings sightings = journal({kFirst, kSecond, kThird});
    sightings.journals[kAwa].assigned = assigned;
    sightings.journals[kAwa].fallen = std::move(fallen);
    machine.see(sightings);
    return machine.read().cases.at(kAwa).assigned;
  };
  CHECK(see(kFirst, {}) == kFirst);
  CHECK(see(kSecond, {}) == kSecond);
  CHECK(see(kFirst, {kSecond}) == kSecond);
  CHECK(see(kThird, {}) == kThird);
}

TEST_CASE("without a memory nothing is remembered, and nothing is wrong") {
  Machine machine;
  CHECK(machine.read() == Memory{});
}

TEST_CASE("a hash stays remembered until a file that has it is seen with later ones") {
  Machine machine;
  machine.see(journal({kFirst, kSecond}));
  machine.see(journal({kFirst}));
  CHECK(machine.read().cases.at(kAwa).journal == std::vector{kFirst, kSecond});
  machine.see(journal({kFirst, kSecond, kThird}));
  CHECK(machine.read().cases.at(kAwa).journal == std::vector{kThird});
}

TEST_CASE("two runs that began with the same memory both add to it") {
  Machine machine;
  const Memory before = machine.read();
  extend_memory(machine.files, machine.place(), before, journal({kFirst, kSecond}));
  Sightings backup;
  backup.backups.insert({"/media/a", at("2026-03-03T09:00:00Z")});
  extend_memory(machine.files, machine.place(), before, backup);
  CHECK(machine.read().cases.at(kAwa).journal == std::vector{kSecond});
  CHECK(machine.read().backups.size() == 1);
}

TEST_CASE("a document keeps the time when it was first seen") {
  Machine machine;
  for (const char* time : {"2026-03-02T09:00:00Z", "2026-04-02T09:00:00Z"}) {
    Sightings sightings;
    sightings.documents[kFirst].at = at(time);
    machine.see(sightings);
  }
  CHECK(machine.read().documents.at(kFirst).at == at("2026-03-02T09:00:00Z"));
}

TEST_CASE("what is accepted takes the place of what was remembered") {
  Machine machine;
  machine.see(journal({kFirst, kSecond}));
  Sightings accepted;
  accepted.accepted[kAwa].journal = {kFirst};
  machine.see(accepted);
  CHECK(machine.read().cases.at(kAwa).journal == std::vector{kFirst});
}

TEST_CASE("another founding document is not confirmed by what was said of the former") {
  Machine machine;
  Sightings sightings;
  sightings.founding = kFirst;
  sightings.confirmed = true;
  machine.see(sightings);
  sightings.founding = kSecond;
  sightings.confirmed = false;
  machine.see(sightings);
  CHECK(machine.read().founding == kSecond);
  CHECK_FALSE(machine.read().confirmed);
}

TEST_CASE("a memory is written only when it grows, closed to others") {
  Machine machine;
  machine.see(journal({kFirst}));
  const std::string path = machine.place().file();
  const auto before = machine.files.files();
  CHECK(machine.files.status(path)->mode == 0600);
  machine.see(journal({kFirst}));
  CHECK(machine.files.files() == before);
}

TEST_CASE("no changed byte and no cut of a memory is believed") {
  Machine machine;
  machine.see(journal({kFirst}));
  const std::string path = machine.place().file();
  const std::string whole = *machine.files.read(path);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    CAPTURE(i);
    std::string flipped = whole;
    flipped[i] = static_cast<char>(flipped[i] ^ 1);
    machine.files.put(path, flipped);
    CHECK_THROWS_AS(machine.read(), Error);
    machine.files.put(path, whole.substr(0, i));
    CHECK_THROWS_AS(machine.read(), Error);
  }
}

TEST_CASE("a memory of another user, another vault or another folder is not believed") {
  Machine machine;
  machine.see(journal({kFirst}));
  const std::string bytes = *machine.files.read(machine.place().file());

  Machine other;
  other.person = TestPerson("ktraore", 0x13);
  other.files.put(other.place().file(), bytes);
  CHECK_THROWS_AS(other.read(), Error);

  Machine moved;
  moved.folder = "/home/.local/state/pos/" + machine_folder_name(kVault, "/t/elsewhere");
  moved.files.put(moved.place().file(), bytes);
  CHECK_THROWS_AS(moved.read(), Error);

  const MemoryPlace vault{machine.folder, "01KE6VYFD0ABCDEFGHJKMNPQRT", &machine.person.identity};
  CHECK_THROWS_AS(read_memory(machine.files, vault), Error);
}

TEST_CASE("a memory that anyone could have sealed to the user, but not signed, is not believed") {
  Machine machine;
  const std::string text = "memory: 1\nfounding: \"" + kFirst + "\"\nconfirmed: true\n";
  machine.files.put(machine.place().file(),
                    seal_file(text, {to_string(machine.person.identity.recipient())}));
  CHECK_THROWS_AS(machine.read(), Error);
}

TEST_CASE("a memory that is set aside stays beside") {
  Machine machine;
  machine.files.make_folders(machine.folder);
  machine.files.put(machine.place().file(), "damaged");
  const std::string aside = set_aside(machine.files, machine.place().file());
  CHECK(machine.files.read(aside) == "damaged");
  CHECK(machine.read() == Memory{});
}

TEST_CASE("a vault's folder on this machine is named by its identifier and its path") {
  CHECK(machine_folder_name(kVault, "/t/vault") == machine_folder_name(kVault, "/t/./vault/"));
  CHECK(machine_folder_name(kVault, "/t/vault") != machine_folder_name(kVault, "/t/vault2"));
  CHECK(machine_folder_name(kVault, "/t/vault").size() == kVault.size() + 1 + 32);
}
