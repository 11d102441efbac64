#include "storage/rules_steps.h"

#include <array>
#include <charconv>
#include <utility>

namespace pos {
namespace {

constexpr std::array<RiskLevel, 4> kStepLevels = {RiskLevel::High, RiskLevel::Medium,
                                                  RiskLevel::Low, RiskLevel::None};
constexpr std::string_view kNotRequired = "not_required";

std::optional<Period> positive_period(std::string_view words) {
  const std::optional<Period> period = parse_period(words);
  return period && period->count > 0 ? period : std::nullopt;
}

}  // namespace

Period period(StrictMap& map, std::string_view key) {
  const std::string words = map.text(key);
  const std::optional<Period> found = positive_period(words);
  if (!found && !words.empty()) {
    map.fault(key, Text{"une durée est attendue, par exemple P7D",
                        "a length of time is expected, for example P7D"});
  }
  return found.value_or(Period{});
}

namespace {

Date day(StrictMap& map, std::string_view key) {
  const std::string words = map.text(key);
  const std::optional<Date> found = parse_date(words);
  if (!found && !words.empty()) {
    map.fault(key, Text{"une date est attendue, par exemple 2020-08-31",
                        "a date is expected, for example 2020-08-31"});
  }
  return found.value_or(Date{});
}

std::optional<Delay> parse_delay(std::string_view words) {
  if (words == kNotRequired) {
    return Delay{Delay::Kind::NotRequired, {}};
  }
  if (words == "at_once") {
    return Delay{Delay::Kind::AtOnce, {}};
  }
  const std::optional<Period> within = positive_period(words);
  return within ? std::optional(Delay{Delay::Kind::Within, *within}) : std::nullopt;
}

/// `2 per P7D`, in days or months.
std::optional<Frequency> parse_frequency(std::string_view words) {
  if (words == kNotRequired) {
    return Frequency{};
  }
  constexpr std::string_view kPer = " per ";
  const std::size_t at = words.find(kPer);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  Frequency result;
  const std::string_view count = words.substr(0, at);
  const auto read = std::from_chars(count.data(), count.data() + count.size(), result.count);
  const std::optional<Period> per = positive_period(words.substr(at + kPer.size()));
  const bool whole = read.ec == std::errc() && read.ptr == count.data() + count.size();
  if (!whole || result.count < 1 || !per || per->unit == Period::Unit::Hours) {
    return std::nullopt;
  }
  result.per = *per;
  return result;
}

Delay delay(StrictMap& map, std::string_view key) {
  const std::string words = map.text(key);
  const std::optional<Delay> found = parse_delay(words);
  if (!found && !words.empty()) {
    map.fault(key, Text{"at_once, not_required ou une durée est attendu",
                        "at_once, not_required or a length of time is expected"});
  }
  return found.value_or(Delay{});
}

Frequency frequency(StrictMap& map, std::string_view key) {
  const std::string words = map.text(key);
  const std::optional<Frequency> found = parse_frequency(words);
  if (!found && !words.empty()) {
    map.fault(key, Text{"not_required ou par exemple `2 per P7D` est attendu",
                        "not_required or for example `2 per P7D` is expected"});
  }
  return found.value_or(Frequency{});
}

template <class T>
ByLevel<T> by_level(StrictMap& map, std::string_view key, T (*read)(StrictMap&, std::string_view)) {
  StrictMap levels(map.map(key), key, map.line(), map.faults());
  ByLevel<T> result;
  for (RiskLevel level : kStepLevels) {
    result[index(level)] = read(levels, word(level));
  }
  return result;
}

// Steps

void read_delays(Rulebook& rules, Step step, StrictMap& map) {
  switch (step) {
    case Step::InitialAssessment:
      rules.initial_assessment = by_level(map, "delay", delay);
      break;
    case Step::FullAssessment:
      rules.full_assessment = by_level(map, "delay", delay);
      break;
    case Step::FullAssessmentCompletion:
      rules.full_assessment_completion = by_level(map, "delay", delay);
      break;
    case Step::CarePlan:
      rules.care_plan = by_level(map, "delay", delay);
      break;
    case Step::FollowUp:
      rules.follow_up = by_level(map, "frequency", frequency);
      rules.sensitive_follow_up = frequency(map, "sensitive");
      break;
    case Step::Review:
      rules.review = by_level(map, "frequency", frequency);
      break;
    case Step::Contact:
      rules.contact = by_level(map, "within_by_level", period);
      rules.contact_forms = map.texts("seen_at");
      break;
    default:
      break;
  }
}

void read_limits_of_teams(Rulebook& rules, Step step, StrictMap& map) {
  switch (step) {
    case Step::TeamMeeting:
      rules.team_meeting = period(map, "within");
      break;
    case Step::Supervision:
      rules.individual_supervision = period(map, "within");
      break;
    case Step::CaseReview:
      rules.case_review = period(map, "within");
      break;
    case Step::CompetenceEvaluation:
      rules.competence_evaluation = period(map, "within");
      break;
    case Step::PartnerTraining:
      rules.partner_training = period(map, "within");
      break;
    case Step::Complaint:
      rules.complaint = period(map, "within");
      break;
    case Step::EditionReview:
      rules.edition_review = period(map, "within");
      rules.edition_issued = day(map, "issued");
      break;
    default:
      break;
  }
}

void read_limits(Rulebook& rules, Step step, StrictMap& map) {
  switch (step) {
    case Step::Signalement:
      rules.signalement = period(map, "within");
      break;
    case Step::PlanValidation:
      rules.plan_validation = period(map, "within");
      break;
    case Step::ClosureValidation:
      rules.closure_validation = period(map, "within");
      break;
    case Step::Emergency:
      rules.open_emergency_entry = period(map, "within");
      break;
    case Step::Requisition:
      rules.requisition = period(map, "within");
      break;
    case Step::VisitAfterDischarge:
      rules.visit_after_discharge = period(map, "within");
      rules.discharge_visits = map.texts("visits");
      break;
    case Step::CounterReferral:
      rules.hospital_services = map.texts("at_discharge");
      break;
    case Step::MedicalCare:
      rules.medical_care = period(map, "within");
      break;
    case Step::AgencyNotification:
      rules.notification = period(map, "within");
      break;
    case Step::EmergencyAccommodation:
      rules.emergency_accommodation = period(map, "within");
      break;
    case Step::UnhcrAccommodation:
      rules.unhcr_accommodation = period(map, "within");
      rules.unhcr_accommodation_asylum_seeker = period(map, "within_asylum_seeker");
      rules.asylum_seekers = map.texts("asylum_seekers");
      break;
    case Step::TransferAcceptance:
      rules.transfer_acceptance = period(map, "within");
      break;
    case Step::Inactivity:
      rules.inactivity = period(map, "within");
      break;
    default:
      read_limits_of_teams(rules, step, map);
  }
}

void read_step(Rulebook& rules, const Value& row, Faults& faults) {
  StrictMap map(&row, "steps", row.line, faults);
  const std::string name = map.text("step");
  StepInfo info;
  info.label = map.label();
  info.source = map.text("source");
  info.recommended = map.flag("recommended");
  info.rule = "deadlines." + name;
  const std::optional<Step> step = parse_step(name);
  if (!step) {
    map.fault("step", Text{"étape inconnue", "an unknown step"});
    return;
  }
  read_delays(rules, *step, map);
  read_limits(rules, *step, map);
  if (!rules.steps.emplace(*step, std::move(info)).second) {
    map.fault("step", Text{"étape dite deux fois", "a step told twice"});
  }
}

}  // namespace

void read_steps(Rulebook& rules, StrictMap& map) {
  for (const Value& row : map.rows("steps")) {
    read_step(rules, row, map.faults());
  }
  for (Step step : all_steps()) {
    if (!rules.steps.contains(step)) {
      map.fault("steps", text("il manque l'étape {}", "the step {} is missing", word(step)));
    }
  }
}

}  // namespace pos
