#include "storage/rules_file.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "storage/strict_map.h"
#include "storage/yaml.h"

namespace pos {
namespace {

constexpr std::array<RiskLevel, 4> kLevels = {RiskLevel::High, RiskLevel::Medium, RiskLevel::Low,
                                              RiskLevel::None};
constexpr std::string_view kNotRequired = "not_required";

// Values

std::optional<Period> positive_period(std::string_view words) {
  const std::optional<Period> period = parse_period(words);
  return period && period->count > 0 ? period : std::nullopt;
}

Period period(StrictMap& map, std::string_view key) {
  const std::string words = map.text(key);
  const std::optional<Period> found = positive_period(words);
  if (!found && !words.empty()) {
    map.fault(key, Text{"une durée est attendue, par exemple P7D",
                        "a length of time is expected, for example P7D"});
  }
  return found.value_or(Period{});
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
  for (RiskLevel level : kLevels) {
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

// Risk matrix

void read_factors(MatrixRow& row, RiskLevel level, StrictMap& map) {
  const std::string_view key = word(level);
  if (!map.has(key)) {
    return;
  }
  for (const Value& each : map.rows(key)) {
    StrictMap factor(&each, key, each.line, map.faults());
    row.factors.push_back({factor.text("code"), level, factor.label()});
  }
}

MatrixRow read_matrix_row(const Value& value, Faults& faults) {
  StrictMap map(&value, "risk_matrix", value.line, faults);
  MatrixRow row;
  row.situation = map.text("situation");
  row.label = map.label();
  row.source = map.text("source");
  row.always_high = map.flag("always_high");
  for (RiskLevel level : kLevels) {
    read_factors(row, level, map);
  }
  if (!row.always_high && row.factors.empty()) {
    map.fault("situation", Text{"des facteurs ou always_high sont attendus",
                                "factors or always_high are expected"});
  }
  return row;
}

void read_matrix(Rulebook& rules, StrictMap& map) {
  std::set<std::string> seen;
  for (const Value& value : map.rows("risk_matrix")) {
    rules.risk_matrix.push_back(read_matrix_row(value, map.faults()));
    if (!seen.insert(rules.risk_matrix.back().situation).second) {
      map.faults().add(value.line, "situation",
                       Text{"situation dite deux fois", "a situation told twice"});
    }
  }
}

// Eligibility, scenarios, terms: a revision may do without them

void read_table(EligibilityRules& rules, StrictMap& map) {
  for (const Value& row : map.rows("table")) {
    StrictMap criterion(&row, "table", row.line, map.faults());
    EligibilityRules::Criterion made;
    made.code = criterion.text("code");
    made.enters = criterion.flag("enters");
    made.of = criterion.texts("of");
    made.older_than = criterion.has("older_than") ? criterion.number("older_than") : 0;
    rules.table.push_back(std::move(made));
  }
}

void read_eligibility(Rulebook& rules, StrictMap& map) {
  if (!map.has("eligibility")) {
    return;
  }
  StrictMap eligibility(map.map("eligibility"), "eligibility", map.line(), map.faults());
  EligibilityRules& read = rules.eligibility;
  read.accompanied = eligibility.texts("accompanied");
  read.assessed_first = eligibility.texts("assessed_first");
  read.established = eligibility.texts("established");
  read.collective = eligibility.texts("collective");
  read.family_contact_by_consent = eligibility.texts("family_contact_by_consent");
  read.of_age = eligibility.number("of_age");
  read.very_young_up_to = eligibility.number("very_young_up_to");
  read_table(read, eligibility);
}

void read_scenarios(Rulebook& rules, StrictMap& map) {
  if (!map.has("scenarios")) {
    return;
  }
  for (const Value& row : map.rows("scenarios")) {
    StrictMap step(&row, "scenarios", row.line, map.faults());
    ScenarioRule made;
    made.scenario = step.text("scenario");
    made.option = step.text("option");
    made.step = step.text("step");
    made.label = step.label();
    rules.scenarios.push_back(std::move(made));
  }
}

void read_terms(Rulebook& rules, StrictMap& map) {
  if (!map.has("terms")) {
    return;
  }
  StrictMap terms(map.map("terms"), "terms", map.line(), map.faults());
  for (const char* term : {"short", "medium"}) {
    rules.terms[term] = period(terms, term);
  }
}

// Closure, caseload, directory, ages

Condition condition(StrictMap& map, const std::string& key) {
  const std::string words = map.text(key);
  if (words == "required") {
    return Condition::Required;
  }
  if (words == "if_possible") {
    return Condition::IfPossible;
  }
  if (words != "not_applicable" && !words.empty()) {
    map.fault(key, Text{"ne figure pas parmi required, if_possible, not_applicable",
                        "not one of required, if_possible, not_applicable"});
  }
  return Condition::NotApplicable;
}

void read_conditions(Rulebook& rules, const Value& row, Faults& faults) {
  StrictMap map(&row, "conditions", row.line, faults);
  std::map<std::string, Condition>& conditions = rules.closure_conditions[map.text("reason")];
  if (!conditions.empty()) {
    map.fault("reason", Text{"motif dit deux fois", "a reason told twice"});
  }
  for (const char* key :
       {"decided_with_child_family", "closing_interview", "feedback_forms", "transition_period",
        "supervisor_validation", "contact_information_given", "archive"}) {
    conditions[key] = condition(map, key);
  }
}

void read_closure(Rulebook& rules, StrictMap& map) {
  StrictMap closure(map.map("closure"), "closure", map.line(), map.faults());
  rules.lost_from_sight = period(closure, "lost_from_sight");
  rules.transition_follow_ups = closure.number("transition_follow_ups");
  rules.transition_reviews = closure.number("transition_reviews");
  for (const Value& row : closure.rows("conditions")) {
    read_conditions(rules, row, closure.faults());
  }
}

void read_office(Rulebook& rules, StrictMap& map) {
  StrictMap caseload(map.map("caseload"), "caseload", map.line(), map.faults());
  rules.caseload_limit = caseload.number("open_cases");
  rules.supervision_notice = caseload.number("managers_notice");
  rules.supervision_limit = caseload.number("managers");
}

void read_directory_routes(DirectoryRules& rules, StrictMap& map) {
  for (const Value& row : map.rows("headings")) {
    StrictMap heading(&row, "headings", row.line, map.faults());
    rules.headings.push_back({heading.text("category"), heading.text("heading")});
  }
  for (const Value& row : map.rows("routes")) {
    StrictMap route(&row, "routes", row.line, map.faults());
    const auto some = [&](std::string_view key) {
      return route.has(key) ? route.texts(key) : std::vector<std::string>();
    };
    rules.routes.push_back({route.text("service"), route.texts("profiles"), some("institutions"),
                            some("types"), route.text("source")});
  }
  for (const Value& row : map.rows("offices")) {
    StrictMap office(&row, "offices", row.line, map.faults());
    rules.offices.push_back({office.texts("institutions"), office.text("source")});
  }
}

void read_directory(DirectoryRules& rules, StrictMap& outer) {
  StrictMap map(outer.map("directory"), "directory", outer.line(), outer.faults());
  rules.update = period(map, "update");
  rules.update_emergency = period(map, "update_emergency");
  rules.actor_update = period(map, "actor_update");
  rules.accommodation = map.texts("accommodation");
  rules.needs_conditions = map.texts("needs_conditions");
  rules.needs_focal_point = map.texts("needs_focal_point");
  rules.state_types = map.texts("state_types");
  StrictMap administration(map.map("administration"), "administration", map.line(), map.faults());
  rules.administration_days = administration.texts("days");
  rules.administration_from = administration.text("from");
  rules.administration_until = administration.text("until");
  read_directory_routes(rules, map);
}

/// An edition may say nothing of it.
void read_tracing(Rulebook& rules, StrictMap& map) {
  if (!map.has("tracing")) {
    return;
  }
  StrictMap tracing(map.map("tracing"), "tracing", map.line(), map.faults());
  rules.tracing.home = tracing.text("home");
  rules.tracing.on_the_move = tracing.texts("on_the_move");
  rules.tracing.displaced = tracing.texts("displaced");
  rules.tracing.source = tracing.text("source");
}

void read_age_bands(Rulebook& rules, StrictMap& map) {
  for (const Value& row : map.rows("age_bands")) {
    StrictMap band(&row, "age_bands", row.line, map.faults());
    rules.age_bands.push_back({band.text("code"), band.number("from"), band.number("to")});
    const std::size_t count = rules.age_bands.size();
    const int expected = count == 1 ? 0 : rules.age_bands[count - 2].to + 1;
    if (rules.age_bands.back().from != expected || rules.age_bands.back().to < expected) {
      band.fault("from", Text{"les tranches d'âge se suivent à partir de 0 an",
                              "age bands follow each other from 0 years on"});
    }
  }
}

RiskLevel read_unassessed(StrictMap& map) {
  const std::string words = map.text("unassessed");
  const std::optional<RiskLevel> level = parse_risk_level(words);
  if (!level && !words.empty()) {
    map.fault("unassessed", Text{"un niveau de risque est attendu", "a risk level is expected"});
  }
  return level.value_or(RiskLevel::High);
}

Rulebook read_all(const Value& file, const std::string& edition, Faults& faults) {
  StrictMap map(&file, "", 1, faults);
  Rulebook rules;
  rules.edition = map.text("edition");
  rules.source = map.text("source");
  rules.unassessed = read_unassessed(map);
  if (rules.edition != edition && !rules.edition.empty()) {
    map.fault("edition", Text{"n'est pas l'édition que le nom du fichier annonce",
                              "not the edition that the file's name promises"});
  }
  read_steps(rules, map);
  read_matrix(rules, map);
  read_eligibility(rules, map);
  read_scenarios(rules, map);
  read_terms(rules, map);
  rules.sharing_protocol = map.text("sharing_protocol");
  read_closure(rules, map);
  read_office(rules, map);
  read_tracing(rules, map);
  read_directory(rules.directory, map);
  read_age_bands(rules, map);
  return rules;
}

}  // namespace

Rulebook read_rules(std::string_view bytes, const std::string& name, const std::string& edition) {
  Faults faults{name, {}};
  const Rulebook rules = read_all(read_yaml(bytes, name), edition, faults);
  faults.raise();
  return rules;
}

Rulebook load_rules(FileSystem& files, const std::string& schemas, const std::string& edition) {
  const std::string path = schemas + "/rules/" + edition + ".yaml";
  const bool is_name = edition.find('/') == std::string::npos;
  const std::optional<std::string> bytes = is_name ? files.read(path) : std::nullopt;
  if (!bytes) {
    throw Error(ErrorCode::NotFound,
                text("pas de règles pour l'édition {} des procédures",
                     "no rules for the edition {} of the procedures", edition),
                {"POS_SCHEMAS désigne le dossier des fiches et des règles",
                 "POS_SCHEMAS names the folder of forms and rules"},
                {path, 0, ""});
  }
  return read_rules(*bytes, path, edition);
}

}  // namespace pos
