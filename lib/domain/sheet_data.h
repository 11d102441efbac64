#pragma once

#include "base/value.h"
#include "domain/sheet.h"

namespace pos {

/// What stands for a figure that is not there: nothing in a signed document, `null` in a listing.
enum class NoFigure { LeftOut, Null };

/// A sheet as a tree of values: `sheet`, `indicators` and `balance` of contract.md, "Monthly
/// sheet". A breakdown's zeros are left out.
Value sheet_data(const Sheet& sheet, NoFigure none);

/// The sheet that such a tree tells of. What the book knows of its indicators comes from the book.
///
/// Errors: Invalid, with all faults: what is missing, no number, or not of this edition; a balance
///         other than the totals give.
Sheet read_sheet(const Value& data, const IndicatorBook& book, const std::string& name);

}  // namespace pos
