#pragma once

#include "domain/statistics.h"

namespace pos {

// What there is at a moment, read from the state of the case then.

/// The case itself where it is open (architecture 5.1).
Occurrences open_case_of(const Case& c);
/// Referrals made by the month's end that have no answer dated by then.
Occurrences unanswered_referrals(const CaseInMonth& c, const CountedMonth& month);
/// An open case whose inactivity (three months, POS 5.6) was reached before the end.
Occurrences inactive_case(const CaseInMonth& c);

}  // namespace pos
