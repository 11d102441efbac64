#include "deadline_story.h"

using namespace pos::test;

// Windows of follow-ups and reviews (POS 4.3, 5.5; architecture 5.3). From 2 March on, high is due
// on 6, 9, 13, 16, 20, 23 March, medium on 9, 16, 23 March, low on 16 and 30 March.

TEST_CASE("follow-ups are due by windows from the start of the implementation") {
  check_table({
      {"medium: one in 7 days", "started 2026-03-02 medium | now 2026-03-02T12:00:00Z",
       "follow_up pending 2026-03-09 from=implementation_start by=medium level=medium"},
      {"on the due day", "started 2026-03-02 medium | now 2026-03-09T23:59:59Z",
       "follow_up due_today 2026-03-09"},
      {"a second later", "started 2026-03-02 medium | now 2026-03-10T00:00:00Z",
       "follow_up overdue 2026-03-09"},
      {"low: one in 14 days", "started 2026-03-02 low | now 2026-03-10",
       "follow_up pending 2026-03-16 by=low"},
      {"high: two in 7 days, the first by day 4", "started 2026-03-02 high | now 2026-03-03",
       "follow_up pending 2026-03-06 by=high"},
      {"none: not required", "started 2026-03-02 none | now 2026-03-03",
       "follow_up not_required - by=none; review not_required - by=none"},
      {"the first window has the day of the start in it",
       "started 2026-03-02 medium | visit 2026-03-02 medium | now 2026-03-03",
       "follow_up met 2026-03-09; follow_up pending 2026-03-16"},
      {"and its last day", "started 2026-03-02 medium | visit 2026-03-09 medium | now 2026-03-10",
       "follow_up met 2026-03-09; follow_up pending 2026-03-16"},
      {"over the end of February", "started 2026-02-25 medium | now 2026-02-26",
       "follow_up pending 2026-03-04"},
      {"in a leap year", "started 2028-02-25 medium | now 2028-02-26",
       "follow_up pending 2028-03-03"},
  });
}

TEST_CASE("a child left alone stays overdue at the first step after the last visit") {
  check_table({
      {"medium, three weeks", "started 2026-03-02 medium | now 2026-03-25",
       "follow_up overdue 2026-03-09; follow_up missed 2026-03-16; follow_up missed 2026-03-23"},
      {"low, eight weeks", "started 2026-03-02 low | now 2026-04-28",
       "follow_up overdue 2026-03-16; follow_up missed 2026-03-30; follow_up missed 2026-04-13;"
       "follow_up missed 2026-04-27"},
      {"high, until the day of the next one, which does not hide it",
       "started 2026-03-02 high | now 2026-03-20T12:00:00Z",
       "follow_up overdue 2026-03-06; follow_up missed 2026-03-09; follow_up missed 2026-03-13;"
       "follow_up missed 2026-03-16"},
      {"the visit ends it: what was left is missed, and the visit meets its own window",
       "started 2026-03-02 high | visit 2026-03-20T15:00:00Z high | now 2026-03-20T18:00:00Z",
       "follow_up missed 2026-03-06; follow_up missed 2026-03-09; follow_up missed 2026-03-13;"
       "follow_up missed 2026-03-16; follow_up met 2026-03-20; follow_up pending 2026-03-23"},
      {"a day late at medium: another window",
       "started 2026-03-02 medium | visit 2026-03-10 medium | now 2026-03-11",
       "follow_up missed 2026-03-09; follow_up met 2026-03-16; follow_up pending 2026-03-23"},
      {"left alone after one visit",
       "started 2026-03-02 medium | visit 2026-03-09 medium | now 2026-03-25",
       "follow_up met 2026-03-09; follow_up overdue 2026-03-16; follow_up missed 2026-03-23"},
      {"a visit after two windows",
       "started 2026-03-02 medium | visit 2026-03-18 medium | now 2026-03-25",
       "follow_up missed 2026-03-09; follow_up missed 2026-03-16; follow_up met 2026-03-23;"
       "follow_up pending 2026-03-30"},
      {"high, good in the first week and alone in the second",
       "started 2026-03-02 high | visit 2026-03-03 high | visit 2026-03-05 high | now 2026-03-14",
       "follow_up met 2026-03-06; follow_up met 2026-03-09; follow_up overdue 2026-03-13"},
  });
}

