#pragma once

#include <string>
#include <vector>

#include "base/value.h"
#include "domain/sheet.h"
#include "formats/csv.h"

namespace pos {

// A sheet for other systems. What is suppressed is left empty or out, never a zero.

/// HXL 1.1, a figure a row: headings, hashtags, then the rows. Sex and age stand in columns of
/// their own, other dimensions together; `secret` marks what is suppressed.
std::vector<CsvRow> sheet_hxl(const Sheet& sheet, Language language);

/// A DHIS2 data value set, by codes that the server's administrator gives: the data set
/// `POS_MONTH`, `POS_WEEK` or `POS_YEAR`; the indicator, with `_of` for out of how many, as data
/// element; the dimensions with their codes as category option combo (`sex_female_age_group_6-11`);
/// the structure, or the region of a merged sheet, as organisation unit.
///
/// Errors: Partial for a sheet that is not complete: a low figure would look like progress.
Value sheet_dhis2(const Sheet& sheet);

}  // namespace pos
