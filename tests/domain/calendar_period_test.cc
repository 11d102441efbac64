#include "domain/calendar_period.h"

#include <doctest/doctest.h>

#include <string>

using namespace pos;

namespace {

std::string days_of(std::string_view text) {
  const std::optional<CalendarPeriod> period = parse_calendar_period(text);
  return period ? to_string(period->first) + " " + to_string(period->last) : "";
}

}  // namespace

TEST_CASE("a period is a week from Monday to Sunday, a month or a year") {
  CHECK(days_of("2026-10") == "2026-10-01 2026-10-31");
  CHECK(days_of("2026-02") == "2026-02-01 2026-02-28");
  CHECK(days_of("2026") == "2026-01-01 2026-12-31");
  CHECK(days_of("2026-W40") == "2026-09-28 2026-10-04");
  // A week is of the year that has its Thursday: 1 January 2026 is one.
  CHECK(days_of("2026-W01") == "2025-12-29 2026-01-04");
  CHECK(days_of("2026-W53") == "2026-12-28 2027-01-03");
  for (const char* none : {"2027-W53", "2026-W00", "2026-W54", "2026-W4", "2026-w40", "2026-W40x",
                           "2026-13", "26", "2026-", "", "2026-10-01", "1899"}) {
    CAPTURE(none);
    CHECK_FALSE(parse_calendar_period(none));
  }
}

TEST_CASE("a period is written as it is typed, and the one before it has the same length of name") {
  for (const char* typed : {"2026-W01", "2026-W53", "2026-W40", "2026-01", "2026-12", "2026"}) {
    CHECK(to_string(parse_calendar_period(typed).value()) == typed);
  }
  const auto before = [](std::string_view text) {
    return to_string(previous(parse_calendar_period(text).value()));
  };
  CHECK(before("2026-W01") == "2025-W52");
  CHECK(before("2027-W01") == "2026-W53");
  CHECK(before("2026-01") == "2025-12");
  CHECK(before("2026") == "2025");
}
