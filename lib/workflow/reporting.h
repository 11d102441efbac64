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

/// Whose cases this user counts: whoever is in the group `statistics` those of the structure, a
/// supervisor those of their team, a case manager their own (POS 6.3).
/// Errors: NoKey for a statistics officer whom nobody has put into the group; Refused (id "role")
///         for other roles.
SheetScope counting_scope(Workspace& workspace);
/// Whether a case of that manager is among them: rights over it are those of the present one.
bool counts_case(Workspace& workspace, SheetScope scope, const std::string& manager);

/// The monthly sheet from the facts that this user opens, and from nothing else (POS 3.2, 6.3).
/// It counts what `counting_scope` says.
///
/// `structure` is empty or the vault's.
/// Errors: Usage for a month that has not begun; NotFound for another structure; as
///         `counting_scope`.
MonthlyReport monthly_report(Workspace& workspace, Month month, const std::string& structure);

}  // namespace pos
