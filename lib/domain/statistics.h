#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/calendar_period.h"
#include "domain/case.h"
#include "domain/deadlines.h"
#include "domain/indicator.h"
#include "domain/journal.h"
#include "domain/rulebook.h"

namespace pos {

/// A period, as far as it has gone when it is counted.
struct CountedPeriod {
  CalendarPeriod period;
  Instant now;

  Instant from() const { return start_of_day(period.first); }
  Instant last() const { return end_of_day(period.last); }
  /// When stocks are counted: the period's last second, or now where it still runs.
  Instant end() const { return std::min(last(), now); }
  bool has(const When& when) const { return when.at >= from() && when.at <= end(); }
};

/// One case as a period's sheet looks at it. What happened in it is read from what is known
/// of it by now: an answer dated within it may have been entered later.
struct CaseInPeriod {
  const Journal& journal;
  Case before;                          ///< at the end of the day before the period
  Case end;                             ///< at the period's end
  Case known;                           ///< now
  std::vector<Obligation> obligations;  ///< at the period's end
};

/// One thing that an indicator counts.
struct Occurrence {
  const Case* of = nullptr;
  const Event* event = nullptr;  ///< the form it was counted from; nullptr where there is none
  Instant at;
  std::optional<RiskLevel> level;  ///< in force then
  bool in_time = true;             ///< of an obligation: met, and in time
  int days = 0;                    ///< of a closure: since the episode's start
  std::string closure_reason{};    ///< of a closure
};
using Occurrences = std::vector<Occurrence>;

/// What the indicator counts of one case, before its filter. Of one that came from another vault,
/// nothing from before it was accepted: that stands in the sender's sheets.
///
/// Shape:  points into `c`, which must stay.
/// Errors: none.
/// Source: contract.md, "Indicators that every sheet has"; POS 3.2, 3.3.1.
Occurrences occurrences(const Indicator& indicator, const CaseInPeriod& c,
                        const CountedPeriod& period);

/// What a missing answer counts as.
inline constexpr std::string_view kUnknown = "unknown";

/// The codes that an occurrence has in a dimension, never none.
std::vector<std::string> codes_of(const Dimension& dimension, const Occurrence& occurrence,
                                  const Rulebook& rules, const Staff& staff);

}  // namespace pos
