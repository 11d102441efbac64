// Documents that counted on a machine and do so no more, and what would bring back who is out.
#include <doctest/doctest.h>

#include "support/team_elsewhere.h"

using namespace pos;

namespace {

const char* const kTeamFile = "groups/team-u1.yaml";

/// The head puts the deputy out, and the other machine sees it.
void see_deputy_leave(TeamElsewhere& team, const char* seen) {
  team.begin_with_deputy();
  team.remove(team.head, "deputy", "2026-01-12T09:00:00Z");
  team.see(seen);
}

Value ends_on(const char* day) {
  return Value::map({{"to", Value::text(day)}});
}

}  // namespace

TEST_CASE("a removal that counted and is held back for its author's end is told as undone") {
  TeamElsewhere team;
  see_deputy_leave(team, "2026-01-14T10:00:00Z");
  CHECK(team.undone("2026-01-14T11:00:00Z").empty());
  SUBCASE("the author retired before it was seen") {
    team.retire(team.head, "2026-01-13T09:00:00Z");
  }
  SUBCASE("the author had new keys before it was seen") {
    replace_keys(team.office.vault(), team.head.signer(), team.fresh_head.card(),
                 time_at("2026-01-13T09:00:00Z"));
  }
  CHECK(team.undone("2026-01-20T09:00:00Z") == Members{kTeamFile});
  Vault vault = team.elsewhere("2026-01-20T09:00:00Z");
  confirm_documents(vault, team.office.recovery_signer(), kGroupKind, "team-u1",
                    time_at("2026-01-20T09:00:00Z"));
  CHECK(team.undone("2026-01-21T09:00:00Z").empty());
}

TEST_CASE("so is a removal that an end dated before it makes fall") {
  TeamElsewhere team;
  see_deputy_leave(team, "2026-01-12T10:00:00Z");
  team.office.now = time_at("2026-01-11T09:00:00Z");
  team.office.inject(team.office.administrator().signer(), kPersonKind, "head",
                     ends_on("2026-01-11"), "late");
  CHECK(team.undone("2026-01-20T09:00:00Z") == Members{kTeamFile});
  SUBCASE("until recovery has gone on from it") {
    add_member(team.office.vault(), team.office.recovery_signer(), "team-u1", "third",
               time_at("2026-01-20T10:00:00Z"));
    CHECK(team.undone("2026-01-21T09:00:00Z").empty());
  }
  SUBCASE("and not when who was put out has") {
    add_member(team.office.vault(), team.deputy.signer(), "team-u1", "third",
               time_at("2026-01-20T10:00:00Z"));
    CHECK(team.undone("2026-01-21T09:00:00Z") == Members{kTeamFile});
  }
}

TEST_CASE("a role that ends with a day that is past takes nothing back that was signed since") {
  TeamElsewhere team;
  see_deputy_leave(team, "2026-01-12T10:00:00Z");
  retire_person(team.office.vault(), team.office.administrator().signer(), "head",
                day_of(time_at("2026-01-10T09:00:00Z")), nullptr, time_at("2026-01-14T09:00:00Z"));
  CHECK(team.undone("2026-01-20T09:00:00Z").empty());
  CHECK(team.members_elsewhere("2026-01-20T09:00:00Z") == Members{"head"});
}

TEST_CASE("a removal is not settled by a member who did not see it, whatever was laid between") {
  TeamElsewhere team;
  team.begin_with_deputy();
  team.add(team.head, "third", "2026-01-09T10:00:00Z");
  team.see("2026-01-10T08:00:00Z");
  team.before = team.office.reopened().plain_file(kGroupKind, "team-u1")->heads();
  team.forge(team.head, {"deputy", "head"}, "2026-01-12T09:00:00Z", "removal");
  team.see("2026-01-12T10:00:00Z");
  team.office.now = time_at("2026-01-11T09:00:00Z");
  team.office.inject(team.office.administrator().signer(), kPersonKind, "head",
                     ends_on("2026-01-11"), "late");
  CHECK(team.undone("2026-01-20T09:00:00Z") == Members{kTeamFile});
  const std::string part = team.office.path("groups/team-u1.removal.yaml");
  const std::string removal = team.files.read(part).value();
  bool saw_it = false;
  SUBCASE("a bridge, and the member did not see it") {
    team.office.now = time_at("2026-01-13T09:00:00Z");
    team.office.inject(team.office.administrator().signer(), kGroupKind, "team-u1",
                       team.office.vault().judged().groups.at("team-u1"), "bridge");
    team.files.remove(part);
    team.office.vault().reload();
  }
  SUBCASE("the member saw it") {
    saw_it = true;
  }
  add_member(team.office.vault(), team.deputy.signer(), "team-u1", team.office.administrator().code,
             time_at("2026-01-14T09:00:00Z"));
  team.files.put(part, removal);
  team.office.vault().reload();
  CHECK(team.undone("2026-01-20T09:00:00Z") == (saw_it ? Members{} : Members{kTeamFile}));
}

