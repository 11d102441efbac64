// What the threat model of pos-vault(5) says of those who have keys, or the folder, and more time
// than they should have had.
#include <doctest/doctest.h>

#include "support/forged_documents.h"
#include "support/json_reader.h"
#include "support/remembering.h"
#include "support/replica.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

constexpr const char* kVisit = " 1.A --from examples/cases/hawa/1.A.yaml";

/// Someone of the office at their own machine, on the copy that they have.
TwoChildren machine_of(const char* person) {
  TwoChildren machine = two_children();
  machine.person = person;
  return machine;
}

/// adiarra's key was stolen; on 20 April she takes another one.
void replace_key(TwoChildren& office) {
  office.now = "2026-04-20T09:00:00Z";
  const TestPerson fresh("adiarra", 0x52);
  const WipedString text =
      identity_file_text(std::span(&fresh.identity, 1), time_at(office.now.c_str()));
  office.files.put("/t/keys/fresh.key", std::string(text.begin(), text.end()));
  office.files.put("fresh.card", write_card(fresh.card()));
  office.get("people set adiarra --card fresh.card");
}

/// And the office has gone on since.
TwoChildren with_replaced_key() {
  TwoChildren office = machine_of("adiarra");
  replace_key(office);
  office.environment["POS_IDENTITY"] = "/t/keys/fresh.key";
  office.now = "2026-04-21T09:00:00Z";
  office.get("record " + office.girl + kVisit);
  office.environment.erase("POS_IDENTITY");
  office.person = "mkone";
  return office;
}

/// What the thief of adiarra's former key writes at that time on the copy that they took.
std::string written_by_thief(TwoChildren& office, const char* time) {
  TwoChildren thief = machine_of("adiarra");
  thief.now = time;
  const std::string entry = thief.get("record " + thief.girl + kVisit);
  bring(office, thief, "20260422-090000");
  return entry;
}

/// The item of `pos history` about an entry.
Value item_of(TwoChildren& office, const std::string& entry) {
  const Value history = read_json(office.run("history " + office.girl + " --format json").out);
  for (const Value& item : at(history, "items")->items) {
    if (told(item, "entry") == entry) {
      return item;
    }
  }
  return Value::map({{"state", Value::text("not there")}});
}

}  // namespace

TEST_CASE(
    "a stolen former key signs an older recorded, which counts and shows what it did not know") {
  TwoChildren office = with_replaced_key();
  office.now = "2026-04-22T10:00:00Z";
  const std::string forged = written_by_thief(office, "2026-04-16T09:00:00Z");
  const Value item = item_of(office, forged);
  CHECK(told(item, "state") == "valid");
  CHECK(told(item, "author") == "adiarra");
  // What adiarra wrote with her new key, and this, do not know each other.
  const Value history = read_json(office.run("history " + office.girl + " --format json").out);
  int beside = 0;
  for (const Value& other : at(history, "items")->items) {
    beside +=
        told(other, "after.0") == told(item, "after.0") && told(item, "after.0") != "" ? 1 : 0;
  }
  CHECK(beside == 2);
}

TEST_CASE("a manager's stolen former key lifts a mask that it knew of, until it is set again") {
  TwoChildren office = machine_of("adiarra");
  office.get("mask " + office.girl + " --reason 'a threat'");
  TwoChildren thief = office;
  replace_key(office);
  thief.now = "2026-04-16T09:00:00Z";
  thief.get("mask " + thief.girl + " --off --reason invented");
  bring(office, thief, "20260422-090000");
  office.now = "2026-04-22T10:00:00Z";
  const auto supervisor_opens_names = [&] {
    office.person = "mkone";
    return office.run("show " + office.girl + " --names").code == 0;
  };
  CHECK(supervisor_opens_names());
  office.person = "adiarra";
  office.environment["POS_IDENTITY"] = "/t/keys/fresh.key";
  office.get("mask " + office.girl + " --reason again");
  office.environment.erase("POS_IDENTITY");
  CHECK_FALSE(supervisor_opens_names());
}

TEST_CASE("a machine that never saw a removal seals to who was removed, in a group put back") {
  TwoChildren office = machine_of("mkone");
  office.get("group add team-enfance ktraore");
  const std::string group = std::string(kVaultFolder) + "/groups/team-enfance.yaml";
  const std::string earlier = office.bytes(group);
  office.get("group remove team-enfance ktraore --rotate");
  office.files.put(group, earlier);
  forget(office);
  office.person = "adiarra";
  office.get("record " + office.girl + kVisit);
  CHECK_FALSE(opened_by(office, "ktraore", office.girl).empty());
  CHECK(opened_by(office, "ktraore", office.boy).empty());
}

