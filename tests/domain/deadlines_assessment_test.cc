#include "deadline_story.h"

using namespace pos::test;

// Every expectation is worked out from the table of POS 4.3 and architecture 5.3, not from what the
// program says.

TEST_CASE("the initial assessment is due at once or within 24 hours of the identification") {
  check_table({
      {"POS 4.3, medium: within 24 h of the identification",
       "register 2026-03-02T09:00:00Z identified=2026-03-02T08:00:00Z perceived=medium |"
       "now 2026-03-02T10:00:00Z",
       "initial_assessment pending 2026-03-03T08:00:00Z from=identification by=medium"},
      {"low shares the cell",
       "register 2026-03-02T09:00:00Z identified=2026-03-02T08:00:00Z perceived=low |"
       "now 2026-03-03T07:59:59Z",
       "initial_assessment due_today 2026-03-03T08:00:00Z by=low"},
      {"none shares it too: the assessment is needed whatever level is perceived",
       "register 2026-03-02T09:00:00Z identified=2026-03-02T08:00:00Z perceived=none |"
       "now 2026-03-02T10:00:00Z",
       "initial_assessment pending 2026-03-03T08:00:00Z by=none"},
      {"exactly at the due time it is not late",
       "register 2026-03-02T09:00:00Z identified=2026-03-02T08:00:00Z perceived=medium |"
       "now 2026-03-03T08:00:00Z",
       "initial_assessment due_today 2026-03-03T08:00:00Z"},
      {"a second later it is",
       "register 2026-03-02T09:00:00Z identified=2026-03-02T08:00:00Z perceived=medium |"
       "now 2026-03-03T08:00:01Z",
       "initial_assessment overdue 2026-03-03T08:00:00Z level=medium"},
      {"POS 4.3, high: before leaving the child, the end of the day also where the time is known",
       "register 2026-03-02T09:00:00Z identified=2026-03-02T08:00:00Z perceived=high |"
       "now 2026-03-02T10:00:00Z",
       "initial_assessment due_today 2026-03-02 by=high"},
      {"high, the last second of the day",
       "register 2026-03-02 perceived=high | now 2026-03-02T23:59:59Z",
       "initial_assessment due_today 2026-03-02"},
      {"high, the first of the next",
       "register 2026-03-02 perceived=high | now 2026-03-03T00:00:00Z",
       "initial_assessment overdue 2026-03-02"},
      {"a date alone: 24 h are the end of the next day, and the registration counts",
       "register 2026-03-02 perceived=medium | now 2026-03-02T12:00:00Z",
       "initial_assessment pending 2026-03-03 from=registration"},
      {"over the end of February",
       "register 2026-03-01 identified=2026-02-28 perceived=medium | now 2026-03-01T12:00:00Z",
       "initial_assessment due_today 2026-03-01"},
      {"over the end of February in a leap year",
       "register 2028-02-28 identified=2028-02-28 perceived=medium | now 2028-02-28T12:00:00Z",
       "initial_assessment pending 2028-02-29"},
      {"identified days before the registration: late from the first day in the register",
       "register 2026-03-02 identified=2026-02-27 perceived=medium | now 2026-03-02T12:00:00Z",
       "initial_assessment overdue 2026-02-28"},
      {"nobody said a level: as medium, and no level is told",
       "register 2026-03-02 | now 2026-03-02T12:00:00Z",
       "initial_assessment pending 2026-03-03 by= level=unknown"},
  });
}

TEST_CASE("five primary situations are high before any assessment") {
  check_table({
      {"e",
       "register 2026-03-02 perceived=low situation=e_habitual_ill_treatment |"
       "now 2026-03-02T12:00:00Z",
       "initial_assessment due_today 2026-03-02 by=high level=high"},
      {"f", "register 2026-03-02 situation=f_sexual_exploitation | now 2026-03-02T12:00:00Z",
       "initial_assessment due_today 2026-03-02 by=high"},
      {"g", "register 2026-03-02 situation=g_sexual_abuse_exposure | now 2026-03-02T12:00:00Z",
       "initial_assessment due_today 2026-03-02 by=high"},
      {"i", "register 2026-03-02 situation=i_organised_crime | now 2026-03-03T12:00:00Z",
       "initial_assessment overdue 2026-03-02 by=high"},
      {"j", "register 2026-03-02 situation=j_armed_conflict | now 2026-03-02T12:00:00Z",
       "initial_assessment due_today 2026-03-02 by=high"},
      {"c is not one of them",
       "register 2026-03-02 perceived=low situation=c_neglect_vagrancy | now 2026-03-02T12:00:00Z",
       "initial_assessment pending 2026-03-03 by=low"},
      {"architecture 5.3 looks at the primary situation only",
       "register 2026-03-02 perceived=low situation=c_neglect_vagrancy "
       "secondary=f_sexual_exploitation | now 2026-03-02T12:00:00Z",
       "initial_assessment pending 2026-03-03 by=low"},
  });
}

