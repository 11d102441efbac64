// Episodes, and what the day of a thing alone says about their order.
#include <doctest/doctest.h>

#include "domain/case.h"
#include "support/case_builder.h"
#include "support/eligible_case.h"
#include "support/shipped_rules.h"

using namespace pos;
using namespace pos::test;

TEST_CASE("of two ends of an episode the first stands") {
  CaseBuilder b;
  b.registered("2026-03-02", answers({{"case_management_eligible", "false"}}));
  const std::string closure = b.form("6.A", "2026-03-03");
  b.validates(closure, "2026-03-04");
  const Case c = b.at("2026-03-10");
  CHECK(c.episode().not_eligible == when(date("2026-03-02")));
  CHECK_FALSE(c.episode().closed);
}

TEST_CASE("a reopening begins a new episode from the start") {
  CaseBuilder b = eligible_case();
  b.form("3.A", "2026-03-08", answers({{"plan_implementation_date", "2026-03-12"}}));
  const std::string closure = b.form("6.A", "2026-06-01");
  b.validates(closure, "2026-06-05T15:00:00Z");
  b.form("B.1", "2026-06-05", answers({{"risk_level", "medium"}}));
  b.form("1.C", "2026-09-02");
  const Case c = b.at("2026-09-01");
  REQUIRE(c.episodes.size() == 2);
  CHECK(c.open());
  CHECK(c.status() == CaseStatus::Registered);
  CHECK(c.episodes[0].closed);
  CHECK(c.episode().start == when(date("2026-06-05")));
  CHECK(c.events[c.episode().first].form == "B.1");
  CHECK(c.of_form("3.A").empty());
  CHECK_FALSE(c.implementation_start());
  CHECK(b.at("2026-09-02").status() == CaseStatus::InitiallyAssessed);
  CHECK(b.at("2026-09-02").of_form("1.C").size() == 1);
  CHECK(c.registration().form == "1.B");
}

TEST_CASE("a higher level told later on a day is in force, also where it has no time") {
  CaseBuilder b;
  b.registered("2026-03-02T08:00:00Z");
  b.form("1.C", "2026-03-02T10:00:00Z", answers({{"risk_level", "medium"}}));
  b.form("2.A", "2026-03-02", answers({{"risk_level", "high"}}));
  const auto level = [&](const char* at) {
    return b.at("2026-03-10").level_at(instant(at), shipped_rules());
  };
  CHECK(level("2026-03-02T10:00:00Z") == RiskLevel::High);
  CHECK(level("2026-03-02T12:00:00Z") == RiskLevel::High);
  CHECK(level("2026-03-09T12:00:00Z") == RiskLevel::High);
}

TEST_CASE("a bare day counts as its first moment: what is told with a time that day comes after") {
  CaseBuilder b;
  b.registered("2026-03-02T08:00:00Z");
  b.form("1.C", "2026-03-02T10:00:00Z", answers({{"risk_level", "medium"}}));
  b.form("2.A", "2026-03-02", answers({{"risk_level", "low"}}));
  CHECK(b.at("2026-03-10").level_at(instant("2026-03-09"), shipped_rules()) == RiskLevel::Medium);
}

TEST_CASE("what is known by its day alone lies in the episode that its writer knew") {
  CaseBuilder b = eligible_case();
  const std::string closure = b.form("6.A", "2026-06-01");
  b.validates(closure, "2026-06-05T08:00:00Z");
  b.form("B.1", "2026-06-05T10:00:00Z");
  b.form("1.C", "2026-06-05", answers({{"risk_level", "high"}}));
  const Case c = b.at("2026-06-10");
  REQUIRE(c.episodes.size() == 2);
  CHECK(c.of_form("1.C").size() == 1);
  CHECK(c.status() == CaseStatus::InitiallyAssessed);
}

TEST_CASE("a reopening known by its day alone follows the end of that day that its writer knew") {
  CaseBuilder b = eligible_case();
  b.form("A.2", "2026-06-05T09:30:00Z",
         answers({{"status", "accepted"}, {"responded_at", "2026-06-05T11:00:00Z"}}));
  b.form("B.1", "2026-06-05");
  CHECK(b.at("2026-06-10").open());
  CHECK(b.at("2026-06-10").episodes.size() == 2);
}

TEST_CASE("what follows a reopening that is known by its day alone lies in its episode") {
  CaseBuilder b = eligible_case();
  b.form("A.2", "2026-06-05T09:30:00Z",
         answers({{"status", "accepted"}, {"responded_at", "2026-06-05T11:00:00Z"}}));
  b.form("B.1", "2026-06-05");
  b.form("1.C", "2026-06-05", answers({{"risk_level", "high"}}));
  const Case c = b.at("2026-06-10");
  REQUIRE(c.episodes.size() == 2);
  CHECK(c.of_form("1.C").size() == 1);
}

