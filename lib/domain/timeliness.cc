#include "domain/timeliness.h"

namespace pos {
namespace {

bool is_decided(const Obligation& obligation, const CountedMonth& month) {
  return !obligation.recommended && obligation.state != ObligationState::NotRequired &&
         obligation.due && *obligation.due >= month.from() && *obligation.due <= month.last() &&
         (obligation.met || *obligation.due <= month.end());
}

}  // namespace

Occurrences due_in_month(Step step, const CaseInMonth& c, const CountedMonth& month) {
  Occurrences found;
  for (const Obligation& obligation : c.obligations) {
    if (obligation.step != step || !is_decided(obligation, month)) {
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
