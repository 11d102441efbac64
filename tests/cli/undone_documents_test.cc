// What counted on this machine and does so no more stops what is sealed, not what is read.
#include <doctest/doctest.h>

#include "storage/plain_write.h"
#include "support/fresh_key.h"
#include "support/two_machines.h"

namespace pos::test {
namespace {

const std::string kTeamFile = std::string(kVaultFolder) + "/groups/team-enfance.yaml";
const std::string kMkoneFile = std::string(kVaultFolder) + "/people/mkone.yaml";
const std::string kAccept = "check --accept groups/team-enfance.yaml";

/// nba was let into the team and put out again, which the other machine has seen.
void see_nba_leave(TwoMachines& office) {
  office.run_here("mkone", "2026-04-16T09:00:00Z", "group add team-enfance nba");
  office.come_back("adiarra", "2026-04-17T09:00:00Z", false);
  office.away.get("list");
  office.run_here("mkone", "2026-04-18T09:00:00Z", "group remove team-enfance nba");
  office.come_back("adiarra", "2026-04-20T09:00:00Z", false);
  office.away.get("list");
}

void turn(TwoChildren& machine, const char* person, const char* time) {
  machine.person = person;
  machine.now = time;
}

TwoChildren& assigned_to_ktraore(TwoMachines& office) {
  turn(office.away, "mkone", "2026-04-16T09:00:00Z");
  office.away.get("assign " + office.away.girl + " --to ktraore");
  return office.away;
}

void check_refused(CommandLine& machine) {
  const Outcome refused = machine.run("register --from boy.yaml");
  CHECK(refused.code == 13);
  CHECK(says(refused.err, "documents that counted count no more"));
  CHECK(finds(machine, "check", "rolled_back", "groups/team-enfance.yaml"));
  CHECK(machine.run("list").code == 0);
}

}  // namespace

TEST_CASE("where a removal falls by its author's end nothing is sealed before it is confirmed") {
  TwoMachines office;
  see_nba_leave(office);
  office.run_here("amaiga", "2026-04-19T09:00:00Z", "people retire mkone");
  office.come_back("adiarra", "2026-04-21T09:00:00Z", false);
  TwoChildren& away = office.away;
  check_refused(away);
  CHECK(away.run(kAccept).code == 15);
  away.now = "2026-04-22T09:00:00Z";
  away.get(kAccept + " --recovery /t/recovery.key");
  away.now = "2026-04-22T10:00:00Z";
  const std::string made = away.get("register --from boy.yaml");
  CHECK_FALSE(opens(away, "nba", away.case_file(made)));
  CHECK(away.run("check").code == 0);
}

TEST_CASE("a removal falls by its author's new keys only until these have signed the group") {
  TwoMachines office;
  see_nba_leave(office);
  make_key(office.here, "mkone", 0x52);
  office.run_here("mkone", "2026-04-19T09:00:00Z", "people set mkone --card fresh.card");
  office.come_back("adiarra", "2026-04-21T09:00:00Z", false);
  check_refused(office.away);
  office.here.environment["POS_IDENTITY"] = "/t/keys/fresh.key";
  office.run_here("mkone", "2026-04-21T09:00:00Z", "rekey");
  office.come_back("adiarra", "2026-04-22T09:00:00Z", false);
  const std::string made = office.away.get("register --from boy.yaml");
  CHECK_FALSE(opens(office.away, "nba", office.away.case_file(made)));
  CHECK(office.away.run("check").code == 0);
}

TEST_CASE(
    "a removal that an administrator's back-dated end undoes is accepted as undone by oneself") {
  TwoMachines office;
  CommandLine evil = office.here;
  see_nba_leave(office);
  evil.person = "amaiga";
  evil.now = "2026-04-17T09:00:00Z";
  evil.get("people retire mkone");
  TwoChildren& away = office.away;
  away.files.put(kMkoneFile, evil.files.read(kMkoneFile).value());
  away.now = "2026-04-21T09:00:00Z";
  check_refused(away);
  CHECK(says(away.get(kAccept), "documents lost, or that count no more, and accepted: 1"));
  away.now = "2026-04-21T10:00:00Z";
  CHECK(away.run("check").code == 0);
  CHECK(away.run("register --from boy.yaml").code == 0);
}

TEST_CASE("what comes while an end is away does not count as come in time") {
  TwoMachines office;
  CommandLine evil = office.here;
  const std::string before = office.here.files.read(kMkoneFile).value();
  office.run_here("amaiga", "2026-04-20T09:00:00Z", "people retire mkone");
  office.come_back("adiarra", "2026-04-20T10:00:00Z", false);
  TwoChildren& away = office.away;
  away.get("list");
  const std::string after = away.files.read(kMkoneFile).value();
  evil.person = "mkone";
  evil.now = "2026-04-16T09:00:00Z";
  evil.get("group add team-enfance nba");
  away.files.put(kMkoneFile, before);
  away.files.put(kTeamFile, evil.files.read(kTeamFile).value());
  away.now = "2026-04-22T10:00:00Z";
  CHECK(away.run("register --from boy.yaml").code == 13);
  evil.person = "nba";
  evil.now = "2026-04-22T09:00:00Z";
  evil.get("group remove team-enfance mkone");
  away.files.put(kMkoneFile, after);
  away.files.put(kTeamFile, evil.files.read(kTeamFile).value());
  away.now = "2026-04-23T10:00:00Z";
  const Outcome check = away.run("check");
  CHECK(check.code == 13);
  CHECK(says(check.out, "came here after its author's right or key had ended: mkone"));
}

TEST_CASE("what was dismissed and is held back later is told again") {
  TwoMachines office;
  office.run_here("mkone", "2026-04-16T09:00:00Z", "group add team-enfance ktraore");
  office.run_here("ktraore", "2026-04-17T09:00:00Z", "group add team-enfance nba");
  Stream part = parse_stream(office.here.files.read(kTeamFile).value(), "x", Padding::None);
  TwoChildren& away = office.away;
  away.files.put(std::string(kVaultFolder) + "/groups/team-enfance.part.yaml",
                 compose_stream(part.header, {part.documents.back().bytes}, Padding::None));
  away.person = "adiarra";
  away.now = "2026-04-20T09:00:00Z";
  away.run("check");
  away.run(kAccept);
  away.run(kAccept);
  office.run_here("amaiga", "2026-04-18T09:00:00Z", "people retire ktraore");
  put_back(away, office.here.vault());
  away.now = "2026-04-21T09:00:00Z";
  CHECK(finds(away, "check", "not_believed", "groups/team-enfance.yaml"));
}

TEST_CASE("an assign that a card, dated back, makes fall gives the case back to nobody by itself") {
  TwoMachines office;
  TwoChildren& away = assigned_to_ktraore(office);
  turn(away, "ktraore", "2026-04-17T09:00:00Z");
  away.get("list");
  turn(away, "amaiga", "2026-04-15T12:00:00Z");
  SUBCASE("the end of its author's role") {
    away.get("people retire mkone");
  }
  SUBCASE("another role for whom it gave the case to") {
    away.get("people set ktraore --role supervisor --unit jeunesse");
  }
  turn(away, "ktraore", "2026-04-18T09:00:00Z");
  const Outcome sealed = away.run("rekey");
  CHECK(says(sealed.out + sealed.err, "an assign that counted here counts no more"));
  for (const auto& file : {away.case_file(away.girl), away.identity_file(away.girl)}) {
    CHECK(opens(away, "ktraore", file));
    CHECK_FALSE(opens(away, "adiarra", file));
  }
  CHECK(says(away.run("check --read-data").out, "[not_authorised]"));
}

TEST_CASE("what falls so is given up by who accepts it, or settled by an assign that knows of it") {
  TwoMachines office;
  TwoChildren& away = assigned_to_ktraore(office);
  away.get("show " + away.girl);
  turn(away, "amaiga", "2026-04-15T12:00:00Z");
  away.get("people set ktraore --role supervisor --unit jeunesse");
  turn(away, "mkone", "2026-04-18T09:00:00Z");
  const std::string file = away.case_file(away.girl);
  SUBCASE("accepted") {
    away.get("check --accept " + away.girl);
    CHECK(away.run("rekey").code == 0);
    CHECK(opens(away, "adiarra", file));
  }
  SUBCASE("assigned anew") {
    away.get("assign " + away.girl + " --to nba");
    CHECK(opens(away, "nba", file));
    CHECK(opens(away, "ssidibe", away.identity_file(away.girl)));
    CHECK_FALSE(opens(away, "adiarra", file));
  }
  CHECK_FALSE(opens(away, "ktraore", file));
}

TEST_CASE("a card laid in one's place locks nobody out of a machine that knows the right one") {
  TwoMachines office;
  CommandLine& here = office.here;
  here.person = "nba";
  here.now = "2026-04-16T09:00:00Z";
  here.get("list");
  const TestPerson thief("nba", 0x62);
  const Vault vault = vault_of(here);
  Value data = vault.judged().people.at("nba");
  data.set("recipient", Value::text(thief.card().recipient));
  data.set("signing_key", Value::text(thief.card().signing_key));
  const PlainFile& file = *vault.plain_file(kPersonKind, "nba");
  const SigningKey key = signing_key(staff_member("amaiga").identity);
  const std::string rival = write_plain_document(
      file.header, {"amaiga", key, file.documents.front().recorded - std::chrono::seconds(5)}, {},
      data);
  here.files.put(std::string(kVaultFolder) + "/people/nba.late.yaml",
                 compose_stream(file.header, {rival}, Padding::None));
  here.now = "2026-04-17T09:00:00Z";
  CHECK(here.run("list").code == 0);
}

}  // namespace pos::test
