#include "domain/case.h"

#include <algorithm>
#include <array>

namespace pos {
namespace {

struct StatusRow {
  CaseStatus status;
  std::string_view word;
  Text label;
};

const std::array<StatusRow, 13>& status_rows() {
  static const std::array<StatusRow, 13> rows{{
      {CaseStatus::Reported, "reported", {"signalé", "reported"}},
      {CaseStatus::ReportClosed, "report_closed", {"signalement classé", "report closed"}},
      {CaseStatus::Registered, "registered", {"enregistré", "registered"}},
      {CaseStatus::Eligible, "eligible", {"éligible", "eligible"}},
      {CaseStatus::NotEligible, "not_eligible", {"non éligible", "not eligible"}},
      {CaseStatus::InitiallyAssessed,
       "initially_assessed",
       {"évaluation initiale faite", "initially assessed"}},
      {CaseStatus::Assessed, "assessed", {"évaluation approfondie faite", "assessed"}},
      {CaseStatus::Planned, "planned", {"plan établi", "planned"}},
      {CaseStatus::PlanValidated, "plan_validated", {"plan validé", "plan validated"}},
      {CaseStatus::InImplementation,
       "in_implementation",
       {"plan en cours de mise en œuvre", "in implementation"}},
      {CaseStatus::ClosureRequested,
       "closure_requested",
       {"clôture demandée", "closure requested"}},
      {CaseStatus::Closed, "closed", {"clôturé", "closed"}},
      {CaseStatus::Duplicate, "duplicate", {"double d'un autre dossier", "duplicate"}},
  }};
  return rows;
}

/// The first field with that role that `answers` holds at its top.
const Value* answer_in(const Form& form, const Value& answers, Role role) {
  for (const Field* field : form.all_with_role(role)) {
    if (const Value* value = answers.find(field->name)) {
      return value;
    }
  }
  return nullptr;
}

bool has_begun(const Case& c, const Event& event, Instant moment) {
  return answer_when(c, event, Role::EmergencyStarted).value_or(event.occurred).at <= moment;
}

CaseStatus status_of(const Case& c, const Event& event) {
  if (event.form == kCarePlanForm) {
    return event.first_approved ? CaseStatus::PlanValidated : CaseStatus::Planned;
  }
  if (event.form == kFullAssessmentForm &&
      answer_text(c, event, Role::AssessmentComplete) != "false") {
    return CaseStatus::Assessed;
  }
  if (event.form == kInitialAssessmentForm) {
    return CaseStatus::InitiallyAssessed;
  }
  return answer_yes(c, event, Role::CaseManagementEligible) ? CaseStatus::Eligible
                                                            : CaseStatus::Registered;
}

}  // namespace

std::string_view word(CaseStatus status) {
  return status_rows()[static_cast<std::size_t>(status)].word;
}

std::optional<CaseStatus> parse_case_status(std::string_view text) {
  for (const StatusRow& row : status_rows()) {
    if (row.word == text) {
      return row.status;
    }
  }
  return std::nullopt;
}

const std::vector<CaseStatus>& all_case_statuses() {
  static const std::vector<CaseStatus> all = [] {
    std::vector<CaseStatus> statuses;
    for (const StatusRow& row : status_rows()) {
      statuses.push_back(row.status);
    }
    return statuses;
  }();
  return all;
}

Text label(CaseStatus status) {
  return status_rows()[static_cast<std::size_t>(status)].label;
}

std::optional<When> Episode::end() const {
  std::optional<When> earliest;
  for (const std::optional<When>* each : {&closed, &not_eligible, &duplicate}) {
    earliest = *each && (!earliest || **each < *earliest) ? *each : earliest;
  }
  return earliest;
}

bool Case::open() const {
  return here() && registered() && !episode().end();
}

CaseStatus Case::status() const {
  if (!registered()) {
    return report && report->closed ? CaseStatus::ReportClosed : CaseStatus::Reported;
  }
  if (episode().duplicate) {
    return CaseStatus::Duplicate;
  }
  if (episode().closed) {
    return CaseStatus::Closed;
  }
  if (episode().not_eligible) {
    return CaseStatus::NotEligible;
  }
  if (episode().closure_requested) {
    return CaseStatus::ClosureRequested;
  }
  CaseStatus furthest = CaseStatus::Registered;
  for (std::size_t i = episode_begin(); i < events.size(); ++i) {
    furthest = std::max(furthest, status_of(*this, events[i]));
  }
  const std::optional<Date> start = implementation_start();
  const bool implementing = furthest == CaseStatus::PlanValidated && start && *start <= day_of(now);
  return implementing ? CaseStatus::InImplementation : furthest;
}

const Event& Case::registration() const {
  return events[episodes.front().first];
}

std::optional<RiskLevel> Case::level_at(Instant moment, const Rulebook& rules) const {
  const auto later = std::find_if(levels.begin(), levels.end(),
                                  [&](const LevelChange& change) { return change.at.at > moment; });
  if (later != levels.begin()) {
    return std::prev(later)->level;
  }
  if (emergency_open(*this, moment)) {
    return RiskLevel::High;
  }
  if (!registered()) {
    return std::nullopt;
  }
  const Rulebook& in_force = rules.at(registration().occurred.day());
  if (in_force.is_always_high(answer_text(*this, registration(), Role::SituationPrimary))) {
    return RiskLevel::High;
  }
  return parse_risk_level(answer_text(*this, registration(), Role::RiskPerceived));
}

std::vector<const Event*> Case::of_form(std::string_view form) const {
  std::vector<const Event*> found;
  for (std::size_t i = episode_begin(); i < events.size(); ++i) {
    if (events[i].form == form) {
      found.push_back(&events[i]);
    }
  }
  return found;
}

std::optional<Date> Case::implementation_start() const {
  for (const Event* plan : of_form(kCarePlanForm)) {
    if (const std::optional<When> start = answer_when(*this, *plan, Role::PlanStart)) {
      return start->day();
    }
    if (plan->first_approved) {
      return plan->first_approved->day();
    }
  }
  return std::nullopt;
}

std::optional<Date> Case::implementation_end() const {
  const std::vector<const Event*> plans = of_form(kCarePlanForm);
  const std::optional<When> end =
      plans.empty() ? std::nullopt : answer_when(*this, *plans.back(), Role::PlanEnd);
  return end ? std::optional(end->day()) : std::nullopt;
}

const Value* answer(const Case& c, const Event& event, Role role) {
  return answer_in(c.forms(event.form), event.data, role);
}

std::string answer_text(const Case& c, const Event& event, Role role) {
  const Value* value = answer(c, event, role);
  return value != nullptr && value->is_scalar() ? value->scalar : std::string();
}

std::vector<std::string> answer_codes(const Case& c, const Event& event, Role role) {
  std::vector<std::string> codes;
  for (const Field* field : c.forms(event.form).all_with_role(role)) {
    const Value* value = event.data.find(field->name);
    if (value != nullptr && value->is_scalar()) {
      codes.push_back(value->scalar);
    }
    const std::vector<std::string> several = event.data.texts_of(field->name);
    codes.insert(codes.end(), several.begin(), several.end());
  }
  return codes;
}

std::optional<When> answer_when(const Case& c, const Event& event, Role role) {
  return parse_when(answer_text(c, event, role));
}

std::string context_of(const Case& c) {
  for (auto event = c.events.rbegin(); event != c.events.rend(); ++event) {
    if (std::string told = answer_text(c, *event, Role::Context); !told.empty()) {
      return told;
    }
  }
  return {};
}

bool answer_yes(const Case& c, const Event& event, Role role) {
  return answer_text(c, event, role) == "true";
}

bool emergency_open(const Case& c, Instant moment) {
  return std::any_of(c.events.begin(), c.events.end(), [&](const Event& event) {
    if (c.forms(event.form).with_role(Role::EmergencyStarted) == nullptr) {
      return false;
    }
    const std::optional<When> ended = answer_when(c, event, Role::EmergencyEnded);
    return has_begun(c, event, moment) && !(ended && ended->at <= moment);
  });
}

bool emergency_open(const Case& c) {
  return std::any_of(c.events.begin(), c.events.end(), [&](const Event& event) {
    const std::optional<When> ended = answer_when(c, event, Role::EmergencyEnded);
    return answer_when(c, event, Role::EmergencyStarted) && !(ended && ended->at <= c.now);
  });
}

}  // namespace pos
