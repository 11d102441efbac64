// Changes of a group that come after, or together with, the end of their author's right or key.
#include <doctest/doctest.h>

#include "support/team_elsewhere.h"

using namespace pos;

TEST_CASE("a head who lets a successor in and leaves is followed by a machine that was away") {
  TeamElsewhere team;
  team.add(team.head, "deputy", "2026-01-12T09:00:00Z");
  team.retire(team.head, "2026-01-16T09:00:00Z");
  team.remove(team.deputy, "head", "2026-01-17T09:00:00Z");
  const Vault vault = team.elsewhere("2026-01-19T09:00:00Z");
  CHECK(vault.group("team-u1")->members == Members{"deputy"});
  CHECK(vault.group("team-u1")->recipient == team.office.vault().group("team-u1")->recipient);
  CHECK(vault.findings().empty());
  team.see("2026-01-19T09:00:00Z");
  CHECK(team.members_elsewhere("2026-01-30T09:00:00Z") == Members{"deputy"});
}

TEST_CASE("so is a successor's successor; and nobody's where the last of them has left too") {
  TeamElsewhere team;
  team.add(team.head, "deputy", "2026-01-12T09:00:00Z");
  team.retire(team.head, "2026-01-13T09:00:00Z");
  team.add(team.deputy, "third", "2026-01-14T09:00:00Z");
  team.retire(team.deputy, "2026-01-15T09:00:00Z");
  CHECK(team.members_elsewhere("2026-01-19T09:00:00Z") == Members{"head"});
  team.remove(team.third, "deputy", "2026-01-16T09:00:00Z");
  CHECK(team.members_elsewhere("2026-01-19T09:00:00Z") == Members{"third"});
}

TEST_CASE("who has left lets nobody into a group on a machine that knew it, whoever signs after") {
  TeamElsewhere team;
  team.see_head_retire();
  team.forge(team.head, {"deputy", "head"}, "2026-01-11T09:00:00Z", "late");
  CHECK(team.members_elsewhere("2026-01-20T09:00:00Z") == Members{"head"});
  team.remove(team.deputy, "head", "2026-01-21T09:00:00Z");
  SUBCASE("all at once") {}
  SUBCASE("one after the other") {
    team.see("2026-01-20T09:00:00Z");
  }
  const Vault vault = team.elsewhere("2026-01-21T10:00:00Z");
  CHECK(vault.group("team-u1")->members == Members{"head"});
  CHECK(vault.findings().size() == 2);
}

TEST_CASE("a former key lets nobody into a group together with its end, whoever signs after") {
  TeamElsewhere team;
  team.forge(team.head, {"deputy", "head"}, "2026-01-11T09:00:00Z", "");
  const Identity& recovery = team.office.recovery();
  team.office.now = time_at("2026-01-12T09:00:00Z");
  team.office.inject(
      {std::string(kRecovery), &recovery}, kPersonKind, "head",
      Value::map({{"recipient", Value::text(team.fresh_head.card().recipient)},
                  {"signing_key", Value::text(team.fresh_head.card().signing_key)}}));
  team.add(team.deputy, "third", "2026-01-13T09:00:00Z");
  CHECK(team.office.reopened().group("team-u1")->members == Members{"deputy", "head", "third"});
  CHECK(team.members_elsewhere("2026-01-20T09:00:00Z") == Members{"head"});
}

