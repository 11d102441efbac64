#pragma once

#include "domain/statistics.h"

namespace pos {

/// The obligations of a step that fell due in the month, each with whether it was met in time.
/// What is recommended only, not required at its level or still pending is left out.
///
/// Source: architecture 5.3; POS 4.3.
Occurrences due_in_month(Step step, const CaseInMonth& c, const CountedMonth& month);

}  // namespace pos