TEST_CASE("a supervisor's stolen former key dates an assign back, which the present one undoes") {
  TwoChildren office = machine_of("amaiga");
  office.now = "2026-04-20T09:00:00Z";
  const TestPerson fresh("mkone", 0x52);
  office.files.put("fresh.card", write_card(fresh.card()));
  office.get("people set mkone --card fresh.card --recovery /t/recovery.key");
  TwoChildren thief = machine_of("mkone");
  thief.now = "2026-04-16T09:00:00Z";
  thief.get("assign " + thief.girl + " --to ktraore");
  office.now = "2026-04-22T10:00:00Z";
  bring(office, thief, "20260422-090000");
  // What is sealed to the former keys of the team still opens by the present ones.
  office.files.put("/t/keys/fresh.key", [&] {
    const WipedString text = identity_file_text(std::span(&fresh.identity, 1), Instant{});
    return std::string(text.begin(), text.end());
  }());
  office.person = "mkone";
  office.environment["POS_IDENTITY"] = "/t/keys/fresh.key";
  const Value shown = read_json(office.run("show " + office.girl + " --format json").out);
  CHECK(told(shown, "manager") == "ktraore");
  CHECK(says(office.run("history " + office.girl).out, "assign"));
  office.get("assign " + office.girl + " --to adiarra --reason 'not by me'");
  CHECK(told(read_json(office.run("show " + office.girl + " --format json").out), "manager") ==
        "adiarra");
  CHECK(opened_by(office, "ktraore").empty());
  CHECK(opened_by(office, "adiarra", office.girl).size() == 3);
}

TEST_CASE("what this machine keeps of its user tells identifiers, and no more") {
  TwoChildren office = machine_of("adiarra");
  office.get("list");
  const std::string vault = open_vault(office).office().vault_id;
  int kept = 0;
  for (const auto& [path, bytes] : office.files.files()) {
    if (path.starts_with(kStateFolder)) {
      const std::string& file = path;
      CAPTURE(file);
      ++kept;
      const bool sealed = bytes.starts_with("age-encryption.org/v1\n");
      const bool lock = path.ends_with(".lock") && bytes.empty();
      const bool list = says(bytes, vault);
      CHECK((sealed || lock || list));
      CHECK_FALSE((!sealed && says(bytes, office.girl)));
      CHECK_FALSE(says(bytes, "AGE-SECRET-KEY-"));
    }
  }
  CHECK(kept >= 3);
}

TEST_CASE("a stolen former key signs nothing that counts after its end") {
  TwoChildren office = with_replaced_key();
  office.now = "2026-04-22T10:00:00Z";
  const std::string forged = written_by_thief(office, "2026-04-20T09:00:01Z");
  CHECK(told(item_of(office, forged), "state") == "invalid");
  CHECK(office.run("show " + office.girl).code == 13);
}

TEST_CASE("a stolen former key opens nothing of the vault, and all of the copy that was taken") {
  TwoChildren office = with_replaced_key();
  TwoChildren copy = two_children();
  CHECK(opened_by(office, "adiarra").empty());
  CHECK(opened_by(copy, "adiarra").size() == 6);
}

TEST_CASE("a group put back to before a removal lets nobody write who has seen the removal") {
  TwoChildren office = machine_of("mkone");
  office.get("group add team-enfance ktraore");
  const std::string group = std::string(kVaultFolder) + "/groups/team-enfance.yaml";
  const std::string earlier = office.bytes(group);
  office.get("group remove team-enfance ktraore --rotate");
  const std::string present = office.bytes(group);
  office.person = "adiarra";
  office.get("list");
  office.files.put(group, earlier);
  const auto before = office.vault();
  for (const std::string& words : {"record " + office.girl + kVisit,
                                   std::string("register --from boy.yaml"), std::string("rekey")}) {
    CAPTURE(words);
    const Outcome refused = office.run(words);
    CHECK(refused.code == 13);
    CHECK(says(refused.err, "groups/team-enfance.yaml"));
    CHECK(says(refused.err, "might open to who has left"));
    CHECK(says(refused.err, "`pos check --accept groups/team-enfance.yaml`"));
  }
  CHECK(office.vault() == before);
  CHECK(opened_by(office, "ktraore").empty());
  SUBCASE("until it is found again") {
    office.files.put(group, present);
    office.get("record " + office.girl + kVisit);
    CHECK(opened_by(office, "ktraore").empty());
  }
  SUBCASE("or until the loss is accepted") {
    office.get("check --accept groups/team-enfance.yaml");
    office.get("record " + office.girl + kVisit);
  }
}

