#include "storage/vault_change.h"

#include <doctest/doctest.h>

#include "storage/group_file.h"
#include "support/failing.h"
#include "support/memory_file_system.h"
#include "support/test_vault.h"

namespace pos {
namespace {

using Codes = std::vector<std::string>;

std::vector<Identity> opened(const Group& group, const TestPerson& person) {
  return open_group_secret(group.secrets.front(), std::span(&person.identity, 1), group.name);
}

/// A vault with the supervisor `sdembele` of commune1.
struct Team {
  Team() { office.add(supervisor, {kSupervisor}, "commune1"); }
  Vault& vault() { return office.vault(); }
  const Group& team() { return *vault().group("team-commune1"); }

  MemoryFileSystem files;
  TestVault office{files};
  TestPerson supervisor{"sdembele", 0x05};
  TestPerson manager{"adiarra", 0x04};
  TestPerson deputy{"bcoulibaly", 0x08};
};

}  // namespace

TEST_CASE("the unit's group is made with its first person, and needs the recovery key") {
  MemoryFileSystem files;
  TestVault office(files);
  const TestPerson manager("adiarra", 0x04);
  const NewPerson person{manager.card(), {kManager}, "commune1", "", {}};
  const Error error = error_of([&] {
    add_person(office.vault(), office.administrator().signer(), person, nullptr, office.now);
  });
  CHECK(error.code == ErrorCode::Usage);
  CHECK(error.hint.en == "add --recovery FILE");
  CHECK_FALSE(files.status(office.path("people/adiarra.yaml")));
  add_person(office.vault(), office.administrator().signer(), person, &office.recovery(),
             office.now);
  CHECK(office.vault().group("team-commune1")->members.empty());
}

TEST_CASE(
    "a supervisor is the first member of the team, and an administrator alone adds managers") {
  Team team;
  CHECK(team.team().members == Codes{"sdembele"});
  const Notes notes = add_person(team.vault(), team.office.administrator().signer(),
                                 {team.manager.card(), {kManager}, "commune1", "sdembele", {}},
                                 nullptr, team.office.now);
  CHECK(notes.empty());
  CHECK(team.vault().staff().supervisor_of("adiarra", team.office.now) == "sdembele");
}

TEST_CASE("a supervisor needs a unit, and a code must be new in any case") {
  Team team;
  const auto add = [&](const TestPerson& person, std::vector<StaffRole> roles) {
    return error_of([&] { team.office.add(person, std::move(roles)); }).code;
  };
  CHECK(add(team.deputy, {kSupervisor}) == ErrorCode::Usage);
  CHECK(add(TestPerson("sdembele", 0x09), {kManager}) == ErrorCode::Conflict);
  CHECK(add(TestPerson("SDembele", 0x09), {kManager}) == ErrorCode::Conflict);
  CHECK(add(TestPerson("other", 0x05), {kManager}) == ErrorCode::Conflict);
}

TEST_CASE("only administrators add people") {
  Team team;
  const Error error = error_of([&] {
    add_person(team.vault(), team.supervisor.signer(),
               {team.manager.card(), {kManager}, "commune1", "sdembele", {}}, nullptr,
               team.office.now);
  });
  CHECK(error.code == ErrorCode::Refused);
  CHECK(error.id == "role");
}

TEST_CASE("who signs with a key that their card does not carry is stopped before writing") {
  Team team;
  const auto before = team.files.files();
  const Error error = error_of([&] {
    set_person(team.vault(), {"amaiga", &team.deputy.identity}, "sdembele",
               {"Renamed", {}, {}, {}, {}}, nullptr, team.office.now);
  });
  CHECK(error.code == ErrorCode::NoKey);
  auto after = team.files.files();
  std::erase_if(after, [](const auto& file) { return file.first.ends_with(".lock"); });
  auto expected = before;
  std::erase_if(expected, [](const auto& file) { return file.first.ends_with(".lock"); });
  CHECK(after == expected);
}

TEST_CASE("a member adds a member, who then opens the group") {
  Team team;
  team.office.add(team.deputy, {kManager}, "commune1");
  CHECK(error_of([&] {
          add_member(team.vault(), team.office.administrator().signer(), "team-commune1",
                     "bcoulibaly", team.office.now);
        }).code == ErrorCode::Refused);
  add_member(team.vault(), team.supervisor.signer(), "team-commune1", "bcoulibaly",
             team.office.now);
  CHECK(team.team().members == Codes{"bcoulibaly", "sdembele"});
  REQUIRE(opened(team.team(), team.deputy).size() == 1);
  CHECK(to_string(opened(team.team(), team.deputy).front().recipient()) == team.team().recipient);
  CHECK(team.vault().findings().empty());
}

TEST_CASE("a removed member does not get the new key, who stays keeps the former one") {
  Team team;
  team.office.add(team.deputy, {kSupervisor}, "commune1");
  const std::string former = team.team().recipient;
  remove_member(team.vault(), team.supervisor.signer(), "team-commune1", "bcoulibaly",
                team.office.now);
  CHECK(team.team().members == Codes{"sdembele"});
  CHECK(team.team().former == Codes{"bcoulibaly"});
  CHECK(team.team().recipient != former);
  CHECK(opened(team.team(), team.deputy).empty());
  const std::vector<Identity> secrets = opened(team.team(), team.supervisor);
  REQUIRE(secrets.size() == 2);
  CHECK(to_string(secrets[0].recipient()) == team.team().recipient);
  CHECK(to_string(secrets[1].recipient()) == former);
}

TEST_CASE("an end of role takes effect at once, and the group's key is changed by who can") {
  Team team;
  team.office.add(team.deputy, {kSupervisor}, "commune1");
  const Instant later = team.office.now + std::chrono::hours(24);
  const Notes notes = retire_person(team.vault(), team.office.administrator().signer(),
                                    "bcoulibaly", day_of(later), nullptr, later);
  CHECK(notes.size() == 2);  // the key has still to be changed, and old files to be sealed anew
  CHECK(team.vault().staff().at("bcoulibaly", later) == nullptr);
  CHECK(pending_removals(team.vault(), later) ==
        std::vector<std::pair<std::string, std::string>>{{"team-commune1", "bcoulibaly"}});
  const std::string former = team.team().recipient;
  mend_groups(team.vault(), team.supervisor.signer(), later);
  CHECK(pending_removals(team.vault(), later).empty());
  CHECK(team.team().members == Codes{"sdembele"});
  CHECK(team.team().recipient != former);
}

TEST_CASE("nothing is sealed to a manager who has left") {
  Team team;
  team.office.add(team.manager, {kManager}, "commune1", "sdembele");
  const Instant later = team.office.now + std::chrono::hours(24);
  retire_person(team.vault(), team.office.administrator().signer(), "adiarra", day_of(later),
                nullptr, later);
  CHECK(team.vault().readers(Compartment::Case, "adiarra", false, later) ==
        Codes{team.team().recipient, team.vault().office().recovery_recipient});
}

TEST_CASE("nothing is sealed to a manager who is a case manager no more") {
  Team team;
  team.office.add(team.manager, {kManager}, "commune1", "sdembele");
  const Instant later = team.office.now + std::chrono::hours(24);
  PersonChange change;
  change.roles = std::vector{StaffRole::StatisticsOfficer};
  set_person(team.vault(), team.office.administrator().signer(), "adiarra", change,
             &team.office.recovery(), later);
  CHECK(team.vault().readers(Compartment::Identity, "adiarra", false, later) ==
        Codes{team.team().recipient, team.vault().office().recovery_recipient});
  CHECK(team.vault().readers(Compartment::Identity, "adiarra", false, team.office.now).size() == 3);
}

TEST_CASE("the last administrator can neither retire nor lay down the role") {
  Team team;
  CHECK(error_of([&] {
          retire_person(team.vault(), team.office.administrator().signer(), "amaiga",
                        day_of(team.office.now), nullptr, team.office.now);
        }).id == "last-administrator");
  CHECK(error_of([&] {
          set_person(team.vault(), team.office.administrator().signer(), "amaiga",
                     {{}, std::vector{kManager}, {}, {}, {}}, nullptr, team.office.now);
        }).id == "last-administrator");
}

TEST_CASE("a new key comes by the former one, and both count in their time") {
  Team team;
  const TestPerson fresh("sdembele", 0x15);
  const Instant later = team.office.now + std::chrono::hours(24);
  replace_keys(team.vault(), team.supervisor.signer(), fresh.card(), later);
  CHECK(team.vault().findings().empty());
  const std::string old_id = key_id(team.supervisor.card().signing_key);
  const std::string new_id = key_id(fresh.card().signing_key);
  const auto key = [&](const std::string& id, Instant at) {
    return team.vault().signing_key("sdembele", id, at);
  };
  const auto second = std::chrono::seconds(1);
  CHECK(key(old_id, later) == team.supervisor.card().signing_key);
  CHECK(key(old_id, later + second) == "");
  CHECK(key(new_id, later) == fresh.card().signing_key);
  CHECK(key(new_id, later - second) == "");
  CHECK_FALSE(team.vault().signing_key("nobody", old_id, later));
  CHECK(opened(team.team(), fresh).size() == 1);
}

TEST_CASE("a lost key is replaced by recovery") {
  Team team;
  const TestPerson fresh("sdembele", 0x15);
  const std::string former = team.team().recipient;
  replace_keys(team.vault(), team.office.recovery_signer(), fresh.card(), team.office.now);
  CHECK(team.vault().owner_of(fresh.card().recipient) == "sdembele");
  // Who found the lost key opens the team's former key, and nothing that is written from now on.
  CHECK(team.team().recipient != former);
  CHECK(opened(team.team(), fresh).size() == 2);
}

TEST_CASE("two changes of a group made apart are joined, and a removal beats an addition") {
  Team team;
  const TestPerson third("ckone", 0x0b);
  team.office.add(team.deputy, {kSupervisor}, "commune1");
  team.office.add(third, {kManager}, "commune1");
  const std::string group = team.office.path("groups/team-commune1.yaml");
  const std::string before = *team.files.read(group);
  remove_member(team.vault(), team.supervisor.signer(), "team-commune1", "bcoulibaly",
                team.office.now);
  const std::string one = *team.files.read(group);
  team.files.put(group, before);
  add_member(team.vault(), team.supervisor.signer(), "team-commune1", "ckone", team.office.now);
  team.files.put(team.office.path("groups/team-commune1 (1).yaml"), one);
  team.vault().reload();
  CHECK(team.team().secrets.size() == 2);
  mend_groups(team.vault(), team.supervisor.signer(), team.office.now);
  CHECK(team.team().secrets.size() == 1);
  CHECK(team.team().members == Codes{"ckone", "sdembele"});
  CHECK(opened(team.team(), team.deputy).empty());
  // The joined key, the two that were used apart.
  CHECK(opened(team.team(), third).size() == 3);
}

TEST_CASE("moving a supervisor takes them out of the former team") {
  Team team;
  set_person(team.vault(), team.office.administrator().signer(), "sdembele",
             {{}, {}, "commune2", {}, {}}, &team.office.recovery(), team.office.now);
  CHECK(team.team().members.empty());
  CHECK(team.vault().group("team-commune2")->members == Codes{"sdembele"});
}

TEST_CASE("what is unknown is not found") {
  Team team;
  const Signer administrator = team.office.administrator().signer();
  CHECK(error_of([&] {
          set_person(team.vault(), administrator, "nobody", {"x", {}, {}, {}, {}}, nullptr,
                     team.office.now);
        }).code == ErrorCode::NotFound);
  CHECK(error_of([&] {
          add_member(team.vault(), team.supervisor.signer(), "team-none", "sdembele",
                     team.office.now);
        }).code == ErrorCode::NotFound);
  CHECK(error_of([&] {
          add_member(team.vault(), team.supervisor.signer(), "team-commune1", "nobody",
                     team.office.now);
        }).code == ErrorCode::NotFound);
}

TEST_CASE("another identity is not taken for the recovery key") {
  Team team;
  CHECK(error_of([&] {
          create_group(team.vault(), team.deputy.identity, "team-x", team.office.now);
        }).code == ErrorCode::NoKey);
}

}  // namespace pos
