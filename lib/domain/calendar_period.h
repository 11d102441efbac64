#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace pos {

/// What a sheet is about: a week (Monday to Sunday, ISO 8601), a calendar month or a year.
///
/// Source: POS 3.2 (month, year); Annexe 1 (week, month).
struct CalendarPeriod {
  enum class Unit { OneWeek, OneMonth, OneYear };
  Unit unit = Unit::OneMonth;
  Date first, last;
  friend bool operator==(const CalendarPeriod&, const CalendarPeriod&) = default;
};

CalendarPeriod period_of(Month month);
/// `2026-W40`, `2026-10` or `2026`, strictly; years 1900 to 2999.
std::optional<CalendarPeriod> parse_calendar_period(std::string_view text);
std::string to_string(const CalendarPeriod& period);

/// The week, month or year before.
CalendarPeriod previous(const CalendarPeriod& period);

}  // namespace pos
