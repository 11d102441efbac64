#include "domain/deadline_windows.h"

#include <doctest/doctest.h>

#include "support/case_builder.h"

using namespace pos;
using pos::test::date;

namespace {

const Frequency kTwiceAWeek = {2, {Period::Unit::Days, 7}};
const Frequency kWeekly = {1, {Period::Unit::Days, 7}};
const Frequency kFortnightly = {1, {Period::Unit::Days, 14}};
const Frequency kMonthly = {1, {Period::Unit::Months, 1}};

/// `due` or `due<met`, separated by blanks.
std::string told(const std::vector<Stretch>& stretches, std::initializer_list<const char*> days,
                 const char* today) {
  std::vector<Date> events;
  for (const char* day : days) {
    events.push_back(date(day));
  }
  std::string words;
  for (const Slot& slot : slots(stretches, events, date(today))) {
    words += (words.empty() ? "" : " ") + to_string(slot.due).substr(5);
    words += slot.met ? "<" + to_string(*slot.met).substr(5) : "";
  }
  return words;
}

}  // namespace

TEST_CASE("n per period are due on the days ⌈i·period/n⌉ of each window") {
  CHECK(told({{date("2026-03-02"), kTwiceAWeek}}, {}, "2026-03-17") ==
        "03-06 03-09 03-13 03-16 03-20");
  const Frequency three = {3, {Period::Unit::Days, 7}};  // days 3, 5 and 7
  CHECK(told({{date("2026-03-02"), three}}, {}, "2026-03-10") == "03-05 03-07 03-09 03-12");
  const Frequency two_a_month = {2, {Period::Unit::Months, 1}};  // ⌈28/2⌉ = 14, then ⌈31/2⌉ = 16
  CHECK(told({{date("2026-02-01"), two_a_month}}, {}, "2026-03-10") == "02-15 03-01 03-17");
}

TEST_CASE("windows of months are always computed from the first day") {
  CHECK(told({{date("2026-01-31"), kMonthly}}, {}, "2026-05-01") == "02-28 03-31 04-30 05-31");
  CHECK(told({{date("2027-12-31"), kMonthly}}, {}, "2028-03-01") == "01-31 02-29 03-31");
}

TEST_CASE("an event belongs to one window: the first has both its ends, the others their last") {
  const std::vector<Stretch> weekly = {{date("2026-03-02"), kWeekly}};
  CHECK(told(weekly, {"2026-03-02"}, "2026-03-03") == "03-09<03-02 03-16");
  CHECK(told(weekly, {"2026-03-09"}, "2026-03-10") == "03-09<03-09 03-16");
  CHECK(told(weekly, {"2026-03-10"}, "2026-03-11") == "03-09 03-16<03-10 03-23");
  CHECK(told(weekly, {"2026-03-16", "2026-03-17"}, "2026-03-18") ==
        "03-09 03-16<03-16 03-23<03-17 03-30");
}

TEST_CASE("a later stretch ends what was not yet due") {
  const std::vector<Stretch> lowered = {{date("2026-03-02"), kWeekly},
                                        {date("2026-03-12"), kFortnightly}};
  CHECK(told(lowered, {}, "2026-03-13") == "03-09 03-26");
  CHECK(told(lowered, {"2026-03-11"}, "2026-03-13") == "03-09 03-26");
  CHECK(told(lowered, {"2026-03-12"}, "2026-03-13") == "03-09 03-26<03-12 04-09");
  const std::vector<Stretch> stopped = {{date("2026-03-02"), kWeekly}, {date("2026-03-12"), {}}};
  CHECK(told(stopped, {}, "2026-05-01") == "03-09");
}

TEST_CASE("a stricter stretch is first due no later than the one that was pending") {
  const std::vector<Stretch> raised = {{date("2026-03-02"), kFortnightly},
                                       {date("2026-03-15"), kTwiceAWeek}};
  CHECK(told(raised, {}, "2026-03-15") == "03-16");
  CHECK(told(raised, {}, "2026-03-20") == "03-16 03-22");
  CHECK(told(raised, {"2026-03-14"}, "2026-03-15") == "03-19");  // 30 March was pending
}

TEST_CASE("frequencies are compared by their rate") {
  CHECK(is_stricter(kTwiceAWeek, kWeekly));
  CHECK(is_stricter(kWeekly, kFortnightly));
  CHECK(is_stricter(kFortnightly, {}));
  CHECK_FALSE(is_stricter({}, kFortnightly));
  CHECK_FALSE(is_stricter(kWeekly, kWeekly));
  CHECK_FALSE(is_stricter(kWeekly, {2, {Period::Unit::Days, 14}}));
}
