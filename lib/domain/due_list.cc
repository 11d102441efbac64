#include "domain/due_list.h"

#include <algorithm>
#include <tuple>

namespace pos {
namespace {

bool is_open_state(ObligationState state) {
  return state == ObligationState::Overdue || state == ObligationState::DueToday ||
         state == ObligationState::Pending;
}

bool is_shown(const Obligation& obligation, const DueQuery& query, Instant now) {
  if (obligation.state == ObligationState::Pending && query.within) {
    return obligation.due && *obligation.due <= end_of_day(add(day_of(now), *query.within));
  }
  return query.all || is_open_state(obligation.state);
}

/// When the case was last written in, whatever the day that it tells of.
std::optional<Instant> last_update(const Case& c) {
  std::optional<Instant> last;
  const auto keep = [&](Instant at) { last = std::max(last.value_or(at), at); };
  for (const Event& event : c.events) {
    keep(event.recorded);
    for (const Completion& each : event.completions) {
      keep(each.recorded);
    }
    if (event.validation) {
      keep(event.validation->occurred.at);
    }
  }
  return last;
}

auto order(const DueItem& item) {
  return std::tuple(!item.obligation.due.has_value(), item.obligation.due.value_or(Instant{}),
                    std::string_view(item.case_id), word(item.obligation.step),
                    std::string_view(item.obligation.subject));
}

}  // namespace

std::vector<DueItem> due_items(const Case& c, const Rulebook& rules, const DueQuery& query) {
  std::vector<DueItem> items;
  if ((!c.registered() && !c.report) || (!query.manager.empty() && query.manager != c.manager)) {
    return items;
  }
  const std::optional<RiskLevel> level = c.level_at(c.now, rules);
  for (Obligation& obligation : obligations(c, rules)) {
    if (is_shown(obligation, query, c.now)) {
      items.push_back({c.id.text(), c.manager, level, std::move(obligation)});
    }
  }
  return items;
}

void sort_due(std::vector<DueItem>& items) {
  std::stable_sort(items.begin(), items.end(),
                   [](const DueItem& a, const DueItem& b) { return order(a) < order(b); });
}

CaseSummary summary(const Case& c, const Rulebook& rules) {
  CaseSummary result;
  result.id = c.id;
  result.status = c.status();
  result.level = c.level_at(c.now, rules);
  result.manager = c.manager;
  result.structure = c.structure;
  if (c.registered()) {
    result.registered = c.registration().occurred;
    result.closed = c.episode().closed;
  }
  result.masked = c.masked;
  result.updated = last_update(c);
  std::vector<DueItem> items = due_items(c, rules, {});
  sort_due(items);
  result.overdue = static_cast<int>(std::count_if(items.begin(), items.end(), [](const DueItem& i) {
    return i.obligation.state == ObligationState::Overdue;
  }));
  if (!items.empty()) {
    result.next = items.front();
  }
  return result;
}

}  // namespace pos
