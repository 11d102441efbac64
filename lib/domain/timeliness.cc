#include "domain/timeliness.h"

namespace pos {
namespace {

bool is_decided(const Obligation& obligation, const CountedPeriod& period) {
  return !obligation.recommended && obligation.state != ObligationState::NotRequired &&
         obligation.due && *obligation.due >= period.from() && *obligation.due <= period.last() &&
         (obligation.met || *obligation.due <= period.end());
}

}  // namespace

Occurrences due_in_period(Step step, const CaseInPeriod& c, const CountedPeriod& period) {
  Occurrences found;
  for (const Obligation& obligation : c.obligations) {
    if (obligation.step != step || !is_decided(obligation, period)) {
      continue;
    }
    Occurrence due;
    due.of = &c.end;
    due.at = *obligation.due;
    due.level = obligation.level;
    due.in_time = obligation.state == ObligationState::Met;
    found.push_back(due);
  }
  return found;
}

}  // namespace pos
