#include "storage/rules_file.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/error.h"
#include "support/memory_file_system.h"
#include "support/shipped_rules.h"
#include "support/shipped_schemas.h"

using namespace pos;
using namespace pos::test;

namespace {

std::string shipped_text() {
  Disk disk;
  return disk.read(shipped_folder() + "/rules/" + kEdition + ".yaml").value();
}

std::string with(const std::string& from, const std::string& to) {
  std::string text = shipped_text();
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// `line key: message` of every fault.
std::string rule_faults(const std::string& text) {
  try {
    read_rules(text, "r.yaml", kEdition);
    return "";
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::Invalid);
    std::string lines;
    for (const Finding& finding : error.findings) {
      CHECK(finding.where.file == "r.yaml");
      lines += std::to_string(finding.where.line) + " " + finding.where.field + ": " +
               finding.message.en + "\n";
    }
    return lines;
  }
}

int line_of(const std::string& text, const std::string& words) {
  return 1 + static_cast<int>(std::count(
                 text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find(words)), '\n'));
}

Delay within(int count, Period::Unit unit) {
  return {Delay::Kind::Within, {unit, count}};
}

}  // namespace

TEST_CASE("the shipped rules hold the table of POS 4.3") {
  using Unit = Period::Unit;
  const Delay at_once = {Delay::Kind::AtOnce, {}};
  const Delay never = {Delay::Kind::NotRequired, {}};
  const Rulebook& r = shipped_rules();
  CHECK(r.edition == kEdition);
  // none, low, medium, high
  CHECK(r.initial_assessment == ByLevel<Delay>{within(24, Unit::Hours), within(24, Unit::Hours),
                                               within(24, Unit::Hours), at_once});
  CHECK(r.full_assessment ==
        ByLevel<Delay>{never, within(1, Unit::Months), within(7, Unit::Days), at_once});
  CHECK(r.full_assessment_completion == ByLevel<Delay>{never, within(1, Unit::Months),
                                                       within(7, Unit::Days),
                                                       within(7, Unit::Days)});
  CHECK(r.care_plan == ByLevel<Delay>{never, within(14, Unit::Days), within(7, Unit::Days),
                                      within(3, Unit::Days)});
  CHECK(r.follow_up == ByLevel<Frequency>{Frequency{}, Frequency{1, {Unit::Days, 14}},
                                          Frequency{1, {Unit::Days, 7}},
                                          Frequency{2, {Unit::Days, 7}}});
  CHECK(r.review == ByLevel<Frequency>{Frequency{}, Frequency{1, {Unit::Months, 3}},
                                       Frequency{1, {Unit::Months, 2}},
                                       Frequency{1, {Unit::Months, 1}}});
  CHECK(r.sensitive_follow_up == Frequency{1, {Unit::Days, 7}});
}

TEST_CASE("the shipped rules hold the limits of POS 3.3.1, 3.4.1, 5.1.2 and 5.6") {
  const Rulebook& r = shipped_rules();
  CHECK(to_string(r.requisition) == "PT72H");
  CHECK(to_string(r.emergency_accommodation) == "PT72H");
  CHECK(to_string(r.visit_after_discharge) == "P1D");
  CHECK(to_string(r.unhcr_accommodation) == "P3D");
  CHECK(to_string(r.unhcr_accommodation_asylum_seeker) == "P14D");
  CHECK(to_string(r.inactivity) == "P3M");
  CHECK(to_string(r.lost_from_sight) == "P3M");
  CHECK(r.transition_follow_ups == 2);
  CHECK(r.transition_reviews == 1);
  CHECK(r.caseload_limit == 25);
  CHECK(r.supervision_notice == 5);
  CHECK(r.supervision_limit == 6);
  CHECK(to_string(r.directory.update) == "P6M");
  CHECK(to_string(r.directory.update_emergency) == "P3M");
  CHECK(to_string(r.team_meeting) == "P14D");
  CHECK(to_string(r.individual_supervision) == "P14D");
  CHECK(to_string(r.case_review) == "P1M");
  CHECK(to_string(r.competence_evaluation) == "P1M");
  CHECK(r.age_bands.size() == 4);
  CHECK(r.age_bands[3].code == "15-17");
  CHECK(r.age_bands[3].to == 17);
}

