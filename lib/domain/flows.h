#pragma once

#include "domain/statistics.h"

namespace pos {

// What happened to a case in a period, counted on the day it happened. Each occurrence points into
// the case.

Occurrences registrations(const CaseInPeriod& c, const CountedPeriod& period);
Occurrences ineligible_decisions(const CaseInPeriod& c, const CountedPeriod& period);
Occurrences reopenings(const CaseInPeriod& c, const CountedPeriod& period);
Occurrences acceptances(const CaseInPeriod& c, const CountedPeriod& period);
Occurrences duplicates(const CaseInPeriod& c, const CountedPeriod& period);
/// At the supervisor's validation, which dates every figure of closure (architecture 5.1), or at
/// the acceptance of a transfer.
Occurrences closures(const CaseInPeriod& c, const CountedPeriod& period);

Occurrences entries_of(const std::vector<std::string>& forms, const CaseInPeriod& c,
                       const CountedPeriod& period);
/// At the day the assessment was completed, not that of its first sitting.
Occurrences complete_assessments(const CaseInPeriod& c, const CountedPeriod& period);
/// Each plan once, at its first approval.
Occurrences plan_validations(const CaseInPeriod& c, const CountedPeriod& period);
Occurrences referral_answers(const CaseInPeriod& c, const CountedPeriod& period);

}  // namespace pos
