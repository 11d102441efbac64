// Groups, their keys and people's own: who reads what once somebody has left or has new keys.
#include <doctest/doctest.h>

#include "storage/group_file.h"
#include "support/broken_off.h"
#include "support/effort.h"
#include "support/forged_documents.h"
#include "support/forwarding_file_system.h"
#include "support/fresh_key.h"
#include "support/json_reader.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

constexpr const char* kTeam = "team-enfance";

/// ktraore stands in for the supervisor: a member of the team's group.
TwoChildren with_deputy() {
  TwoChildren office = two_children();
  office.person = "mkone";
  office.get("group add team-enfance ktraore");
  return office;
}

/// Everything that the deputy has now, to be tried after they have gone.
std::vector<Identity> taken_along(CommandLine& office, const std::string& code) {
  const Vault vault = open_vault(office);
  std::vector<Identity> own;
  own.emplace_back(SecretBytes(staff_member(code).identity.secret().bytes()));
  UserKeys keys(vault, code, std::move(own));
  std::vector<Identity> all;
  for (const Identity& identity : keys.all()) {
    all.emplace_back(SecretBytes(identity.secret().bytes()));
  }
  return all;
}

/// That all who read the two cases of adiarra can, and nobody else.
void check_readers(TwoChildren& office) {
  for (const std::string& id : {office.girl, office.boy}) {
    for (const std::string& file :
         {office.case_file(id), office.facts_file(id), office.identity_file(id)}) {
      CAPTURE(file);
      for (const char* reader : {"adiarra", "mkone", "recovery"}) {
        CAPTURE(reader);
        CHECK(opens(office, reader, file));
      }
    }
    CHECK(opens(office, "bsidibe", office.facts_file(id)));
  }
}

