#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "domain/sheet.h"

namespace pos {

/// A sheet that is to be added up, and the name that messages give it.
struct SheetPart {
  std::string name;
  Sheet sheet;
};

/// Whose sheets it is made of: its own structure, or those of a merged one.
std::vector<std::string> structures_of(const Sheet& sheet);

/// What keeps sheets from being added up: another period or edition than the first one, a structure
/// that is there twice, a level that is not below, cases of one manager or team alone, suppressed
/// figures, a balance that does not hold.
std::vector<Finding> faults_of_merge(const std::vector<SheetPart>& parts, SheetLevel level);

/// Sheets added up, figure by figure, and the balance with them. A median cannot be added: the
/// median of all cases lies between the least and the greatest of the sheets' own (`low`, `high`),
/// and is told only where one sheet alone has such cases. Codes of staff are told apart by their
/// structure. What stood beside as a trend is left out.
///
/// `head`: structure, region, level and missing of the merged sheet; the rest comes from the parts.
/// Errors: none; the parts have no faults.
/// Source: architecture 5.7; POS 3.2, 6.3.
Sheet merge_sheets(const std::vector<SheetPart>& parts, SheetHead head, const IndicatorBook& book,
                   Instant now);

}  // namespace pos
