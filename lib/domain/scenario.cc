#include "domain/scenario.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "domain/code_list.h"

namespace pos {
namespace {

using IsDone = bool (*)(const Case& c);

bool is_told(const Case& c, Role role) {
  return !answer_text(c, c.registration(), role).empty();
}

/// Whether a referral has an answer to that role.
bool in_a_referral(const Case& c, Role role) {
  const std::vector<const Event*> referrals = c.of_form(kReferralForm);
  return std::any_of(referrals.begin(), referrals.end(), [&](const Event* referral) {
    return !answer_codes(c, *referral, role).empty();
  });
}

/// Whether a referral says of the measure that stands for `step` that it was done.
bool by_a_measure(const Case& c, std::string_view step) {
  const std::vector<const Field*> measures =
      c.forms(kReferralForm).all_with_role(Role::ReferralMeasure);
  const std::vector<const Event*> referrals = c.of_form(kReferralForm);
  return std::any_of(referrals.begin(), referrals.end(), [&](const Event* referral) {
    return std::any_of(measures.begin(), measures.end(), [&](const Field* measure) {
      return holds(measure->covers, step) && referral->data.scalar_of(measure->name) == "done";
    });
  });
}

bool was_cared_for(const Case& c) {
  const bool needed = answer_text(c, c.registration(), Role::EmergencyNeeded) == "true";
  const bool given = std::any_of(c.events.begin(), c.events.end(), [&](const Event& event) {
    return answer_when(c, event, Role::EmergencyEnded).has_value();
  });
  return !emergency_open(c) && (given || !needed);
}

struct KnownStep {
  std::string_view step;
  IsDone done;
};

constexpr auto kKnownSteps = std::to_array<KnownStep>({
    {"listening", [](const Case& c) { return is_told(c, Role::FirstContact); }},
    {"profile", [](const Case& c) { return is_told(c, Role::ChildProfile); }},
    {"registration", [](const Case&) { return true; }},
    {"consent", [](const Case& c) { return !c.of_form(kConsentForm).empty(); }},
    {"safety",
     [](const Case& c) {
       return answer_text(c, c.registration(), Role::PhysicalSafety) == "true";
     }},
    {"state_informed", [](const Case& c) { return is_told(c, Role::StateServiceInformed); }},
    {"emergency_care", was_cared_for},
    {"initial_assessment",
     [](const Case& c) { return !c.of_form(kInitialAssessmentForm).empty(); }},
    {"partner", [](const Case& c) { return in_a_referral(c, Role::ReferralStructure); }},
    {"referral_form", [](const Case& c) { return !c.of_form(kReferralForm).empty(); }},
    {"focal_point_called", [](const Case& c) { return by_a_measure(c, "focal_point_called"); }},
    {"accompanied", [](const Case& c) { return by_a_measure(c, "accompanied"); }},
    {"information_shared", [](const Case& c) { return in_a_referral(c, Role::SharedInformation); }},
    {"signed_form", [](const Case& c) { return in_a_referral(c, Role::SignedFormCollected); }},
    {"filed",
     [](const Case& c) {
       const std::vector<const Event*> referrals = c.of_form(kReferralForm);
       return std::any_of(referrals.begin(), referrals.end(), [&](const Event* each) {
         return answer_yes(c, *each, Role::SignedFormFiled);
       });
     }},
});

bool is_done(const Case& c, std::string_view step) {
  const auto found = std::find_if(kKnownSteps.begin(), kKnownSteps.end(),
                                  [&](const KnownStep& known) { return known.step == step; });
  return found != kKnownSteps.end() && found->done(c);
}

}  // namespace

std::vector<ScenarioStep> scenario_steps(const Case& c, const Rulebook& rules) {
  std::vector<ScenarioStep> steps;
  if (!c.registered()) {
    return steps;
  }
  const std::string scenario = answer_text(c, c.registration(), Role::IdentificationScenario);
  const std::string option = answer_text(c, c.registration(), Role::ScenarioOption);
  for (const ScenarioRule& rule : rules.scenarios) {
    if (rule.scenario == scenario && (rule.option == "any" || rule.option == option)) {
      steps.push_back({rule.option, rule.step, rule.label, is_done(c, rule.step)});
    }
  }
  return steps;
}

}  // namespace pos
