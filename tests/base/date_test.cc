#include "base/date.h"

#include <doctest/doctest.h>

#include <vector>

using namespace pos;

namespace {

Date date(const char* text) {
  return parse_date(text).value();
}
Instant instant(const char* text) {
  return parse_instant(text).value();
}

}  // namespace

TEST_CASE("a date is read strictly and must exist") {
  for (const char* good : {"2026-02-28", "2024-02-29", "2000-02-29", "1900-01-01", "2999-12-31"}) {
    CAPTURE(good);
    REQUIRE(parse_date(good));
    CHECK(to_string(*parse_date(good)) == good);
  }
  for (const char* bad :
       {"2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-04-31", "2026-01-00",
        "2026-1-01", "26-01-01", "2026/01/01", "2026-01-01 ", " 2026-01-01", "2026-01-1x", "",
        "1899-12-31", "3000-01-01", "+026-01-01"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_date(bad));
  }
}

TEST_CASE("a time is read to the second, in UTC alone") {
  CHECK(to_string(instant("2026-10-03T10:15:59Z")) == "2026-10-03T10:15:59Z");
  for (const char* bad : {"2026-10-03T24:00:00Z", "2026-10-03T10:60:00Z", "2026-10-03T10:15:60Z",
                          "2026-10-03T10:15Z", "2026-10-03T10:15:00", "2026-10-03T10:15:00+00:00",
                          "2026-10-03 10:15:00Z", "2026-02-30T10:15:00Z"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_instant(bad));
  }
}

TEST_CASE("calendar months are clamped to the end of the month") {
  struct Row {
    const char* from;
    int months;
    const char* to;
  };
  const std::vector<Row> rows = {
      {"2026-01-31", 1, "2026-02-28"},  {"2024-01-31", 1, "2024-02-29"},
      {"2026-01-31", 2, "2026-03-31"},  {"2026-03-31", 1, "2026-04-30"},
      {"2025-12-31", 2, "2026-02-28"},  {"2026-01-15", 12, "2027-01-15"},
      {"2024-02-29", 12, "2025-02-28"}, {"2026-11-30", 3, "2027-02-28"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.from);
    CHECK(to_string(add_months(date(row.from), row.months)) == row.to);
  }
}

TEST_CASE("completed years change on the birthday; who was born on 29 February waits for 1 March") {
  CHECK(completed_years(date("2010-05-10"), date("2026-05-09")) == 15);
  CHECK(completed_years(date("2010-05-10"), date("2026-05-10")) == 16);
  CHECK(completed_years(date("2008-02-29"), date("2026-02-28")) == 17);
  CHECK(completed_years(date("2008-02-29"), date("2026-03-01")) == 18);
  CHECK(completed_years(date("2026-05-10"), date("2026-05-09")) == -1);
}

TEST_CASE("a period is a number of hours, days, weeks, months or years") {
  CHECK(parse_period("PT24H") == Period{Period::Unit::Hours, 24});
  CHECK(parse_period("P7D") == Period{Period::Unit::Days, 7});
  CHECK(parse_period("P2W") == Period{Period::Unit::Days, 14});
  CHECK(parse_period("P3M") == Period{Period::Unit::Months, 3});
  CHECK(parse_period("P1Y") == Period{Period::Unit::Months, 12});
  for (const char* bad : {"P", "PT", "7D", "P-1D", "PT7D", "P1M2D", "P1.5D", "PD", "p7d", "",
                          "P555555W", "P99999Y"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_period(bad));
  }
}

TEST_CASE("what is due after a moment is due to the second, after a bare day at its end") {
  CHECK(to_string(due_after(when(instant("2026-03-01T10:00:00Z")), {Period::Unit::Hours, 24})) ==
        "2026-03-02T10:00:00Z");
  CHECK(to_string(due_after(when(date("2026-03-01")), {Period::Unit::Hours, 24})) ==
        "2026-03-02T23:59:59Z");
  CHECK(to_string(due_after(when(date("2026-01-31")), {Period::Unit::Months, 1})) ==
        "2026-02-28T23:59:59Z");
  CHECK(to_string(due_after(when(instant("2026-01-31T08:30:00Z")), {Period::Unit::Months, 1})) ==
        "2026-02-28T08:30:00Z");
}

TEST_CASE("a bare day sorts as its first second and keeps its shape") {
  const When day = parse_when("2026-03-01").value();
  const When morning = parse_when("2026-03-01T00:00:01Z").value();
  CHECK(day < morning);
  CHECK(to_string(day) == "2026-03-01");
  CHECK(to_string(morning) == "2026-03-01T00:00:01Z");
  CHECK(morning.day() == day.day());
}