TEST_CASE("every role of the procedures is held by a card or by an actor of the directory") {
  std::map<std::string, std::vector<std::string>> cards, actors;
  for (const HeldRole& role : shipped_rules().roles) {
    CHECK(role.source.starts_with("POS "));
    if (role.cards.empty()) {
      actors[role.code] = role.institutions.empty() ? role.kinds : role.institutions;
    } else {
      cards[role.code] = role.cards;
    }
  }
  using Held = std::map<std::string, std::vector<std::string>>;
  CHECK(cards == Held{{"case_manager", {"case_manager"}},
                      {"supervisor", {"supervisor"}},
                      {"data_manager", {"data_clerk", "statistics_officer"}},
                      {"organisation_manager", {"organisation_manager"}},
                      {"regional_information_focal_point", {"statistics_officer"}}});
  CHECK(actors == Held{{"national_structure", {"dnpef"}},
                       {"cndife", {"cndife"}},
                       {"community_actor", {"community_mechanism"}},
                       {"external_provider", {"service_provider"}}});
  // They stand in the directory under these words.
  const Form& form = shipped_form("directory");
  Disk disk;
  Schemas schemas(disk, shipped_folder());
  for (const auto& actor : actors) {
    const std::string& code = actor.first;
    const Role field = code == "national_structure" || code == "cndife" ? Role::StructureInstitution
                                                                        : Role::StructureKinds;
    const Field* told = form.with_role(field);
    REQUIRE(told != nullptr);
    const std::vector<Choice>& choices =
        told->list.empty() ? told->choices : schemas.list(told->list).choices;
    CHECK(std::any_of(choices.begin(), choices.end(),
                      [&](const Choice& choice) { return choice.code == actor.second.front(); }));
  }
}

TEST_CASE("what is not of the POS is marked as recommended, and only that") {
  std::set<Step> recommended;
  for (const auto& [step, info] : shipped_rules().steps) {
    CHECK(info.rule == "deadlines." + std::string(word(step)));
    CHECK(info.source.starts_with("POS "));
    if (info.recommended) {
      recommended.insert(step);
    }
  }
  CHECK(recommended == std::set{Step::Signalement, Step::PlanValidation, Step::PlanRevision,
                                Step::ClosureValidation, Step::Contact, Step::Emergency,
                                Step::MedicalCare, Step::AgencyNotification,
                                Step::DnpefNotification, Step::UnicefNotification,
                                Step::TransferAcceptance, Step::PartnerTraining, Step::Complaint});
}

TEST_CASE("the matrix has the situations of article 50 and the factors of the code lists") {
  Disk disk;
  Schemas schemas(disk, shipped_folder());
  const auto codes = [&](const char* list) {
    std::set<std::string> found;
    for (const Choice& choice : schemas.list(list).choices) {
      found.insert(choice.code);
    }
    found.erase("other");
    return found;
  };
  std::set<std::string> situations, high, others;
  for (const MatrixRow& row : shipped_rules().risk_matrix) {
    situations.insert(row.situation);
    for (const MatrixRow::Factor& factor : row.factors) {
      (factor.level == RiskLevel::High ? high : others).insert(factor.code);
    }
  }
  CHECK(situations == codes("pos-art50-situation"));
  CHECK(high == codes("pos-aggravating-factor"));
  CHECK(others == codes("pos-mitigating-factor"));
}

TEST_CASE("every reason for closing has its conditions") {
  Disk disk;
  Schemas schemas(disk, shipped_folder());
  const Rulebook& r = shipped_rules();
  for (const Choice& reason : schemas.list("pos-closure-reason").choices) {
    CAPTURE(reason.code);
    REQUIRE(r.closure_conditions.contains(reason.code));
    CHECK(r.closure_conditions.at(reason.code).at("supervisor_validation") == Condition::Required);
  }
  CHECK(r.closure_conditions.at("other") == r.closure_conditions.at("objective_reached"));
  CHECK(r.closure_conditions.at("deceased").at("closing_interview") == Condition::NotApplicable);
  CHECK(r.closure_conditions.at("transferred").at("feedback_forms") == Condition::IfPossible);
}

