#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "domain/rulebook.h"

namespace pos {

/// Why a level is suggested: one row of the matrix, and one of its factors where it is not always
/// high.
struct RiskReason {
  std::string situation;
  std::string factor;  ///< empty: the situation itself is always high
  RiskLevel level = RiskLevel::None;
  Text message;
  std::string source;
};

struct RiskSuggestion {
  std::optional<RiskLevel> level;   ///< nullopt: nothing ticked that says
  std::vector<RiskReason> reasons;  ///< highest level first, then in the order of the matrix
};

/// The level that the risk matrix suggests. A factor counts where the row of one of the situations
/// holds it; the highest level wins, and five situations are high whatever else is true.
///
/// Errors: none; situations without a row (`other`) and factors of other rows say nothing.
/// Source: POS 4.3; architecture 5.2.
RiskSuggestion suggest(const Rulebook& rules, std::string_view primary,
                       const std::vector<std::string>& secondary,
                       const std::vector<std::string>& factors);

/// What a case manager reads: `suggested level: high`, or that the matrix suggests none.
Text to_text(const RiskSuggestion& suggestion);

}  // namespace pos
