#pragma once

#include <optional>
#include <vector>

#include "domain/due_list.h"
#include "workflow/workspace.h"

namespace pos {

struct DueList {
  std::vector<DueItem> items;
  std::vector<Text> warnings;
  bool complete = true;
  bool intact = true;  ///< no case has lost what was seen before
};

/// What the cases of this user owe; of one case where `id` is given.
DueList due(Workspace& workspace, const std::optional<CaseId>& id, const DueQuery& query);

/// What the office owes: entries of the directory to be verified and signatures awaited (POS 3.4.1,
/// 3.1.2), complaints that are open (3.1.3), the yearly look at the edition (1.4), and, where it is
/// switched on, what teams owe (3.3.1), the map of the region and the training of partners (3.2).
DueList office_due(Workspace& workspace);

struct CaseList {
  std::vector<CaseSummary> items;
  std::vector<Text> warnings;
  bool complete = true;
  bool intact = true;  ///< no case has lost what was seen before
};

struct CaseQuery {
  std::optional<CaseStatus> status;
  std::optional<RiskLevel> level;
  std::string manager;
  bool overdue = false;
  bool past_retention = false;  ///< closed longer ago than the vault's policy keeps names
};

/// Errors: Usage for `past_retention` where no term is set; Refused for those who are statistics
/// officer or administrator alone.
CaseList list_cases(Workspace& workspace, const CaseQuery& query);

}  // namespace pos
