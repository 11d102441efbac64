#include "domain/care_plan.h"

#include <doctest/doctest.h>

#include "support/case_builder.h"
#include "support/shipped_schemas.h"

using namespace pos;
using namespace pos::test;

namespace {

/// A girl with a certificate, assessed in full; what she suffers are two situations.
CaseBuilder fully_assessed(const char* document = "birth_certificate") {
  CaseBuilder b;
  Value registration = answers(
      {{"civil_document", document}, {"art50_situation_primary", "e_habitual_ill_treatment"}});
  registration.set("art50_situations_secondary", Value::texts({"d_lack_of_education_protection"}));
  b.registered("2026-08-17", registration);
  b.form("1.C", "2026-08-17", answers({{"risk_level", "high"}}));
  b.form("2.A", "2026-08-21",
         answers({{"risk_level", "high"}, {"root_causes", "Ce qui explique"}}));
  return b;
}

/// Two objectives, each with a problem and an activity, in the hands of two people.
CarePlan good_plan() {
  CarePlan plan;
  plan.objectives = {{"1", "o", "p", ""}, {"2", "o", "p", ""}};
  PlanActivity shelter;
  shelter.row = "r1";
  shelter.objective = "1";
  shelter.term = "short";
  shelter.responsible = "oncle";
  shelter.responsible_role = "parents";
  shelter.due = date("2026-09-20");
  PlanActivity school = shelter;
  school.row = "r2";
  school.objective = "2";
  school.term = "medium";
  school.service = "education_training";
  school.responsible = "école";
  school.responsible_role = "provider";
  plan.activities = {shelter, school};
  plan.family_resources = true;
  return plan;
}

std::string looked_at(const CarePlan& plan, const CaseBuilder& b = fully_assessed()) {
  const Case c = b.at("2026-08-25", shipped().forms());
  std::string ids;
  for (const Advice& notice : plan_notices(plan, c, shipped().rules, date("2026-08-24"))) {
    ids += (ids.empty() ? "" : " ") + notice.id;
    CHECK(!notice.message.en.empty());
  }
  return ids;
}

}  // namespace

TEST_CASE("a plan that answers to the assessment is not to be looked at again") {
  CHECK(looked_at(good_plan()) == "");
}

TEST_CASE("each objective has a problem and an activity, each activity an objective of the plan") {
  CarePlan plan = good_plan();
  plan.objectives.push_back({"3", "o", "p", ""});
  CHECK(looked_at(plan) == "plan-objective-without-activity");
  plan = good_plan();
  plan.activities[1].objective = "4";
  CHECK(looked_at(plan) == "plan-objective-without-activity plan-activity-without-objective");
  plan = good_plan();
  plan.objectives[0].problem.clear();
  CHECK(looked_at(plan) == "plan-objective-without-problem");
  plan.objectives[0].situation = "e_habitual_ill_treatment";
  plan.objectives[1].situation = "d_lack_of_education_protection";
  CHECK(looked_at(plan) == "");
}

TEST_CASE("every situation that the assessment found has an activity, and no other is addressed") {
  CarePlan plan = good_plan();
  plan.objectives[0].situation = "e_habitual_ill_treatment";
  CHECK(looked_at(plan) == "plan-problem-without-activity");
  plan.objectives[1].situation = "c_neglect_vagrancy";
  CHECK(looked_at(plan) == "plan-problem-without-activity plan-problem-not-assessed");
}

TEST_CASE("a plan of material aid alone, or in one pair of hands alone, is pointed out") {
  CarePlan plan = good_plan();
  plan.activities[0].nature = plan.activities[1].nature = "material";
  CHECK(looked_at(plan) == "plan-material-only");
  plan = good_plan();
  plan.family_resources = false;
  CHECK(looked_at(plan) == "");
  plan.activities[0] = plan.activities[1];
  plan.activities[0].objective = "1";
  CHECK(looked_at(plan) == "plan-one-provider");
  plan.activities[0].resources = {"service"};
  CHECK(looked_at(plan) == "plan-one-provider");
  plan.activities[0].resources = {"service", "community"};
  CHECK(looked_at(plan) == "");
}

TEST_CASE("a short term is a month and a medium one six, as the rules have it") {
  CarePlan plan = good_plan();
  plan.activities[0].due = date("2026-09-24");  // a month after the plan
  plan.activities[1].due = date("2027-02-24");
  CHECK(looked_at(plan) == "");
  plan.activities[0].due = date("2026-09-25");
  CHECK(looked_at(plan) == "plan-term");
  plan.activities[0].term = "long";
  plan.activities[0].due = date("2029-01-01");
  CHECK(looked_at(plan) == "");
}

TEST_CASE("a plan without a complete full assessment says why, except at no risk") {
  CaseBuilder b;
  b.registered("2026-08-17", answers({{"civil_document", "birth_certificate"}}));
  b.form("1.C", "2026-08-17", answers({{"risk_level", "medium"}}));
  CHECK(looked_at(good_plan(), b) == "plan-without-assessment");
  CarePlan reasoned = good_plan();
  reasoned.no_full_assessment_reason = true;
  CHECK(looked_at(reasoned, b) == "");
  const std::string sitting =
      b.form("2.A", "2026-08-18", answers({{"assessment_complete", "false"}}));
  CHECK(looked_at(good_plan(), b) == "plan-without-assessment");
  b.completes(sitting, "2026-08-20", answers({{"assessment_complete", "true"}}));
  CHECK(looked_at(good_plan(), b) == "");
  CaseBuilder safe;
  safe.registered("2026-08-17");
  safe.form("1.C", "2026-08-17", answers({{"risk_level", "none"}}));
  CHECK(looked_at(good_plan(), safe) == "");
}

