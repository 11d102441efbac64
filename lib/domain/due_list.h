#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/deadlines.h"

namespace pos {

/// An obligation with the case it belongs to.
struct DueItem {
  std::string case_id;
  std::string manager;
  std::optional<RiskLevel> level;  ///< in force now
  Obligation obligation;
};

struct DueQuery {
  std::string manager;           ///< empty: of everyone
  std::optional<Period> within;  ///< limits the pending ones
  bool all = false;              ///< also those met, missed and not required
};

/// The obligations of one case that the query shows.
std::vector<DueItem> due_items(const Case& c, const Rulebook& rules, const DueQuery& query);

/// By due time (none last), then case, then step, then subject.
void sort_due(std::vector<DueItem>& items);

/// What a list of cases says of each (contract.md, `pos list`).
struct CaseSummary {
  CaseId id;
  CaseStatus status;
  std::optional<RiskLevel> level;
  std::string manager, structure;
  std::optional<When> registered;  ///< none: reported alone
  std::optional<When> closed;
  bool masked = false;
  std::optional<Instant> updated;  ///< when the last entry was made (POS 3.3.1)
  int overdue = 0;
  std::optional<DueItem> next;  ///< the first unmet one
};
CaseSummary summary(const Case& c, const Rulebook& rules);

}  // namespace pos