TEST_CASE("a successor whose own machine was away goes on from the change that let them in") {
  TeamElsewhere team;
  team.add(team.head, "deputy", "2026-01-12T09:00:00Z");
  team.retire(team.head, "2026-01-16T09:00:00Z");
  const Instant now = time_at("2026-01-19T09:00:00Z");
  const auto confirm = [&](Vault& vault, const TestPerson& person) {
    confirm_documents(vault, person.signer(), kGroupKind, "team-u1", now);
  };
  Vault vault = team.elsewhere("2026-01-19T09:00:00Z");
  CHECK(vault.group("team-u1")->members == Members{"head"});
  CHECK_THROWS_AS(confirm(vault, team.third), Error);
  CHECK_THROWS_AS(confirm(vault, team.office.administrator()), Error);
  confirm(vault, team.deputy);
  CHECK(vault.group("team-u1")->members == Members{"deputy"});
  CHECK(vault.findings().empty());
  SUBCASE("that machine later") {
    CHECK(team.members_elsewhere("2026-01-30T09:00:00Z") == Members{"deputy"});
  }
  SUBCASE("a machine that had seen all but the last") {
    team.see("2026-01-18T09:00:00Z");
    CHECK(team.members_elsewhere("2026-01-30T09:00:00Z") == Members{"deputy"});
  }
}

TEST_CASE("nobody goes on from what a former key signed, or who was known to have left") {
  TeamElsewhere team;
  SUBCASE("who was known to have left") {
    team.see_head_retire();
    team.forge(team.head, {"deputy", "head"}, "2026-01-11T09:00:00Z", "late");
  }
  SUBCASE("a former key") {
    team.forge(team.head, {"deputy", "head"}, "2026-01-11T09:00:00Z", "");
    team.office.now = time_at("2026-01-12T09:00:00Z");
    team.office.inject(
        team.office.recovery_signer(), kPersonKind, "head",
        Value::map({{"recipient", Value::text(team.fresh_head.card().recipient)},
                    {"signing_key", Value::text(team.fresh_head.card().signing_key)}}));
  }
  SUBCASE("beside a rightful change") {
    team.see_head_retire();
    add_member(team.office.vault(), team.office.recovery_signer(), "team-u1", "third",
               time_at("2026-01-12T12:00:00Z"));
    team.forge(team.head, {"deputy", "head"}, "2026-01-11T09:00:00Z", "late");
  }
  Vault vault = team.elsewhere("2026-01-19T09:00:00Z");
  REQUIRE(vault.findings().size() >= 1);
  CHECK_THROWS_AS(confirm_documents(vault, team.deputy.signer(), kGroupKind, "team-u1",
                                    time_at("2026-01-19T09:00:00Z")),
                  Error);
}

TEST_CASE("a change that a member without it builds upon counts, whatever had ended") {
  TeamElsewhere team;
  team.begin_with_deputy();
  team.retire(team.head, "2026-01-12T09:00:00Z");
  SUBCASE("known before") {
    team.see("2026-01-12T10:00:00Z");
  }
  SUBCASE("at once") {}
  team.forge(team.head, {"deputy", "head", "third"}, "2026-01-11T09:00:00Z", "");
  CHECK(team.elsewhere("2026-01-13T09:00:00Z").findings().size() == 1);
  team.remove(team.deputy, "head", "2026-01-14T09:00:00Z");
  const Vault vault = team.elsewhere("2026-01-20T09:00:00Z");
  CHECK(vault.group("team-u1")->members == Members{"deputy", "third"});
  CHECK(vault.findings().empty());
}

TEST_CASE("a member's new keys hold the group back elsewhere until they sign it themselves") {
  TeamElsewhere team;
  team.add(team.head, "deputy", "2026-01-09T09:00:00Z");
  team.see("2026-01-10T08:00:00Z");
  const Instant now = time_at("2026-01-12T09:00:00Z");
  const std::set<std::string> to_sign =
      replace_keys(team.office.vault(), team.head.signer(), team.fresh_head.card(), now);
  CHECK(to_sign.size() == 1);
  const auto mend = [&](const TestPerson& person, const char* time) {
    mend_groups(team.office.vault(), person.signer(), time_at(time), to_sign);
  };
  CHECK(team.elsewhere("2026-01-13T09:00:00Z").findings().size() == 1);
  mend_groups(team.office.vault(), team.fresh_head.signer(), time_at("2026-01-13T09:00:00Z"));
  CHECK(team.elsewhere("2026-01-13T09:00:00Z").findings().size() == 1);
  mend(team.fresh_head, "2026-01-13T09:00:00Z");
  const Vault vault = team.elsewhere("2026-01-20T09:00:00Z");
  CHECK(vault.group("team-u1")->members == Members{"deputy", "head"});
  CHECK(vault.findings().empty());
  const std::size_t documents =
      team.office.vault().plain_file(kGroupKind, "team-u1")->documents.size();
  mend(team.fresh_head, "2026-01-14T09:00:00Z");
  CHECK(team.office.vault().plain_file(kGroupKind, "team-u1")->documents.size() == documents);
}