TEST_CASE("two in a week are two days, each in its turn") {
  check_table({
      {"two visits of one day count once",
       "started 2026-03-02 high | visit 2026-03-04T09:00:00Z high |"
       "visit 2026-03-04T16:00:00Z high | now 2026-03-05",
       "follow_up met 2026-03-06; follow_up pending 2026-03-09"},
      {"two days early",
       "started 2026-03-02 high | visit 2026-03-04 high | visit 2026-03-05 high | now 2026-03-06",
       "follow_up met 2026-03-06; follow_up met 2026-03-09; follow_up pending 2026-03-13"},
      {"a third in the week is not saved for the next",
       "started 2026-03-02 high | visit 2026-03-03 high | visit 2026-03-04 high |"
       "visit 2026-03-05 high | now 2026-03-10",
       "follow_up met 2026-03-06; follow_up met 2026-03-09; follow_up pending 2026-03-13"},
      {"the first one late, within the window",
       "started 2026-03-02 high | visit 2026-03-07 high | now 2026-03-08",
       "follow_up met_late 2026-03-06; follow_up pending 2026-03-09"},
      {"and no second", "started 2026-03-02 high | visit 2026-03-07 high | now 2026-03-10",
       "follow_up met_late 2026-03-06; follow_up overdue 2026-03-09"},
      {"one on the last day is the first of two",
       "started 2026-03-02 high | visit 2026-03-09 high | now 2026-03-10",
       "follow_up met_late 2026-03-06; follow_up overdue 2026-03-09"},
      {"on the first and the last day",
       "started 2026-03-02 high | visit 2026-03-02 high | visit 2026-03-09 high | now 2026-03-10",
       "follow_up met 2026-03-06; follow_up met 2026-03-09; follow_up pending 2026-03-13"},
  });
}

TEST_CASE("a sensitive case has at least one follow-up in 7 days") {
  check_table({
      {"POS 5.5, low",
       "register 2026-03-02 | initial 2026-03-02 low sensitive=true |"
       "plan 2026-03-02 start=2026-03-02 | now 2026-03-03",
       "follow_up pending 2026-03-09 by=sensitive level=low; review pending 2026-06-02 by=low"},
      {"medium has as many without",
       "register 2026-03-02 | initial 2026-03-02 medium sensitive=true |"
       "plan 2026-03-02 start=2026-03-02 | now 2026-03-03",
       "follow_up pending 2026-03-09 by=medium"},
      {"high has more",
       "register 2026-03-02 | initial 2026-03-02 high sensitive=true |"
       "plan 2026-03-02 start=2026-03-02 | now 2026-03-03",
       "follow_up pending 2026-03-06 by=high"},
      {"whatever its level: none too, while the case is open",
       "register 2026-03-02 | initial 2026-03-02 none sensitive=true |"
       "plan 2026-03-02 start=2026-03-02 | now 2026-03-03",
       "follow_up pending 2026-03-09 by=sensitive level=none; review not_required -"},
      {"flagged later: new windows, no later than what was pending (16 March)",
       "started 2026-03-02 low | review 2026-03-10 low sensitive=true | now 2026-03-11",
       "follow_up pending 2026-03-16 by=sensitive"},
      {"no longer flagged",
       "register 2026-03-02 | initial 2026-03-02 low sensitive=true |"
       "plan 2026-03-02 start=2026-03-02 | review 2026-03-05 low sensitive=false | now 2026-03-06",
       "follow_up pending 2026-03-19 by=low"},
  });
}

