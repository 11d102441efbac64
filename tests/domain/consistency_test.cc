#include "domain/consistency.h"

#include <doctest/doctest.h>

#include "support/case_builder.h"
#include "support/shipped_schemas.h"

using namespace pos;
using namespace pos::test;

namespace {

using Kinds = std::vector<std::string>;

Kinds found_in(const CaseBuilder& builder, const char* now = "2026-09-01") {
  const Forms forms = shipped().forms();
  const auto at = [&](Instant moment) { return builder.at(to_string(moment), forms); };
  Kinds kinds;
  for (const Inconsistency& each : inconsistencies(builder.at(now, forms), shipped().rules, at)) {
    kinds.push_back(each.kind);
  }
  return kinds;
}

CaseBuilder registered_at_nine() {
  CaseBuilder builder;
  builder.registered("2026-03-01", answers({{"age", "9"}}));
  return builder;
}

CaseBuilder planned() {
  CaseBuilder builder = registered_at_nine();
  builder.form("1.C", "2026-03-02", answers({{"risk_level", "medium"}}));
  builder.form("2.A", "2026-03-05", answers({{"risk_level", "medium"}}));
  builder.form("3.A", "2026-03-10");
  return builder;
}

}  // namespace

TEST_CASE("a case that went by the procedures contradicts nothing") {
  CaseBuilder builder = planned();
  builder.validates(builder.last().id, "2026-03-12");
  builder.form("5.A", "2026-03-20");
  CHECK(found_in(builder) == Kinds{});
}

TEST_CASE("a case without a registration has nothing to be judged by") {
  CHECK(found_in(CaseBuilder()) == Kinds{});
}

TEST_CASE("a plan validated before it was made, or made before any assessment, is told") {
  CaseBuilder early = planned();
  early.validates(early.last().id, "2026-03-09");
  CHECK(found_in(early) == Kinds{"plan"});
  CaseBuilder unassessed = registered_at_nine();
  unassessed.form("3.A", "2026-03-10");
  CHECK(found_in(unassessed) == Kinds{"order"});
}

TEST_CASE("a form of once an episode that two people filled apart is told once") {
  CaseBuilder builder = registered_at_nine();
  const std::string first = builder.last().id;
  builder.form("1.C", "2026-03-02", answers({{"risk_level", "medium"}}));
  builder.form("1.C", "2026-03-02", answers({{"risk_level", "low"}}));
  builder.knowing({first});
  CHECK(found_in(builder) == Kinds{"single"});
}

TEST_CASE("a form of another edition is told") {
  CaseBuilder builder = registered_at_nine();
  builder.form("5.A", "2026-03-20");
  builder.last().edition = "pos-2031.01";
  CHECK(found_in(builder) == Kinds{"edition"});
}

TEST_CASE("what is dated before the registration, or entered before it happened, is told") {
  CaseBuilder before = registered_at_nine();
  before.form("5.A", "2026-02-20");
  CHECK(found_in(before) == Kinds{"date"});
  CaseBuilder future = registered_at_nine();
  future.form("5.A", "2026-03-20");
  future.last().recorded = instant("2026-03-10");
  CHECK(found_in(future) == Kinds{"date"});
  CaseBuilder emergency = registered_at_nine();
  emergency.form("1.U", "2026-02-27", answers({{"emergency_started_at", "2026-02-27"}}));
  CHECK(found_in(emergency) == Kinds{});
}

TEST_CASE("two open emergencies of one kind are told, of two kinds or after one another not") {
  const auto care = [](const char* kind, const char* from, const char* until) {
    Value data = answers({{"emergency_started_at", from}});
    if (*until != '\0') {
      data.set("emergency_ended_at", Value::text(until));
    }
    data.set("emergency_kinds", Value::texts({kind}));
    return data;
  };
  CaseBuilder builder = registered_at_nine();
  builder.form("1.U", "2026-03-01", care("medical", "2026-03-01", "2026-03-04"));
  builder.form("1.U", "2026-03-05", care("medical", "2026-03-05", ""));
  builder.form("1.U", "2026-03-06", care("psychological", "2026-03-06", ""));
  CHECK(found_in(builder) == Kinds{});
  builder.form("1.U", "2026-03-07", care("medical", "2026-03-07", ""));
  CHECK(found_in(builder) == Kinds{"emergency"});
}

