#include "storage/late_documents.h"

#include <doctest/doctest.h>

#include "support/memory_file_system.h"
#include "support/test_vault.h"

using namespace pos;

namespace {

/// An office with a second administrator, and a machine that began to remember on 10 January.
struct ReceivingMachine {
  MemoryFileSystem files;
  TestVault office{files};
  TestPerson second{"second", 0x21};
  TestPerson fresh{"second", 0x22};  ///< the second administrator's next key
  TestPerson clerk{"clerk", 0x23};
  Reception reception;

  ReceivingMachine() {
    office.add(second, {StaffRole::Administrator});
    office.add(clerk, {StaffRole::Administrator});
    reception.begun = time_at("2026-01-10T08:00:00Z");
    see("2026-01-10T08:00:00Z");
  }
  /// All that is there now and was not seen yet comes at that time.
  void see(const char* time) {
    for (const auto& [key, file] : office.vault().plain_files()) {
      for (const PlainDocument& document : file.documents) {
        reception.documents.emplace(document.document.hash,
                                    SeenDocument{file.path, time_at(time), false});
      }
    }
  }
  Vault received(const char* time) {
    reception.now = time_at(time);
    Vault vault = office.reopened();
    vault.receive(reception);
    return vault;
  }
  std::string name_of_clerk(const char* time) {
    return received(time).staff().latest("clerk")->name;
  }
  void rename_clerk(const Signer& signer, const char* time, const char* part) {
    office.now = time_at(time);
    office.inject(signer, kPersonKind, "clerk", Value::map({{"name", Value::text("Late")}}), part);
  }
  void replace_key(const TestPerson& with, const char* time, const char* part) {
    office.now = time_at(time);
    const Card card = with.card();
    office.inject(second.signer(), kPersonKind, "second",
                  Value::map({{"recipient", Value::text(card.recipient)},
                              {"signing_key", Value::text(card.signing_key)}}),
                  part);
  }
};

}  // namespace

TEST_CASE("a document that comes while its author's key lasts is believed, whatever ends later") {
  ReceivingMachine machine;
  machine.rename_clerk(machine.second.signer(), "2026-01-11T09:00:00Z", "");
  machine.see("2026-01-11T10:00:00Z");
  machine.replace_key(machine.fresh, "2026-01-12T09:00:00Z", "");
  machine.see("2026-01-12T10:00:00Z");
  CHECK(machine.name_of_clerk("2026-01-20T09:00:00Z") == "Late");
  CHECK(machine.received("2026-01-20T09:00:00Z").findings().empty());
}

TEST_CASE("a document of a former key that comes after the key's end is held back") {
  ReceivingMachine machine;
  machine.replace_key(machine.fresh, "2026-01-12T09:00:00Z", "");
  machine.see("2026-01-12T10:00:00Z");
  machine.rename_clerk(machine.second.signer(), "2026-01-11T09:00:00Z", "");
  CHECK(machine.office.reopened().staff().latest("clerk")->name == "Late");
  CHECK(machine.name_of_clerk("2026-01-20T09:00:00Z") == "Invented clerk");
  machine.see("2026-01-20T09:00:00Z");
  CHECK(machine.name_of_clerk("2026-01-21T09:00:00Z") == "Invented clerk");
}

TEST_CASE("a key's replacement that comes after another one, dated before it, takes no card over") {
  ReceivingMachine machine;
  machine.replace_key(machine.fresh, "2026-01-12T09:00:00Z", "");
  machine.see("2026-01-12T10:00:00Z");
  machine.office.now = time_at("2026-01-11T09:00:00Z");
  const TestPerson thief("second", 0x66);
  const Card card = thief.card();
  const std::vector<std::string> first = {
      machine.office.vault().plain_file(kPersonKind, "second")->documents.front().document.hash};
  machine.office.inject(machine.second.signer(), kPersonKind, "second",
                        Value::map({{"recipient", Value::text(card.recipient)},
                                    {"signing_key", Value::text(card.signing_key)}}),
                        "stolen", first);
  CHECK(machine.received("2026-01-20T09:00:00Z").staff().latest("second")->recipient ==
        machine.fresh.card().recipient);
}

TEST_CASE("a card with other keys that comes after a known one is held back, whatever its date") {
  ReceivingMachine machine;
  const TestPerson thief("clerk", 0x66);
  machine.office.now = time_at("2026-01-09T09:00:00Z");
  const Value keys = Value::map({{"recipient", Value::text(thief.card().recipient)},
                                 {"signing_key", Value::text(thief.card().signing_key)}});
  machine.office.inject(machine.second.signer(), kPersonKind, "clerk", keys, "rival",
                        std::vector<std::string>{});
  const std::string theirs = machine.clerk.card().recipient;
  CHECK(machine.office.reopened().staff().latest("clerk") == nullptr);
  CHECK(machine.received("2026-01-20T09:00:00Z").staff().latest("clerk")->recipient == theirs);
  CHECK(machine.received("2026-01-20T09:00:00Z").findings().size() == 1);
}