TEST_CASE("the implementation starts on its date, else with the plan's validation") {
  check_table({
      {"without a plan nothing starts",
       "register 2026-03-02 | initial 2026-03-02 medium | full 2026-03-02 medium | now 2026-03-20",
       "follow_up -; review -"},
      {"the day of the validation",
       "register 2026-03-02 | initial 2026-03-02 medium | plan 2026-03-02 |"
       "approve plan 2026-03-04T10:00:00Z | now 2026-03-05",
       "follow_up pending 2026-03-11 from=implementation_start; review pending 2026-05-04"},
      {"a plan sent back starts nothing",
       "register 2026-03-02 | initial 2026-03-02 medium | plan 2026-03-02 |"
       "return plan 2026-03-04T10:00:00Z | now 2026-03-05",
       "follow_up -; review -"},
      {"a revised plan awaiting validation changes nothing",
       "started 2026-03-02 medium | plan 2026-03-12 | now 2026-03-13",
       "follow_up overdue 2026-03-09"},
      {"a start to come",
       "register 2026-03-02 | initial 2026-03-02 medium | plan 2026-03-02 start=2026-03-20 |"
       "now 2026-03-05",
       "follow_up pending 2026-03-27; review pending 2026-05-20; contact pending 2026-03-16"},
      {"a visit before the start is in no window",
       "register 2026-03-02 | initial 2026-03-02 medium | plan 2026-03-02 start=2026-03-10 |"
       "visit 2026-03-05 medium | now 2026-03-11",
       "follow_up pending 2026-03-17"},
      {"nor does a change of level before it start windows",
       "register 2026-03-02 | initial 2026-03-02 high | plan 2026-03-02 start=2026-03-10 |"
       "visit 2026-03-05 low | now 2026-03-11",
       "follow_up pending 2026-03-24 from=implementation_start by=low"},
      {"the level of the day of the start is the one at its end",
       "register 2026-03-02 | initial 2026-03-02 medium | plan 2026-03-02 start=2026-03-10 |"
       "review 2026-03-10T12:00:00Z high | now 2026-03-10T13:00:00Z",
       "follow_up pending 2026-03-14 from=implementation_start by=high"},
  });
}

TEST_CASE("reviews are due by calendar months from the start") {
  check_table({
      {"high: one a month, clamped", "started 2026-01-31 high | now 2026-02-01",
       "review pending 2026-02-28 by=high"},
      {"always computed from the start: 28 February, 31 March, 30 April",
       "started 2026-01-31 high | now 2026-05-15",
       "review overdue 2026-02-28; review missed 2026-03-31; review missed 2026-04-30"},
      {"on the last day of the window",
       "started 2026-01-31 high | review 2026-02-28 high | now 2026-03-05",
       "review met 2026-02-28; review pending 2026-03-31"},
      {"on the first of the next",
       "started 2026-01-31 high | review 2026-03-01 high | now 2026-03-02",
       "review missed 2026-02-28; review met 2026-03-31; review pending 2026-04-30"},
      {"leap year", "started 2028-01-31 high | now 2028-02-01", "review pending 2028-02-29"},
      {"medium: one in two months", "started 2026-03-02 medium | now 2026-03-03",
       "review pending 2026-05-02 by=medium"},
      {"low: one in three months", "started 2026-03-02 low | now 2026-03-03",
       "review pending 2026-06-02 by=low"},
      {"two months from 31 December, then four",
       "started 2025-12-31 medium | review 2026-02-10 medium | now 2026-03-10",
       "review met 2026-02-28; review pending 2026-04-30"},
      {"three months from 30 November", "started 2025-11-30 low | now 2025-12-01",
       "review pending 2026-02-28"},
      {"a visit is no review", "started 2026-03-02 high | visit 2026-03-20 high | now 2026-04-03",
       "review overdue 2026-04-02"},
  });
}

TEST_CASE("a lower level starts new windows, and what was not yet due falls away") {
  check_table({
      {"medium to low by a review",
       "started 2026-03-02 medium | review 2026-03-05 low | now 2026-03-06",
       "follow_up pending 2026-03-19 from=risk_level by=low"},
      {"by a visit, whose day is the first of the new window",
       "started 2026-03-02 medium | visit 2026-03-05 low | now 2026-03-06",
       "follow_up met 2026-03-19; follow_up pending 2026-04-02"},
      {"on the due day, which was not over",
       "started 2026-03-02 medium | review 2026-03-09 low | now 2026-03-09T12:00:00Z",
       "follow_up pending 2026-03-23"},
      {"a visit in the old window falls away with it",
       "started 2026-03-02 medium | visit 2026-03-04 medium | review 2026-03-06 low |"
       "now 2026-03-07",
       "follow_up pending 2026-03-20"},
      {"what is overdue stays so",
       "started 2026-03-02 medium | review 2026-03-12 low | now 2026-03-13",
       "follow_up overdue 2026-03-09 by=medium"},
      {"until the next visit, which is in the new window (12 to 26 March)",
       "started 2026-03-02 medium | review 2026-03-12 low | visit 2026-03-15 low | now 2026-03-16",
       "follow_up missed 2026-03-09; follow_up met 2026-03-26; follow_up pending 2026-04-09"},
      {"to none", "started 2026-03-02 medium | review 2026-03-05 none | now 2026-03-06",
       "follow_up not_required -; review not_required -; closure pending -"},
      {"to none, with one overdue: missed",
       "started 2026-03-02 medium | review 2026-03-12 none | now 2026-03-13",
       "follow_up missed 2026-03-09; follow_up not_required -"},
      {"from none: windows from the day of the change",
       "started 2026-03-02 medium | review 2026-03-05 none | review 2026-03-12 medium |"
       "now 2026-03-13",
       "follow_up pending 2026-03-19 by=medium; closure -"},
  });
}

