#pragma once

#include "base/progress.h"
#include "base/text.h"

namespace pos::cli {

class Context;

/// A line on standard error that says how far a long work has come, wiped at its end. On a terminal
/// only: elsewhere nothing is written, and the function is empty.
Progress progress_bar(Context& context, const Text& work);

}  // namespace pos::cli