TEST_CASE("a later version of the plan has its number and its reason") {
  CaseBuilder b = fully_assessed();
  const std::string first = b.form("3.A", "2026-08-22");
  const Case c = b.at("2026-08-25", shipped().forms());
  CHECK(plan_version(c, first) == 1);
  CHECK(plan_version(c, "") == 2);
  CHECK(looked_at(good_plan(), b) == "plan-version-reason");
  CarePlan reasoned = good_plan();
  reasoned.revision_reason = true;
  CHECK(looked_at(reasoned, b) == "");
}

TEST_CASE("a child without a civil-status document needs one until it is obtained") {
  CaseBuilder b = fully_assessed("none");
  CHECK(needs_civil_status(b.at("2026-08-25", shipped().forms())));
  CHECK(looked_at(good_plan(), b) == "plan-civil-status");
  CarePlan plan = good_plan();
  plan.activities[0].service = "civil_status";
  CHECK(looked_at(plan, b) == "");
  const auto papers = [](const char* status) {
    Value data;
    data.set("cp_case_plan_subform_case_plan_interventions",
             Value::list({row("r1", {{"intervention_service_category", "civil_status"},
                                     {"intervention_status", status}})}));
    return data;
  };
  const std::string made = b.form("3.A", "2026-08-24", papers("planned"));
  CHECK(needs_civil_status(b.at("2026-08-25", shipped().forms())));
  b.completes(made, "2026-08-25", papers("done"));
  CHECK_FALSE(needs_civil_status(b.at("2026-08-26", shipped().forms())));
  CHECK_FALSE(needs_civil_status(fully_assessed().at("2026-08-25", shipped().forms())));
}

TEST_CASE("a placement by the plan says where the child is to live") {
  CarePlan plan = good_plan();
  plan.activities[0].service = "family_alternatives";
  CHECK(looked_at(plan) == "plan-placement");
  plan.placement = "extended_family";
  CHECK(looked_at(plan) == "");
}

TEST_CASE("a planned service is received with a service of its category, from the plan's day on") {
  CaseBuilder b = fully_assessed();
  b.form("4.A", "2026-08-22", answers({{"service_category", "psychosocial"}}));
  const std::string made = b.form("3.A", "2026-08-24");
  b.form("4.A", "2026-08-30", answers({{"service_category", "psychosocial"}}));
  b.form("4.A", "2026-09-01", answers({{"service_category", "legal"}}));
  b.form("A.1", "2026-09-02", answers({{"service_category", "psychosocial"}}));
  const Case c = b.at("2026-09-10", shipped().forms());
  PlanActivity support;
  support.service = "psychosocial";
  CHECK(services_received(c, *latest_plan(c), support) == std::vector{date("2026-08-30")});
  support.service = "leisure";
  CHECK(services_received(c, *latest_plan(c), support).empty());
}

namespace {

Value obstacle(const char* status) {
  Value data;
  data.set("obstacles", Value::list({row("o1", {{"obstacle", "route coupée"},
                                                {"obstacle_due", "2026-09-04"},
                                                {"obstacle_status", status}})}));
  return data;
}

}  // namespace

TEST_CASE("obstacles stay open until a follow-up says that they are solved, causes stay in sight") {
  CaseBuilder b = fully_assessed();
  const std::string visit = b.form("5.A", "2026-08-28", obstacle("planned"));
  b.form("5.A", "2026-08-30", answers({{"followup_situation", "calme"}}));
  const Case open = b.at("2026-09-01", shipped().forms());
  REQUIRE(open_obstacles(open).size() == 1);
  CHECK(open_obstacles(open).front().entry == visit);
  CHECK(open_obstacles(open).front().words == "route coupée");
  CHECK(open_obstacles(open).front().due == date("2026-09-04"));
  b.completes(visit, "2026-09-03", obstacle("done"));
  CHECK(open_obstacles(b.at("2026-09-05", shipped().forms())).empty());
  CHECK(root_causes(open) == "Ce qui explique");
}

TEST_CASE(
    "a conflict of interest, open obstacles and a missing initial assessment are advised on") {
  const auto advised = [](const CaseBuilder& b) {
    std::string ids;
    for (const Advice& each : advice(b.at("2026-09-01", shipped().forms()), shipped().rules)) {
      ids += (ids.empty() ? "" : " ") + each.id;
    }
    return ids;
  };
  CaseBuilder b;
  b.registered("2026-08-17", answers({{"conflict_of_interest", "true"}}));
  CHECK(advised(b) == "conflict-of-interest");
  b.assigns("bkeita", "2026-08-18");
  CHECK(advised(b) == "");
  b.manager = "bkeita";
  b.form("2.A", "2026-08-19", answers({{"risk_level", "medium"}}));
  CHECK(advised(b) == "no-initial-assessment");
  b.form("1.C", "2026-08-20", answers({{"risk_level", "medium"}}));
  b.form("5.A", "2026-08-28", obstacle("planned"));
  CHECK(advised(b) == "obstacles-open");
}
