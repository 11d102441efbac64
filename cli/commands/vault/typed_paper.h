#pragma once

#include "cli/context.h"
#include "workflow/paper.h"

namespace pos::cli {

/// The eight lines of a sheet, typed: on a terminal one by one, a faulty one asked for again and
/// each taken off the screen once it is right; else all from standard input.
///
/// Errors: Invalid with all faulty lines, never what was typed; GivenUp at an empty line on a
///         terminal or its end.
PaperKey read_typed_paper(Context& context);

}  // namespace pos::cli
