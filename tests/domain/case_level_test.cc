// The level in force, and when the implementation starts.
#include <doctest/doctest.h>

#include "domain/case.h"
#include "support/case_builder.h"
#include "support/eligible_case.h"

using namespace pos;
using namespace pos::test;

// Level in force

TEST_CASE("the level in force is the last one recorded by when it occurred") {
  CaseBuilder b;
  b.registered("2026-03-02", answers({{"risk_level_perceived", "low"}}));
  b.form("1.C", "2026-03-03T10:00:00Z", answers({{"risk_level", "high"}}));
  b.form("5.A", "2026-04-01", answers({{"risk_level", "medium"}}));
  const Case c = b.at("2026-05-01");
  CHECK(level(c, "2026-03-03T09:59:59Z") == RiskLevel::Low);
  CHECK(level(c, "2026-03-03T10:00:00Z") == RiskLevel::High);
  CHECK(level(c, "2026-03-31T23:59:59Z") == RiskLevel::High);
  CHECK(level(c, "2026-04-01") == RiskLevel::Medium);
}

TEST_CASE("nothing says the level of a case without assessment and perception") {
  CaseBuilder b;
  b.registered("2026-03-02");
  CHECK_FALSE(level(b.at("2026-05-01"), "2026-05-01"));
}

TEST_CASE("before the first assessment a situation that is always high makes the level high") {
  CaseBuilder b;
  b.registered("2026-03-02", answers({{"risk_level_perceived", "low"},
                                      {"art50_situation_primary", "f_sexual_exploitation"}}));
  CHECK(level(b.at("2026-05-01"), "2026-03-02") == RiskLevel::High);
  b.form("1.C", "2026-03-03", answers({{"risk_level", "medium"}}));
  CHECK(level(b.at("2026-05-01"), "2026-03-03") == RiskLevel::Medium);
}

TEST_CASE("before the first assessment the level is high while an emergency is open") {
  CaseBuilder b;
  b.registered("2026-03-02", answers({{"risk_level_perceived", "low"}}));
  const std::string emergency =
      b.form("1.U", "2026-03-03", answers({{"emergency_started_at", "2026-03-03T08:00:00Z"}}));
  b.completes(emergency, "2026-03-05", answers({{"emergency_ended_at", "2026-03-05T12:00:00Z"}}));
  const Case c = b.at("2026-03-10");
  CHECK(level(c, "2026-03-03T07:59:59Z") == RiskLevel::Low);
  CHECK(level(c, "2026-03-03T08:00:00Z") == RiskLevel::High);
  CHECK(level(c, "2026-03-05T11:59:59Z") == RiskLevel::High);
  CHECK(level(c, "2026-03-05T12:00:00Z") == RiskLevel::Low);
  CHECK(level(b.at("2026-03-04"), "2026-03-04") == RiskLevel::High);
}

TEST_CASE("a level that a completion gives counts from the completion") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string sitting = b.form("2.A", "2026-03-05", answers({{"risk_level", "low"}}));
  const std::string last = b.completes(sitting, "2026-03-09", answers({{"risk_level", "high"}}));
  const Case c = b.at("2026-03-10");
  CHECK(level(c, "2026-03-08") == RiskLevel::Low);
  CHECK(level(c, "2026-03-09") == RiskLevel::High);
  REQUIRE(c.levels.size() == 2);
  CHECK(c.levels[1].entry == last);
}

TEST_CASE("a reopening's level counts as an assessed one, the former one until then") {
  CaseBuilder b = eligible_case();
  b.form("1.C", "2026-03-03", answers({{"risk_level", "high"}}));
  const std::string closure = b.form("6.A", "2026-06-01");
  b.validates(closure, "2026-06-05");
  b.form("B.1", "2026-08-01", answers({{"risk_level", "medium"}}));
  const Case c = b.at("2026-09-01");
  CHECK(level(c, "2026-07-01") == RiskLevel::High);
  CHECK(level(c, "2026-08-01") == RiskLevel::Medium);
}

// S (architecture 5.3)

TEST_CASE("the implementation starts on the plan's date, else on the day of its validation") {
  CaseBuilder b = eligible_case();
  const std::string plan = b.form("3.A", "2026-03-08");
  CHECK_FALSE(b.at("2026-03-09").implementation_start());
  b.validates(plan, "2026-03-10T16:00:00Z");
  CHECK(b.at("2026-03-11").implementation_start() == date("2026-03-10"));
  b.completes(plan, "2026-03-12", answers({{"plan_implementation_date", "2026-03-11"}}));
  CHECK(b.at("2026-03-12").implementation_start() == date("2026-03-11"));
}

TEST_CASE("a revised plan moves neither the start nor the status") {
  CaseBuilder b = eligible_case();
  const std::string plan = b.form("3.A", "2026-03-08");
  b.validates(plan, "2026-03-10");
  const std::string revised = b.form("3.A", "2026-04-08",
                                     answers({{"plan_implementation_date", "2026-04-10"},
                                              {"plan_implementation_end_date", "2026-09-30"}}));
  CHECK(b.at("2026-05-01").implementation_start() == date("2026-03-10"));
  CHECK(b.at("2026-05-01").status() == CaseStatus::InImplementation);
  b.validates(revised, "2026-04-12");
  CHECK(b.at("2026-05-01").implementation_start() == date("2026-03-10"));
  CHECK(b.at("2026-05-01").implementation_end() == date("2026-09-30"));
  CHECK_FALSE(b.at("2026-04-01").implementation_end());
}

TEST_CASE("correcting a validated plan does not undo that its implementation has started") {
  CaseBuilder b = eligible_case();
  const std::string plan = b.form("3.A", "2026-03-08");
  b.validates(plan, "2026-03-10");
  b.corrects(plan, "2026-03-08");
  const Case c = b.at("2026-03-20");
  CHECK_FALSE(c.events[1].validation);
  CHECK(c.implementation_start() == date("2026-03-10"));
  CHECK(c.status() == CaseStatus::InImplementation);
}

TEST_CASE("answers are found by their roles") {
  CaseBuilder b;
  b.registered("2026-03-02", answers({{"case_management_eligible", "true"}}));
  Value services;
  services.set("service_category", Value::texts({"health", "education"}));
  b.form("4.A", "2026-03-03", services);
  const Case c = b.at("2026-03-10");
  CHECK(answer_yes(c, c.events[0], Role::CaseManagementEligible));
  CHECK(answer(c, c.events[0], Role::EligibilityDate) == nullptr);
  CHECK(answer_text(c, c.events[0], Role::Sex).empty());
  CHECK(answer_codes(c, c.events[1], Role::ServiceCategory) ==
        std::vector<std::string>{"health", "education"});
}