std::vector<std::string> members(CommandLine& office, const std::string& group) {
  return open_vault(office).group(group)->members;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("a removal closes what comes, a rotation what was, and both say what stays readable") {
  TwoChildren office = with_deputy();
  const std::vector<Identity> kept = taken_along(office, "ktraore");
  CHECK(opened_by(office, kept).size() == 6);
  const Outcome removed = office.run("group remove team-enfance ktraore");
  CHECK(removed.code == 0);
  CHECK(says(removed.err, "copy so far stays readable to ktraore"));
  CHECK(says(removed.err, "`pos rekey --group team-enfance`"));
  CHECK(members(office, kTeam) == Codes{"mkone"});
  // The old files still open, what is written next does not.
  CHECK(opened_by(office, kept).size() == 6);
  office.person = "adiarra";
  office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
  CHECK(opened_by(office, kept, office.girl).empty());
  CHECK(opened_by(office, kept, office.boy).size() == 3);
  check_readers(office);
  office.person = "mkone";
  CHECK(office.get("rekey --group team-enfance") ==
        "files sealed anew: 3; right already: 3; cases that are not yours: 0");
  CHECK(opened_by(office, kept).empty());
  check_readers(office);
  CHECK(office.get("rekey") ==
        "files sealed anew: 0; right already: 6; cases that are not yours: 0");
  office.check_vault();
}

TEST_CASE("group remove --rotate does both, and keeps every document byte for byte") {
  TwoChildren office = with_deputy();
  const std::vector<Identity> kept = taken_along(office, "ktraore");
  const std::string before = office.get("history " + office.girl + " --format json");
  const Outcome removed = office.run("group remove team-enfance ktraore --rotate --format json");
  CHECK(removed.code == 0);
  CHECK(told(read_json(removed.out), "schema") == "pos.rekey/1");
  CHECK(told(read_json(removed.out), "sealed") == "6");
  CHECK(told(read_json(removed.out), "complete") == "true");
  CHECK(opened_by(office, kept).empty());
  check_readers(office);
  CHECK(office.get("history " + office.girl + " --format json") == before);
  office.check_vault();
}

TEST_CASE("a group is changed by its members or with the recovery key, and by nobody else") {
  TwoChildren office = with_deputy();
  for (const char* other : {"adiarra", "amaiga", "bsidibe", "nba"}) {
    CAPTURE(other);
    office.person = other;
    const Outcome outcome = office.run("group remove team-enfance ktraore");
    CHECK(outcome.code == 15);
    CHECK(says(outcome.err, "only a member of the group team-enfance"));
    CHECK(office.run(std::string("group add team-enfance ") + other).code == 15);
  }
  office.person = "amaiga";
  const std::vector<Identity> kept = taken_along(office, "ktraore");
  office.get("group remove team-enfance ktraore --rotate --recovery /t/recovery.key");
  CHECK(opened_by(office, kept).empty());
  check_readers(office);
  CHECK(office.run("group remove nowhere ktraore --recovery /t/recovery.key").code == 5);
  CHECK(office.run("group remove team-enfance ktraore --recovery /t/recovery.key").code == 5);
  CHECK(office.run("rekey --group nowhere").code == 5);
}

TEST_CASE("what the user cannot open is named with who can, and makes the run partial") {
  TwoChildren office = two_children();
  close_names_to_supervisors(office);
  office.person = "adiarra";
  office.get("rekey");
  office.person = "mkone";
  office.get("assign " + office.girl + " --to ktraore");
  office.person = "ktraore";
  const Outcome outcome = office.run("rekey");
  CHECK(outcome.code == 3);
  CHECK(says(outcome.out, "identities/2026/" + office.girl +
                              ".yaml.age: left to adiarra, or to the recovery key"));
  // A case of which nothing opens is not theirs: counted, no error.
  CHECK(says(outcome.out, "cases that are not yours: 1"));
}

TEST_CASE("a journal that lacks entries changes nobody's reading") {
  TwoChildren office = with_deputy();
  const std::string earlier = office.bytes(office.case_file(office.girl));
  office.person = "adiarra";
  office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
  office.files.put(office.case_file(office.girl), earlier);
  office.person = "mkone";
  const Outcome outcome = office.run("group remove team-enfance ktraore --rotate");
  CHECK(outcome.code == 3);
  CHECK(says(outcome.err, "was rolled back"));
  CHECK(office.bytes(office.case_file(office.girl)) == earlier);
  check_readers(office);
}

TEST_CASE("who reads facts alone seals them to the new key of their group, and to nobody new") {
  TwoChildren office = two_children();
  office.person = "bsidibe";
  office.get("group add statistics ktraore");
  const std::vector<Identity> kept = taken_along(office, "ktraore");
  CHECK(opened_by(office, kept).size() == 2);
  const Outcome removed = office.run("group remove statistics ktraore --rotate");
  CHECK(removed.code == 0);
  CHECK(says(removed.out, "files sealed anew: 2"));
  CHECK(opened_by(office, kept).empty());
  check_readers(office);
  office.check_vault();
}

TEST_CASE("a rotation killed at any write is completed by the next run, and nobody loses a file") {
  const std::vector<std::string> words = {"group", "remove", kTeam, "ktraore", "--rotate"};
  TwoChildren before = with_deputy();
  const std::vector<Identity> kept = taken_along(before, "ktraore");
  break_off(with_deputy, words, turns(17, 1, 37), [&](TwoChildren& office) {
    check_readers(office);
    const Outcome again = office.run_on(office.files, words);
    CHECK_MESSAGE(again.code == 0, again.err);
    CHECK(members(office, kTeam) == Codes{"mkone"});
    check_readers(office);
    CHECK(opened_by(office, kept).empty());
    office.check_vault();
  });
}

TEST_CASE("a retired member is out of the group with the next command of a member that writes") {
  TwoChildren office = with_deputy();
  office.person = "amaiga";
  const Outcome retired = office.run("people retire ktraore");
  CHECK(retired.code == 0);
  CHECK(says(retired.err, "ktraore still has the key of the group team-enfance"));
  CHECK(says(retired.err, "afterwards `pos rekey --group team-enfance`"));
  CHECK(members(office, kTeam) == Codes{"ktraore", "mkone"});
  const Outcome list = office.run("group list");
  CHECK(says(list.err, "ktraore still has the key of the group team-enfance: the next command"));
  const std::vector<Identity> kept = taken_along(office, "ktraore");
  SUBCASE("who reads names on record, and that writing is closed already") {
    office.person = "mkone";
    office.get("show " + office.girl + " --names");
    CHECK(opened_by(office, kept, office.girl).empty());
  }
  SUBCASE("who seals the vault anew") {
    office.person = "mkone";
    office.get("rekey");
    CHECK(opened_by(office, kept).empty());
  }
  SUBCASE("or at once, where the recovery key is at hand") {
    office.get("people retire ktraore --recovery /t/recovery.key");
  }
  CHECK(members(office, kTeam) == Codes{"mkone"});
  CHECK(office.run("group list").err == "");
  check_readers(office);
}

TEST_CASE("where the only member of a team leaves it is said that new files open to them, too") {
  TwoChildren office = administrators_office();
  const std::vector<Identity> kept = taken_along(office, "mkone");
  const std::string still = "nobody else is a member of team-enfance: what is written still opens";
  SUBCASE("by retiring") {
    const Outcome retired = office.run("people retire mkone");
    CHECK(says(retired.err, still));
    CHECK_FALSE(says(retired.err, "next command of a member"));
  }
  SUBCASE("by becoming case manager alone") {
    CHECK(says(office.run("people set mkone --role case_manager").err, still));
  }
  CHECK(says(office.run("group list").err, still));
  CHECK(says(office.run("doctor").out, "`pos group add team-enfance CODE --recovery FILE`"));
  office.person = "adiarra";
  office.get(visit(office.girl));
  CHECK(opened_by(office, kept).size() == 6);

  office.person = "amaiga";
  office.get("people set ktraore --role supervisor --role case_manager");
  office.get("group add team-enfance ktraore --recovery /t/recovery.key");
  CHECK(office.run("group list").err == "");
  CHECK(members(office, kTeam) == Codes{"ktraore"});
  office.person = "adiarra";
  office.get(visit(office.boy));
  CHECK(opened_by(office, kept, office.boy).empty());
  office.person = "ktraore";
  office.get("group remove team-enfance mkone --rotate");
  CHECK(opened_by(office, kept).empty());
  CHECK(opened_by(office, "ktraore").size() == 6);
}

TEST_CASE("who lets somebody into a team who does not lead the unit is warned that all opens") {
  TwoChildren office = administrators_office();
  const std::string adding = "group add team-enfance ";
  for (const std::string code : {"ktraore", "bsidibe", "ssidibe"}) {
    CAPTURE(code);
    const Outcome added = office.run(adding + code + " --recovery /t/recovery.key");
    CHECK(added.code == 0);
    CHECK(says(added.err, "warning: " + code + " is no supervisor of the unit enfance"));
    CHECK(says(added.err, "`pos group remove team-enfance " + code + "`"));
  }
  office.get("people set ktraore --role supervisor --role case_manager");
  for (const std::string words : {"team-enfance ktraore", "statistics adiarra"}) {
    const Outcome added = office.run("group add " + words + " --recovery /t/recovery.key");
    CHECK(added.code == 0);
    CHECK_FALSE(says(added.err, "warning"));
  }
}

TEST_CASE("a supervisor who is one no more is out of the team with a member's next command") {
  TwoChildren office = with_deputy();
  office.person = "amaiga";
  const Outcome demoted = office.run("people set mkone --role case_manager");
  CHECK(demoted.code == 0);
  CHECK(members(office, kTeam) == Codes{"ktraore", "mkone"});
  CHECK(says(office.run("doctor").out, "mkone"));
  const std::vector<Identity> kept = taken_along(office, "mkone");
  office.person = "ktraore";
  office.get("rekey");
  CHECK(members(office, kTeam) == Codes{"ktraore"});
  CHECK(opened_by(office, kept).empty());
}

TEST_CASE("the last supervisor of a team stays until somebody else is in it, or with recovery") {
  TwoChildren office = two_children();
  office.person = "amaiga";
  office.get("people set mkone --role case_manager");
  office.person = "mkone";
  office.get("rekey");
  CHECK(members(office, kTeam) == Codes{"mkone"});
  office.get("group add team-enfance ktraore");
  CHECK(members(office, kTeam) == Codes{"ktraore"});
}

TEST_CASE("who seals a group's new key to themself alone does not keep others from removing them") {
  TwoChildren office = with_deputy();
  std::vector<Identity> own;
  own.push_back(new_identity());
  const TestPerson deputy = staff_member("ktraore");
  forge(office, deputy.signer(), kGroupKind, kTeam,
        Value::map({{"recipient", Value::text(to_string(own.front().recipient()))},
                    {"members", Value::texts({"ktraore", "mkone"})},
                    {"secret", Value::text(seal_group_secret(own, {deputy.card().recipient},
                                                             time_at(office.now.c_str())))}}));
  office.now = "2026-04-15T12:01:00Z";
  std::string recovery;
  SUBCASE("by another member") {
    office.person = "mkone";
  }
  SUBCASE("with the recovery key") {
    office.person = "amaiga";
    recovery = " --recovery /t/recovery.key";
  }
  const Outcome removed = office.run("group remove team-enfance ktraore" + recovery);
  CHECK_MESSAGE(removed.code == 0, removed.err);
  CHECK(members(office, kTeam) == Codes{"mkone"});
  check_readers(office);
}

TEST_CASE("new keys come by the former ones, and all that was sealed to these opens with the new") {
  TwoChildren office = two_children();
  make_key(office, "adiarra", 0x52);
  const auto fresh = [] {
    std::vector<Identity> keys;
    keys.emplace_back(SecretBytes(Bytes(std::vector<std::uint8_t>(32, 0x52))));
    return keys;
  };
  SUBCASE("by the person") {
    office.person = "adiarra";
    const Outcome outcome = office.run("people set adiarra --card fresh.card");
    CHECK(says(outcome.out, "files sealed anew: 6"));
    CHECK(says(outcome.err, "what the former key signs there from now on is badly signed"));
    CHECK(says(outcome.err, "keep the former key apart until all machines have this vault"));
  }
  SUBCASE("by recovery, where the former key is lost") {
    office.person = "amaiga";
    const Outcome outcome =
        office.run("people set adiarra --card fresh.card --recovery /t/recovery.key");
    CHECK(outcome.code == 0);
    CHECK(says(outcome.err, "from now on adiarra works with the new key"));
    CHECK_FALSE(says(outcome.err, "keep the former key"));
  }
  CHECK(opened_by(office, fresh()).size() == 6);
  CHECK(opened_by(office, "adiarra").empty());
  office.environment["POS_IDENTITY"] = "/t/keys/fresh.key";
  office.get("show " + office.girl);
  office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
  CHECK(office.run("check --read-data").code == 0);
}

TEST_CASE("new keys sign nothing where the clock is behind their beginning, which is said") {
  TwoChildren office = two_children();
  make_key(office, "adiarra", 0x52);
  office.get("people set adiarra --card fresh.card");
  office.environment["POS_IDENTITY"] = "/t/keys/fresh.key";
  const auto before = office.vault();
  const std::string begun = office.now;
  office.now = "2026-04-15T11:00:00Z";
  const Outcome outcome = office.run(visit(office.girl));
  CHECK(outcome.code == 15);
  CHECK(says(outcome.err, "the clock (2026-04-15T11:00:00Z) is behind: your card has your keys"));
  CHECK(office.vault() == before);
  office.now = begun;
  office.get(visit(office.girl));
}

TEST_CASE("a lost key of a group's member opens nothing once recovery has given them another") {
  TwoChildren office = two_children();
  std::string code;
  SUBCASE("of a supervisor, whose files are sealed to the team alone") {
    code = "mkone";
  }
  SUBCASE("of a statistics officer, who reads the facts") {
    code = "bsidibe";
  }
  make_key(office, code, 0x52);
  const std::vector<Identity> kept = taken_along(office, code);
  const std::size_t count = opened_by(office, kept).size();
  CHECK(count >= 2);
  office.person = "amaiga";
  const std::string told =
      office.get("people set " + code + " --card fresh.card --recovery /t/recovery.key");
  CHECK(says(told, "files sealed anew: " + std::to_string(count)));
  CHECK(opened_by(office, kept).empty());
  CHECK(opened_by(office, code).empty());  // what its old key opens of the group included
  office.person = code;
  office.environment["POS_IDENTITY"] = "/t/keys/fresh.key";
  CHECK(office.run("due").code == 0);
  CHECK(office.run("check --read-data").code == 0);
}

TEST_CASE("new keys killed at any write are completed by a key file that holds both") {
  const std::vector<std::string> words = {"people", "set", "adiarra", "--card", "fresh.card"};
  TwoChildren whole = two_children();
  make_key(whole, "adiarra", 0x52);
  whole.person = "adiarra";
  FaultyFileSystem counting(whole.files, 0, Fault::Killed);
  REQUIRE(whole.run_on(counting, words).code == 0);
  for (int n = 1; n <= counting.calls(); n += turns(5, 1, 17)) {
    CAPTURE(n);
    TwoChildren office = two_children();
    make_key(office, "adiarra", 0x52);
    office.person = "adiarra";
    FaultyFileSystem disk(office.files, n, Fault::Killed);
    CHECK(office.run_on(disk, words).code == 16);
    office.files.put("/t/keys/both.key",
                     office.bytes(key_file("adiarra")) + office.bytes("/t/keys/fresh.key"));
    office.environment["POS_IDENTITY"] = "/t/keys/both.key";
    CHECK(office.run("show " + office.girl + " --names").code == 0);
    if (open_vault(office).staff().latest("adiarra")->recipient ==
        staff_member("adiarra").card().recipient) {
      CHECK(office.run(words).code == 0);
    }
    CHECK(office.run("rekey").code == 0);
    CHECK(opened_by(office, "adiarra").empty());
    CHECK(office.run("check --read-data").code == 0);
  }
}

TEST_CASE("new keys by recovery killed at any write are completed by the same command") {
  const auto at_the_safe = [] {
    TwoChildren office = two_children();
    make_key(office, "mkone", 0x52);
    office.person = "amaiga";
    return office;
  };
  TwoChildren before = two_children();
  const std::vector<Identity> kept = taken_along(before, "mkone");
  const std::vector<std::string> words = {"people",     "set",        "mkone",          "--card",
                                          "fresh.card", "--recovery", "/t/recovery.key"};
  break_off(at_the_safe, words, turns(11, 1, 23), [&](TwoChildren& office) {
    const Outcome again = office.run_on(office.files, words);
    CHECK_MESSAGE(again.code == 0, again.err);
    CHECK(opened_by(office, kept).empty());
    office.person = "mkone";
    office.environment["POS_IDENTITY"] = "/t/keys/fresh.key";
    CHECK(office.run("show " + office.girl).code == 0);
  });
}

TEST_CASE("new keys stand alone, are one's own, and are given by nobody else") {
  TwoChildren office = two_children();
  make_key(office, "adiarra", 0x52);
  office.person = "adiarra";
  CHECK(office.run("people set adiarra --card fresh.card --name Invented").code == 2);
  CHECK(office.run("people set ktraore --card fresh.card").code == 4);
  office.person = "amaiga";
  CHECK(office.run("people set adiarra --card fresh.card").code == 15);
  office.files.put("fresh.card", write_card(TestPerson("adiarra", 0x11).card()));
  office.person = "adiarra";
  CHECK(office.run("people set adiarra --card fresh.card").code == 14);
}

TEST_CASE("nobody writes whose card carries somebody else's signing key") {
  TwoChildren office = two_children();
  const TestPerson administrator = staff_member("amaiga");
  Card card = staff_member("stranger").card();
  card.signing_key = signing_key(TestPerson("x", 0x71).identity).public_key;
  office.files.put("fresh.card", write_card(card));
  office.person = "amaiga";
  office.get("people add --card fresh.card --role case_manager --unit enfance --supervisor mkone");
  office.person = "stranger";
  const Outcome outcome = office.run("register --from boy.yaml");
  CHECK(outcome.code == 12);
  CHECK(says(outcome.err, "your card does not carry your keys"));
}

TEST_CASE("the card of somebody whose role has ended changes no more") {
  TwoChildren office = two_children();
  office.person = "amaiga";
  std::string last_day = "2026-04-14";
  SUBCASE("before today") {
    office.get("people retire ktraore --last-day 2026-04-14 --yes");
  }
  SUBCASE("today") {
    last_day = office.now.substr(0, 10);
    office.get("people retire ktraore");
  }
  const auto before = office.vault();
  for (const char* with : {"", " --recovery /t/recovery.key"}) {
    CAPTURE(with);
    const Outcome outcome = office.run(std::string("people set ktraore --unit famille") + with);
    CHECK(outcome.code == 15);
    CHECK(says(outcome.err, "ended on " + last_day));
    CHECK(says(outcome.err, "under another code"));
    CHECK(office.vault() == before);
  }
}

TEST_CASE("an administrator cannot give one key to two people") {
  TwoChildren office = two_children();
  const TestPerson administrator = staff_member("amaiga");
  const Card model = staff_member("adiarra").card();
  forge(office, administrator.signer(), kPersonKind, "aaa",
        Value::map({{"name", Value::text("Invented")},
                    {"roles", Value::texts({"case_manager"})},
                    {"recipient", Value::text(model.recipient)},
                    {"signing_key", Value::text(model.signing_key)},
                    {"from", Value::text("2026-01-01")}}));
  CHECK(open_vault(office).owner_of(model.recipient) == "adiarra");
  office.person = "adiarra";
  office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
  CHECK(office.run("check").code == 13);
}

}  // namespace pos::test
