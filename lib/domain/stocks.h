#pragma once

#include "domain/statistics.h"

namespace pos {

// What there is at a moment, read from the state of the case then.

/// The case itself where it is open (architecture 5.1).
Occurrences open_case_of(const Case& c);
/// Referrals made by the period's end that have no answer dated by then.
Occurrences unanswered_referrals(const CaseInPeriod& c, const CountedPeriod& period);
/// A case that was open at some time of the period, in time where the child has been given services
/// of as many categories as the indicator asks (forms of the indicator), since the first day.
Occurrences followed_case(const Indicator& indicator, const CaseInPeriod& c,
                          const CountedPeriod& period);
/// An open case whose inactivity (three months, POS 5.6) was reached before the end.
Occurrences inactive_case(const CaseInPeriod& c);

}  // namespace pos