TEST_CASE("what a removed member signs into the group, dated before that, is held back") {
  TeamElsewhere team;
  team.begin_with_deputy();
  team.remove(team.head, "deputy", "2026-01-12T09:00:00Z");
  team.see("2026-01-12T10:00:00Z");
  team.forge(team.deputy, {"deputy"}, "2026-01-11T09:00:00Z", "late");
  CHECK(team.office.reopened().group("team-u1")->members == Members{"deputy"});
  const Vault vault = team.elsewhere("2026-01-20T09:00:00Z");
  CHECK(vault.group("team-u1")->members == Members{"head"});
  CHECK(vault.findings().size() == 1);
}

TEST_CASE("who has left takes no group over alone, by a document that leaves them out") {
  TeamElsewhere team;
  team.begin_with_deputy();
  Members stay = {"deputy", "head"};
  SUBCASE("where the end was known") {
    team.retire(team.head, "2026-01-12T09:00:00Z");
    team.see("2026-01-12T10:00:00Z");
    team.forge(team.head, {"third"}, "2026-01-12T08:59:59Z", "late");
  }
  SUBCASE("where it comes with the end, one upon the other") {
    team.forge(team.head, {"head", "third"}, "2026-01-11T09:00:00Z", "");
    team.before = team.office.reopened().plain_file(kGroupKind, "team-u1")->heads();
    team.forge(team.head, {"third"}, "2026-01-11T09:00:01Z", "");
    team.retire(team.head, "2026-01-12T09:00:00Z");
  }
  SUBCASE("dated before they came in, upon what was there when they left") {
    team.remove(team.head, "deputy", "2026-01-12T09:00:00Z");
    team.see("2026-01-12T10:00:00Z");
    team.forge(team.deputy, {"deputy", "third"}, "2026-01-07T09:00:00Z", "late");
    stay = {"head"};
  }
  const Vault vault = team.elsewhere("2026-01-20T09:00:00Z");
  CHECK(vault.group("team-u1")->members == stay);
  CHECK(vault.findings().size() >= 1);
}

TEST_CASE("nobody lets in what is held back by signing upon it, nor makes a member do so") {
  TeamElsewhere team;
  team.begin_with_deputy();
  team.see_head_retire();
  team.forge(team.head, {"head", "third"}, "2026-01-12T08:59:59Z", "late");
  team.before = team.office.reopened().plain_file(kGroupKind, "team-u1")->heads();
  SUBCASE("a colleague") {
    team.forge(team.third, {"third"}, "2026-01-12T09:00:01Z", "decoy");
  }
  SUBCASE("an administrator") {
    team.forge(team.office.administrator(), {"third"}, "2026-01-12T09:00:01Z", "decoy");
  }
  Vault vault = team.elsewhere("2026-01-20T09:00:00Z");
  mend_groups(vault, team.deputy.signer(), time_at("2026-01-20T09:00:00Z"));
  for (const Vault& each : {vault, team.elsewhere("2026-01-21T09:00:00Z")}) {
    CHECK(each.group("team-u1")->members == Members{"deputy"});
    CHECK(each.findings().size() == 2);
  }
}

