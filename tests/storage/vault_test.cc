#include "storage/vault.h"

#include <doctest/doctest.h>

#include "crypto/age_file.h"
#include "storage/disk.h"
#include "support/memory_file_system.h"
#include "support/temporary_folder.h"
#include "support/test_vault.h"

namespace pos {
namespace {

std::string recipient_of(const TestPerson& person) {
  return to_string(person.identity.recipient());
}

const Value kRenamed = Value::map({{"name", Value::text("Changed")}});

std::string sealed_to(const std::vector<std::string>& recipients) {
  std::vector<Recipient> keys;
  for (const std::string& recipient : recipients) {
    keys.push_back(parse_recipient(recipient));
  }
  return age_encrypt("secret", keys);
}

bool opens(UserKeys& keys, const std::string& file) {
  try {
    age_decrypt(file, keys.all());
    return true;
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::NoKey);
    return false;
  }
}

UserKeys keys_of(const Vault& vault, const TestPerson& person) {
  std::vector<Identity> own;
  own.emplace_back(SecretBytes(person.identity.secret().bytes()));
  return UserKeys(vault, vault.owner_of(recipient_of(person)), std::move(own));
}

/// A unit with a supervisor, a manager, and a statistics officer.
struct Unit {
  Unit() {
    office.add(supervisor, {kSupervisor}, "commune1");
    office.add(manager, {kManager}, "commune1", "sdembele");
    office.add(statistician, {StaffRole::StatisticsOfficer});
  }
  MemoryFileSystem files;
  TestVault office{files};
  TestPerson supervisor{"sdembele", 0x05};
  TestPerson manager{"adiarra", 0x04};
  TestPerson statistician{"skeita", 0x06};
};

}  // namespace

TEST_CASE("a founded vault says whose it is, and who administers it") {
  MemoryFileSystem files;
  TestVault office(files);
  const Office& said = office.vault().office();
  CHECK(said.code == "DRPFEF-BKO-1");
  CHECK(said.name == "Bureau inventé");
  CHECK(said.region == "BKO");
  CHECK(said.structure == "DRPFEF-BKO");
  CHECK(said.edition == "pos-2020.08");
  CHECK(said.vault_id.size() == 26);
  CHECK(said.fingerprint.size() == 64);
  CHECK(said.recovery_recipient == to_string(office.recovery().recipient()));
  CHECK_FALSE(said.manager_only);
  CHECK(office.vault().findings().empty());
  CHECK(office.vault().staff().has_role("amaiga", StaffRole::Administrator, office.now));
  CHECK(office.vault().group("statistics")->members.empty());
}

TEST_CASE("nobody has a card before it was recorded") {
  MemoryFileSystem files;
  TestVault office(files);
  CHECK(office.vault().staff().at("amaiga", time_at("2026-01-02T09:00:00Z")) != nullptr);
  CHECK(office.vault().staff().at("amaiga", time_at("2026-01-02T08:59:59Z")) == nullptr);
}

TEST_CASE("a case is sealed to its manager, the team, statistics and recovery, in this order") {
  Unit unit;
  Vault& vault = unit.office.vault();
  const std::string manager = recipient_of(unit.manager);
  const std::string team = vault.group("team-commune1")->recipient;
  const std::string statistics = vault.group("statistics")->recipient;
  const std::string recovery = vault.office().recovery_recipient;
  const auto readers = [&](Compartment compartment, bool masked) {
    return vault.readers(compartment, "adiarra", masked, unit.office.now);
  };
  CHECK(readers(Compartment::Case, false) == std::vector{manager, team, recovery});
  CHECK(readers(Compartment::Identity, false) == std::vector{manager, team, recovery});
  CHECK(readers(Compartment::Facts, false) == std::vector{manager, team, statistics, recovery});
  CHECK(readers(Compartment::Identity, true) == std::vector{manager, recovery});
  CHECK(readers(Compartment::Case, true) == std::vector{manager, team, recovery});
}

TEST_CASE("a case is sealed to the team of the card that the manager has then") {
  Unit unit;
  Vault& vault = unit.office.vault();
  const Instant then = unit.office.now;
  const std::string team = vault.group("team-commune1")->recipient;
  set_person(vault, unit.office.administrator().signer(), "adiarra",
             {{}, {}, std::string("commune2"), {}, {}}, &unit.office.recovery(),
             then + std::chrono::hours(1));
  CHECK(vault.readers(Compartment::Case, "adiarra", false, then)[1] == team);
  CHECK(vault.readers(Compartment::Case, "adiarra", false, then + std::chrono::hours(1))[1] ==
        vault.group("team-commune2")->recipient);
}