TEST_CASE("an unknown key is refused with its line, and the key that was meant") {
  const std::string text = with("within: PT72H", "wthin: PT72H");
  const int line = line_of(text, "wthin");
  CHECK(rule_faults(text) == std::to_string(line - 4) + " within: a missing key\n" +
                                 std::to_string(line) + " wthin: an unknown key\n");
  try {
    read_rules(text, "r.yaml", kEdition);
  } catch (const Error& error) {
    CHECK(error.findings.back().hint.fr == "vouliez-vous dire `within` ?");
  }
}

TEST_CASE("every value that is none is refused with its line") {
  struct Row {
    const char* from;
    const char* to;
    const char* fault;
    int above = 0;  ///< how many lines the fault is told above the change
  };
  const Row rows[] = {
      {"high: at_once, medium: PT24H", "high: now, medium: PT24H",
       "high: at_once, not_required or a length of time is expected"},
      {"medium: PT24H, low", "medium: 24h, low",
       "medium: at_once, not_required or a length of time is expected"},
      {"\"2 per P7D\"", "\"2 in P7D\"",
       "high: not_required or for example `2 per P7D` is expected"},
      {"\"2 per P7D\"", "\"0 per P7D\"",
       "high: not_required or for example `2 per P7D` is expected"},
      {"\"2 per P7D\"", "\"2 per PT7H\"",
       "high: not_required or for example `2 per P7D` is expected"},
      {"within: P3M", "within: 3 months", "within: a length of time is expected, for example P7D"},
      {"within: P3M", "within: P0D", "within: a length of time is expected, for example P7D"},
      {"step: inactivity", "step: inactive", "step: an unknown step"},
      {"step: closure_validation", "step: closure", "step: a step told twice"},
      {"recommended: true", "recommended: yes", "recommended: not one of true, false"},
      {"always_high: true", "always_high: false", "situation: factors or always_high are expected",
       4},
      {"situation: b_taken_in_abandoned_found", "situation: a_loss_of_parents",
       "situation: a situation told twice"},
      {"transition_follow_ups: 2", "transition_follow_ups: two",
       "transition_follow_ups: a whole number is expected"},
      {"archive: required", "archive: always",
       "archive: not one of required, if_possible, not_applicable"},
      {"from: 6, to: 11", "from: 7, to: 11", "from: age bands follow each other from 0 years on"},
      {"unassessed: medium", "unassessed: unknown", "unassessed: a risk level is expected"},
      {"edition: \"pos-2020.08\"", "edition: \"pos-2021.01\"",
       "edition: not the edition that the file's name promises"},
      {"visits: [home_visit, centre_visit]", "visits: home_visit",
       "visits: a list of texts is expected"},
  };
  for (const Row& row : rows) {
    const int line = line_of(shipped_text(), row.from) - row.above;
    const std::string expected = "\n" + std::to_string(line) + " " + row.fault + "\n";
    const std::string found = "\n" + rule_faults(with(row.from, row.to));
    CHECK_MESSAGE(found.find(expected) != std::string::npos, found << "instead of" << expected);
  }
}

TEST_CASE("a level or a whole part that is missing is refused") {
  CHECK(rule_faults(with("{high: at_once, medium: P7D, low: P1M, none: not_required}",
                         "{high: at_once, medium: P7D, none: not_required}"))
            .find("low: a missing key") != std::string::npos);
  const std::string text = shipped_text();
  CHECK(rule_faults(text.substr(0, text.find("age_bands:"))) == "9 age_bands: a missing key\n");
}

TEST_CASE("an edition without a file, or that is no name, is not found") {
  MemoryFileSystem files;
  files.put("/s/rules/pos-2020.08.yaml", shipped_text());
  CHECK(load_rules(files, "/s", kEdition).edition == kEdition);
  for (const char* edition : {"pos-1999.01", "../rules/pos-2020.08", ""}) {
    CAPTURE(edition);
    try {
      load_rules(files, "/s", edition);
      FAIL("was found");
    } catch (const Error& error) {
      CHECK(error.code == ErrorCode::NotFound);
      CHECK(error.message.en.starts_with("no rules for the edition"));
    }
  }
}
