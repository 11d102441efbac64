#pragma once

#include "cli/context.h"
#include "workflow/case_view.h"

namespace pos::cli {

/// Cover page and checklist of the file (POS 6.1.1, 6.1.2), for paper or for scripts: what is
/// there, what is not, where the paper file lies. It names nobody.
void show_cover(const CaseView& view, Context& context);

}  // namespace pos::cli
