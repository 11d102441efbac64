#include "domain/advice.h"

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
  return result;
}

}  // namespace pos
