// Members of a group who let somebody in, leave or get new keys, and a machine that was away
// meanwhile.
#include <doctest/doctest.h>

#include "support/fresh_key.h"
#include "support/json_reader.h"
#include "support/two_machines.h"

namespace pos::test {
namespace {

/// What is said of a change that waits to a user who would write.
std::string warned(TwoChildren& machine) {
  TwoChildren trial = machine;
  const Outcome outcome = trial.run("register --from boy.yaml");
  CHECK(says(outcome.err, "to use it, once verified: `pos check --accept groups/"));
  return outcome.err;
}

}  // namespace

TEST_CASE("a supervisor's successor, let in before they left, reads what another machine writes") {
  TwoMachines office;
  office.run_here("mkone", "2026-04-16T09:00:00Z", "group add team-enfance nba");
  office.run_here("amaiga", "2026-04-20T09:00:00Z", "people retire mkone");
  office.run_here("nba", "2026-04-21T09:00:00Z", "group remove team-enfance mkone --rotate");
  SUBCASE("with the folder") {
    office.come_back("adiarra", "2026-04-23T09:00:00Z", false);
  }
  SUBCASE("on a stick") {
    office.come_back("adiarra", "2026-04-23T09:00:00Z", true);
  }
  office.away.get("register --from examples/cases/hawa/1.B.yaml");
  const std::string made = office.away.get("register --from boy.yaml");
  CHECK(office.away.run("check --read-data").code == 0);
  CHECK(opens(office.away, "nba", office.away.case_file(made)));
  CHECK_FALSE(opens(office.away, "mkone", office.away.case_file(made)));
  office.away.person = "amaiga";
  CHECK(office.away.run("check").code == 0);
}

TEST_CASE("who ends a role keeps what they had let in, though this run saw it first") {
  TwoMachines office;
  office.run_here("mkone", "2026-04-16T09:00:00Z", "group add team-enfance nba");
  office.come_back("amaiga", "2026-04-20T09:00:00Z", false);
  SUBCASE("with the recovery key") {
    const Outcome retired = office.away.run("people retire mkone --recovery /t/recovery.key");
    CHECK(retired.code == 0);
    CHECK_FALSE(says(retired.err, "is not used"));
    CHECK(vault_of(office.away).group("team-enfance")->members == std::vector<std::string>{"nba"});
  }
  SUBCASE("without it") {
    const Outcome retired = office.away.run("people retire mkone");
    CHECK(retired.code == 0);
    CHECK_FALSE(says(retired.err, "is not used"));
  }
  office.away.now = "2026-04-20T09:00:01Z";
  CHECK(office.away.run("check").code == 0);
}

TEST_CASE("a supervisor's new keys are followed elsewhere once they have written something") {
  TwoMachines office;
  office.run_here("mkone", "2026-04-16T09:00:00Z", "group add team-enfance nba");
  make_key(office.here, "mkone", 0x52);
  office.run_here("mkone", "2026-04-20T09:00:00Z", "people set mkone --card fresh.card");
  office.come_back("nba", "2026-04-21T09:00:00Z", false);
  CHECK(finds(office.away, "check", "not_believed", "groups/team-enfance.yaml"));
  CHECK(says(office.away.run("doctor --format json").out, "\"documents-held-back\""));
  const Outcome listed = office.away.run("list");
  CHECK(listed.code == 3);
  CHECK(says(listed.err, "groups/team-enfance.yaml: a change that names you is not used"));

  office.here.environment["POS_IDENTITY"] = "/t/keys/fresh.key";
  office.run_here("mkone", "2026-04-22T09:00:00Z", "rekey");
  office.come_back("nba", "2026-04-23T09:00:00Z", false);
  CHECK(office.away.run("check").code == 0);
  CHECK(vault_of(office.away).group("team-enfance")->members ==
        std::vector<std::string>{"mkone", "nba"});
  CHECK(office.away.run("list").out == office.here.run("list").out);
}

TEST_CASE("a successor who was away is told of the change that lets them in, and accepts it") {
  TwoMachines office;
  office.run_here("mkone", "2026-04-16T09:00:00Z", "group add team-enfance nba");
  office.run_here("amaiga", "2026-04-20T09:00:00Z", "people retire mkone");
  office.come_back("nba", "2026-04-21T09:00:00Z", false);
  const Outcome listed = office.away.run("list");
  CHECK(listed.code == 3);
  CHECK(says(listed.err, "`pos check --accept groups/team-enfance.yaml`"));
  CHECK(says(warned(office.away), "by you, whom it lets in, or by a member of the group, or with"));
  office.away.person = "adiarra";
  CHECK_FALSE(says(warned(office.away), "by you"));
  CHECK(office.away.run("check --accept groups/team-enfance.yaml").code == 15);
  office.away.person = "nba";
  office.away.now = "2026-04-21T10:00:00Z";
  office.away.get("check --accept groups/team-enfance.yaml");
  office.away.now = "2026-04-21T11:00:00Z";
  CHECK(office.away.run("check").code == 0);
  CHECK(office.away.run("list").code == 0);
  CHECK(vault_of(office.away).group("team-enfance")->members == std::vector<std::string>{"nba"});
}

TEST_CASE("with new keys a machine goes on from what was seen with the former ones") {
  TwoMachines office;
  make_key(office.here, "nba", 0x53);
  office.run_here("nba", "2026-04-20T09:00:00Z", "people set nba --card fresh.card");
  const std::string former = office.here.bytes("/t/keys/nba.key");
  office.away.files.put("/t/keys/both.key", office.here.bytes("/t/keys/fresh.key") + former);
  office.away.files.put("/t/keys/fresh.key", office.here.bytes("/t/keys/fresh.key"));
  const auto before = office.away.vault();
  office.run_here("mkone", "2026-04-20T10:00:00Z", "group add team-enfance nba");
  office.come_back("nba", "2026-04-21T09:00:00Z", false);
  office.away.environment["POS_IDENTITY"] = "/t/keys/both.key";
  const Outcome listed = office.away.run("list");
  CHECK(listed.code == 0);
  CHECK_FALSE(says(listed.err, "fingerprint"));
  office.away.now = "2026-04-21T09:00:01Z";
  office.away.environment["POS_IDENTITY"] = "/t/keys/fresh.key";
  CHECK(office.away.run("check").code == 0);
  const std::string group = std::string(kVaultFolder) + "/groups/team-enfance.yaml";
  office.away.files.put(group, before.at(group));
  CHECK(finds(office.away, "check", "rolled_back", "groups/team-enfance.yaml"));
}

TEST_CASE("with new keys a vault that was put back shows at the first run") {
  TwoMachines office;
  office.run_here("mkone", "2026-04-16T09:00:00Z", "group add team-enfance nba");
  office.come_back("nba", "2026-04-17T09:00:00Z", false);
  office.away.get("list");
  const auto before = office.here.vault();
  office.run_here("mkone", "2026-04-18T09:00:00Z", "group remove team-enfance nba");
  office.come_back("nba", "2026-04-19T09:00:00Z", false);
  office.away.get("list");
  make_key(office.away, "nba", 0x53);
  const std::string both =
      office.away.bytes("/t/keys/fresh.key") + office.away.bytes("/t/keys/nba.key");
  office.away.now = "2026-04-20T09:00:00Z";
  office.away.get("people set nba --card fresh.card");
  const std::string group = std::string(kVaultFolder) + "/groups/team-enfance.yaml";
  office.away.files.put(group, before.at(group));
  office.away.files.put("/t/keys/both.key", both);
  office.away.environment["POS_IDENTITY"] = "/t/keys/both.key";
  office.away.now = "2026-04-20T10:00:00Z";
  CHECK(finds(office.away, "check", "rolled_back", "groups/team-enfance.yaml"));
}

TEST_CASE("with new keys a damaged memory of the former ones is told, and stops nothing") {
  TwoMachines office;
  TwoChildren& away = office.away;
  make_key(away, "nba", 0x53);
  away.person = "nba";
  away.now = "2026-04-20T09:00:00Z";
  away.get("people set nba --card fresh.card");
  std::string bytes = away.bytes(memory_file(away, "nba"));
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  away.files.put(memory_file(away, "nba"), bytes);
  away.files.put("/t/keys/both.key",
                 away.bytes("/t/keys/fresh.key") + away.bytes("/t/keys/nba.key"));
  away.environment["POS_IDENTITY"] = "/t/keys/both.key";
  away.now = "2026-04-20T10:00:00Z";
  const Outcome listed = away.run("list");
  CHECK(listed.code == 0);
  CHECK(says(listed.err, "remembers of the vault is damaged"));
}

TEST_CASE("what a fast clock dated after its author's end is dismissed by whoever has looked") {
  TwoMachines office;
  office.run_here("mkone", "2026-04-25T09:00:00Z", "group add team-enfance nba");
  office.run_here("amaiga", "2026-04-20T09:00:00Z", "people retire mkone");
  CommandLine& here = office.here;
  const std::string accept = "check --accept groups/team-enfance.yaml";
  here.now = "2026-04-26T09:00:00Z";
  here.person = "adiarra";
  CHECK(finds(here, "check", "not_believed", "groups/team-enfance.yaml"));
  CHECK(says(here.run("doctor --format json").out, "\"id\":\"documents\""));
  CHECK(says(here.get(accept), "documents that do not count, dismissed here: 1"));
  const Outcome check = here.run("check");
  CHECK(check.code == 0);
  CHECK(says(check.out, "; dismissed here [not_believed]"));
  CHECK(here.run("check --strict").code == 13);
  CHECK_FALSE(says(here.run("doctor --format json").out, "\"id\":\"documents\""));
  here.person = "nba";
  CHECK(here.run("check").code == 13);
}

/// A group's change by somebody who has left waits on the other machine.
void let_a_change_wait(TwoMachines& office) {
  office.run_here("mkone", "2026-04-16T09:00:00Z", "group add team-enfance ktraore");
  const auto begun = office.here.vault();
  put_back(office.away, begun);
  for (const char* person : {"ktraore", "amaiga"}) {
    office.away.person = person;
    office.away.now = "2026-04-16T10:00:00Z";
    office.away.run("list");
  }
  office.run_here("mkone", "2026-04-17T09:00:00Z", "group add team-enfance nba");
  const std::string group =
      office.here.bytes(std::string(kVaultFolder) + "/groups/team-enfance.yaml");
  put_back(office.here, begun);
  office.run_here("amaiga", "2026-04-20T09:00:00Z", "people retire mkone");
  office.come_back("ktraore", "2026-04-20T10:00:00Z", false);
  office.away.get("list");
  office.away.files.put(std::string(kVaultFolder) + "/groups/team-enfance.yaml", group);
  office.away.now = "2026-04-21T09:00:00Z";
}

TEST_CASE("a change of a group that waits is let in by a member, and by nobody without the right") {
  TwoMachines office;
  let_a_change_wait(office);
  CHECK(finds(office.away, "check", "not_believed", "groups/team-enfance.yaml"));
  const std::string accept = "check --accept groups/team-enfance.yaml";
  office.away.person = "amaiga";
  CHECK(office.away.run(accept).code == 15);
  CHECK(says(office.away.run("people set adiarra --name Invented").err,
             "`pos " + accept + "`, by a member of the group, or with --recovery FILE"));
  office.away.person = "ktraore";
  SUBCASE("") {
    office.away.get(accept);
  }
  SUBCASE("with the recovery key") {
    office.away.person = "amaiga";
    office.away.get(accept + " --recovery /t/recovery.key");
  }
  CHECK(vault_of(office.away).group("team-enfance")->members ==
        std::vector<std::string>{"ktraore", "nba"});
  CHECK(office.away.run("check").code == 0);
  office.away.person = "ktraore";
  const Outcome again = office.away.run(accept);
  CHECK(again.code == 14);
  CHECK(says(again.err, "nothing waits in this group"));
}

TEST_CASE("what waits and is refused is told no more there, and can still be confirmed") {
  TwoMachines office;
  let_a_change_wait(office);
  CommandLine& away = office.away;
  const std::string file = "groups/team-enfance.yaml";
  CHECK(says(away.run("check --refuse people/ktraore.yaml").err, "nothing waits"));
  CHECK(away.run("check --refuse people/nobody.yaml").code == 5);
  CHECK(away.run("check --refuse " + file + " --accept " + file).code == 2);
  CHECK(says(away.get("check --refuse " + file), "documents that wait, refused here: 1"));
  const Outcome check = away.run("check");
  CHECK(check.code == 0);
  CHECK(says(check.out, "; dismissed here [not_believed]"));
  CHECK(away.run("list").err.empty());
  CHECK_FALSE(says(away.run("doctor --format json").out, "documents-held-back"));
  CHECK(away.run("check --refuse " + file).code == 14);
  away.person = "amaiga";
  CHECK(finds(away, "check", "not_believed", file));
  away.person = "ktraore";
  away.get("check --accept " + file);
  CHECK(vault_of(away).group("team-enfance")->members ==
        std::vector<std::string>{"ktraore", "nba"});
}

TEST_CASE("a machine that heard of a retirement first is put right there with the recovery key") {
  TwoMachines office;
  put_back(office.away, office.here.vault());
  office.away.person = "amaiga";
  office.away.now = "2026-04-20T09:00:00Z";
  office.away.get("people retire mkone");
  office.away.person = "adiarra";
  office.away.get("list");
  office.run_here("mkone", "2026-04-16T09:00:00Z", "group add team-enfance nba");
  office.here.person = "nba";
  office.here.now = "2026-04-20T10:00:00Z";
  CHECK(merge_from(office.here, office.away).code == 0);
  office.run_here("nba", "2026-04-21T09:00:00Z", "group remove team-enfance mkone --rotate");
  office.come_back("adiarra", "2026-04-22T09:00:00Z", false);
  CHECK(finds(office.away, "check", "not_believed", "groups/team-enfance.yaml"));
  CHECK_FALSE(says(warned(office.away), "by you"));
  const std::string accept = "check --accept groups/team-enfance.yaml --recovery /t/recovery.key";
  office.here.person = "amaiga";
  CHECK(office.here.run(accept).code == 14);
  office.away.get(accept);
  office.away.now = "2026-04-22T10:00:00Z";
  CHECK(office.away.run("check").code == 0);
  const std::string made = office.away.get("register --from boy.yaml");
  CHECK(opens(office.away, "nba", office.away.case_file(made)));
  CHECK_FALSE(opens(office.away, "mkone", office.away.case_file(made)));
}

}  // namespace pos::test
