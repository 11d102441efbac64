#include "base/date.h"

#include <fmt/format.h>

namespace pos {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::month;
using std::chrono::months;
using std::chrono::seconds;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::size_t kMaxDigits = 6;
constexpr int kMaxNumber = 999999;

/// The number that `text` is, digits alone; -1 when it is none.
int number(std::string_view text) {
  if (text.empty() || text.size() > kMaxDigits) {
    return -1;
  }
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') {
      return -1;
    }
    value = value * 10 + (c - '0');
  }
  return value;
}

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2999;

}  // namespace

std::optional<Month> parse_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') {
    return std::nullopt;
  }
  const int y = number(text.substr(0, 4));
  const int m = number(text.substr(5, 2));
  if (y < kFirstYear || y > kLastYear || m < 1 || m > 12) {
    return std::nullopt;
  }
  return year(y) / month(static_cast<unsigned>(m));
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[7] != '-') {
    return std::nullopt;
  }
  const std::optional<Month> parsed = parse_month(text.substr(0, 7));
  const int d = number(text.substr(8, 2));
  if (!parsed || d < 1) {
    return std::nullopt;
  }
  const year_month_day date = *parsed / day(static_cast<unsigned>(d));
  if (!date.ok()) {
    return std::nullopt;
  }
  return Date(date);
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text[19] != 'Z') {
    return std::nullopt;
  }
  const std::optional<Date> date = parse_date(text.substr(0, 10));
  const int h = number(text.substr(11, 2));
  const int m = number(text.substr(14, 2));
  const int s = number(text.substr(17, 2));
  if (!date || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59) {
    return std::nullopt;
  }
  return Instant(*date) + hours(h) + minutes(m) + seconds(s);
}

std::string to_string(Month value) {
  return fmt::format("{:04}-{:02}", static_cast<int>(value.year()),
                     static_cast<unsigned>(value.month()));
}

std::string to_string(Date value) {
  const year_month_day date(value);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string to_string(Instant value) {
  const Date date = day_of(value);
  const std::chrono::hh_mm_ss time(value - Instant(date));
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_string(date), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

Date add_months(Date value, int count) {
  const year_month_day date(value);
  const Month target = Month(date.year(), date.month()) + months(count);
  const Date last = last_day(target);
  const year_month_day same_day = target / date.day();
  return same_day.ok() ? Date(same_day) : last;
}

int completed_years(Date birth, Date at) {
  const year_month_day b(birth);
  const year_month_day a(at);
  const int years = static_cast<int>(a.year()) - static_cast<int>(b.year());
  const bool before_birthday =
      a.month() < b.month() || (a.month() == b.month() && a.day() < b.day());
  return before_birthday ? years - 1 : years;
}

std::optional<Period> parse_period(std::string_view text) {
  const bool time = text.starts_with("PT");
  if (!time && !text.starts_with("P")) {
    return std::nullopt;
  }
  const std::string_view rest = text.substr(time ? 2 : 1);
  if (rest.size() < 2) {
    return std::nullopt;
  }
  const int count = number(rest.substr(0, rest.size() - 1));
  if (count < 0) {
    return std::nullopt;
  }
  if (time) {
    return rest.back() == 'H' ? std::optional(Period{Period::Unit::Hours, count}) : std::nullopt;
  }
  const auto period = [&](Period::Unit unit, int times) {
    return count > kMaxNumber / times ? std::nullopt : std::optional(Period{unit, times * count});
  };
  switch (rest.back()) {
    case 'D':
      return period(Period::Unit::Days, 1);
    case 'W':
      return period(Period::Unit::Days, 7);
    case 'M':
      return period(Period::Unit::Months, 1);
    case 'Y':
      return period(Period::Unit::Months, 12);
    default:
      return std::nullopt;
  }
}

std::string to_string(const Period& period) {
  switch (period.unit) {
    case Period::Unit::Hours:
      return fmt::format("PT{}H", period.count);
    case Period::Unit::Days:
      return fmt::format("P{}D", period.count);
    case Period::Unit::Months:
      return fmt::format("P{}M", period.count);
  }
  return {};
}

Date add(Date date, const Period& period) {
  switch (period.unit) {
    case Period::Unit::Hours:
      return date + days((period.count + 23) / 24);
    case Period::Unit::Days:
      return date + days(period.count);
    case Period::Unit::Months:
      return add_months(date, period.count);
  }
  return date;
}

Instant add(Instant instant, const Period& period) {
  if (period.unit == Period::Unit::Hours) {
    return instant + hours(period.count);
  }
  const Date day = day_of(instant);
  return Instant(add(day, period)) + (instant - Instant(day));
}

When when(Date date) {
  return {Instant(date), true};
}
When when(Instant instant) {
  return {instant, false};
}

std::optional<When> parse_when(std::string_view text) {
  if (const std::optional<Date> date = parse_date(text)) {
    return when(*date);
  }
  if (const std::optional<Instant> instant = parse_instant(text)) {
    return when(*instant);
  }
  return std::nullopt;
}

std::string to_string(const When& value) {
  return value.date_only ? to_string(value.day()) : to_string(value.at);
}

Instant due_after(const When& basis, const Period& period) {
  return basis.date_only ? end_of_day(add(basis.day(), period)) : add(basis.at, period);
}

}  // namespace pos
