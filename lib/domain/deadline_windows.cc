#include "domain/deadline_windows.h"

#include <algorithm>
#include <iterator>

namespace pos {
namespace {

using Days = std::vector<Date>;

Days days_before(const Days& days, Date end) {
  return {days.begin(), std::lower_bound(days.begin(), days.end(), end)};
}

Days days_from(const Days& days, Date start) {
  return {std::lower_bound(days.begin(), days.end(), start), days.end()};
}

Date next_day(Date day) {
  return day + std::chrono::days(1);
}

/// The end of the k-th period, always counted from the stretch's own start.
Date boundary(const Stretch& stretch, int k) {
  Period whole = stretch.frequency.per;
  whole.count *= k;
  return add(stretch.from, whole);
}

/// Window `k` with the days of events that fall in it.
std::vector<Slot> window(const Stretch& stretch, int k, const Days& days) {
  const Date start = boundary(stretch, k);
  const Date end = boundary(stretch, k + 1);
  const int n = stretch.frequency.count;
  const auto length = (end - start).count();
  const Days in_window =
      days_before(days_from(days, k == 0 ? start : next_day(start)), next_day(end));
  std::vector<Slot> slots;
  for (int i = 1; i <= n; ++i) {
    Slot slot;
    slot.due = start + std::chrono::days((i * length + n - 1) / n);
    if (static_cast<std::size_t>(i) <= in_window.size()) {
      slot.met = in_window[static_cast<std::size_t>(i - 1)];
    }
    slots.push_back(slot);
  }
  return slots;
}

/// The latest days on which the first slots of a stretch may be due, one each.
using Caps = std::vector<Date>;

/// The slots of one stretch up to the first that is not met and due on `until` or later, that one
/// included.
std::vector<Slot> walk(const Stretch& stretch, const Caps& caps, const Days& days, Date until) {
  std::vector<Slot> all;
  for (int k = 0;; ++k) {
    for (Slot slot : window(stretch, k, days)) {
      if (all.size() < caps.size()) {
        slot.due = std::min(slot.due, caps[all.size()]);
      }
      all.push_back(slot);
      if (!slot.met && slot.due >= until) {
        return all;
      }
    }
  }
}

/// At a raise the first slot is due no later than the one that was pending; where an event of the
/// same day meets that, neither is the next.
Caps caps_at(const Stretch& former, const Caps& former_caps, const Stretch& next,
             const Days& days) {
  if (former.frequency.count == 0 || !is_stricter(next.frequency, former.frequency)) {
    return {};
  }
  const auto pending = [&](Date known_before) {
    return walk(former, former_caps, days_before(days, known_before), next.from).back().due;
  };
  Caps caps = {pending(next.from)};
  if (std::binary_search(days.begin(), days.end(), next.from)) {
    caps.push_back(pending(next_day(next.from)));
  }
  return caps;
}

}  // namespace

bool is_stricter(const Frequency& a, const Frequency& b) {
  // Any day will do for a start: periods of one frequency are of one unit.
  const Date start = Date(std::chrono::year(2020) / 1 / 1);
  const auto length = [&](const Frequency& f) { return (add(start, f.per) - start).count(); };
  return b.count == 0 ? a.count > 0 : a.count * length(b) > b.count * length(a);
}

std::vector<Slot> slots(const std::vector<Stretch>& stretches, const Days& days, Date today) {
  std::vector<Slot> all;
  Caps caps;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const Stretch& stretch = stretches[i];
    const bool last = i + 1 == stretches.size();
    const Date until = last ? today : stretches[i + 1].from;
    const Days known =
        last ? days_from(days, stretch.from) : days_before(days_from(days, stretch.from), until);
    if (stretch.frequency.count > 0) {
      for (Slot slot : walk(stretch, caps, known, until)) {
        slot.stretch = i;
        if (last || slot.due < until) {
          all.push_back(slot);
        }
      }
    }
    if (!last) {
      caps = caps_at(stretch, caps, stretches[i + 1], days_from(days, stretch.from));
    }
  }
  return all;
}

}  // namespace pos
