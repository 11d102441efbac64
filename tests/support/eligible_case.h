#pragma once

#include <string>
#include <utility>
#include <vector>

#include "support/case_builder.h"

namespace pos::test {

/// A registered case whose child is eligible.
inline CaseBuilder eligible_case() {
  CaseBuilder b;
  b.registered("2026-03-02", answers({{"case_management_eligible", "true"}}));
  return b;
}

/// One sign that makes the risk high by itself.
inline Rulebook few_rules() {
  Rulebook rules;
  MatrixRow high;
  high.situation = "f_sexual_exploitation";
  high.always_high = true;
  rules.risk_matrix = {high};
  return rules;
}

inline std::optional<RiskLevel> level(const Case& c, std::string_view at) {
  return c.level_at(instant(at), few_rules());
}

}  // namespace pos::test
