#pragma once

#include "cli/context.h"
#include "domain/sheet.h"

namespace pos::cli {

/// A sheet in the format that was asked for, and what the user must know of it.
void print_sheet(const Sheet& sheet, const IndicatorBook& book, Context& context);

}  // namespace pos::cli