TEST_CASE("what let somebody in and counts no more is not told as undone") {
  TeamElsewhere team;
  team.add(team.head, "deputy", "2026-01-12T09:00:00Z");
  team.see("2026-01-14T10:00:00Z");
  team.retire(team.head, "2026-01-13T09:00:00Z");
  CHECK(team.members_elsewhere("2026-01-20T09:00:00Z") == Members{"head"});
  CHECK(team.undone("2026-01-20T09:00:00Z").empty());
}

TEST_CASE("nor is a card's name, a first card or a later end that counts no more") {
  TeamElsewhere team;
  const TestPerson second("second", 0x44), fresh("fresh", 0x45);
  team.office.add(second, {StaffRole::Administrator});
  team.see("2026-01-10T09:00:00Z");
  team.office.now = time_at("2026-01-12T09:00:00Z");
  const auto sign = [&](const char* code, const Value& data) {
    team.office.inject(second.signer(), kPersonKind, code, data);
  };
  sign("head", Value::map({{"name", Value::text("Other")}}));
  add_person(team.office.vault(), second.signer(), {fresh.card(), {kManager}, "u1", "", {}},
             nullptr, team.office.now);
  bool ends = false;
  SUBCASE("that alone") {}
  SUBCASE("but an end is") {
    sign("third", ends_on("2026-01-12"));
    ends = true;
  }
  team.see("2026-01-14T09:00:00Z");
  team.retire(second, "2026-01-13T09:00:00Z");
  CHECK(team.elsewhere("2026-01-20T09:00:00Z").findings().size() == (ends ? 3 : 2));
  CHECK(team.undone("2026-01-20T09:00:00Z") == (ends ? Members{"people/third.yaml"} : Members{}));
}

TEST_CASE("an end that counted is told where it falls with a second document of its identifier") {
  TeamElsewhere team;
  team.see_head_retire();
  team.office.now = time_at("2026-01-12T09:00:00Z");
  double_last(team.office, team.office.administrator(), "head",
              Value::map({{"name", Value::text("Doubled")}}));
  CHECK(team.undone("2026-01-20T09:00:00Z") == Members{"people/head.yaml"});
}

TEST_CASE(
    "nobody is back by a card dated before an end that has passed on a machine that knew it") {
  TeamElsewhere team;
  retire_person(team.office.vault(), team.office.administrator().signer(), "head",
                day_of(time_at("2026-01-15T09:00:00Z")), nullptr, time_at("2026-01-12T09:00:00Z"));
  team.see("2026-01-12T10:00:00Z");
  team.office.now = time_at("2026-01-14T09:00:00Z");
  team.office.inject(team.office.administrator().signer(), kPersonKind, "head", ends_on(""),
                     "late");
  const Instant then = time_at("2026-01-18T10:00:00Z");
  SUBCASE("by itself") {
    team.see("2026-01-18T10:00:00Z");
  }
  SUBCASE("with a change of the group that rests on it") {
    team.forge(team.head, {"head", "third"}, "2026-01-18T09:00:00Z", "late");
  }
  SUBCASE("before a change of the group") {
    team.see("2026-01-18T10:00:00Z");
    team.forge(team.head, {"head", "third"}, "2026-01-11T09:00:00Z", "late");
  }
  const Vault vault = team.elsewhere("2026-01-21T09:00:00Z");
  CHECK(vault.staff().at("head", then) == nullptr);
  CHECK(vault.group("team-u1")->members == Members{"head"});
}

