#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/text.h"
#include "domain/case.h"
#include "domain/rulebook.h"

namespace pos {

/// Something of a case that contradicts itself or the procedures, although every entry of it was
/// rightly written: what merges of work done apart, corrections, rules that changed and other
/// programs leave behind. Kinds are words that scripts rely on:
///   unknown_form edition single order after_end date      entries
///   emergency plan closure consent risk eligibility harm   what the procedures ask of them
struct Inconsistency {
  std::string kind;
  std::string entry;
  Text message;
};

/// All of one case. What is merely due is no contradiction: `obligations` tells that.
///
/// `at` gives the case as it stood at a moment.
/// Shape:  in the order of the events; no answer stands in a message.
/// Errors: none.
/// Source: POS 4.3, 5.1 to 5.6, 3.4.2.3; architecture 5.1, 5.6.
std::vector<Inconsistency> inconsistencies(const Case& c, const Rulebook& rules,
                                           const std::function<Case(Instant)>& at);

}  // namespace pos
