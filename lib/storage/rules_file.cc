#include "storage/rules_file.h"

#include <algorithm>
#include <set>

#include "domain/role.h"
#include "domain/staff.h"
#include "storage/rules_steps.h"
#include "storage/strict_map.h"
#include "storage/yaml.h"

namespace pos {
namespace {

constexpr std::array<RiskLevel, 4> kLevels = {RiskLevel::High, RiskLevel::Medium, RiskLevel::Low,
                                              RiskLevel::None};

// What it is called, who issued it, since when it holds

Text both_languages(StrictMap& map, std::string_view key) {
  return StrictMap(map.map(key), key, map.line(), map.faults()).label();
}

std::vector<Choice> labelled(StrictMap& map, std::string_view key) {
  std::vector<Choice> made;
  for (const Value& row : map.rows(key)) {
    StrictMap choice(&row, key, row.line, map.faults());
    made.push_back({choice.text("code"), choice.label()});
  }
  return made;
}

void read_name(Rulebook& rules, StrictMap& map) {
  rules.edition = map.text("edition");
  rules.source = map.text("source");
  rules.title = both_languages(map, "title");
  rules.version = map.text("version");
  rules.date = both_languages(map, "date");
  rules.issuer = map.text("issuer");
  rules.focal_point = both_languages(map, "focal_point");
  rules.domains = labelled(map, "domains");
  const std::string in_force = map.text("in_force");
  const std::optional<Date> day = parse_date(in_force);
  if (!day && !in_force.empty()) {
    map.fault("in_force", Text{"une date est attendue", "a date is expected"});
  }
  rules.in_force = day.value_or(Date{});
  rules.replaces = map.has("replaces") ? map.text("replaces") : std::string();
  if (!rules.replaces.empty() && rules.replaces >= rules.edition) {
    map.fault("replaces", Text{"n'est pas une édition antérieure", "not an earlier edition"});
  }
}

// The file on paper

void read_file_rules(FileRules& rules, StrictMap& outer) {
  StrictMap map(outer.map("file"), "file", outer.line(), outer.faults());
  rules.stages = labelled(map, "stages");
  for (const Value& row : map.rows("documents")) {
    StrictMap document(&row, "documents", row.line, map.faults());
    FileRules::Document made;
    made.code = document.text("code");
    made.label = document.label();
    made.forms = document.texts("forms");
    made.role = document.has("role") ? document.text("role") : std::string();
    made.source = document.text("source");
    if (!made.role.empty() && !parse_role(made.role)) {
      document.fault("role", Text{"rôle inconnu", "an unknown role"});
    }
    rules.documents.push_back(std::move(made));
  }
  for (const Value& row : map.rows("waivers")) {
    StrictMap waiver(&row, "waivers", row.line, map.faults());
    FileRules::Waiver made;
    made.form = waiver.text("form");
    made.reasons = waiver.texts("reasons");
    made.label = waiver.label();
    rules.waivers.push_back(std::move(made));
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

/// Roles of the procedures that no card of the vault has are actors of the directory.
void read_held_roles(Rulebook& rules, StrictMap& map) {
  if (!map.has("roles")) {
    return;
  }
  for (const Value& row : map.rows("roles")) {
    StrictMap role(&row, "roles", row.line, map.faults());
    const auto some = [&](std::string_view key) {
      return role.has(key) ? role.texts(key) : std::vector<std::string>();
    };
    HeldRole held;
    held.code = role.text("code");
    held.label = role.label();
    held.cards = some("cards");
    held.institutions = some("institutions");
    held.kinds = some("kinds");
    held.source = role.text("source");
    for (const std::string& card : held.cards) {
      if (!parse_staff_role(card)) {
        role.fault("cards", text("rôle inconnu : {}", "no such role: {}", card));
      }
    }
    rules.roles.push_back(std::move(held));
  }
}

void read_cpims(Rulebook& rules, StrictMap& map) {
  if (!map.has("cpims")) {
    return;
  }
  StrictMap cpims(map.map("cpims"), "cpims", map.line(), map.faults());
  rules.cpims_module = cpims.text("module");
  for (const Value& row : cpims.rows("tables")) {
    StrictMap table(&row, "tables", row.line, map.faults());
    const std::string name = table.text("table");
    for (const std::string& form : table.texts("forms")) {
      rules.cpims_tables[form] = name;
    }
  }
  for (const std::string& form : cpims.texts("apart")) {
    rules.cpims_tables[form] = "";
  }
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
  read_name(rules, map);
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
  read_file_rules(rules.file, map);
  read_office(rules, map);
  read_held_roles(rules, map);
  read_cpims(rules, map);
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
  Rulebook rules = read_rules(*bytes, path, edition);
  if (!rules.replaces.empty()) {
    rules.former = std::make_shared<const Rulebook>(load_rules(files, schemas, rules.replaces));
  }
  return rules;
}

std::vector<std::string> editions(FileSystem& files, const std::string& schemas) {
  constexpr std::string_view kEnding = ".yaml";
  std::vector<std::string> found;
  for (const FolderEntry& entry : files.list(schemas + "/rules")) {
    if (!entry.is_folder && entry.name.ends_with(kEnding) && !entry.name.starts_with('.')) {
      found.push_back(entry.name.substr(0, entry.name.size() - kEnding.size()));
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace pos
