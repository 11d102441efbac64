// Documents that say of their own time what the documents they name contradict.
#include "storage/plain_judge.h"

#include <doctest/doctest.h>

#include "storage/vault_change.h"
#include "support/memory_file_system.h"
#include "support/test_vault.h"

using namespace pos;

namespace {

const char* const kBefore = "2026-01-11T09:00:00Z";
const char* const kEnd = "2026-01-12T09:00:00Z";

/// An office with a second administrator and a manager, on a machine that remembers nothing.
struct TrustingMachine {
  MemoryFileSystem files;
  TestVault office{files};
  TestPerson second{"second", 0x21};
  TestPerson fresh{"second", 0x22};  ///< the second administrator's next key
  TestPerson manager{"manager", 0x23};

  TrustingMachine() {
    office.add(second, {StaffRole::Administrator});
    office.add(manager, {StaffRole::CaseManager});
  }
  std::string sign(const TestPerson& person, const char* time, const std::string& code,
                   const Value& data, const std::vector<std::string>& after) {
    office.now = time_at(time);
    return office.inject(person.signer(), kPersonKind, code, data, "", after);
  }
  std::string sign(const TestPerson& person, const char* time, const std::string& code,
                   const Value& data) {
    return sign(person, time, code, data, office.vault().plain_file(kPersonKind, code)->heads());
  }
  const Person& latest(const char* code) { return *office.vault().staff().latest(code); }
  bool tells_of(const std::string& file, const char* words) {
    const auto& findings = office.vault().findings();
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
      return finding.where.file == file && finding.message.en.find(words) != std::string::npos;
    });
  }
};

Value keys_of(const TestPerson& person) {
  return Value::map({{"recipient", Value::text(person.card().recipient)},
                     {"signing_key", Value::text(person.card().signing_key)}});
}

Value until(const char* day) {
  return Value::map({{"to", Value::text(day)}});
}

Value named(const char* name) {
  return Value::map({{"name", Value::text(name)}});
}

}  // namespace

TEST_CASE("an end of a role is not lifted by a document dated before the end that it names") {
  TrustingMachine machine;
  machine.sign(machine.second, kEnd, "manager", until("2026-01-12"));
  machine.sign(machine.second, kBefore, "manager", until(""));
  CHECK(machine.latest("manager").to == "2026-01-12");
  CHECK(machine.tells_of("people/manager.yaml", "dated before what it names"));
}

TEST_CASE("a former key signs nothing that names, at once or through others, the key's own end") {
  TrustingMachine machine;
  const std::string end = machine.sign(machine.second, kEnd, "second", keys_of(machine.fresh));
  const TestPerson thief("second", 0x66);
  SUBCASE("dated before the end") {
    machine.sign(machine.second, kBefore, "second", keys_of(thief), {end});
  }
  SUBCASE("dated in the same second") {
    machine.sign(machine.second, kEnd, "second", keys_of(thief), {end});
  }
  SUBCASE("through another document of that second") {
    const std::string between =
        machine.sign(machine.office.administrator(), kEnd, "second",
                     Value::map({{"name", Value::text("Invented")}}), {end});
    machine.sign(machine.second, kEnd, "second", keys_of(thief), {between});
  }
  CHECK(machine.latest("second").recipient == machine.fresh.card().recipient);
  CHECK(machine.tells_of("people/second.yaml", "had been replaced by then"));
}

TEST_CASE("a former key signs nothing that names what came after the key's end") {
  TrustingMachine machine;
  machine.sign(machine.second, kEnd, "second", keys_of(machine.fresh));
  const std::string later = machine.sign(machine.office.administrator(), "2026-01-13T09:00:00Z",
                                         "manager", Value::map({{"name", Value::text("Present")}}));
  machine.sign(machine.second, kBefore, "manager", Value::map({{"name", Value::text("Late")}}),
               {later});
  CHECK(machine.latest("manager").name == "Present");
}

TEST_CASE("who writes with a slow clock after a fast one is believed") {
  TrustingMachine machine;
  machine.sign(machine.second, kEnd, "manager", Value::map({{"name", Value::text("Fast")}}));
  machine.sign(machine.office.administrator(), kBefore, "manager",
               Value::map({{"name", Value::text("Slow")}}));
  CHECK(machine.latest("manager").name == "Slow");
  CHECK(machine.office.vault().findings().empty());
}

TEST_CASE("a document dated far ahead does not put off what is written after it") {
  TrustingMachine machine;
  const char* const ahead = "2027-01-11T09:00:00Z";
  SUBCASE("by nobody with the right") {
    const std::string planted = machine.sign(machine.manager, ahead, "manager", named("Planted"));
    machine.sign(machine.second, kEnd, "manager", until("2026-01-12"), {planted});
    CHECK(machine.office.vault().findings().size() == 1);
    // Nor does it depend on who may write in that year.
    machine.sign(machine.office.administrator(), "2026-02-01T09:00:00Z", "second",
                 until("2026-02-01"));
  }
  SUBCASE("by an administrator with a fast clock") {
    machine.sign(machine.second, ahead, "manager", named("Fast"));
    machine.sign(machine.second, kEnd, "manager", until("2026-01-12"));
  }
  CHECK(machine.office.vault().staff().at("manager", time_at("2026-03-01T09:00:00Z")) == nullptr);
  CHECK(machine.latest("manager").to == "2026-01-12");
}

