#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "domain/advice.h"
#include "domain/form.h"
#include "domain/rulebook.h"

namespace pos {

/// What a registration (1.B), its completions laid over, says of eligibility at both levels.
struct EligibilityAnswers {
  std::string programme;        ///< level 1: true, false, not_applicable
  std::string case_management;  ///< level 2: true, false, undecided
  std::string action;           ///< for a child who is not eligible
  std::string primary;          ///< situation of article 50
  std::vector<std::string> secondary;
  std::vector<std::string> attributes;  ///< unaccompanied, separated, …
  std::vector<std::string> criteria;    ///< of the table
  std::string involvement;              ///< in an armed conflict
  std::string age_certainty, age_decision;
  std::optional<int> age;  ///< completed years
  bool conflict_of_interest = false;
};
EligibilityAnswers read_eligibility(const Form& form, const Value& answers);

/// pending, eligible, not_eligible_programme, not_eligible_case_management, oriented_prevention.
///
/// Source: POS 4.1, 4.2.
std::string eligibility_result(const EligibilityAnswers& answers);

/// What the table for unaccompanied and separated children says; nothing where a harm is found,
/// which comes first, where none of its criteria is ticked, or for any other child.
///
/// Source: POS 5.1.2; criteria of the other column of the table do not count, any that enters wins.
enum class TableSays { Nothing, Enters, DoesNotEnter };
TableSays uasc_table(const EligibilityAnswers& answers, const EligibilityRules& rules);

/// Who decides: a State office has the mandate to protect every child (POS 4.2.1).
struct Decider {
  bool of_the_state = false;
  bool has_assessed = false;  ///< an initial assessment of the child is there
};

/// A decision that the procedures forbid; nullopt where they leave it to the worker.
struct ForbiddenDecision {
  std::string id;
  Text message, hint;
  std::string source;
};
std::optional<ForbiddenDecision> forbidden_decision(const EligibilityAnswers& answers,
                                                    const EligibilityRules& rules,
                                                    const Decider& decider);

/// Known to be of age: by a document, or by the decision of an authority (POS 1.2, 3.4.2.1).
bool is_of_age(const EligibilityAnswers& answers, const EligibilityRules& rules);

/// An assessment whose harm contradicts itself: a violation that has happened is told as a risk, or
/// a harm is told as risked that is not among the harms.
///
/// Source: POS 1.2, 4.2.2 e.
std::vector<Advice> harm_notices(const Form& form, const Value& answers,
                                 const EligibilityRules& rules);

/// The worker spoke with the family of a child who did not agree, and whose profile asks for that.
///
/// Source: POS 5.1.3.
bool breaks_family_contact(const Form& form, const Value& answers,
                           const std::vector<std::string>& profiles, const EligibilityRules& rules);

/// What the worker should look at again, in this order: harm, table, age, programme, conflicts.
std::vector<Advice> eligibility_notices(const EligibilityAnswers& answers,
                                        const EligibilityRules& rules);

}  // namespace pos
