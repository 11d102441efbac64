#pragma once

#include "domain/statistics.h"

namespace pos {

/// The obligations of a step that fell due in the period, each with whether it was met in time.
/// What is recommended only, not required at its level or still pending is left out.
///
/// Source: architecture 5.3; POS 4.3.
Occurrences due_in_period(Step step, const CaseInPeriod& c, const CountedPeriod& period);

}  // namespace pos
