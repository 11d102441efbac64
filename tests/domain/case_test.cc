#include "domain/case.h"

#include <doctest/doctest.h>

#include "support/case_builder.h"
#include "support/eligible_case.h"
#include "support/shipped_rules.h"

using namespace pos;
using namespace pos::test;

namespace {

std::string level_answer(const Case& c, std::size_t event) {
  return answer_text(c, c.events.at(event), Role::RiskLevel);
}

Value activities(std::vector<Value> rows) {
  Value data;
  data.set("plan_activities", Value::list(std::move(rows)));
  return data;
}

}  // namespace

TEST_CASE("every status has a word and a label, in the order of a case's life") {
  const char* words[] = {"reported",       "report_closed",      "registered",        "eligible",
                         "not_eligible",   "initially_assessed", "assessed",          "planned",
                         "plan_validated", "in_implementation",  "closure_requested", "closed",
                         "duplicate"};
  REQUIRE(all_case_statuses().size() == std::size(words));
  for (std::size_t i = 0; i < std::size(words); ++i) {
    const auto status = static_cast<CaseStatus>(i);
    CHECK(word(status) == words[i]);
    CHECK(parse_case_status(words[i]) == status);
    CHECK_FALSE(label(status).fr.empty());
    CHECK_FALSE(label(status).en.empty());
  }
  CHECK_FALSE(parse_case_status("open"));
}

TEST_CASE("a case is read at a moment: what occurred later is not there") {
  CaseBuilder b;
  b.registered("2026-03-02");
  b.form("1.C", "2026-03-03T10:00:00Z");
  CHECK_FALSE(b.at("2026-03-01T23:59:59Z").registered());
  CHECK_FALSE(b.at("2026-03-01T23:59:59Z").open());
  CHECK(b.at("2026-03-02").open());
  CHECK(b.at("2026-03-03T09:59:59Z").status() == CaseStatus::Registered);
  CHECK(b.at("2026-03-03T10:00:00Z").status() == CaseStatus::InitiallyAssessed);
}

TEST_CASE("paper files that are recorded late count when they occurred") {
  CaseBuilder b;
  b.registered("2026-03-02");
  b.last().recorded = instant("2026-06-01");
  b.form("5.A", "2026-05-01", answers({{"risk_level", "low"}}));
  b.form("1.C", "2026-03-03", answers({{"risk_level", "high"}}));
  const Case c = b.at("2026-05-02");
  CHECK(c.events[1].form == "1.C");
  CHECK(c.events[2].form == "5.A");
  CHECK(level(c, "2026-05-02") == RiskLevel::Low);
}

TEST_CASE("a case has its manager's unit and the structure's code") {
  CaseBuilder b;
  b.registered("2026-03-02");
  b.assigns("dsidibe", "2026-03-04");
  CHECK(b.at("2026-03-03").manager == "adiarra");
  CHECK(b.at("2026-03-03").unit == "u1");
  CHECK(b.at("2026-03-04").manager == "dsidibe");
  CHECK(b.at("2026-03-04").unit == "u2");
  CHECK(b.at("2026-03-04").structure == "DRPFEF-BKO");
}

TEST_CASE("of concurrent changes masked wins") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  CHECK_FALSE(b.at("2026-03-10").masked);
  const std::string masked = b.masks(true, "2026-03-03");
  CHECK(b.at("2026-03-10").masked);
  CHECK_FALSE(b.at("2026-03-02").masked);
  const std::string unaware = b.masks(false, "2026-03-04");
  b.knowing({first});
  CHECK(b.at("2026-03-10").masked);
  b.masks(false, "2026-03-05");
  b.knowing({masked, unaware});
  CHECK_FALSE(b.at("2026-03-10").masked);
}

// Corrections, completions

TEST_CASE("a correction stands in the place of its original") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string entry = b.form("1.C", "2026-03-03", answers({{"risk_level", "high"}}));
  b.corrects(entry, "2026-03-04", answers({{"risk_level", "low"}}));
  const Case c = b.at("2026-03-10");
  REQUIRE(c.events.size() == 2);
  CHECK(c.events[1].entry == entry);
  CHECK(c.events[1].occurred == when(date("2026-03-04")));
  CHECK(level_answer(c, 1) == "low");
  CHECK(c.levels.size() == 1);
}