TEST_CASE("the policy manager_only closes names to the supervisor") {
  Unit unit;
  const Value policy =
      Value::map({{"policy", Value::map({{"identity", Value::text("manager_only")}})}});
  CHECK_THROWS_AS(set_office(unit.office.vault(), unit.office.administrator().signer(), policy,
                             unit.office.now),
                  Error);
  set_office(unit.office.vault(), unit.office.recovery_signer(), policy, unit.office.now);
  const Vault& vault = unit.office.vault();
  CHECK(vault.office().manager_only);
  CHECK(vault.readers(Compartment::Identity, "adiarra", false, unit.office.now).size() == 2);
  CHECK(vault.readers(Compartment::Case, "adiarra", false, unit.office.now).size() == 3);
}

TEST_CASE("members open what is sealed to their group, others do not") {
  Unit unit;
  Vault& vault = unit.office.vault();
  const std::string file = sealed_to({vault.group("team-commune1")->recipient});
  UserKeys supervisor = keys_of(vault, unit.supervisor);
  UserKeys manager = keys_of(vault, unit.manager);
  UserKeys statistician = keys_of(vault, unit.statistician);
  CHECK(supervisor.code() == "sdembele");
  CHECK(supervisor.all().size() == 2);
  CHECK(opens(supervisor, file));
  CHECK_FALSE(opens(manager, file));
  CHECK_FALSE(opens(statistician, file));
  CHECK(opens(statistician, sealed_to({vault.group("statistics")->recipient})));
  CHECK(&supervisor.own() == &supervisor.all().front());
}

TEST_CASE("who has no card has no key to sign with") {
  Unit unit;
  const TestPerson stranger("nobody", 0x77);
  UserKeys keys = keys_of(unit.office.vault(), stranger);
  CHECK(keys.code().empty());
  CHECK_THROWS_AS(keys.own(), Error);
}

TEST_CASE("a document in a vault that nobody with the right has signed is not believed") {
  Unit unit;
  TestVault& office = unit.office;
  const TestPerson intruder("intruder", 0x66);
  const Value card = Value::map({{"name", Value::text("Intruder")},
                                 {"roles", Value::texts({"supervisor"})},
                                 {"unit", Value::text("commune1")},
                                 {"recipient", Value::text(recipient_of(intruder))},
                                 {"signing_key", Value::text(intruder.card().signing_key)}});

  SUBCASE("a card signed by its own owner") {
    office.inject(intruder.signer(), kPersonKind, "intruder", card);
    CHECK(office.vault().staff().latest("intruder") == nullptr);
  }
  SUBCASE("a card signed by a case manager") {
    office.inject(unit.manager.signer(), kPersonKind, "intruder", card);
    CHECK(office.vault().staff().latest("intruder") == nullptr);
  }
  SUBCASE("a card signed by recovery while there is an administrator") {
    office.inject(office.recovery_signer(), kPersonKind, "intruder", card);
    CHECK(office.vault().staff().latest("intruder") == nullptr);
  }
  SUBCASE("a card in an administrator's name, signed by another key") {
    office.inject({"amaiga", &intruder.identity}, kPersonKind, "intruder", card);
    CHECK(office.vault().staff().latest("intruder") == nullptr);
  }
  SUBCASE("a new key on somebody's card, by an administrator") {
    office.inject(office.administrator().signer(), kPersonKind, "adiarra",
                  Value::map({{"recipient", Value::text(recipient_of(intruder))}}));
    CHECK(office.vault().staff().latest("adiarra")->recipient == recipient_of(unit.manager));
  }
  SUBCASE("a new key together with something else, by the former key") {
    office.inject(unit.manager.signer(), kPersonKind, "adiarra",
                  Value::map({{"unit", Value::text("commune2")},
                              {"recipient", Value::text(recipient_of(intruder))}}));
    CHECK(office.vault().staff().latest("adiarra")->recipient == recipient_of(unit.manager));
  }
  SUBCASE("a role that does not exist") {
    office.inject(office.administrator().signer(), kPersonKind, "adiarra",
                  Value::map({{"roles", Value::texts({"case_manager", "king"})}}));
    CHECK(office.vault().staff().latest("adiarra")->roles == std::vector{kManager});
  }
  SUBCASE("a group, by an administrator who is no member") {
    Value data = office.vault().judged().groups.at("team-commune1");
    data.set("members", Value::texts({"adiarra", "sdembele"}));
    office.inject(office.administrator().signer(), kGroupKind, "team-commune1", data);
    CHECK(office.vault().group("team-commune1")->members == std::vector<std::string>{"sdembele"});
  }
  SUBCASE("a change of the office's policy, by an administrator") {
    office.inject(
        office.administrator().signer(), kVaultKind, "pos",
        Value::map({{"policy", Value::map({{"identity", Value::text("manager_only")}})}}));
    CHECK_FALSE(office.vault().office().manager_only);
  }
  SUBCASE("another recovery key, by an administrator") {
    office.inject(
        office.administrator().signer(), kVaultKind, "pos",
        Value::map({{"recovery",
                     Value::map({{"recipient", Value::text(recipient_of(intruder))},
                                 {"signing_key", Value::text(intruder.card().signing_key)}})}}));
    CHECK(office.vault().office().recovery_recipient == to_string(office.recovery().recipient()));
  }
  SUBCASE("a structure's key in the directory, by a case manager") {
    office.inject(unit.manager.signer(), kDirectoryKind, "csref",
                  Value::map({{"name", Value::text("CSRéf")},
                              {"recipient", Value::text(recipient_of(intruder))}}));
    CHECK(office.vault().directory().empty());
  }
  SUBCASE("a code that differs in case only") {
    office.now += std::chrono::hours(1);
    office.inject(office.administrator().signer(), kPersonKind, "ADiarra", card);
    CHECK(office.vault().staff().latest("ADiarra") == nullptr);
  }
  CHECK(office.vault().findings().size() == 1);
  CHECK_FALSE(office.vault().findings().front().message.fr.empty());
}