TEST_CASE(
    "a change that names an end, dated before it, lets nobody stay on for the rest of the day") {
  TeamElsewhere team;
  team.retire(team.head, "2026-01-12T08:00:00Z");
  team.office.now = time_at("2026-01-11T23:00:00Z");
  team.office.inject(team.office.administrator().signer(), kPersonKind, "head",
                     Value::map({{"name", Value::text("Other")}}));
  const Vault vault = team.office.reopened();
  CHECK(vault.staff().latest("head")->name == "Other");
  CHECK(vault.staff().at("head", time_at("2026-01-12T07:00:00Z")) != nullptr);
  CHECK(vault.staff().at("head", time_at("2026-01-12T10:00:00Z")) == nullptr);
}

TEST_CASE("an end that has not come yet can still be moved") {
  TeamElsewhere team;
  retire_person(team.office.vault(), team.office.administrator().signer(), "head",
                day_of(time_at("2026-01-25T09:00:00Z")), nullptr, time_at("2026-01-12T09:00:00Z"));
  team.see("2026-01-12T10:00:00Z");
  team.office.now = time_at("2026-01-14T09:00:00Z");
  team.office.inject(team.office.administrator().signer(), kPersonKind, "head", ends_on(""), "");
  const Vault vault = team.elsewhere("2026-01-18T09:00:00Z");
  CHECK(vault.findings().empty());
  CHECK(vault.staff().at("head", time_at("2026-01-30T10:00:00Z")) != nullptr);
}

TEST_CASE("a clock behind an end that is known lets nothing in that came after it") {
  TeamElsewhere team;
  team.retire(team.head, "2026-01-12T09:00:00Z");
  team.see("2026-01-12T08:50:00Z");
  team.forge(team.head, {"head", "third"}, "2026-01-11T09:00:00Z", "late");
  team.see("2026-01-12T08:55:00Z");
  CHECK(team.members_elsewhere("2026-01-21T09:00:00Z") == Members{"head"});
}

TEST_CASE("a member goes on from nothing that a document between them and it was laid upon") {
  TeamElsewhere team;
  team.begin_with_deputy();
  team.forge(team.head, {"deputy", "head", "third"}, "2026-01-11T09:00:00Z", "d");
  const std::string part = team.office.path("groups/team-u1.d.yaml");
  const std::string withheld = team.files.read(part).value();
  team.before = team.office.reopened().plain_file(kGroupKind, "team-u1")->heads();
  team.retire(team.head, "2026-01-12T09:00:00Z");
  team.forge(team.head, {"deputy", "head", "third"}, "2026-01-13T09:00:00Z", "bridge");
  team.files.remove(part);
  team.office.vault().reload();
  team.remove(team.deputy, "head", "2026-01-14T09:00:00Z");
  team.files.put(part, withheld);
  team.office.vault().reload();
  CHECK(team.members_elsewhere("2026-01-21T09:00:00Z") == Members{"deputy"});
}

TEST_CASE("a successor with new keys goes on with the former ones at hand") {
  TeamElsewhere team;
  team.add(team.head, "deputy", "2026-01-12T09:00:00Z");
  team.retire(team.head, "2026-01-16T09:00:00Z");
  const Instant now = time_at("2026-01-19T09:00:00Z");
  Vault vault = team.elsewhere("2026-01-19T09:00:00Z");
  const TestPerson fresh("deputy", 0x37);
  replace_keys(vault, team.deputy.signer(), fresh.card(), now);
  std::vector<Identity> keys;
  keys.push_back(TestPerson("deputy", 0x37).identity);
  CHECK_THROWS_AS(confirm_documents(vault, fresh.signer(), kGroupKind, "team-u1", now, keys),
                  Error);
  keys.push_back(TestPerson("deputy", 0x27).identity);
  confirm_documents(vault, fresh.signer(), kGroupKind, "team-u1", now, keys);
  CHECK(vault.group("team-u1")->members == Members{"deputy"});
}