TEST_CASE("of concurrent corrections the last in order is read") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string entry = b.form("1.C", "2026-03-03", answers({{"risk_level", "high"}}));
  b.corrects(entry, "2026-03-03", answers({{"risk_level", "low"}}));
  b.corrects(entry, "2026-03-03", answers({{"risk_level", "medium"}}));
  b.knowing({entry});
  CHECK(level_answer(b.at("2026-03-10"), 1) == "medium");
}

TEST_CASE("a withdrawn entry is not read, and a withdrawn correction gives the original back") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string entry = b.form("1.C", "2026-03-03", answers({{"risk_level", "high"}}));
  const std::string correction = b.corrects(entry, "2026-03-03", answers({{"risk_level", "low"}}));
  b.voids(correction, "2026-03-05");
  CHECK(level_answer(b.at("2026-03-10"), 1) == "high");
  b.voids(entry, "2026-03-06");
  CHECK(b.at("2026-03-10").events.size() == 1);
}

TEST_CASE("an entry without right is not read") {
  CaseBuilder b;
  b.registered("2026-03-02");
  b.form("1.C", "2026-03-03");
  b.by("bkeita");
  CHECK(b.at("2026-03-10").events.size() == 1);
}

TEST_CASE("a completion adds its answers and keeps its own date and author") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string referral = b.form("A.1", "2026-03-03", answers({{"service", "health"}}));
  const std::string answer =
      b.completes(referral, "2026-03-09", answers({{"referral_answered", "2026-03-08"}}));
  const Case before = b.at("2026-03-08");
  CHECK_FALSE(answer_when(before, before.events[1], Role::ReferralAnswered));
  const Case c = b.at("2026-03-10");
  REQUIRE(c.events.size() == 2);
  const Event& event = c.events[1];
  CHECK(event.occurred == when(date("2026-03-03")));
  CHECK(event.data.scalar_of("service") == "health");
  CHECK(answer_when(c, event, Role::ReferralAnswered) == when(date("2026-03-08")));
  REQUIRE(event.completions.size() == 1);
  CHECK(event.completions[0].entry == answer);
  CHECK(event.completions[0].occurred == when(date("2026-03-09")));
  CHECK(event.completions[0].author == "adiarra");
}

TEST_CASE("completions are laid over a correction too, the latest to occur last") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string entry = b.form("1.U", "2026-03-03");
  b.completes(entry, "2026-03-06", answers({{"emergency_ended_at", "2026-03-06"}}));
  b.completes(entry, "2026-03-05", answers({{"emergency_ended_at", "2026-03-05"}}));
  b.corrects(entry, "2026-03-03", answers({{"emergency_started_at", "2026-03-03"}}));
  const Case c = b.at("2026-03-10");
  CHECK(answer_text(c, c.events[1], Role::EmergencyStarted) == "2026-03-03");
  CHECK(answer_text(c, c.events[1], Role::EmergencyEnded) == "2026-03-06");
}

TEST_CASE("a completion's rows are joined by their identifiers") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string plan =
      b.form("3.A", "2026-03-03",
             activities({row("1", {{"activity_name", "école"}, {"activity_status", "planned"}}),
                         row("2", {{"activity_name", "santé"}})}));
  b.completes(plan, "2026-03-05",
              activities({row("1", {{"activity_status", "done"}}), row("3", {})}));
  const Case c = b.at("2026-03-10");
  const Value expected =
      activities({row("1", {{"activity_name", "école"}, {"activity_status", "done"}}),
                  row("2", {{"activity_name", "santé"}}), row("3", {})});
  CHECK(c.events[1].data == expected);
}

// Validations

