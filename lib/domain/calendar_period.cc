#include "domain/calendar_period.h"

#include <fmt/format.h>

#include <charconv>

namespace pos {
namespace {

/// The Monday of the week that has the year's 4 January: its first one.
Date first_monday(int year) {
  const Date fourth = Date(std::chrono::year(year) / 1 / 4);
  return fourth - std::chrono::days(std::chrono::weekday(fourth).iso_encoding() - 1);
}

CalendarPeriod week_from(Date monday) {
  return {CalendarPeriod::Unit::OneWeek, monday, monday + std::chrono::days(6)};
}

/// The year whose week it is: that of its Thursday.
int year_of_week(const CalendarPeriod& week) {
  return static_cast<int>(std::chrono::year_month_day(week.first + std::chrono::days(3)).year());
}

std::optional<CalendarPeriod> parse_week(int year, std::string_view digits) {
  int number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.size() != 2 || fault != std::errc() || end != digits.data() + 2 || number < 1) {
    return std::nullopt;
  }
  const CalendarPeriod week = week_from(first_monday(year) + std::chrono::days(7 * (number - 1)));
  return year_of_week(week) == year ? std::optional(week) : std::nullopt;
}

CalendarPeriod year_from(int year) {
  const std::chrono::year counted(year);
  return {CalendarPeriod::Unit::OneYear, Date(counted / 1 / 1), Date(counted / 12 / 31)};
}

}  // namespace

CalendarPeriod period_of(Month month) {
  return {CalendarPeriod::Unit::OneMonth, first_day(month), last_day(month)};
}

std::optional<CalendarPeriod> parse_calendar_period(std::string_view text) {
  const std::string first_month = fmt::format("{}-01", text.substr(0, 4));
  const std::optional<Month> in_year = parse_month(first_month);  // the year alone is looked at
  if (!in_year) {
    return std::nullopt;
  }
  const int year = static_cast<int>(in_year->year());
  if (text.size() == 4) {
    return year_from(year);
  }
  if (text.substr(4).starts_with("-W")) {
    return parse_week(year, text.substr(6));
  }
  const std::optional<Month> month = parse_month(text);
  return month ? std::optional(period_of(*month)) : std::nullopt;
}

std::string to_string(const CalendarPeriod& period) {
  const std::chrono::year_month_day first(period.first);
  switch (period.unit) {
    case CalendarPeriod::Unit::OneWeek: {
      const int year = year_of_week(period);
      return fmt::format("{:04}-W{:02}", year, (period.first - first_monday(year)).count() / 7 + 1);
    }
    case CalendarPeriod::Unit::OneYear:
      return fmt::format("{:04}", static_cast<int>(first.year()));
    case CalendarPeriod::Unit::OneMonth:
      break;
  }
  return to_string(first.year() / first.month());
}

CalendarPeriod previous(const CalendarPeriod& period) {
  const Date before = period.first - std::chrono::days(1);
  const std::chrono::year_month_day day(before);
  switch (period.unit) {
    case CalendarPeriod::Unit::OneWeek:
      return week_from(period.first - std::chrono::days(7));
    case CalendarPeriod::Unit::OneYear:
      return year_from(static_cast<int>(day.year()));
    case CalendarPeriod::Unit::OneMonth:
      break;
  }
  return period_of(day.year() / day.month());
}

}  // namespace pos
