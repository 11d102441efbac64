#include "domain/rulebook.h"

#include <algorithm>
#include <utility>

namespace pos {
namespace {

struct LevelWord {
  RiskLevel level;
  std::string_view word;
  Text label;
};

const std::array<LevelWord, 4>& level_words() {
  static const std::array<LevelWord, 4> words = {{
      {RiskLevel::None, "none", {"nul", "none"}},
      {RiskLevel::Low, "low", {"faible", "low"}},
      {RiskLevel::Medium, "medium", {"moyen", "medium"}},
      {RiskLevel::High, "high", {"élevé", "high"}},
  }};
  return words;
}

/// In the order of contract.md, "Steps"; the enum has the same.
constexpr std::array<std::string_view, 41> kSteps = {
    "signalement",
    "consent",
    "initial_assessment",
    "full_assessment",
    "full_assessment_completion",
    "care_plan",
    "plan_validation",
    "plan_revision",
    "plan_activity",
    "action_point",
    "obstacle",
    "contact",
    "follow_up",
    "review",
    "closure",
    "closure_validation",
    "orientation",
    "emergency",
    "requisition",
    "visit_after_discharge",
    "medical_care",
    "medical_appointment",
    "emergency_accommodation",
    "unhcr_accommodation",
    "agency_notification",
    "dnpef_notification",
    "unicef_notification",
    "counter_referral",
    "provider_feedback",
    "transfer_acceptance",
    "inactivity",
    "directory_update",
    "team_meeting",
    "individual_supervision",
    "case_review",
    "competence_evaluation",
    "map_update",
    "partner_training",
    "edition_review",
    "partner_signature",
    "complaint",
};

}  // namespace

std::string_view word(RiskLevel level) {
  return level_words()[index(level)].word;
}

std::optional<RiskLevel> parse_risk_level(std::string_view word) {
  for (const LevelWord& known : level_words()) {
    if (known.word == word) {
      return known.level;
    }
  }
  return std::nullopt;
}

Text label(RiskLevel level) {
  return level_words()[index(level)].label;
}

std::string_view word(Step step) {
  return kSteps[static_cast<std::size_t>(step)];
}

std::optional<Step> parse_step(std::string_view word) {
  const auto found = std::find(kSteps.begin(), kSteps.end(), word);
  return found == kSteps.end() ? std::nullopt
                               : std::optional(static_cast<Step>(found - kSteps.begin()));
}

const std::vector<Step>& all_steps() {
  static const std::vector<Step> steps = [] {
    std::vector<Step> all;
    for (std::size_t i = 0; i < kSteps.size(); ++i) {
      all.push_back(static_cast<Step>(i));
    }
    return all;
  }();
  return steps;
}

const Rulebook& Rulebook::at(Date day) const {
  const Rulebook* rules = this;
  while (rules->former && day < rules->in_force) {
    rules = rules->former.get();
  }
  return *rules;
}

Text Rulebook::name() const {
  return text("{}, {}, {} ({})", "{}, {}, {} ({})", title, version, date, edition);
}

const MatrixRow* Rulebook::row(std::string_view situation) const {
  const auto found =
      std::find_if(risk_matrix.begin(), risk_matrix.end(),
                   [&](const MatrixRow& candidate) { return candidate.situation == situation; });
  return found == risk_matrix.end() ? nullptr : &*found;
}

bool Rulebook::is_always_high(std::string_view situation) const {
  const MatrixRow* found = row(situation);
  return found != nullptr && found->always_high;
}

}  // namespace pos
