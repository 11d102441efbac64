#include "domain/stocks.h"

#include <algorithm>
#include <set>

#include "domain/code_list.h"

namespace pos {
namespace {

std::size_t categories_given(const Case& c, const std::vector<std::string>& forms) {
  std::set<std::string> categories;
  for (const Event& event : c.events) {
    if (holds(forms, event.form)) {
      const std::vector<std::string> codes = answer_codes(c, event, Role::ServiceCategory);
      categories.insert(codes.begin(), codes.end());
    }
  }
  return categories.size();
}

/// A file that left as the duplicate of another is that child's other file.
bool was_followed(const CaseInPeriod& c, const CountedPeriod& period) {
  return c.before.open() ||
         std::any_of(c.end.episodes.begin(), c.end.episodes.end(), [&](const Episode& each) {
           return period.has(each.start) && !each.duplicate;
         });
}

}  // namespace

Occurrences open_case_of(const Case& c) {
  if (!c.open()) {
    return {};
  }
  Occurrence open;
  open.of = &c;
  open.at = c.now;
  return {open};
}

Occurrences unanswered_referrals(const CaseInPeriod& c, const CountedPeriod& period) {
  Occurrences found;
  for (const Event& event : c.known.events) {
    const Form& form = c.known.forms(event.form);
    if (form.with_role(Role::ReferralAnswered) == nullptr || event.occurred.at > period.end()) {
      continue;
    }
    const std::optional<When> answered = answer_when(c.known, event, Role::ReferralAnswered);
    if (!answered || answered->at > period.end()) {
      Occurrence pending;
      pending.of = &c.known;
      pending.event = &event;
      pending.at = period.end();
      found.push_back(pending);
    }
  }
  return found;
}

Occurrences followed_case(const Indicator& indicator, const CaseInPeriod& c,
                          const CountedPeriod& period) {
  if (!c.end.registered() || !was_followed(c, period)) {
    return {};
  }
  Occurrence followed;
  followed.of = &c.end;
  followed.at = c.end.now;
  followed.in_time =
      categories_given(c.end, indicator.forms) >= static_cast<std::size_t>(indicator.services);
  return {followed};
}

Occurrences inactive_case(const CaseInPeriod& c) {
  const bool inactive =
      std::any_of(c.obligations.begin(), c.obligations.end(), [&](const Obligation& each) {
        return each.step == Step::Inactivity && each.due && *each.due < c.end.now;
      });
  return inactive ? open_case_of(c.end) : Occurrences{};
}

}  // namespace pos
