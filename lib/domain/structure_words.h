#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"

namespace pos {

// How the directory writes ages, dates and hours (POS 3.4.1): as people do, so that a printed line
// can be taken over; in a form that can be counted with.

enum class AgeUnit { Days, Months, Years };

/// The age of a child in completed units.
struct ChildAge {
  int count = 0;
  AgeUnit unit = AgeUnit::Years;
};
/// `12`: years; `P20D`, `P8M`: less than that.
std::optional<ChildAge> parse_child_age(std::string_view text);

/// Ages that a structure receives, both ends included.
struct AgeRange {
  int from = 0;
  std::optional<int> to;
  AgeUnit unit = AgeUnit::Years;

  bool has(const ChildAge& age) const;
};
/// `0-17`, `12+`, `0-30 jours`, `0-30 days`, `30+ days`, `3-18 months`.
std::optional<AgeRange> parse_age_range(std::string_view text);

/// The last day of `2014`, `2014-12` or `2014-12-03`: sources know some dates by year or month.
std::optional<Date> last_day_of(std::string_view partial);
/// `07:30`, in minutes of the day.
std::optional<int> parse_time_of_day(std::string_view text);

/// Digits alone.
std::optional<int> whole_number(std::string_view digits);

}  // namespace pos
