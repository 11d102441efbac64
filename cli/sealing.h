#pragma once

#include "workflow/sealing.h"

namespace pos::cli {

class Context;

/// Tells what was sealed anew and what was left to whom, as people or scripts read it; the run is
/// partial (3) where something was left.
void print_sealing(const Sealing& sealing, Context& context);

}  // namespace pos::cli