TEST_CASE("a validation holds for a plan as it then stood") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string plan = b.form("3.A", "2026-03-03");
  const std::string validation = b.validates(plan, "2026-03-05");
  CHECK_FALSE(b.at("2026-03-04").events[1].validation);
  const Case c = b.at("2026-03-10");
  REQUIRE(c.events[1].validation);
  CHECK(c.events[1].validation->entry == validation);
  CHECK(c.events[1].validation->author == "mtraore");
  CHECK(c.events[1].validation->decision == Decision::Approved);
  CHECK(c.events[1].validation->occurred == when(date("2026-03-05")));
}

TEST_CASE("the last validation that holds decides") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string plan = b.form("3.A", "2026-03-03");
  b.validates(plan, "2026-03-05", Decision::Returned);
  CHECK(b.at("2026-03-10").events[1].validation->decision == Decision::Returned);
  CHECK_FALSE(b.at("2026-03-10").events[1].first_approved);
  const std::string approval = b.validates(plan, "2026-03-06");
  CHECK(b.at("2026-03-10").events[1].validation->decision == Decision::Approved);
  b.voids(approval, "2026-03-07");
  b.by("mtraore");
  CHECK(b.at("2026-03-10").events[1].validation->decision == Decision::Returned);
}

TEST_CASE("a correction that the validation does not know needs a new one") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string plan = b.form("3.A", "2026-03-03");
  const std::string known = b.corrects(plan, "2026-03-03");
  b.validates(plan, "2026-03-05");
  CHECK(b.at("2026-03-10").events[1].validation);
  b.corrects(plan, "2026-03-03");
  CHECK_FALSE(b.at("2026-03-10").events[1].validation);
  CHECK(b.at("2026-03-10").events[1].first_approved == when(date("2026-03-05")));
  b.validates(known, "2026-03-07");
  CHECK(b.at("2026-03-10").events[1].validation);
}

TEST_CASE("a validation falls when the correction that it saw is withdrawn") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string plan = b.form("3.A", "2026-03-03");
  const std::string correction = b.corrects(plan, "2026-03-03");
  b.validates(plan, "2026-03-05");
  b.voids(correction, "2026-03-06");
  CHECK_FALSE(b.at("2026-03-10").events[1].validation);
}

TEST_CASE("a completion by dates or the state of activities leaves the validation") {
  const auto still_validated = [](Value additions) {
    CaseBuilder b;
    b.registered("2026-03-02");
    const std::string plan = b.form("3.A", "2026-03-03");
    b.validates(plan, "2026-03-05");
    b.completes(plan, "2026-03-06", std::move(additions));
    return b.at("2026-03-10").events[1].validation.has_value();
  };
  CHECK(still_validated(answers({{"plan_implementation_date", "2026-03-08"}})));
  CHECK(still_validated(
      activities({row("1", {{"activity_status", "done"}, {"activity_due", "2026-04-01"}})})));
  // No answer of the case compartment counts: who reads facts alone does not see it.
  CHECK(still_validated(answers({{"plan_objective", "autre"}})));
  CHECK_FALSE(still_validated(activities({row("1", {{"activity_service", "health"}})})));
}

TEST_CASE("a completion that the validation knows belongs to what was validated") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string plan = b.form("3.A", "2026-03-03");
  b.completes(plan, "2026-03-04", activities({row("1", {{"activity_service", "health"}})}));
  b.validates(plan, "2026-03-05");
  CHECK(b.at("2026-03-10").events[1].validation);
}

// Status and episodes