TEST_CASE("a higher level starts new windows, never later than what was pending") {
  check_table({
      {"medium to high: 5 + 4 = 9 March",
       "started 2026-03-02 medium | review 2026-03-05 high | now 2026-03-06",
       "follow_up pending 2026-03-09 from=risk_level by=high"},
      {"on the eve of the due day: 12 March would be later than the 9th",
       "started 2026-03-02 medium | review 2026-03-08 high | now 2026-03-08T12:00:00Z",
       "follow_up pending 2026-03-09 by=high"},
      {"the second of that window keeps its day, 15 March",
       "started 2026-03-02 medium | review 2026-03-08 high | visit 2026-03-09 high |"
       "now 2026-03-10",
       "follow_up met 2026-03-09; follow_up pending 2026-03-15"},
      {"not done", "started 2026-03-02 medium | review 2026-03-08 high | now 2026-03-10",
       "follow_up overdue 2026-03-09 level=high"},
      {"on the due day itself it stays due today",
       "started 2026-03-02 medium | review 2026-03-09 high | now 2026-03-09T12:00:00Z",
       "follow_up due_today 2026-03-09 by=high"},
      {"low to high", "started 2026-03-02 low | review 2026-03-15 high | now 2026-03-15T12:00:00Z",
       "follow_up pending 2026-03-16 by=high"},
      {"low to medium early: 12 March",
       "started 2026-03-02 low | review 2026-03-05 medium | now 2026-03-06",
       "follow_up pending 2026-03-12 by=medium"},
      {"low to medium late: 20 March would be later than the 16th",
       "started 2026-03-02 low | review 2026-03-13 medium | now 2026-03-14",
       "follow_up pending 2026-03-16 by=medium"},
      {"raised twice",
       "started 2026-03-02 low | review 2026-03-10 medium | review 2026-03-12 high |"
       "now 2026-03-13",
       "follow_up pending 2026-03-16 by=high"},
      {"raised, and lowered the next day",
       "started 2026-03-02 medium | review 2026-03-05 high | review 2026-03-06 medium |"
       "now 2026-03-07",
       "follow_up pending 2026-03-13 by=medium"},
      {"raised and lowered on one day: nothing changed",
       "started 2026-03-02 medium | review 2026-03-05T09:00:00Z high |"
       "visit 2026-03-05T15:00:00Z medium | now 2026-03-06",
       "follow_up met 2026-03-09 by=medium; follow_up pending 2026-03-16"},
      {"what is overdue stays so over the new windows (16 and 19 March)",
       "started 2026-03-02 medium | review 2026-03-12 high | now 2026-03-20",
       "follow_up overdue 2026-03-09; follow_up missed 2026-03-16; follow_up missed 2026-03-19"},
      {"by a visit: it is the first of the new window, due as the pending one was",
       "started 2026-03-02 medium | visit 2026-03-05 high | now 2026-03-06",
       "follow_up met 2026-03-09; follow_up pending 2026-03-12"},
      {"by a visit after one was left out",
       "started 2026-03-02 medium | visit 2026-03-12 high | now 2026-03-13",
       "follow_up missed 2026-03-09; follow_up met 2026-03-16; follow_up pending 2026-03-19"},
      {"reviews, low to medium by a review on its due day: without the raise the next was due on "
       "2 September, so not on 2 October",
       "started 2026-03-02 low | review 2026-06-02 medium | now 2026-06-03",
       "review met 2026-06-02; review pending 2026-09-02 by=medium"},
      {"reviews, low to high by a visit: 10 April",
       "started 2026-03-02 low | visit 2026-03-10 high | now 2026-03-11",
       "review pending 2026-04-10 by=high"},
  });
}