TEST_CASE("a correction of that day moves nothing into the episode that began after it") {
  CaseBuilder b = eligible_case();
  const std::string visit = b.form("5.A", "2026-06-05");
  b.form("A.2", "2026-06-05T09:30:00Z",
         answers({{"status", "accepted"}, {"responded_at", "2026-06-05T11:00:00Z"}}));
  b.form("B.1", "2026-06-05");
  b.corrects(visit, "2026-06-05");
  CHECK(b.at("2026-06-10").of_form("5.A").empty());
}

TEST_CASE("of bare days the level stays that was raised last, until a time says otherwise") {
  CaseBuilder b;
  b.registered("2026-03-02T08:00:00Z");
  b.form("1.C", "2026-03-02T10:00:00Z", answers({{"risk_level", "low"}}));
  b.form("2.A", "2026-03-02", answers({{"risk_level", "high"}}));
  b.form("5.A", "2026-03-02", answers({{"risk_level", "medium"}}));
  CHECK(level(b.at("2026-03-10"), "2026-03-09") == RiskLevel::High);
}

TEST_CASE("a bare day raises what a time had lowered, whatever was told of that day before") {
  CaseBuilder b;
  b.registered("2026-03-02T08:00:00Z");
  b.form("2.A", "2026-03-02", answers({{"risk_level", "high"}}));
  b.form("1.C", "2026-03-02T10:00:00Z", answers({{"risk_level", "low"}}));
  b.form("5.A", "2026-03-02", answers({{"risk_level", "medium"}}));
  CHECK(level(b.at("2026-03-10"), "2026-03-09") == RiskLevel::Medium);
}

TEST_CASE("a level raised at the last second of a day counts on that day") {
  CaseBuilder b;
  b.registered("2026-03-02T08:00:00Z");
  b.form("1.C", "2026-03-02T23:59:59Z", answers({{"risk_level", "low"}}));
  b.form("2.A", "2026-03-02", answers({{"risk_level", "high"}}));
  CHECK(level(b.at("2026-03-10"), "2026-03-02T23:59:59Z") == RiskLevel::High);
}

TEST_CASE("reopening an open case begins no episode") {
  CaseBuilder b = eligible_case();
  const std::string closure = b.form("6.A", "2026-06-01");
  const std::string validation = b.validates(closure, "2026-06-05");
  const std::string reopening = b.form("B.1", "2026-08-01");
  b.form("B.1", "2026-08-01");
  b.by("mtraore").knowing({validation});
  CHECK(b.at("2026-09-01").episodes.size() == 2);
  CHECK(b.at("2026-09-01").events[b.at("2026-09-01").episode().first].entry == reopening);
}

TEST_CASE("what happened before the registration belongs to the first episode") {
  CaseBuilder b;
  b.registered("2026-03-02");
  b.form("1.A", "2026-03-01");
  const Case c = b.at("2026-03-10");
  CHECK(c.events[0].form == "1.A");
  CHECK(c.episode().first == 1);
  CHECK(c.registration().form == "1.B");
  CHECK(c.of_form("1.A").size() == 1);
  CHECK_FALSE(b.at("2026-03-01").registered());
}

TEST_CASE("a corrected registration is still the registration") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  b.corrects(first, "2026-03-01", answers({{"case_management_eligible", "true"}}));
  const Case c = b.at("2026-03-10");
  CHECK(c.registration().entry == first);
  CHECK(c.episode().start == when(date("2026-03-01")));
  CHECK(c.status() == CaseStatus::Eligible);
}

TEST_CASE("an accepted transfer ends a case at its date, without a validation") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string transfer = b.form("A.2", "2026-03-05");
  CHECK(b.at("2026-03-08").open());
  b.completes(transfer, "2026-03-10",
              answers({{"status", "rejected"}, {"responded_at", "2026-03-09"}}));
  CHECK(b.at("2026-03-11").open());
  const std::string second = b.form("A.2", "2026-03-12");
  b.completes(second, "2026-03-20",
              answers({{"status", "accepted"}, {"responded_at", "2026-03-18"}}));
  const Case c = b.at("2026-03-21");
  CHECK(c.status() == CaseStatus::Closed);
  CHECK(c.episode().closed == when(date("2026-03-18")));
  CHECK(c.episode().closure_reason == "transferred");
  CHECK(c.episode().transfer == second);
}

TEST_CASE("of a validated closure and an accepted transfer the first ends the case") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string transfer = b.form("A.2", "2026-03-05");
  const std::string closing =
      b.form("6.A", "2026-03-06", answers({{"pos_closure_reason", "deceased"}}));
  b.validates(closing, "2026-03-08");
  b.completes(transfer, "2026-03-10",
              answers({{"status", "accepted"}, {"responded_at", "2026-03-10"}}));
  CHECK(b.at("2026-03-11").episode().closed == when(date("2026-03-08")));
  CHECK(b.at("2026-03-11").episode().closure_reason == "deceased");
  b.corrects(closing, "2026-03-09", answers({{"pos_closure_reason", "deceased"}}));
  CHECK(b.at("2026-03-11").episode().closure_reason == "transferred");
}
