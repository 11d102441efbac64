#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "domain/sheet.h"
#include "workflow/workspace.h"

namespace pos {

struct MonthlyReport {
  IndicatorBook book;
  Sheet sheet;
  std::vector<Text> warnings;  ///< what could not be read, and why
  bool intact = true;          ///< no case has lost what was seen before
};

/// The monthly sheet from the facts that this user opens, and from nothing else (POS 3.2, 6.3).
/// Whoever is in the group `statistics` gets that of the structure, a supervisor that of their
/// team, a case manager that of their own cases.
///
/// `structure` is empty or the vault's.
/// Errors: Usage for a month that has not begun; NotFound for another structure; NoKey for a
///         statistics officer whom nobody has put into the group; Refused for other roles.
MonthlyReport monthly_report(Workspace& workspace, Month month, const std::string& structure);

}  // namespace pos