TEST_CASE("the initial assessment is met by the first 1.C, in time up to its due time") {
  check_table({
      {"exactly at the due time",
       "register 2026-03-02T09:00:00Z identified=2026-03-02T08:00:00Z perceived=medium |"
       "initial 2026-03-03T08:00:00Z medium | now 2026-03-10",
       "initial_assessment met 2026-03-03T08:00:00Z"},
      {"a second late",
       "register 2026-03-02T09:00:00Z identified=2026-03-02T08:00:00Z perceived=medium |"
       "initial 2026-03-03T08:00:01Z medium | now 2026-03-10",
       "initial_assessment met_late 2026-03-03T08:00:00Z"},
      {"a bare date counts as its 00:00",
       "register 2026-03-02T09:00:00Z identified=2026-03-02T08:00:00Z perceived=medium |"
       "initial 2026-03-03 medium | now 2026-03-10",
       "initial_assessment met 2026-03-03T08:00:00Z"},
      {"two events on one day: the level perceived set the time, the one assessed did not",
       "register 2026-03-02 perceived=medium | initial 2026-03-02 high | now 2026-03-10",
       "initial_assessment met 2026-03-03 by=medium level=high"},
      {"the day after, where it was due at once",
       "register 2026-03-02 perceived=high | initial 2026-03-03 high | now 2026-03-10",
       "initial_assessment met_late 2026-03-02"},
      {"what has not happened at the moment of asking is not seen",
       "register 2026-03-02 perceived=medium | initial 2026-03-05 medium | now 2026-03-04",
       "initial_assessment overdue 2026-03-03; full_assessment -"},
  });
}

TEST_CASE("emergency care comes before the initial assessment, which follows it at once") {
  check_table({
      {"architecture 5.3: not overdue while the care goes on",
       "register 2026-03-02T09:00:00Z perceived=high | emergency 2026-03-02T08:30:00Z |"
       "now 2026-03-04T12:00:00Z",
       "initial_assessment pending - from=emergency_care level=high"},
      {"its basis is the end of the care",
       "register 2026-03-02T09:00:00Z perceived=high |"
       "emergency 2026-03-02T08:30:00Z end=2026-03-03T15:00:00Z | now 2026-03-03T16:00:00Z",
       "initial_assessment due_today 2026-03-03 from=emergency_care_end by=high"},
      {"and the next day it is overdue",
       "register 2026-03-02T09:00:00Z perceived=high |"
       "emergency 2026-03-02T08:30:00Z end=2026-03-03T15:00:00Z | now 2026-03-04T00:00:00Z",
       "initial_assessment overdue 2026-03-03"},
      {"the end told by a completion",
       "register 2026-03-02T09:00:00Z perceived=high | emergency 2026-03-02T08:30:00Z |"
       "add emergency 2026-03-03T15:00:00Z end=2026-03-03T15:00:00Z | now 2026-03-03T16:00:00Z",
       "initial_assessment due_today 2026-03-03 from=emergency_care_end"},
      {"emergency care is high risk (POS 5.1.2), whatever level was perceived",
       "register 2026-03-02T09:00:00Z perceived=low |"
       "emergency 2026-03-02T08:30:00Z end=2026-03-03T15:00:00Z | now 2026-03-03T16:00:00Z",
       "initial_assessment due_today 2026-03-03 by=high"},
      {"care that ended before the identification does not bring the time forward",
       "register 2026-03-02T09:00:00Z identified=2026-03-02T08:00:00Z perceived=low |"
       "emergency 2026-03-01T08:30:00Z end=2026-03-01T15:00:00Z | now 2026-03-02T16:00:00Z",
       "initial_assessment due_today 2026-03-02 from=identification"},
      {"care needed by the registration, and no 1.U: at once from the identification",
       "register 2026-03-02T09:00:00Z perceived=low emergency=true | now 2026-03-02T16:00:00Z",
       "initial_assessment due_today 2026-03-02 from=registration by=high"},
      {"one emergency ended, another goes on",
       "register 2026-03-02T09:00:00Z perceived=high |"
       "emergency 2026-03-02T08:30:00Z end=2026-03-03T15:00:00Z |"
       "emergency 2026-03-03T20:00:00Z | now 2026-03-06",
       "initial_assessment pending -"},
      {"of two that ended the later end counts",
       "register 2026-03-02T09:00:00Z perceived=high |"
       "emergency 2026-03-02T08:30:00Z end=2026-03-03T15:00:00Z |"
       "emergency 2026-03-03T08:00:00Z end=2026-03-05T10:00:00Z | now 2026-03-05T11:00:00Z",
       "initial_assessment due_today 2026-03-05"},
      {"assessed while the care goes on",
       "register 2026-03-02T09:00:00Z perceived=high | emergency 2026-03-02T08:30:00Z |"
       "initial 2026-03-03T10:00:00Z high | now 2026-03-04T12:00:00Z",
       "initial_assessment met -"},
      {"an emergency that begins after the assessment changes nothing",
       "register 2026-03-02 perceived=medium | initial 2026-03-02 medium |"
       "emergency 2026-03-05 | now 2026-03-06",
       "initial_assessment met 2026-03-03 from=registration"},
  });
}

