#include "domain/risk.h"

#include <algorithm>

#include "domain/code_list.h"

namespace pos {
namespace {

RiskReason reason_of(const MatrixRow& row) {
  return {row.situation, "", RiskLevel::High,
          text("risque élevé d'office : {}", "high risk whatever else is true: {}", row.label),
          row.source};
}

RiskReason reason_of(const MatrixRow& row, const MatrixRow::Factor& factor) {
  return {
      row.situation, factor.code, factor.level,
      text("risque {} : {} ({})", "{} risk: {} ({})", label(factor.level), factor.label, row.label),
      row.source};
}

void add_reasons(std::vector<RiskReason>& reasons, const MatrixRow& row,
                 const std::vector<std::string>& factors) {
  if (row.always_high) {
    reasons.push_back(reason_of(row));
  }
  for (const MatrixRow::Factor& factor : row.factors) {
    if (holds(factors, factor.code)) {
      reasons.push_back(reason_of(row, factor));
    }
  }
}

}  // namespace

RiskSuggestion suggest(const Rulebook& rules, std::string_view primary,
                       const std::vector<std::string>& secondary,
                       const std::vector<std::string>& factors) {
  RiskSuggestion result;
  for (const MatrixRow& row : rules.risk_matrix) {
    if (row.situation == primary || holds(secondary, row.situation)) {
      add_reasons(result.reasons, row, factors);
    }
  }
  std::stable_sort(result.reasons.begin(), result.reasons.end(),
                   [](const RiskReason& a, const RiskReason& b) { return a.level > b.level; });
  if (!result.reasons.empty()) {
    result.level = result.reasons.front().level;
  }
  return result;
}

Text to_text(const RiskSuggestion& suggestion) {
  if (!suggestion.level) {
    return {"aucun facteur coché : la matrice ne propose pas de niveau",
            "no factor ticked: the matrix suggests no level"};
  }
  return text("niveau proposé : {}", "suggested level: {}", label(*suggestion.level));
}

}  // namespace pos
