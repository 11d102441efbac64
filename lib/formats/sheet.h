#pragma once

#include <string>
#include <vector>

#include "base/value.h"
#include "domain/sheet.h"
#include "formats/csv.h"

namespace pos {

/// A monthly sheet as scripts read it: `pos.sheet/1` (contract.md, "Monthly sheet").
Value sheet_value(const Sheet& sheet);

/// `indicator,kind,unit,dimensions,value,of`: a row for each total (no dimensions), then one for
/// each figure of its breakdowns.
std::vector<CsvRow> sheet_rows(const Sheet& sheet);

/// A total as text; empty where there is none.
std::string total_text(const SheetIndicator& indicator);

}  // namespace pos
