#pragma once

#include "cli/context.h"
#include "workflow/case_view.h"

namespace pos::cli {

/// The present plan as one sheet (POS 5.3): objectives, activities with term, deadline, who
/// answers, resources and state; the causes it answers to, obstacles that are not solved yet,
/// planned services not received, and what is to be looked at again. Errors: NotFound where the
/// episode has no plan.
void show_plan(const CaseView& view, Context& context);

}  // namespace pos::cli
