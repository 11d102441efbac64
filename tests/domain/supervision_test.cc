#include "domain/supervision.h"

#include <doctest/doctest.h>

#include "support/case_builder.h"
#include "support/shipped_rules.h"

using namespace pos;
using namespace pos::test;

namespace {

constexpr const char* kDay = "2026-04-20T09:00:00Z";

SupervisedCase seen(const char* id, const char* manager, std::optional<RiskLevel> level) {
  SupervisedCase result;
  result.id = CaseId::parse(id).value();
  result.manager = manager;
  result.level = level;
  result.last_entry = when(date("2026-04-01"));
  return result;
}

std::vector<SupervisedTeam> teams(const std::vector<SupervisedCase>& cases, const Staff& staff,
                                  const std::string& supervisor = "mtraore") {
  return supervised_teams(cases, supervisor, staff, shipped_rules(), instant(kDay));
}

}  // namespace

TEST_CASE("a supervisor sees of an open case its level, delays, last entry and what waits") {
  CaseBuilder b;
  b.registered("2026-03-02", answers({{"case_management_eligible", "true"}}));
  b.form("1.C", "2026-03-02", answers({{"risk_level", "medium"}}));
  b.form("2.A", "2026-03-09", answers({{"risk_level", "medium"}}));
  b.form("3.A", "2026-03-16");
  const std::optional<SupervisedCase> waiting =
      supervised_case(b.at("2026-03-17T09:00:00Z"), shipped_rules());
  REQUIRE(waiting);
  CHECK(waiting->manager == "adiarra");
  CHECK(waiting->level == RiskLevel::Medium);
  CHECK(waiting->last_entry.day() == date("2026-03-16"));
  CHECK(waiting->validation);
  CHECK_FALSE(waiting->review);
  CHECK(waiting->overdue == 0);

  // Validated on 18 March: a follow-up a week, a review every two months.
  b.validates(b.entries.back().id, "2026-03-18");
  const std::optional<SupervisedCase> late =
      supervised_case(b.at("2026-05-19T09:00:00Z"), shipped_rules());
  REQUIRE(late);
  CHECK_FALSE(late->validation);
  CHECK(late->review);
  CHECK(late->last_entry.day() == date("2026-03-18"));
  CHECK(late->overdue >= 2);  // follow-up and review

  b.validates(b.form("6.A", "2026-05-20"), "2026-05-20");
  CHECK_FALSE(supervised_case(b.at("2026-05-21"), shipped_rules()));
}

TEST_CASE("a team shows each manager's open cases by level, also who has none, and no other's") {
  const std::vector<SupervisedTeam> all =
      teams({seen("BKO-2026-4XKD7RPC", "adiarra", RiskLevel::High),
             seen("BKO-2026-4XKD7RPC", "adiarra", std::nullopt),
             seen("BKO-2026-4XKD7RPC", "dsidibe", RiskLevel::Low)},
            office());
  REQUIRE(all.size() == 1);
  CHECK(all[0].unit == "u1");
  REQUIRE(all[0].managers.size() == 2);
  CHECK(all[0].managers[0].code == "adiarra");
  CHECK(all[0].managers[0].open == 2);
  CHECK(all[0].managers[0].by_level == std::array{0, 0, 0, 1});
  CHECK(all[0].managers[0].unassessed == 1);
  CHECK(all[0].managers[1].open == 0);
  CHECK_FALSE(all[0].managers[1].last_entry);
  CHECK(all[0].cases.size() == 2);
  CHECK(teams({}, office(), "skone").empty());
}

TEST_CASE("who has left stays among the managers as long as open cases are theirs") {
  Staff staff = office();
  Person gone = person("adiarra", {StaffRole::CaseManager}, "u1", "mtraore");
  gone.to = "2026-01-31";
  staff.add(gone, instant("2026-01-15"));
  CHECK(teams({}, staff)[0].managers.size() == 1);
  const std::vector<SupervisedTeam> all =
      teams({seen("BKO-2026-4XKD7RPC", "adiarra", RiskLevel::High)}, staff);
  REQUIRE(all[0].managers.size() == 2);
  CHECK(all[0].managers[0].left);
  CHECK(all[0].managers[0].open == 1);
  CHECK_FALSE(all[0].managers[1].left);
}

TEST_CASE("26 open cases are above the standard, 25 are not") {
  std::vector<SupervisedCase> cases(25, seen("BKO-2026-4XKD7RPC", "adiarra", RiskLevel::Low));
  CHECK_FALSE(teams(cases, office())[0].managers[0].above);
  cases.push_back(cases.front());
  CHECK(teams(cases, office())[0].managers[0].above);
}

TEST_CASE("six managers of one supervisor give a notice, seven are above the standard") {
  Staff staff = office();
  for (const char* code : {"m3", "m4", "m5"}) {
    staff.add(person(code, {StaffRole::CaseManager}, "u1", "mtraore"), instant("2020-01-01"));
  }
  CHECK_FALSE(teams({}, staff)[0].notice);
  staff.add(person("m6", {StaffRole::CaseManager}, "u1", "mtraore"), instant("2020-01-01"));
  CHECK(teams({}, staff)[0].notice);
  CHECK_FALSE(teams({}, staff)[0].above);
  staff.add(person("m7", {StaffRole::CaseManager}, "u1", "mtraore"), instant("2020-01-01"));
  CHECK(teams({}, staff)[0].above);
}