TEST_CASE("a member does not confirm what puts them out") {
  TeamElsewhere team;
  team.begin_with_deputy();
  team.see_head_retire();
  team.forge(team.head, {"head", "third"}, "2026-01-11T09:00:00Z", "");
  const Instant now = time_at("2026-01-20T09:00:00Z");
  Vault vault = team.elsewhere("2026-01-20T09:00:00Z");
  CHECK_THROWS_AS(confirm_documents(vault, team.deputy.signer(), kGroupKind, "team-u1", now),
                  Error);
  CHECK(vault.group("team-u1")->members == Members{"deputy", "head"});
}

TEST_CASE("what waits for new keys and does not open to them stops no command of theirs") {
  TeamElsewhere team;
  team.begin_with_deputy();
  const TestPerson fresh("deputy", 0x37);
  Vault& vault = team.office.vault();
  mend_groups(vault, fresh.signer(), time_at("2026-01-20T09:00:00Z"), {team.before.front()});
  CHECK(vault.plain_file(kGroupKind, "team-u1")->heads() == team.before);
}

TEST_CASE("a member, or recovery, lets in what is held back of a group, for everybody") {
  TeamElsewhere team;
  team.begin_with_deputy();
  team.see_head_retire();
  team.forge(team.head, {"deputy", "head", "third"}, "2026-01-11T09:00:00Z", "");
  const Instant now = time_at("2026-01-20T09:00:00Z");
  Vault vault = team.elsewhere("2026-01-20T09:00:00Z");
  REQUIRE(vault.findings().size() == 1);
  CHECK_THROWS_AS(
      confirm_documents(vault, team.office.administrator().signer(), kGroupKind, "team-u1", now),
      Error);
  CHECK_THROWS_AS(confirm_documents(vault, team.third.signer(), kGroupKind, "team-u1", now), Error);
  SUBCASE("a member") {
    confirm_documents(vault, team.deputy.signer(), kGroupKind, "team-u1", now);
  }
  SUBCASE("recovery") {
    confirm_documents(vault, team.office.recovery_signer(), kGroupKind, "team-u1", now);
  }
  CHECK(vault.group("team-u1")->members == Members{"deputy", "third"});
  CHECK(vault.findings().empty());
  const Vault others = team.elsewhere("2026-01-21T09:00:00Z");
  CHECK(others.group("team-u1")->members == Members{"deputy", "third"});
  CHECK(others.findings().empty());
  CHECK_THROWS_AS(
      confirm_documents(vault, team.office.recovery_signer(), kGroupKind, "team-u1", now), Error);
}

TEST_CASE("what was refused on a machine is not confirmed there together with what waits") {
  TeamElsewhere team;
  team.begin_with_deputy();
  team.see_head_retire();
  team.forge(team.head, {"deputy", "head", "third"}, "2026-01-11T09:00:00Z", "refused");
  team.reception.refused =
      team.elsewhere("2026-01-20T09:00:00Z").plain_file(kGroupKind, "team-u1")->to_confirm();
  REQUIRE(team.reception.refused.size() == 1);
  const std::string& administrator = team.office.administrator().code;
  Members members = {administrator, "deputy"};
  SUBCASE("") {
    team.forge(team.head, {administrator, "deputy", "head"}, "2026-01-11T10:00:00Z", "waits");
  }
  SUBCASE("but alone, by who thinks better of it") {
    members = {"deputy", "third"};
  }
  Vault vault = team.elsewhere("2026-01-20T09:00:00Z");
  CHECK(held_back_files(vault.plain_files()).empty() == (members.front() == "deputy"));
  confirm_documents(vault, team.deputy.signer(), kGroupKind, "team-u1",
                    time_at("2026-01-20T09:00:00Z"));
  CHECK(vault.group("team-u1")->members == members);
  team.reception.refused.clear();
  CHECK(team.members_elsewhere("2026-01-21T09:00:00Z") == members);
}
