#include "domain/hand_over.h"

namespace pos {

HandedCase handed_case(const Case& c, const Rulebook& rules) {
  HandedCase handed;
  handed.summary = summary(c, rules);
  std::vector<DueItem> items = due_items(c, rules, {});
  sort_due(items);
  for (DueItem& item : items) {
    const bool late = item.obligation.state == ObligationState::Overdue;
    (late ? handed.overdue : handed.coming).push_back(std::move(item));
  }
  for (const Event& event : c.events) {
    const bool asks = c.forms(event.form).with_role(Role::ReferralAnswered) != nullptr;
    if (asks && !answer_when(c, event, Role::ReferralAnswered)) {
      handed.referrals.push_back({event.entry, event.occurred,
                                  answer_text(c, event, Role::ServiceCategory),
                                  answer_when(c, event, Role::ReferralAnswerDue)});
    }
  }
  return handed;
}

}  // namespace pos
