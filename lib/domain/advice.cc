#include "domain/advice.h"

#include <algorithm>
#include <cstddef>

#include "domain/care_plan.h"

namespace pos {
namespace {

bool awaits_validation(const Case& c, std::string_view form) {
  const std::vector<const Event*> events = c.of_form(form);
  return !events.empty() && !events.back()->validation;
}

bool was_returned(const Case& c, std::string_view form) {
  const std::vector<const Event*> events = c.of_form(form);
  return !events.empty() && events.back()->validation &&
         events.back()->validation->decision == Decision::Returned;
}

bool concerns_tracing(const Case& c) {
  return std::any_of(c.events.begin(), c.events.end(), [&](const Event& event) {
    const Form& form = c.forms(event.form);
    return form.with_role(Role::TracingWish) != nullptr ||
           form.with_role(Role::SoughtChildren) != nullptr;
  });
}

/// Whether an answer of the case is one of the codes, or with `other` none of them.
bool has_answer(const Case& c, Role role, const std::vector<std::string>& codes,
                bool other = false) {
  for (const Event& event : c.events) {
    for (const std::string& code : answer_codes(c, event, role)) {
      const bool known = std::find(codes.begin(), codes.end(), code) != codes.end();
      if (known != other) {
        return true;
      }
    }
  }
  return false;
}

/// Family tracing across a border, of children on the move, of displaced ones (POS 3.4.1 (10)).
void add_tracing(std::vector<Advice>& to, const Case& c, const Rulebook::Tracing& tracing) {
  if (tracing.home.empty() || !concerns_tracing(c)) {
    return;
  }
  if (has_answer(c, Role::Nationality, {tracing.home}, true)) {
    to.push_back({"tracing-icrc",
                  {"recherche internationale de la famille : elle revient au CICR",
                   "international family tracing: it is the ICRC's"},
                  tracing.source});
  }
  if (has_answer(c, Role::ChildProfile, tracing.on_the_move)) {
    to.push_back({"tracing-iom",
                  {"enfant en mobilité : l'OIM recherche la famille",
                   "a child on the move: the IOM traces the family"},
                  tracing.source});
  }
  if (has_answer(c, Role::DisplacementStatus, tracing.displaced)) {
    to.push_back(
        {"tracing-unhcr",
         {"enfant déplacé ou réfugié : le HCR recherche la famille, et peut prendre le relais",
          "a displaced or refugee child: the UNHCR traces the family, and may take over"},
         tracing.source});
  }
}

void add_conflict(std::vector<Advice>& to, const Case& c) {
  const bool conflict = std::any_of(c.events.begin(), c.events.end(), [&](const Event& event) {
    return answer_yes(c, event, Role::ConflictOfInterest) && event.author == c.manager;
  });
  if (conflict) {
    to.push_back({"conflict-of-interest",
                  {"conflit d'intérêts du gestionnaire : confier le dossier à un autre "
                   "(`pos assign`) ou le référer",
                   "conflict of interest of the manager: give the case to another (`pos assign`) "
                   "or refer it"},
                  "POS 4.2"});
  }
}

/// A later step does not stand in for the initial assessment, which confirms the level.
void add_unassessed(std::vector<Advice>& to, const Case& c) {
  const bool later =
      std::any_of(c.events.begin() + static_cast<std::ptrdiff_t>(c.episode_begin()), c.events.end(),
                  [](const Event& event) {
                    return event.form == kFullAssessmentForm || event.form == kCarePlanForm;
                  });
  if (later && c.of_form(kInitialAssessmentForm).empty()) {
    to.push_back({"no-initial-assessment",
                  {"des étapes sont faites sans évaluation initiale : elle est nécessaire, quel "
                   "que soit le risque perçu",
                   "steps were made without an initial assessment: it is necessary whatever the "
                   "perceived risk"},
                  "POS 4.3"});
  }
}

void add_obstacles(std::vector<Advice>& to, const Case& c) {
  if (const std::size_t open = open_obstacles(c).size(); open > 0) {
    to.push_back({"obstacles-open",
                  text("obstacles pas encore levés : {}", "obstacles not solved yet: {}", open),
                  "POS 5.5"});
  }
}

}  // namespace

std::vector<Advice> advice(const Case& c, const Rulebook& rules) {
  std::vector<Advice> result;
  if (!c.open()) {
    return result;
  }
  if (emergency_open(c)) {
    result.push_back({"emergency",
                      {"une urgence est ouverte : les soins passent avant tout, sans attendre une "
                       "évaluation",
                       "an emergency is open: care comes first and waits for no assessment"},
                      "POS 5.1.2"});
  }
  if (c.level_at(c.now, rules) == RiskLevel::None) {
    result.push_back({"closure-recommended",
                      {"risque nul : clôture recommandée, suivi communautaire possible",
                       "no risk: closure recommended, community follow-up possible"},
                      "POS 4.3"});
  }
  if (awaits_validation(c, kCarePlanForm)) {
    result.push_back({"plan-awaits-validation",
                      {"le plan attend la validation du superviseur",
                       "the plan awaits the supervisor's validation"},
                      "POS 5.3 e"});
  }
  if (was_returned(c, kCarePlanForm)) {
    result.push_back({"plan-returned",
                      {"le superviseur a retourné le plan : le revoir",
                       "the supervisor returned the plan: revise it"},
                      "POS 5.3 e"});
  }
  if (awaits_validation(c, kClosureForm)) {
    result.push_back({"closure-awaits-validation",
                      {"la clôture attend la validation du superviseur",
                       "the closure awaits the supervisor's validation"},
                      "POS 5.6"});
  }
  if (was_returned(c, kClosureForm)) {
    result.push_back({"closure-returned",
                      {"le superviseur a retourné la demande de clôture : la corriger",
                       "the supervisor returned the request for closure: correct it"},
                      "POS 5.6"});
  }
  add_tracing(result, c, rules.tracing);
  add_conflict(result, c);
  add_unassessed(result, c);
  add_obstacles(result, c);
  return result;
}

}  // namespace pos
