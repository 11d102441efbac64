#pragma once

#include "domain/statistics.h"

namespace pos {

// What happened to a case in a month, counted on the day it happened. Each occurrence points into
// the case.

Occurrences registrations(const CaseInMonth& c, const CountedMonth& month);
Occurrences ineligible_decisions(const CaseInMonth& c, const CountedMonth& month);
Occurrences reopenings(const CaseInMonth& c, const CountedMonth& month);
Occurrences acceptances(const CaseInMonth& c, const CountedMonth& month);
Occurrences duplicates(const CaseInMonth& c, const CountedMonth& month);
/// At the supervisor's validation, which dates every figure of closure (architecture 5.1), or at
/// the acceptance of a transfer.
Occurrences closures(const CaseInMonth& c, const CountedMonth& month);

Occurrences entries_of(const std::vector<std::string>& forms, const CaseInMonth& c,
                       const CountedMonth& month);
/// At the day the assessment was completed, not that of its first sitting.
Occurrences complete_assessments(const CaseInMonth& c, const CountedMonth& month);
/// Each plan once, at its first approval.
Occurrences plan_validations(const CaseInMonth& c, const CountedMonth& month);
Occurrences referral_answers(const CaseInMonth& c, const CountedMonth& month);

}  // namespace pos