TEST_CASE("the status is the furthest state that the episode has reached") {
  CaseBuilder b = eligible_case();
  CHECK(b.at("2026-03-02").status() == CaseStatus::Eligible);
  b.form("2.A", "2026-03-05", answers({{"assessment_complete", "false"}}));
  CHECK(b.at("2026-03-05").status() == CaseStatus::Eligible);
  b.form("1.C", "2026-03-06");
  CHECK(b.at("2026-03-06").status() == CaseStatus::InitiallyAssessed);
  b.form("2.A", "2026-03-07");
  CHECK(b.at("2026-03-07").status() == CaseStatus::Assessed);
  const std::string plan =
      b.form("3.A", "2026-03-08", answers({{"plan_implementation_date", "2026-03-12"}}));
  CHECK(b.at("2026-03-08").status() == CaseStatus::Planned);
  b.validates(plan, "2026-03-10");
  CHECK(b.at("2026-03-11T23:59:59Z").status() == CaseStatus::PlanValidated);
  CHECK(b.at("2026-03-12").status() == CaseStatus::InImplementation);
  const std::string closure =
      b.form("6.A", "2026-06-01", answers({{"pos_closure_reason", "objective_reached"}}));
  CHECK(b.at("2026-06-01").status() == CaseStatus::ClosureRequested);
  CHECK(b.at("2026-06-01").open());
  b.validates(closure, "2026-06-05");
  CHECK(b.at("2026-06-05").status() == CaseStatus::Closed);
  CHECK_FALSE(b.at("2026-06-05").open());
}

TEST_CASE("a plan that nobody has validated is not in implementation") {
  CaseBuilder b = eligible_case();
  b.form("3.A", "2026-03-08", answers({{"plan_implementation_date", "2026-03-08"}}));
  CHECK(b.at("2026-03-10").status() == CaseStatus::Planned);
}

TEST_CASE("the supervisor's validation dates the closure") {
  CaseBuilder b = eligible_case();
  const std::string closure =
      b.form("6.A", "2026-06-01", answers({{"pos_closure_reason", "lost_from_sight"}}));
  b.validates(closure, "2026-06-03", Decision::Returned);
  CHECK_FALSE(b.at("2026-06-10").episode().closed);
  CHECK(b.at("2026-06-10").episode().closure_requested == when(date("2026-06-01")));
  b.validates(closure, "2026-06-05T15:00:00Z");
  const Case c = b.at("2026-06-10");
  CHECK(c.episode().closed == when(instant("2026-06-05T15:00:00Z")));
  CHECK(c.episode().closure_reason == "lost_from_sight");
}

TEST_CASE("a closure that is corrected after its validation needs a new one") {
  CaseBuilder b = eligible_case();
  const std::string closure = b.form("6.A", "2026-06-01");
  b.validates(closure, "2026-06-05");
  b.corrects(closure, "2026-06-01", answers({{"pos_closure_reason", "other"}}));
  CHECK(b.at("2026-06-10").status() == CaseStatus::ClosureRequested);
}

TEST_CASE("a child decided not eligible leaves the open cases on the day of the decision") {
  CaseBuilder b;
  b.registered("2026-03-02", answers({{"case_management_eligible", "undecided"}}));
  CHECK(b.at("2026-03-10").open());
  b.completes(b.entries[0].id, "2026-03-06",
              answers({{"case_management_eligible", "false"}, {"eligibility_date", "2026-03-05"}}));
  CHECK(b.at("2026-03-05T23:59:59Z").open());
  const Case c = b.at("2026-03-10");
  CHECK(c.status() == CaseStatus::NotEligible);
  CHECK_FALSE(c.open());
  CHECK(c.episode().not_eligible == when(date("2026-03-05")));
}

TEST_CASE("without a date of its own the decision is dated by when it occurred") {
  CaseBuilder b;
  b.registered("2026-03-02T10:00:00Z", answers({{"case_management_eligible", "false"}}));
  CHECK(b.at("2026-03-10").episode().not_eligible == when(instant("2026-03-02T10:00:00Z")));
}

TEST_CASE("nobody is decided not eligible before the registration or after the present") {
  CaseBuilder b;
  b.registered("2026-03-02", answers({{"case_management_eligible", "false"},
                                      {"eligibility_date", "2026-02-27"}}));
  CHECK(b.at("2026-03-10").episode().not_eligible == when(date("2026-03-02")));
  CaseBuilder later;
  later.registered("2026-03-02", answers({{"case_management_eligible", "false"},
                                          {"eligibility_date", "2026-03-20"}}));
  CHECK(later.at("2026-03-10").open());
  CHECK_FALSE(later.at("2026-03-20").open());
}
