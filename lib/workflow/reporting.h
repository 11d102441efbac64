#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "domain/sheet.h"
#include "workflow/workspace.h"

namespace pos {

/// What a sheet is asked of.
struct SheetQuery {
  CalendarPeriod period;
  std::string structure;  ///< empty, or the vault's
  bool trend = false;     ///< with the totals of the period before beside
  bool share = false;     ///< as it may leave the case-management chain (architecture 5.7)
};

struct PeriodReport {
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

/// What sheets of this vault count, by the edition that it works by.
IndicatorBook indicators_of(Workspace& workspace);

/// As it may leave the case-management chain (domain/disclosure.h).
/// Errors: Refused (id "balance") for a sheet that does not balance.
Sheet shareable(Sheet sheet, const IndicatorBook& book);

/// The sheet of a period from the facts that this user opens, and from nothing else (POS 3.2, 6.3).
/// It counts what `counting_scope` says.
///
/// Errors: Usage for a period that has not begun; NotFound for another structure; Refused (id
///         "balance") for a sheet to be shared that does not balance; as `counting_scope`.
PeriodReport period_report(Workspace& workspace, const SheetQuery& query);

}  // namespace pos