TEST_CASE("the full assessment counts from the initial one") {
  check_table({
      {"high: right after it, by the end of its day",
       "register 2026-03-02 perceived=high | initial 2026-03-02T10:00:00Z high |"
       "now 2026-03-02T12:00:00Z",
       "full_assessment due_today 2026-03-02 from=initial_assessment by=high level=high"},
      {"high, three days left undone",
       "register 2026-03-02 perceived=high | initial 2026-03-02T10:00:00Z high | now 2026-03-05",
       "full_assessment overdue 2026-03-02"},
      {"medium: within the week, exact to the second",
       "register 2026-03-02 perceived=high | initial 2026-03-02T10:00:00Z medium | now 2026-03-05",
       "full_assessment pending 2026-03-09T10:00:00Z by=medium"},
      {"medium, a date alone",
       "register 2026-03-02 perceived=high | initial 2026-03-02 medium | now 2026-03-05",
       "full_assessment pending 2026-03-09"},
      {"low: within the month",
       "register 2026-03-02 perceived=high | initial 2026-03-02T10:00:00Z low | now 2026-03-05",
       "full_assessment pending 2026-04-02T10:00:00Z by=low"},
      {"a month from 31 January is 28 February",
       "register 2026-01-31 | initial 2026-01-31 low | now 2026-02-01",
       "full_assessment pending 2026-02-28"},
      {"in a leap year 29 February",
       "register 2028-01-31 | initial 2028-01-31 low | now 2028-02-01",
       "full_assessment pending 2028-02-29"},
      {"a month from 29 February is 29 March",
       "register 2028-02-29 | initial 2028-02-29 low | now 2028-03-01",
       "full_assessment pending 2028-03-29"},
      {"from 31 March 30 April, at the same hour",
       "register 2026-03-31 | initial 2026-03-31T10:00:00Z low | now 2026-04-01",
       "full_assessment pending 2026-04-30T10:00:00Z"},
      {"over the end of the year", "register 2026-12-31 | initial 2026-12-31 low | now 2027-01-01",
       "full_assessment pending 2027-01-31"},
      {"none: four steps are not required, and the closure is advised",
       "register 2026-03-02 perceived=low | initial 2026-03-02 none | now 2026-03-05",
       "full_assessment not_required - by=none; care_plan not_required - by=none;"
       "follow_up not_required - by=none; review not_required - by=none;"
       "closure pending - from=risk_level"},
      {"met exactly at the due time",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium |"
       "full 2026-03-09T10:00:00Z medium | now 2026-04-01",
       "full_assessment met 2026-03-09T10:00:00Z"},
      {"met a second later",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium |"
       "full 2026-03-09T10:00:01Z medium | now 2026-04-01",
       "full_assessment met_late 2026-03-09T10:00:00Z"},
      {"on the same day, which is in time at every level",
       "register 2026-03-02 | initial 2026-03-02 high | full 2026-03-02 medium | now 2026-04-01",
       "full_assessment met 2026-03-02 by=high"},
      {"a month after it was due, and never done: a neglected child",
       "register 2026-03-02 perceived=high | initial 2026-03-02 high | now 2026-04-02",
       "initial_assessment met 2026-03-02; full_assessment overdue 2026-03-02; care_plan -"},
  });
}

