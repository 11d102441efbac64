// A revision of the procedures: what began before it keeps the edition then in force.
#include <memory>

#include "deadline_story.h"

using namespace pos;
using namespace pos::test;

namespace {

/// Invented: from 1 June 2026 on, a full assessment within 5 days (medium), a plan within 4, and
/// follow-ups three in six days (high), one in five (medium).
Rulebook revised_rules() {
  using Unit = Period::Unit;
  Rulebook rules = shipped_rules();
  rules.former = std::make_shared<const Rulebook>(shipped_rules());
  rules.edition = "pos-2026.06";
  rules.in_force = *parse_date("2026-06-01");
  rules.full_assessment[index(RiskLevel::Medium)].within = {Unit::Days, 5};
  rules.care_plan[index(RiskLevel::Medium)].within = {Unit::Days, 4};
  rules.follow_up[index(RiskLevel::High)] = {3, {Unit::Days, 6}};
  rules.follow_up[index(RiskLevel::Medium)] = {1, {Unit::Days, 5}};
  return rules;
}

/// `step due edition` of the obligations of a step.
std::string by_edition(const char* told, Step step) {
  std::string lines;
  for (const Obligation& each : obligations(case_of(story(told)), revised_rules())) {
    lines += each.step == step ? due_words(each) + " " + each.edition + "\n" : "";
  }
  return lines;
}

}  // namespace

TEST_CASE("a deadline is that of the edition in force on the day it counts from") {
  const char* before = "register 2026-05-28 | initial 2026-05-31 medium | now 2026-06-02";
  CHECK(by_edition(before, Step::FullAssessment) == "2026-06-07 pos-2020.08\n");
  const char* after = "register 2026-05-28 | initial 2026-06-01 medium | now 2026-06-02";
  CHECK(by_edition(after, Step::FullAssessment) == "2026-06-06 pos-2026.06\n");
  const char* across =
      "register 2026-05-28 | initial 2026-05-31 medium | full 2026-06-03 medium | now 2026-06-04";
  CHECK(by_edition(across, Step::FullAssessment) == "2026-06-07 pos-2020.08\n");
  CHECK(by_edition(across, Step::CarePlan) == "2026-06-07 pos-2026.06\n");
}

TEST_CASE("follow-ups that run keep their frequency until the level of risk changes") {
  const char* running = "started 2026-05-25 medium | now 2026-06-10";
  CHECK(by_edition(running, Step::FollowUp) == "2026-06-01 pos-2020.08\n2026-06-08 pos-2020.08\n");
  const char* begun = "started 2026-06-01 medium | now 2026-06-02";
  CHECK(by_edition(begun, Step::FollowUp) == "2026-06-06 pos-2026.06\n");
  // The same level found again is no change; a higher one is, and its windows are the new
  // edition's.
  const char* found_again = "started 2026-05-25 medium | visit 2026-06-01 medium | now 2026-06-03";
  CHECK(by_edition(found_again, Step::FollowUp) ==
        "2026-06-01 pos-2020.08\n2026-06-08 pos-2020.08\n");
  const char* raised =
      "started 2026-05-25 medium | visit 2026-06-01 medium | full 2026-06-03 high | now 2026-06-04";
  CHECK(by_edition(raised, Step::FollowUp) == "2026-06-01 pos-2020.08\n2026-06-05 pos-2026.06\n");
}

TEST_CASE("an edition says what it replaces, and the day decides") {
  const Rulebook rules = revised_rules();
  CHECK(rules.at(*parse_date("2026-05-31")).edition == "pos-2020.08");
  CHECK(rules.at(*parse_date("2026-06-01")).edition == "pos-2026.06");
  CHECK(shipped_rules().at(*parse_date("2019-01-01")).edition == "pos-2020.08");
  CHECK(shipped_rules().name().fr ==
        "Procédures Opérationnelles Standardisées – Système national de gestion de cas de "
        "protection de l'enfant, V.1, Août 2020 (pos-2020.08)");
}