TEST_CASE("a whole vault put back to an older copy is found by who has seen a later one alone") {
  TwoChildren office = machine_of("adiarra");
  const auto earlier = office.vault();
  office.now = "2026-04-16T09:00:00Z";
  office.get("record " + office.girl + kVisit);
  for (const auto& [path, bytes] : earlier) {
    office.files.put(path, bytes);
  }
  const Outcome seen = office.run("check --read-data");
  CHECK(seen.code == 13);
  CHECK(says(seen.out, office.girl));
  office.person = "mkone";  // who has not opened it since
  CHECK(office.run("check --read-data").code == 0);
}

TEST_CASE("an administrator moves a manager under another supervisor, who reads what comes next") {
  TwoChildren office = machine_of("adiarra");
  const std::string history = office.get("history " + office.boy);
  office.person = "amaiga";
  const Outcome moved = office.run("people set adiarra --unit jeunesse --supervisor ssidibe");
  CHECK(moved.code == 0);
  CHECK(says(moved.err, "still open to the unit enfance, until adiarra"));
  CHECK(opened_by(office, "ssidibe").empty());
  office.person = "adiarra";
  office.get("record " + office.girl + kVisit);
  CHECK(opened_by(office, "ssidibe", office.girl).size() == 3);
  CHECK(opened_by(office, "ssidibe", office.boy).empty());
  CHECK(opened_by(office, "amaiga").empty());
  CHECK(says(office.get("people list"), "ssidibe"));
  CHECK(office.get("history " + office.boy) == history);
}

TEST_CASE("an administrator's change of keys dated back stops work, opens nothing and is named") {
  TwoChildren office = two_children();
  const std::string card = std::string(kVaultFolder) + "/people/amaiga.yaml";
  const std::string before = office.bytes(card);
  const std::string today = office.now;
  office.now = "2026-01-03T08:00:00Z";  // before the others were taken on
  const TestPerson fresh("amaiga", 0x62);
  forge(office, staff_member("amaiga").signer(), kPersonKind, "amaiga",
        Value::map({{"signing_key", Value::text(fresh.card().signing_key)}}));
  office.now = today;
  CHECK(office.run("list").code == 12);
  CHECK(opened_by(office, "amaiga").empty());
  const Outcome check = office.run("check");
  CHECK(check.code == 13);
  CHECK(says(check.out, "people/adiarra.yaml: signed with a key that people/amaiga.yaml says"));
  office.files.put(card, before);
  CHECK(office.run("list").code == 0);
  office.check_vault();
}

TEST_CASE("names sealed before a mask stay open to the supervisor in every copy taken before") {
  TwoChildren office = machine_of("adiarra");
  TwoChildren copy = office;
  office.get("mask " + office.girl + " --reason 'a threat'");
  CHECK_FALSE(opens(office, "mkone", office.identity_file(office.girl)));
  CHECK(opens(copy, "mkone", copy.identity_file(copy.girl)));
}

TEST_CASE(
    "without a key the files tell identifiers, kibibytes and the number of readers, no more") {
  TwoChildren office = two_children();
  // The children differ in name, sex and what was recorded; a journal more or less long shows.
  const auto size = [&](const std::string& path) { return office.bytes(path).size(); };
  CHECK(size(office.identity_file(office.girl)) == size(office.identity_file(office.boy)));
  CHECK(size(office.case_file(office.girl)) % 1024 == size(office.case_file(office.boy)) % 1024);
  office.get("mask " + office.boy + " --reason 'a threat'");
  for (const auto& [path, bytes] : office.vault()) {
    if (path.ends_with(".age")) {
      std::size_t readers = 0;
      for (std::size_t at = bytes.find("-> X25519 "); at != std::string::npos;
           at = bytes.find("-> X25519 ", at + 1)) {
        ++readers;
      }
      const bool masked = path == office.identity_file(office.boy);
      CHECK(readers == (says(path, "/facts/") ? 4 : masked ? 2 : 3));
      CHECK_FALSE(says(bytes, staff_member("adiarra").card().recipient));
    }
  }
}

TEST_CASE("without a key the files tell the staff and their roles, and who left when") {
  TwoChildren office = two_children();
  office.person = "amaiga";
  office.get("people retire ktraore");
  const std::string card = office.bytes(std::string(kVaultFolder) + "/people/ktraore.yaml");
  for (const char* words : {"case_manager", "enfance", "to: \"2026-"}) {
    CHECK_MESSAGE(says(card, words), card);
  }
}

}  // namespace pos::test
