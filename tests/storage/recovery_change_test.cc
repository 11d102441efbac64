#include <doctest/doctest.h>

#include <algorithm>

#include "storage/group_file.h"
#include "storage/vault_change.h"
#include "support/failing.h"
#include "support/forwarding_file_system.h"
#include "support/memory_file_system.h"
#include "support/test_vault.h"

namespace pos {
namespace {

Identity key_of(std::uint8_t byte) {
  return Identity(SecretBytes(Bytes(std::vector<std::uint8_t>(32, byte))));
}

Identity copy_of(const Identity& key) {
  return Identity(SecretBytes(key.secret().bytes()));
}

/// A unit with its supervisor and a statistics officer: two groups.
struct TwoGroups {
  TwoGroups() {
    vault.add(supervisor, {StaffRole::Supervisor}, "enfance");
    vault.add(officer, {StaffRole::StatisticsOfficer});
    vault.now = time_at("2026-02-01T08:00:00Z");
  }

  std::vector<Identity> keys() const {
    std::vector<Identity> keys;
    keys.push_back(key_of(0x77));
    keys.push_back(copy_of(vault.recovery()));
    return keys;
  }
  int replace() { return replace_recovery(vault.vault(), keys(), vault.now); }
  std::string present() { return vault.vault().office().recovery_recipient; }