TEST_CASE("an initial assessment during emergency care, or a review without notice, is told") {
  CaseBuilder early = registered_at_nine();
  early.form("1.U", "2026-03-02T08:00:00Z",
             answers({{"emergency_started_at", "2026-03-02T08:00:00Z"},
                      {"emergency_ended_at", "2026-03-03T08:00:00Z"}}));
  early.form("1.C", "2026-03-02T20:00:00Z", answers({{"risk_level", "high"}}));
  CHECK(found_in(early) == Kinds{"emergency"});
  CaseBuilder after = registered_at_nine();
  after.form("1.U", "2026-03-02T08:00:00Z",
             answers({{"emergency_started_at", "2026-03-02T08:00:00Z"},
                      {"emergency_ended_at", "2026-03-03T08:00:00Z"}}));
  after.form("1.C", "2026-03-03T08:00:00Z", answers({{"risk_level", "high"}}));
  CHECK(found_in(after) == Kinds{});
  CaseBuilder reviewed = planned();
  reviewed.form("5.B", "2026-03-20", answers({{"risk_level", "low"}}));
  CHECK(found_in(reviewed) == Kinds{"notice"});
}

TEST_CASE("a closure that was validated without its conditions is told with each of them") {
  CaseBuilder builder = planned();
  const std::string closing =
      builder.form("6.A", "2026-07-01", answers({{"pos_closure_reason", "deceased"}}));
  CHECK(found_in(builder) == Kinds{});
  builder.validates(closing, "2026-07-02");
  CHECK(found_in(builder) == Kinds{"closure"});  // the paper file is not archived
}

TEST_CASE("what was entered after the closure, without a reopening, is told") {
  CaseBuilder builder = planned();
  const std::string closing =
      builder.form("6.A", "2026-07-01",
                   answers({{"pos_closure_reason", "deceased"}, {"paper_file_archived", "true"}}));
  builder.validates(closing, "2026-07-02");
  builder.form("5.A", "2026-07-20");
  CHECK(found_in(builder) == Kinds{"after_end"});
}

TEST_CASE("a referral without consent is told unless care could not wait") {
  CaseBuilder builder = registered_at_nine();
  builder.form("A.1", "2026-03-03", answers({{"service_category", "health_care"}}));
  CHECK(found_in(builder) == Kinds{"consent"});
  builder.form("1.U", "2026-03-02", answers({{"emergency_started_at", "2026-03-02"}}));
  CHECK(found_in(builder) == Kinds{});
}

TEST_CASE("a risk level below the suggestion without its reason is told") {
  CaseBuilder builder = registered_at_nine();
  builder.form("1.C", "2026-03-02",
               answers({{"risk_level", "low"}, {"risk_level_suggested", "high"}}));
  CHECK(found_in(builder) == Kinds{"risk"});
}

TEST_CASE(
    "a decision on eligibility that is forbidden, and a harm that contradicts itself, are told") {
  CaseBuilder turned_away;
  turned_away.registered("2026-03-01",
                         answers({{"art50_situation_primary", "f_sexual_exploitation"},
                                  {"case_management_eligible", "false"}}));
  CHECK(found_in(turned_away) == Kinds{"eligibility"});
  CaseBuilder exposed;
  const std::string registration = exposed.registered(
      "2026-03-01", answers({{"art50_situation_primary", "g_sexual_abuse_exposure"},
                             {"case_management_eligible", "undecided"}}));
  exposed.form("1.C", "2026-03-02", answers({{"risk_level", "low"}}));
  exposed.completes(registration, "2026-03-03", answers({{"case_management_eligible", "false"}}));
  CHECK(found_in(exposed) == Kinds{});
  CaseBuilder risked = registered_at_nine();
  risked.form("1.C", "2026-03-02",
              answers({{"risk_level", "high"},
                       {"art50_situation_primary", "e_habitual_ill_treatment"},
                       {"harm_status", "at_risk"}}));
  CHECK(found_in(risked) == Kinds{"harm"});
}