TEST_CASE("a case manager writes the directory, a supervisor its keys") {
  Unit unit;
  Vault& vault = unit.office.vault();
  const Instant now = unit.office.now;
  set_directory_entry(vault, unit.manager.signer(), "csref",
                      Value::map({{"name", Value::text("CSRéf")}}), now);
  const Value key = Value::map({{"recipient", Value::text(recipient_of(unit.manager))}});
  CHECK_THROWS_AS(set_directory_entry(vault, unit.manager.signer(), "csref", key, now), Error);
  set_directory_entry(vault, unit.supervisor.signer(), "csref", key, now);
  CHECK(vault.directory().at("csref").scalar_of("name") == "CSRéf");
  CHECK(vault.directory().at("csref").scalar_of("recipient") == recipient_of(unit.manager));
  CHECK_THROWS_AS(set_directory_entry(vault, unit.statistician.signer(), "csref", kRenamed, now),
                  Error);
}

TEST_CASE("a supervisor without a place in the team's group supervises nobody") {
  Unit unit;
  const TestPerson second("bcoulibaly", 0x08);
  Vault& vault = unit.office.vault();
  // An administrator alone can name a supervisor, but not open the group to them.
  const Notes notes =
      add_person(vault, unit.office.administrator().signer(),
                 {second.card(), {kSupervisor}, "commune1", "", {}}, nullptr, unit.office.now);
  CHECK(notes.size() == 1);
  set_person(vault, unit.office.administrator().signer(), "adiarra", {{}, {}, {}, "bcoulibaly", {}},
             nullptr, unit.office.now);
  CHECK(vault.staff().supervisor_of("adiarra", unit.office.now).empty());
  add_member(vault, unit.supervisor.signer(), "team-commune1", "bcoulibaly", unit.office.now);
  CHECK(vault.staff().supervisor_of("adiarra", unit.office.now) == "bcoulibaly");
  CHECK(vault.findings().empty());
}

TEST_CASE("documents of one second may rest on each other") {
  MemoryFileSystem files;
  TestVault office(files);
  const TestPerson second("aaa", 0x09);  // before `amaiga` in the order of codes
  const TestPerson third("aa", 0x0a);
  office.add(second, {StaffRole::Administrator});
  add_person(office.vault(), second.signer(), {third.card(), {kManager}, "", "", {}}, nullptr,
             office.now);
  CHECK(office.vault().findings().empty());
  CHECK(office.vault().staff().latest("aa") != nullptr);
}

TEST_CASE("two founding documents are refused") {
  MemoryFileSystem files;
  TestVault office(files);
  const TestPerson other("recovery", 0x44);
  const Value data = Value::map(
      {{"name", Value::text("Another")},
       {"recovery", Value::map({{"recipient", Value::text(recipient_of(other))},
                                {"signing_key", Value::text(other.card().signing_key)}})}});
  try {
    office.inject(other.signer(), kVaultKind, "pos", data, "copy", {});
    FAIL("believed");
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::Integrity);
    CHECK(error.where.file == "pos.yaml");
  }
}

TEST_CASE("a founding document that its own recovery key has not signed founds nothing") {
  MemoryFileSystem files;
  TestVault office(files);
  std::string bytes = *files.read(office.path("pos.yaml"));
  bytes.replace(bytes.find("Bureau"), 6, "Buerau");
  files.put(office.path("pos.yaml"), bytes);
  try {
    office.reopened();
    FAIL("believed");
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::Integrity);
  }
}

