#include "domain/scenario.h"

#include <doctest/doctest.h>

#include "support/case_builder.h"
#include "support/shipped_schemas.h"

using namespace pos;
using namespace pos::test;

namespace {

/// `step` where it is done, `-step` where it is not.
std::string steps(const CaseBuilder& b) {
  std::string words;
  for (const ScenarioStep& step :
       scenario_steps(b.at("2026-09-01", shipped().forms()), shipped().rules)) {
    words += (words.empty() ? "" : " ") + std::string(step.done ? "" : "-") + step.step;
    CHECK(!step.label.fr.empty());
  }
  return words;
}

CaseBuilder came_by(const char* scenario, const char* option) {
  CaseBuilder b;
  b.registered("2026-08-17", answers({{"identification_scenario", scenario},
                                      {"scenario_option", option},
                                      {"child_profile", "mobility"},
                                      {"physical_safety", "true"}}));
  return b;
}

}  // namespace

TEST_CASE("found by a State service: four steps, then the service takes the case or refers it") {
  CHECK(steps(came_by("state_service", "")) == "-listening profile registration -consent");
  CHECK(steps(came_by("state_service", "1")) ==
        "-listening profile registration -consent emergency_care -initial_assessment");
  CaseBuilder b = came_by("state_service", "2");
  CHECK(steps(b) ==
        "-listening profile registration -consent -partner -referral_form "
        "-focal_point_called -accompanied -information_shared -signed_form -filed");
  b.form("1.A", "2026-08-17", answers({{"consent_status", "given"}}));
  Value sent = answers({{"transitioned_to_agency", "ENDA-TDH"},
                        {"measure_focal_point_present", "done"},
                        {"measure_accompany", "not_done"}});
  sent.set("shared_information", Value::texts({"age_sex"}));
  const std::string referral = b.form("A.1", "2026-08-18", sent);
  CHECK(steps(b) ==
        "-listening profile registration consent partner referral_form "
        "focal_point_called -accompanied information_shared -signed_form -filed");
  b.completes(referral, "2026-08-19",
              answers({{"measure_accompany", "done"},
                       {"signed_form_collected_on", "2026-08-19"},
                       {"signed_form_filed", "true"}}));
  CHECK(steps(b) ==
        "-listening profile registration consent partner referral_form "
        "focal_point_called accompanied information_shared signed_form filed");
}

TEST_CASE("found by an organisation: where its criteria are not met the State's service is told") {
  CaseBuilder b = came_by("protection_organisation", "2");
  CHECK(steps(b) == "-listening profile registration -consent -state_informed");
  b.last().data.set("state_service_informed_at", Value::text("2026-08-17T10:00:00Z"));
  b.last().data.set("first_contact_notes", Value::text("écoutée"));
  CHECK(steps(b) == "listening profile registration -consent state_informed");
}

TEST_CASE("found by anybody else: made safe where found, and the State's service is told") {
  CHECK(steps(came_by("community_or_other", "")) == "safety -state_informed registration");
}

TEST_CASE("emergency care is a step only where it was needed, and done once it has ended") {
  CaseBuilder b = came_by("state_service", "1");
  b.last().data.set("emergency_care_needed", Value::text("true"));
  CHECK(steps(b) == "-listening profile registration -consent -emergency_care -initial_assessment");
  b.form("1.U", "2026-08-17T09:00:00Z",
         answers({{"emergency_started_at", "2026-08-17T09:00:00Z"},
                  {"emergency_ended_at", "2026-08-17T12:00:00Z"}}));
  b.form("1.C", "2026-08-17T13:00:00Z", answers({{"risk_level", "high"}}));
  CHECK(steps(b) == "-listening profile registration -consent emergency_care initial_assessment");
}

TEST_CASE("a registration that names no scenario has no steps") {
  CaseBuilder b;
  b.registered("2026-08-17");
  CHECK(steps(b) == "");
}
