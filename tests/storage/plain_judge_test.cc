// Documents that say of their own time what the documents they name contradict.
#include "storage/plain_judge.h"

#include <doctest/doctest.h>

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