TEST_CASE("an assessment in several sittings is completed in a week or a month") {
  check_table({
      {"POS 5.2, high: 7 days after the initial assessment; the first sitting met the step",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z high |"
       "full 2026-03-02T15:00:00Z high complete=false | now 2026-03-05",
       "full_assessment met 2026-03-02;"
       "full_assessment_completion pending 2026-03-09T10:00:00Z from=initial_assessment by=high;"
       "care_plan -"},
      {"medium: 7 days",
       "register 2026-03-02 | initial 2026-03-02 medium |"
       "full 2026-03-03 medium complete=false | now 2026-03-12",
       "full_assessment_completion overdue 2026-03-09"},
      {"low: a month",
       "register 2026-03-02 | initial 2026-03-02 low |"
       "full 2026-03-20 low complete=false | now 2026-03-25",
       "full_assessment_completion pending 2026-04-02"},
      {"met by a later sitting marked complete; the plan counts from that one",
       "register 2026-03-02 | initial 2026-03-02 high |"
       "full 2026-03-02 high complete=false | full 2026-03-06 high | now 2026-03-07",
       "full_assessment_completion met 2026-03-09; care_plan pending 2026-03-09"},
      {"met by a completion of the same entry",
       "register 2026-03-02 | initial 2026-03-02 high | full 2026-03-02 high complete=false |"
       "add full 2026-03-06T09:00:00Z complete=true | now 2026-03-07",
       "full_assessment_completion met 2026-03-09; care_plan pending 2026-03-09T09:00:00Z"},
      {"before that completion it is open, as it was then",
       "register 2026-03-02 | initial 2026-03-02 high | full 2026-03-02 high complete=false |"
       "add full 2026-03-06T09:00:00Z complete=true | now 2026-03-05",
       "full_assessment_completion pending 2026-03-09; care_plan -"},
      {"completed late",
       "register 2026-03-02 | initial 2026-03-02 medium | full 2026-03-03 medium complete=false |"
       "full 2026-03-12 medium | now 2026-03-13",
       "full_assessment_completion met_late 2026-03-09"},
      {"not opened by an assessment that is complete, the default",
       "register 2026-03-02 | initial 2026-03-02 medium | full 2026-03-03 medium | now 2026-03-12",
       "full_assessment_completion -"},
      {"a reassessment months later does not open it again",
       "register 2026-03-02 | initial 2026-03-02 medium | full 2026-03-03 medium |"
       "full 2026-06-01 medium complete=false | now 2026-06-02",
       "full_assessment_completion -; care_plan overdue 2026-03-10"},
      {"the day of completion that the form names is the plan's basis",
       "register 2026-03-02 | initial 2026-03-02 medium |"
       "full 2026-03-04 medium completed=2026-03-08 | now 2026-03-09",
       "full_assessment met 2026-03-09; care_plan pending 2026-03-15 from=full_assessment"},
  });
}

TEST_CASE("the care plan counts from the full assessment that is complete") {
  check_table({
      {"high: within three days",
       "register 2026-03-02 | initial 2026-03-02 high | full 2026-03-02T15:00:00Z high |"
       "now 2026-03-03",
       "care_plan pending 2026-03-05T15:00:00Z by=high"},
      {"medium: within the week",
       "register 2026-03-02 | initial 2026-03-02 medium | full 2026-03-04 medium | now 2026-03-05",
       "care_plan pending 2026-03-11 by=medium"},
      {"low: within two weeks, over the end of February",
       "register 2026-02-20 | initial 2026-02-20 low | full 2026-02-20 low | now 2026-02-21",
       "care_plan pending 2026-03-06 by=low"},
      {"low, in a leap year",
       "register 2028-02-20 | initial 2028-02-20 low | full 2028-02-20 low | now 2028-02-21",
       "care_plan pending 2028-03-05"},
      {"none: not required",
       "register 2026-03-02 | initial 2026-03-02 medium | full 2026-03-04 none | now 2026-03-05",
       "full_assessment met 2026-03-09; care_plan not_required - from=full_assessment by=none"},
      {"the level of the full assessment counts, not the former one",
       "register 2026-03-02 | initial 2026-03-02 low | full 2026-03-04 high | now 2026-03-05",
       "care_plan pending 2026-03-07 by=high"},
      {"in time on the last day",
       "register 2026-03-02 | initial 2026-03-02 high | full 2026-03-02 high |"
       "plan 2026-03-05 | now 2026-04-01",
       "care_plan met 2026-03-05"},
      {"late by a day",
       "register 2026-03-02 | initial 2026-03-02 high | full 2026-03-02 high |"
       "plan 2026-03-06 | now 2026-04-01",
       "care_plan met_late 2026-03-05"},
      {"made before the assessment was complete",
       "register 2026-03-02 | initial 2026-03-02 high | full 2026-03-02 high complete=false |"
       "plan 2026-03-03 | full 2026-03-06 high | now 2026-04-01",
       "care_plan met 2026-03-09"},
      {"left undone for a month",
       "register 2026-03-02 | initial 2026-03-02 high | full 2026-03-02 high | now 2026-04-02",
       "care_plan overdue 2026-03-05 level=high"},
  });
}
