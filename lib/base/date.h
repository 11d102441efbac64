#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace pos {

// Mali keeps UTC all year, so all times are UTC.
using Date = std::chrono::sys_days;
using Instant = std::chrono::sys_seconds;
using Month = std::chrono::year_month;

/// Strictly `YYYY-MM-DD`, a day that exists, years 1900 to 2999.
std::optional<Date> parse_date(std::string_view text);
/// Strictly `YYYY-MM-DDTHH:MM:SSZ`.
std::optional<Instant> parse_instant(std::string_view text);
/// Strictly `YYYY-MM`.
std::optional<Month> parse_month(std::string_view text);

std::string to_string(Date date);
std::string to_string(Instant instant);
std::string to_string(Month month);

inline Date day_of(Instant instant) {
  return std::chrono::floor<std::chrono::days>(instant);
}
inline Instant start_of_day(Date date) {
  return Instant(date);
}
/// 23:59:59 of that day.
inline Instant end_of_day(Date date) {
  return Instant(date) + std::chrono::days(1) - std::chrono::seconds(1);
}
inline Date first_day(Month month) {
  return Date(month / 1);
}
inline Date last_day(Month month) {
  return Date(month / std::chrono::last);
}

/// Calendar months, clamped to the month's last day: 31 January + 1 month is 28 or 29 February.
Date add_months(Date date, int months);

/// Completed years between two dates; someone born on 29 February ages on 1 March.
int completed_years(Date birth, Date at);

/// A length of time as rules and options write it: ISO 8601 in one unit (`PT24H`, `P7D`, `P2W`,
/// `P3M`, `P1Y`). Hours are exact; days and months are calendar lengths.
struct Period {
  enum class Unit { Hours, Days, Months };
  Unit unit = Unit::Days;
  int count = 0;
  friend bool operator==(const Period&, const Period&) = default;
};
std::optional<Period> parse_period(std::string_view text);
std::string to_string(const Period& period);

/// The day a period of whole days or months after `date`; hours count as whole days, rounded up.
Date add(Date date, const Period& period);
Instant add(Instant instant, const Period& period);

/// When something happened: a moment, or a day alone. A bare day sorts as its 00:00.
struct When {
  Instant at;
  bool date_only = false;

  Date day() const { return day_of(at); }
  friend auto operator<=>(const When& a, const When& b) { return a.at <=> b.at; }
  friend bool operator==(const When& a, const When& b) {
    return a.at == b.at && a.date_only == b.date_only;
  }
};
When when(Date date);
When when(Instant instant);
/// A date or a time, by its shape.
std::optional<When> parse_when(std::string_view text);
std::string to_string(const When& when);
/// The last second of it: of a bare day, its end.
inline Instant last_instant(const When& when) {
  return when.date_only ? end_of_day(when.day()) : when.at;
}

/// When something is due that a rule sets `period` after `basis`: exact to the second after a
/// moment, the end (23:59:59) of the computed day after a bare day (architecture 5.3).
Instant due_after(const When& basis, const Period& period);

}  // namespace pos
