#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "domain/case.h"
#include "domain/rulebook.h"

namespace pos {

/// The conditions of a closure that its form, as filled, does not meet for its reason; empty: the
/// procedures allow it, and the supervisor's validation alone is missing.
///
/// `form` is the closure's, `answers` its typed answers of all compartments, `closing` the day.
/// Shape:  one finding a condition, naming the field to fill.
/// Errors: none.
/// Source: POS 5.6; the matrix `closure.conditions` of the rules. `other` counts as objective
///         reached; lost from sight needs three months since the last contact.
std::vector<Finding> closure_obstacles(const Case& c, const Rulebook& rules, const Form& form,
                                       const Value& answers, Date closing);

/// The last day on which somebody of the team was in contact with the child.
std::optional<Date> last_contact(const Case& c);

}  // namespace pos
