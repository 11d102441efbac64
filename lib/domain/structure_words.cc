#include "domain/structure_words.h"

#include <charconv>
#include <string>

namespace pos {
namespace {

/// The first day of that age; 1461 days are four years.
int first_day_of_age(int count, AgeUnit unit) {
  constexpr int kFourYears = 1461;
  if (unit == AgeUnit::Days) {
    return count;
  }
  return unit == AgeUnit::Months ? count * kFourYears / 48 : count * kFourYears / 4;
}

std::optional<AgeUnit> age_unit(std::string_view word) {
  if (word.empty() || word == "ans" || word == "years") {
    return AgeUnit::Years;
  }
  if (word == "jours" || word == "days") {
    return AgeUnit::Days;
  }
  return word == "mois" || word == "months" ? std::optional(AgeUnit::Months) : std::nullopt;
}

}  // namespace

std::optional<int> whole_number(std::string_view digits) {
  int number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  return whole && number >= 0 && digits.front() != '+' ? std::optional(number) : std::nullopt;
}

std::optional<ChildAge> parse_child_age(std::string_view text) {
  if (text.empty()) {
    return std::nullopt;
  }
  if (text.front() != 'P') {
    constexpr int kOldest = 120;
    const std::optional<int> years = whole_number(text);
    return years && *years <= kOldest ? std::optional(ChildAge{*years, AgeUnit::Years})
                                      : std::nullopt;
  }
  const std::optional<Period> period = parse_period(text);
  if (!period || period->unit == Period::Unit::Hours) {
    return std::nullopt;
  }
  return ChildAge{period->count,
                  period->unit == Period::Unit::Days ? AgeUnit::Days : AgeUnit::Months};
}

bool AgeRange::has(const ChildAge& age) const {
  const int first = first_day_of_age(age.count, age.unit);
  const int after = first_day_of_age(age.count + 1, age.unit);
  return after > first_day_of_age(from, unit) && (!to || first < first_day_of_age(*to + 1, unit));
}

std::optional<AgeRange> parse_age_range(std::string_view text) {
  const std::size_t blank = text.find(' ');
  const std::string_view word =
      blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1);
  const std::string_view bounds = text.substr(0, blank);
  const std::optional<AgeUnit> unit = age_unit(word);
  const std::size_t mark = bounds.find_first_of("-+");
  if (!unit || mark == 0 || mark == std::string_view::npos) {
    return std::nullopt;
  }
  const std::optional<int> from = whole_number(bounds.substr(0, mark));
  const std::string_view rest = bounds.substr(mark + 1);
  if (bounds[mark] == '+') {
    return from && rest.empty() ? std::optional(AgeRange{*from, std::nullopt, *unit})
                                : std::nullopt;
  }
  const std::optional<int> to = rest.empty() ? std::nullopt : whole_number(rest);
  return from && to && *from <= *to ? std::optional(AgeRange{*from, to, *unit}) : std::nullopt;
}

std::optional<Date> last_day_of(std::string_view partial) {
  constexpr std::size_t kYear = 4, kMonth = 7;
  if (partial.size() == kYear) {
    return parse_date(std::string(partial) + "-12-31");
  }
  if (partial.size() == kMonth) {
    const std::optional<Month> month = parse_month(partial);
    return month ? std::optional(last_day(*month)) : std::nullopt;
  }
  return parse_date(partial);
}

std::optional<int> parse_time_of_day(std::string_view text) {
  constexpr std::size_t kLength = 5;
  constexpr int kHours = 24, kMinutes = 60;
  if (text.size() != kLength || text[2] != ':') {
    return std::nullopt;
  }
  const std::optional<int> hours = whole_number(text.substr(0, 2));
  const std::optional<int> minutes = whole_number(text.substr(3));
  return hours && minutes && *hours < kHours && *minutes < kMinutes
             ? std::optional(*hours * kMinutes + *minutes)
             : std::nullopt;
}

}  // namespace pos
