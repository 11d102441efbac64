#include "deadline_story.h"

using namespace pos::test;

// A change of risk while a step is pending (architecture 5.3). The initial assessment of 2 March,
// 10:00, at medium makes the full one due on 9 March, 10:00; at low on 2 April, 10:00.

TEST_CASE("a lower level gives a pending step its new interval from the basis") {
  check_table({
      {"medium to low",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium |"
       "visit 2026-03-05T09:00:00Z low | now 2026-03-06",
       "full_assessment pending 2026-04-02T10:00:00Z by=low level=low"},
      {"exactly at the due time it is still pending",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium |"
       "visit 2026-03-09T10:00:00Z low | now 2026-03-10",
       "full_assessment pending 2026-04-02T10:00:00Z"},
      {"to none: not required any more",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium |"
       "visit 2026-03-05T09:00:00Z none | now 2026-03-20",
       "full_assessment not_required - by=none"},
      {"the care plan too",
       "register 2026-03-02 | initial 2026-03-02 high | full 2026-03-02T15:00:00Z high |"
       "visit 2026-03-04 medium | now 2026-03-06",
       "care_plan pending 2026-03-09T15:00:00Z by=medium"},
      {"the same level said again changes nothing",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium |"
       "visit 2026-03-05T09:00:00Z medium | now 2026-03-06",
       "full_assessment pending 2026-03-09T10:00:00Z by=medium"},
  });
}

TEST_CASE("a higher level gives the later of the change and the new interval, and never later") {
  check_table({
      {"low to medium early: the new interval is later",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z low |"
       "visit 2026-03-05T09:00:00Z medium | now 2026-03-06",
       "full_assessment pending 2026-03-09T10:00:00Z by=medium level=medium"},
      {"low to medium late: the time of the change, so at once",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z low |"
       "visit 2026-03-20T09:00:00Z medium | now 2026-03-20T12:00:00Z",
       "full_assessment overdue 2026-03-20T09:00:00Z by=medium"},
      {"where only its date is known, the end of the day of the change",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z low |"
       "visit 2026-03-20 medium | now 2026-03-20T12:00:00Z",
       "full_assessment due_today 2026-03-20"},
      {"to high is at once: the end of the day of the change, though its time is known",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z low |"
       "visit 2026-03-05T09:00:00Z high | now 2026-03-05T12:00:00Z",
       "full_assessment due_today 2026-03-05 by=high"},
      {"never later than it was: due at 10:00, raised at 09:00 of that day",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium |"
       "visit 2026-03-09T09:00:00Z high | now 2026-03-09T09:30:00Z",
       "full_assessment due_today 2026-03-09T10:00:00Z by=high"},
      {"on the day of the basis itself",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z low |"
       "visit 2026-03-02T18:00:00Z high | now 2026-03-02T19:00:00Z",
       "full_assessment due_today 2026-03-02"},
      {"the care plan, early",
       "register 2026-03-02 | initial 2026-03-02 low | full 2026-03-02T15:00:00Z low |"
       "visit 2026-03-04T10:00:00Z high | now 2026-03-04T12:00:00Z",
       "care_plan pending 2026-03-05T15:00:00Z by=high"},
      {"the care plan, late: three days are no `at once`, so the time of the change",
       "register 2026-03-02 | initial 2026-03-02 low | full 2026-03-02T15:00:00Z low |"
       "visit 2026-03-10T10:00:00Z high | now 2026-03-10T09:00:00Z",
       "care_plan pending 2026-03-16T15:00:00Z by=low"},
      {"the same, once it happened",
       "register 2026-03-02 | initial 2026-03-02 low | full 2026-03-02T15:00:00Z low |"
       "visit 2026-03-10T10:00:00Z high | now 2026-03-10T10:00:00Z",
       "care_plan due_today 2026-03-10T10:00:00Z by=high"},
      {"the completion, raised by the sitting itself",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z low |"
       "full 2026-03-15T10:00:00Z high complete=false | now 2026-03-15T12:00:00Z",
       "full_assessment_completion overdue 2026-03-15T10:00:00Z by=high"},
      {"and the same level said again that day does not bring back the second of March",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z low |"
       "visit 2026-03-05T09:00:00Z high | visit 2026-03-05T15:00:00Z high |"
       "now 2026-03-05T16:00:00Z",
       "full_assessment due_today 2026-03-05 by=high"},
      {"from none: later of the change and the interval",
       "register 2026-03-02 | initial 2026-03-02 none | visit 2026-03-10 medium | now 2026-03-10",
       "full_assessment due_today 2026-03-10 by=medium; closure -"},
      {"from none to low, whose interval is later",
       "register 2026-03-02 | initial 2026-03-02 none | visit 2026-03-10T08:00:00Z low |"
       "now 2026-03-11",
       "full_assessment pending 2026-04-02 by=low"},
  });
}

TEST_CASE("an overdue step keeps its due time, whatever the level becomes") {
  check_table({
      {"lowered",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium | visit 2026-03-10 low |"
       "now 2026-03-11",
       "full_assessment overdue 2026-03-09T10:00:00Z by=medium level=medium"},
      {"lowered a second after it was due",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium |"
       "visit 2026-03-09T10:00:01Z low | now 2026-03-11",
       "full_assessment overdue 2026-03-09T10:00:00Z"},
      {"raised",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium | visit 2026-03-10 high |"
       "now 2026-03-11",
       "full_assessment overdue 2026-03-09T10:00:00Z"},
      {"and is met late by it",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium | visit 2026-03-10 low |"
       "full 2026-03-20 low | now 2026-03-21",
       "full_assessment met_late 2026-03-09T10:00:00Z"},
      {"to none: it was missed, and is required no more",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium | visit 2026-03-10 none |"
       "now 2026-03-11",
       "full_assessment missed 2026-03-09T10:00:00Z; full_assessment not_required -"},
      {"to none and up again: overdue as it was",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium | visit 2026-03-10 none |"
       "visit 2026-03-15 low | now 2026-03-16",
       "full_assessment overdue 2026-03-09T10:00:00Z"},
  });
}

TEST_CASE("changes of one day and at equal times count in the order of the journal") {
  check_table({
      {"up and down on one day: the last one from the basis",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium |"
       "visit 2026-03-05T08:00:00Z high | visit 2026-03-05T16:00:00Z low | now 2026-03-06",
       "full_assessment pending 2026-04-02T10:00:00Z by=low"},
      {"down and up on one day: the end of it",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium |"
       "visit 2026-03-05T08:00:00Z low | visit 2026-03-05T16:00:00Z high |"
       "now 2026-03-05T17:00:00Z",
       "full_assessment due_today 2026-03-05 by=high"},
      {"two bare dates: first high, then low",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium |"
       "visit 2026-03-05 high | visit 2026-03-05 low | now 2026-03-06",
       "full_assessment pending 2026-04-02T10:00:00Z level=low"},
      {"two bare dates: first low, then high",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium |"
       "visit 2026-03-05 low | visit 2026-03-05 high | now 2026-03-06",
       "full_assessment overdue 2026-03-05 level=high"},
      {"recorded on the day of the basis, after it: a change, not the level of the basis",
       "register 2026-03-02 | initial 2026-03-02 medium | visit 2026-03-02 low | now 2026-03-06",
       "full_assessment pending 2026-04-02 by=low"},
      {"a change after the step was met changes nothing",
       "register 2026-03-02 | initial 2026-03-02T10:00:00Z medium |"
       "full 2026-03-05 medium | visit 2026-03-06 high | now 2026-03-07",
       "full_assessment met 2026-03-09T10:00:00Z by=medium level=high"},
  });
}
