#pragma once

#include <optional>
#include <vector>

#include "base/date.h"
#include "domain/rulebook.h"

namespace pos {

/// "n per period" from one day on, until the next stretch begins (architecture 5.3).
struct Stretch {
  Date from;
  Frequency frequency;
};

/// One of the n of a window.
struct Slot {
  std::size_t stretch = 0;  ///< which stretch asks for it
  Date due;
  std::optional<Date> met;
  friend bool operator==(const Slot&, const Slot&) = default;
};

/// What the stretches ask for, by due day: everything due before `today`, and what comes next, the
/// first slot that is not met and due today or later, last.
///
/// Shape:  windows run from each stretch's first day; the i-th of n is due on the day ⌈i·period/n⌉
///         after the window's start and met by the i-th day of `days` in the window. A later
///         stretch ends what was not yet due; where it asks for more, its first day due is never
///         later than the one that was pending.
/// Units:  days; `days` sorted, each once; stretches by day, the first one first.
/// Errors: none.
/// Source: architecture 5.3.
std::vector<Slot> slots(const std::vector<Stretch>& stretches, const std::vector<Date>& days,
                        Date today);

/// Whether `a` asks for more events than `b` in the same time.
bool is_stricter(const Frequency& a, const Frequency& b);

}  // namespace pos