TEST_CASE("what is held back is not named by the next document, and a confirmation lets it in") {
  ReceivingMachine machine;
  machine.replace_key(machine.fresh, "2026-01-12T09:00:00Z", "");
  machine.see("2026-01-12T10:00:00Z");
  machine.rename_clerk(machine.second.signer(), "2026-01-11T09:00:00Z", "");
  Vault vault = machine.received("2026-01-20T09:00:00Z");
  const PlainFile& card = *vault.plain_file(kPersonKind, "clerk");
  CHECK(card.documents.size() == 2);
  CHECK(card.heads() == std::vector{card.documents.front().document.hash});
  CHECK(card.all_heads() == std::vector{card.documents.back().document.hash});
  confirm_documents(vault, machine.office.administrator().signer(), kPersonKind, "clerk",
                    time_at("2026-01-20T09:00:00Z"));
  CHECK(vault.staff().latest("clerk")->name == "Late");
  CHECK(vault.findings().empty());
}

namespace {

Value role(const char* word) {
  return Value::map({{"roles", Value::texts({word})}});
}

Value gone(const char* day) {
  return Value::map({{"to", Value::text(day)}});
}

}  // namespace

TEST_CASE("who has just been given a right acts at once, also where both documents come together") {
  ReceivingMachine machine;
  const TestPerson manager("manager", 0x24);
  machine.office.add(manager, {StaffRole::CaseManager});
  machine.see("2026-01-10T08:00:00Z");
  machine.office.now = time_at("2026-01-11T09:00:00Z");
  machine.office.inject(machine.second.signer(), kPersonKind, "manager", role("administrator"));
  SUBCASE("together") {}
  SUBCASE("on their own machine") {
    machine.see("2026-01-11T09:30:00Z");
  }
  SUBCASE("where the clock is behind the one that gave the right") {
    machine.see("2026-01-11T08:59:00Z");
  }
  machine.office.now = time_at("2026-01-11T10:00:00Z");
  machine.office.inject(manager.signer(), kPersonKind, "clerk", gone("2026-01-11"));
  const Vault vault = machine.received("2026-01-11T08:59:30Z");
  CHECK(vault.staff().latest("clerk")->to == "2026-01-11");
  CHECK(vault.findings().empty());
}

TEST_CASE("a change of administrators is believed on a machine that was away") {
  ReceivingMachine machine;
  const TestPerson next("next", 0x25);
  machine.office.now = time_at("2026-01-11T09:00:00Z");
  machine.office.inject(machine.second.signer(), kPersonKind, "next",
                        Value::map({{"name", Value::text("Next")},
                                    {"roles", Value::texts({"administrator"})},
                                    {"recipient", Value::text(next.card().recipient)},
                                    {"signing_key", Value::text(next.card().signing_key)}}));
  machine.office.now = time_at("2026-01-12T09:00:00Z");
  machine.office.inject(next.signer(), kPersonKind, "second", gone("2026-01-12"));
  machine.office.now = time_at("2026-01-13T09:00:00Z");
  machine.office.inject(next.signer(), kPersonKind, "clerk", gone("2026-01-13"));
  SUBCASE("when all comes") {}
  SUBCASE("and later too") {
    machine.see("2026-01-20T09:00:00Z");
  }
  const Vault vault = machine.received("2026-01-20T09:00:00Z");
  CHECK(vault.staff().latest("second")->to == "2026-01-12");
  CHECK(vault.staff().latest("clerk")->to == "2026-01-13");
  CHECK(vault.findings().empty());
}

TEST_CASE("what comes together with the end of its author's right is held back") {
  ReceivingMachine machine;
  machine.office.now = time_at("2026-01-12T09:00:00Z");
  machine.office.inject(machine.office.administrator().signer(), kPersonKind, "second",
                        gone("2026-01-12"));
  machine.rename_clerk(machine.second.signer(), "2026-01-11T09:00:00Z", "");
  CHECK(machine.name_of_clerk("2026-01-20T09:00:00Z") == "Invented clerk");
}

TEST_CASE("only administrators and recovery confirm") {
  ReceivingMachine machine;
  const TestPerson manager("manager", 0x24);
  machine.office.add(manager, {StaffRole::CaseManager});
  Vault vault = machine.office.reopened();
  const Instant now = machine.office.now;
  CHECK_THROWS_AS(confirm_documents(vault, manager.signer(), kPersonKind, "clerk", now), Error);
  confirm_documents(vault, machine.office.recovery_signer(), kPersonKind, "clerk", now);
  CHECK(vault.findings().empty());
}

TEST_CASE("what a former key signs into pos.yaml after its end is held back") {
  ReceivingMachine machine;
  const std::string name = machine.office.vault().office().name;
  machine.replace_key(machine.fresh, "2026-01-12T09:00:00Z", "");
  machine.see("2026-01-12T10:00:00Z");
  machine.office.now = time_at("2026-01-11T09:00:00Z");
  machine.office.inject(machine.second.signer(), kVaultKind, "pos",
                        Value::map({{"name", Value::text("Late")}}));
  CHECK(machine.office.reopened().office().name == "Late");
  CHECK(machine.received("2026-01-20T09:00:00Z").office().name == name);
}
