#include "domain/stocks.h"

#include <algorithm>

namespace pos {

Occurrences open_case_of(const Case& c) {
  if (!c.open()) {
    return {};
  }
  Occurrence open;
  open.of = &c;
  open.at = c.now;
  return {open};
}

Occurrences unanswered_referrals(const CaseInMonth& c, const CountedMonth& month) {
  Occurrences found;
  for (const Event& event : c.known.events) {
    const Form& form = c.known.forms(event.form);
    if (form.with_role(Role::ReferralAnswered) == nullptr || event.occurred.at > month.end()) {
      continue;
    }
    const std::optional<When> answered = answer_when(c.known, event, Role::ReferralAnswered);
    if (!answered || answered->at > month.end()) {
      Occurrence pending;
      pending.of = &c.known;
      pending.event = &event;
      pending.at = month.end();
      found.push_back(pending);
    }
  }
  return found;
}

Occurrences inactive_case(const CaseInMonth& c) {
  const bool inactive =
      std::any_of(c.obligations.begin(), c.obligations.end(), [&](const Obligation& each) {
        return each.step == Step::Inactivity && each.due && *each.due < c.end.now;
      });
  return inactive ? open_case_of(c.end) : Occurrences{};
}

}  // namespace pos