  MemoryFileSystem files;
  TestVault vault{files};
  TestPerson supervisor{"mkone", 0x11};
  TestPerson officer{"bsidibe", 0x15};
};

bool opens(const Identity& key, const std::string& secret) {
  return !open_group_secret(secret, std::span(&key, 1), "").empty();
}

}  // namespace

TEST_CASE("a new recovery key is named by the former one, and the vault keeps its fingerprint") {
  TwoGroups office;
  const std::string fingerprint = office.vault.vault().office().fingerprint;
  CHECK(office.replace() == 2);
  const Vault again = office.vault.reopened();
  CHECK(again.office().recovery_recipient == to_string(key_of(0x77).recipient()));
  CHECK(again.office().recovery_signing_key == signing_key(key_of(0x77)).public_key);
  CHECK(again.office().fingerprint == fingerprint);
  CHECK(again.findings().empty());
}

TEST_CASE("with a new recovery key every group has a new key, that the former one does not open") {
  TwoGroups office;
  const std::map<std::string, Group> before = office.vault.vault().groups();
  office.replace();
  const Vault again = office.vault.reopened();
  for (const auto& [name, group] : again.groups()) {
    CHECK(group.members == before.at(name).members);
    CHECK(group.recipient != before.at(name).recipient);
    REQUIRE(group.secrets.size() == 1);
    CHECK(opens(key_of(0x77), group.secrets.front()));
    CHECK_FALSE(opens(office.vault.recovery(), group.secrets.front()));
    const TestPerson& member = name == "statistics" ? office.officer : office.supervisor;
    const std::vector<Identity> secrets =
        open_group_secret(group.secrets.front(), std::span(&member.identity, 1), name);
    REQUIRE(secrets.size() == 2);
    CHECK(to_string(secrets[0].recipient()) == group.recipient);
    CHECK(to_string(secrets[1].recipient()) == before.at(name).recipient);
  }
}

TEST_CASE("the former recovery key signs nothing after the new one, what it signed stays") {
  TwoGroups office;
  office.replace();
  office.vault.now = time_at("2026-02-01T08:00:01Z");
  Vault& vault = office.vault.vault();
  CHECK(code_of([&] {
          create_group(vault, office.vault.recovery(), "team-jeunesse", office.vault.now);
        }) == ErrorCode::NoKey);
  create_group(vault, key_of(0x77), "team-jeunesse", office.vault.now);
  CHECK(vault.findings().empty());
  office.vault.inject(office.vault.recovery_signer(), kVaultKind, "pos",
                      Value::map({{"policy", Value::map({{"identity", Value::text("open")}})}}));
  CHECK(vault.findings().size() == 1);
  CHECK(office.present() == to_string(key_of(0x77).recipient()));
}

TEST_CASE("only the present recovery key names another, and it may be nobody's key") {
  TwoGroups office;
  std::vector<Identity> stranger;
  stranger.push_back(key_of(0x77));
  stranger.push_back(key_of(0x03));  // the administrator's
  CHECK(code_of([&] { replace_recovery(office.vault.vault(), stranger, office.vault.now); }) ==
        ErrorCode::NoKey);
  std::vector<Identity> taken;
  taken.push_back(key_of(0x11));
  taken.push_back(copy_of(office.vault.recovery()));
  CHECK(code_of([&] { replace_recovery(office.vault.vault(), taken, office.vault.now); }) ==
        ErrorCode::Conflict);
  CHECK(office.present() == to_string(office.vault.recovery().recipient()));
}

TEST_CASE("an administrator's own signature replaces no recovery key") {
  TwoGroups office;
  const Value recovery =
      Value::map({{"recipient", Value::text(to_string(key_of(0x03).recipient()))},
                  {"signing_key", Value::text(signing_key(key_of(0x03)).public_key)}});
  CHECK(code_of([&] {
          set_office(office.vault.vault(), office.vault.administrator().signer(),
                     Value::map({{"recovery", recovery}}), office.vault.now);
        }) == ErrorCode::Refused);
  office.vault.inject(office.vault.administrator().signer(), kVaultKind, "pos",
                      Value::map({{"recovery", recovery}}));
  CHECK(office.present() == to_string(office.vault.recovery().recipient()));
}

TEST_CASE("a replacement that broke off at any write is completed by the next try") {
  int writes = 0;
  {
    TwoGroups office;
    FaultyFileSystem counting(office.files, 0, Fault::Refused);
    Vault vault = Vault::open(counting, office.vault.vault().place());
    replace_recovery(vault, office.keys(), office.vault.now);
    writes = counting.calls();
  }
  CHECK(writes >= 9);
  for (int failing = 1; failing <= writes; ++failing) {
    for (const Fault fault : {Fault::Refused, Fault::Killed}) {
      CAPTURE(failing);
      TwoGroups office;
      FaultyFileSystem faulty(office.files, failing, fault);
      Vault vault = Vault::open(faulty, office.vault.vault().place());
      CHECK(code_of([&] { replace_recovery(vault, office.keys(), office.vault.now); }) ==
            ErrorCode::Io);
      // Whatever stands there, the two keys together open every group, and the members theirs.
      const Vault broken = office.vault.reopened();
      for (const auto& [name, group] : broken.groups()) {
        CHECK((opens(key_of(0x77), group.secrets.front()) ||
               opens(office.vault.recovery(), group.secrets.front())));
      }
      office.vault.vault().reload();
      office.replace();
      CHECK(office.present() == to_string(key_of(0x77).recipient()));
      const Vault whole = office.vault.reopened();
      for (const auto& [name, group] : whole.groups()) {
        CHECK(opens(key_of(0x77), group.secrets.front()));
      }
      CHECK(office.vault.vault().findings().empty());
      CHECK(office.replace() == 0);
    }
  }
}

TEST_CASE(
    "a change by a member who did not know the new recovery key is sealed to it at the next try") {
  TwoGroups office;
  MemoryFileSystem elsewhere = office.files;
  office.replace();
  Vault other = Vault::open(elsewhere, office.vault.vault().place());
  add_member(other, office.supervisor.signer(), "team-enfance", "bsidibe",
             time_at("2026-02-01T09:00:00Z"));
  office.files.put("/t/vault/groups/team-enfance.sync-conflict-20260201-090000-ABCDEFG.yaml",
                   elsewhere.read("/t/vault/groups/team-enfance.yaml").value());
  office.vault.vault().reload();
  office.vault.now = time_at("2026-02-01T10:00:00Z");
  CHECK(office.replace() == 1);
  const Group group = *office.vault.vault().group("team-enfance");
  CHECK(group.members == std::vector<std::string>{"bsidibe", "mkone"});
  REQUIRE(group.secrets.size() == 1);
  CHECK(opens(key_of(0x77), group.secrets.front()));
}

}  // namespace pos