TEST_CASE("a clock behind the latest document of a card writes nothing there, unless it is given") {
  TrustingMachine machine;
  machine.sign(machine.second, kEnd, "manager", named("Fast"));
  const auto retire = [&](Vault& vault) {
    retire_person(vault, machine.office.administrator().signer(), "manager",
                  *parse_date("2026-01-11"), nullptr, time_at(kBefore));
  };
  CHECK_THROWS_WITH_AS(retire(machine.office.vault()), doctest::Contains("is behind"), Error);
  VaultPlace place = machine.office.vault().place();
  place.clock_given = true;
  Vault vault = Vault::open(machine.files, place);
  retire(vault);
  CHECK(vault.staff().at("manager", time_at(kEnd)) == nullptr);
}

TEST_CASE("who could not have written a document does not undo it by doubling its identifier") {
  TrustingMachine machine;
  const std::string file = "people/manager.yaml";
  machine.sign(machine.second, kEnd, "manager", until("2026-01-12"));
  SUBCASE("a colleague") {
    double_last(machine.office, machine.manager, "manager", named("Doubled"));
    CHECK(machine.latest("manager").to == "2026-01-12");
    CHECK(machine.tells_of(file, "no right to write it"));
  }
  SUBCASE("an administrator can: both fall, and are named") {
    double_last(machine.office, machine.office.administrator(), "manager", named("Doubled"));
    CHECK(machine.latest("manager").to.empty());
    CHECK(machine.office.vault().findings().size() == 2);
  }
}

TEST_CASE("an administrator does not undo new keys by doubling their identifier") {
  TrustingMachine machine;
  machine.sign(machine.second, kEnd, "second", keys_of(machine.fresh));
  double_last(machine.office, machine.office.administrator(), "second", named("Doubled"));
  CHECK(machine.latest("second").recipient == machine.fresh.card().recipient);
}

TEST_CASE("a key that was somebody's once is nobody else's, on no card") {
  TrustingMachine machine;
  machine.sign(machine.second, kEnd, "second", keys_of(machine.fresh));
  const TestPerson again("again", 0x21);
  machine.office.now = time_at("2026-01-13T09:00:00Z");
  CHECK_THROWS_WITH_AS(machine.office.add(again, {StaffRole::CaseManager}),
                       doctest::Contains("that of second"), Error);
  Value card = keys_of(again);
  card.set("name", Value::text("Again"));
  card.set("roles", Value::texts({"case_manager"}));
  machine.sign(machine.office.administrator(), "2026-01-13T09:00:00Z", "again", card, {});
  CHECK(machine.office.vault().staff().latest("again") == nullptr);
}

TEST_CASE("an administrator takes no card over by another one dated before it") {
  TrustingMachine machine;
  const TestPerson taken("taken", 0x24);
  const std::string card = plain_path(kPersonKind, "manager");
  Value rival = keys_of(taken);
  rival.set("roles", Value::texts({"case_manager"}));
  for (const char* time : {"2026-01-05T08:00:00Z", kBefore}) {
    TrustingMachine other;
    other.sign(other.second, time, "manager", rival, {});
    CHECK(other.office.vault().staff().latest("manager") == nullptr);
    CHECK(other.tells_of(card, "another card of this code brings other keys"));
  }
  // One that knows the card comes after it, whatever its date.
  machine.sign(machine.second, "2026-01-05T08:00:00Z", "manager", rival);
  CHECK(machine.latest("manager").recipient == machine.manager.card().recipient);
  // Somebody who is no administrator is nobody's rival.
  machine.sign(machine.manager, kBefore, "second", rival, {});
  CHECK(machine.latest("second").recipient == machine.second.card().recipient);
}

TEST_CASE("the recovery key says which of two cards is the person's") {
  TrustingMachine machine;
  const TestPerson taken("taken", 0x24);
  machine.sign(machine.second, "2026-01-05T08:00:00Z", "manager", keys_of(taken), {});
  const std::string theirs = machine.manager.card().recipient;
  replace_keys(machine.office.vault(), machine.office.recovery_signer(), machine.manager.card(),
               time_at(kEnd));
  CHECK(machine.latest("manager").recipient == theirs);
  CHECK(machine.latest("manager").has(StaffRole::CaseManager));
  CHECK(machine.office.vault().findings().size() == 1);
}

TEST_CASE("a card whose lost keys recovery has replaced has no rival") {
  TrustingMachine machine;
  const TestPerson taken("taken", 0x24);
  const TestPerson next("manager", 0x25);
  replace_keys(machine.office.vault(), machine.office.recovery_signer(), next.card(),
               time_at(kBefore));
  machine.sign(machine.second, "2026-01-05T08:00:00Z", "manager", keys_of(taken), {});
  CHECK(machine.latest("manager").recipient == next.card().recipient);
  CHECK(machine.latest("manager").has(StaffRole::CaseManager));
}
