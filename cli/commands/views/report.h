#pragma once

#include "cli/context.h"
#include "domain/sheet.h"

namespace CLI {
class App;
}

namespace pos::cli {

/// Refuses (Usage) a format that sheets do not have.
void require_sheet_format(const Context& context);

/// A sheet in the format that was asked for, and what the user must know of it.
void print_sheet(const Sheet& sheet, const IndicatorBook& book, Context& context);

/// What becomes of sheets that are kept: the subcommands of `report`.
void add_kept_sheets(CLI::App& report, Context& context);

}  // namespace pos::cli