TEST_CASE("a card of another vault does not count in this one") {
  MemoryFileSystem files;
  TestVault office(files);
  TestVault other(files, "/u");
  const TestPerson manager("adiarra", 0x04);
  other.add(manager, {kManager});
  files.put(office.path("people/adiarra.yaml"), *files.read(other.path("people/adiarra.yaml")));
  const Vault vault = office.reopened();
  CHECK(vault.staff().latest("adiarra") == nullptr);
  CHECK(vault.findings().size() == 1);
}

TEST_CASE("a card under another name does not count") {
  Unit unit;
  unit.files.put(unit.office.path("people/other.yaml"),
                 *unit.files.read(unit.office.path("people/adiarra.yaml")));
  const Vault vault = unit.office.reopened();
  CHECK(vault.staff().latest("other") == nullptr);
  CHECK(vault.findings().size() == 1);
  CHECK(vault.findings().front().where.file == "people/other.yaml");
}

TEST_CASE("parts of a plain file count as the file does") {
  Unit unit;
  const std::string card = *unit.files.read(unit.office.path("people/adiarra.yaml"));
  unit.files.put(unit.office.path("people/adiarra (1).yaml"), card);
  set_person(unit.office.vault(), unit.office.administrator().signer(), "adiarra",
             {"Renamed", {}, {}, {}, {}}, nullptr, unit.office.now);
  CHECK(unit.office.vault().staff().latest("adiarra")->name == "Renamed");
  unit.files.put(unit.office.path("people/adiarra.sync-conflict-20261122-101500-ABCDEFG.yaml"),
                 *unit.files.read(unit.office.path("people/adiarra.yaml")));
  unit.files.put(unit.office.path("people/adiarra.yaml"), card);
  const Vault vault = unit.office.reopened();
  CHECK(vault.staff().latest("adiarra")->name == "Renamed");
  CHECK(vault.findings().empty());
}

TEST_CASE("a document that others rest on is missed") {
  Unit unit;
  unit.office.now += std::chrono::hours(1);
  unit.office.inject(unit.office.administrator().signer(), kPersonKind, "adiarra", kRenamed, "",
                     {std::string(64, '0')});
  REQUIRE(unit.office.vault().findings().size() == 1);
  CHECK(unit.office.vault().findings().front().where.field == "after");
}

TEST_CASE("the state of a card is that of its documents up to a moment") {
  Unit unit;
  const Instant later = unit.office.now + std::chrono::hours(24);
  set_person(unit.office.vault(), unit.office.administrator().signer(), "adiarra",
             {{}, {}, "commune2", {}, {}}, &unit.office.recovery(), later);
  const Staff& staff = unit.office.vault().staff();
  CHECK(staff.at("adiarra", later - std::chrono::seconds(1))->unit == "commune1");
  CHECK(staff.at("adiarra", later)->unit == "commune2");
  const PlainFile& card = *unit.office.vault().plain_file(kPersonKind, "adiarra");
  CHECK(card.state(unit.office.now).scalar_of("unit") == "commune1");
  CHECK(card.state(later).scalar_of("unit") == "commune2");
}

TEST_CASE("a damaged plain file is a finding, and the rest of the vault goes on") {
  Unit unit;
  unit.files.put(unit.office.path("people/adiarra.yaml"), "---\npos: \"person/1\"\n");
  const Vault vault = unit.office.reopened();
  CHECK(vault.staff().latest("adiarra") == nullptr);
  CHECK(vault.staff().latest("sdembele") != nullptr);
  CHECK(vault.findings().size() >= 1);
}

TEST_CASE("the vault's lock keeps a second change out") {
  const TemporaryFolder folder;
  Disk disk;
  TestVault office(disk, folder.path());
  const auto held = office.vault().lock();
  const TestPerson manager("adiarra", 0x04);
  try {
    office.add(manager, {kManager});
    FAIL("not locked");
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::Locked);
  }
}

TEST_CASE("a vault on the disk is as one in memory") {
  const TemporaryFolder folder;
  Disk disk;
  TestVault office(disk, folder.path());
  const TestPerson manager("adiarra", 0x04);
  office.add(manager, {kManager}, "commune1");
  const Vault vault = office.reopened();
  CHECK(vault.staff().latest("adiarra")->recipient == recipient_of(manager));
  CHECK(vault.group("team-commune1")->members.empty());
  CHECK(vault.findings().empty());
  CHECK(disk.status(office.path("people/adiarra.yaml"))->mode == 0600);
}

TEST_CASE("identities may lie on another medium") {
  MemoryFileSystem files;
  TestVault office(files);
  VaultPlace place = office.vault().place();
  place.identities = "/media/stick/identities";
  const Vault vault = Vault::open(files, place);
  CHECK(vault.compartment_path(Compartment::Identity) == "/media/stick/identities");
  CHECK(vault.compartment_path(Compartment::Case) == office.path("cases"));
}

}  // namespace pos
