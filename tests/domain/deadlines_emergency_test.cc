#include "deadline_story.h"

using namespace pos::test;

TEST_CASE("an open emergency is looked at every day") {
  check_table({
      {"architecture 5.3: an entry within 24 h",
       "register 2026-03-02T09:00:00Z | emergency 2026-03-02T08:30:00Z | now 2026-03-02T12:00:00Z",
       "emergency pending 2026-03-03T08:30:00Z from=emergency_care level=high"},
      {"without one it is overdue",
       "register 2026-03-02T09:00:00Z | emergency 2026-03-02T08:30:00Z | now 2026-03-04",
       "emergency overdue 2026-03-03T08:30:00Z"},
      {"24 h from its last entry",
       "register 2026-03-02T09:00:00Z | emergency 2026-03-02T08:30:00Z |"
       "add emergency 2026-03-03T08:00:00Z incident=2026-03-01T20:00:00Z | now "
       "2026-03-03T12:00:00Z",
       "emergency pending 2026-03-04T08:00:00Z"},
      {"what is recorded of something else does not put it off",
       "register 2026-03-02T09:00:00Z | emergency 2026-03-02T08:30:00Z |"
       "service 2026-03-03T07:00:00Z service=legal | now 2026-03-03T12:00:00Z",
       "emergency overdue 2026-03-03T08:30:00Z"},
      {"a bare date: the end of the next day",
       "register 2026-03-02 | emergency 2026-03-02 | now 2026-03-02T12:00:00Z",
       "emergency pending 2026-03-03"},
      {"an end that is still to come ends nothing yet",
       "register 2026-03-02T09:00:00Z | emergency 2026-03-02T08:30:00Z |"
       "add emergency 2026-03-02T20:00:00Z end=2026-03-05T10:00:00Z | now 2026-03-03T12:00:00Z",
       "emergency due_today 2026-03-03T20:00:00Z level=high"},
      {"ended in time",
       "register 2026-03-02T09:00:00Z | emergency 2026-03-02T08:30:00Z |"
       "add emergency 2026-03-02T20:00:00Z end=2026-03-02T20:00:00Z | now 2026-03-10",
       "emergency met 2026-03-03T08:30:00Z"},
      {"ended after a day of silence",
       "register 2026-03-02T09:00:00Z | emergency 2026-03-02T08:30:00Z |"
       "add emergency 2026-03-05T10:00:00Z end=2026-03-05T10:00:00Z | now 2026-03-10",
       "emergency met_late 2026-03-03T08:30:00Z"},
      {"two at a time",
       "register 2026-03-02T09:00:00Z | emergency 2026-03-02T08:30:00Z |"
       "emergency 2026-03-02T10:00:00Z | now 2026-03-02T12:00:00Z",
       "emergency pending 2026-03-03T08:30:00Z; emergency pending 2026-03-03T10:00:00Z"},
      {"needed by the registration, and nothing recorded",
       "register 2026-03-02T09:00:00Z emergency=true | now 2026-03-04",
       "emergency overdue 2026-03-03T09:00:00Z from=registration"},
  });
}

TEST_CASE("a requisition is issued within 72 hours of the incident") {
  check_table({
      {"POS 5.1.2: from the incident where it is known",
       "register 2026-03-02T09:00:00Z |"
       "emergency 2026-03-02T08:30:00Z kinds=medical incident=2026-03-01T20:00:00Z |"
       "now 2026-03-02T12:00:00Z",
       "requisition pending 2026-03-04T20:00:00Z from=incident"},
      {"its date alone: the end of the third day",
       "register 2026-03-02T09:00:00Z |"
       "emergency 2026-03-02T08:30:00Z kinds=medical incident=2026-03-01 | now 2026-03-02",
       "requisition -"},
      {"the same, once it is recorded",
       "register 2026-03-02T09:00:00Z |"
       "emergency 2026-03-02T08:30:00Z kinds=medical incident=2026-03-01 |"
       "now 2026-03-02T12:00:00Z",
       "requisition pending 2026-03-04"},
      {"else from the identification",
       "register 2026-03-02T09:00:00Z identified=2026-03-02T08:00:00Z |"
       "emergency 2026-03-02T08:30:00Z kinds=medical | now 2026-03-02T12:00:00Z",
       "requisition pending 2026-03-05T08:00:00Z from=identification"},
      {"an emergency that comes long after the identification counts from itself",
       "register 2026-03-02T09:00:00Z identified=2026-03-02T08:00:00Z |"
       "emergency 2026-06-01T10:00:00Z kinds=medical | now 2026-06-01T12:00:00Z",
       "requisition pending 2026-06-04T10:00:00Z from=emergency_care"},
      {"left out",
       "register 2026-03-02T09:00:00Z identified=2026-03-02T08:00:00Z |"
       "emergency 2026-03-02T08:30:00Z kinds=medical | now 2026-03-10",
       "requisition overdue 2026-03-05T08:00:00Z"},
      {"exactly in time",
       "register 2026-03-02T09:00:00Z identified=2026-03-02T08:00:00Z |"
       "emergency 2026-03-02T08:30:00Z kinds=medical |"
       "add emergency 2026-03-05T09:00:00Z requisition=2026-03-05T08:00:00Z | now 2026-03-10",
       "requisition met 2026-03-05T08:00:00Z"},
      {"late",
       "register 2026-03-02T09:00:00Z identified=2026-03-02T08:00:00Z |"
       "emergency 2026-03-02T08:30:00Z kinds=medical requisition=2026-03-05T08:00:01Z |"
       "now 2026-03-10",
       "requisition met_late 2026-03-05T08:00:00Z"},
      {"no other emergency has one",
       "register 2026-03-02T09:00:00Z | emergency 2026-03-02T08:30:00Z kinds=psychological |"
       "now 2026-03-10",
       "requisition -"},
  });
}

TEST_CASE("a child who leaves hospital is visited the next day") {
  check_table({
      {"POS 5.1.2",
       "register 2026-03-02T09:00:00Z |"
       "emergency 2026-03-02T08:30:00Z kinds=medical discharge=2026-03-05 |"
       "now 2026-03-05T12:00:00Z",
       "visit_after_discharge pending 2026-03-06 from=medical_discharge"},
      {"over the end of February",
       "register 2026-02-27 | emergency 2026-02-27 kinds=medical discharge=2026-02-28 |"
       "now 2026-03-01T12:00:00Z",
       "visit_after_discharge due_today 2026-03-01"},
      {"at home",
       "register 2026-03-02 | emergency 2026-03-02 kinds=medical discharge=2026-03-05 |"
       "visit 2026-03-06T17:00:00Z high mode=home_visit | now 2026-03-10",
       "visit_after_discharge met 2026-03-06"},
      {"in the centre, a day late",
       "register 2026-03-02 | emergency 2026-03-02 kinds=medical discharge=2026-03-05 |"
       "visit 2026-03-07 high mode=centre_visit | now 2026-03-10",
       "visit_after_discharge met_late 2026-03-06"},
      {"a telephone call is no visit",
       "register 2026-03-02 | emergency 2026-03-02 kinds=medical discharge=2026-03-05 |"
       "visit 2026-03-06 high mode=phone | now 2026-03-07",
       "visit_after_discharge overdue 2026-03-06"},
      {"nor is one on the day of the discharge the next day's",
       "register 2026-03-02 | emergency 2026-03-02 kinds=medical discharge=2026-03-05 |"
       "visit 2026-03-05 high mode=home_visit | now 2026-03-07",
       "visit_after_discharge overdue 2026-03-06"},
  });
}

TEST_CASE("provisional accommodation lasts 72 hours, a UNHCR centre 3 or 14 days") {
  check_table({
      {"POS 5.1.2: 72 h",
       "register 2026-03-02 | emergency 2026-03-02T17:00:00Z "
       "stay=2026-03-02T18:00:00Z | now 2026-03-03",
       "emergency_accommodation pending 2026-03-05T18:00:00Z from=accommodation"},
      {"the date alone",
       "register 2026-03-02 | emergency 2026-03-02 stay=2026-03-02 |"
       "now 2026-03-06",
       "emergency_accommodation overdue 2026-03-05"},
      {"left in time",
       "register 2026-03-02 | emergency 2026-03-02T17:00:00Z stay=2026-03-02T18:00:00Z |"
       "add emergency 2026-03-05T18:00:00Z left=2026-03-05T18:00:00Z | now 2026-03-10",
       "emergency_accommodation met 2026-03-05T18:00:00Z"},
      {"left late",
       "register 2026-03-02 | emergency 2026-03-02T17:00:00Z stay=2026-03-02T18:00:00Z |"
       "add emergency 2026-03-06 left=2026-03-06 | now 2026-03-10",
       "emergency_accommodation met_late 2026-03-05T18:00:00Z"},
      {"an end to come is no end yet",
       "register 2026-03-02 | emergency 2026-03-02T17:00:00Z stay=2026-03-02T18:00:00Z "
       "left=2026-03-08 | now 2026-03-06",
       "emergency_accommodation overdue 2026-03-05T18:00:00Z"},
      {"UNHCR: three days",
       "register 2026-03-02 displaced=refugee | emergency 2026-03-02 unhcr=2026-03-02 |"
       "now 2026-03-03",
       "unhcr_accommodation pending 2026-03-05 by="},
      {"an asylum seeker: 14",
       "register 2026-03-02 displaced=asylum_seeker | emergency 2026-03-02 unhcr=2026-03-02 |"
       "now 2026-03-03",
       "unhcr_accommodation pending 2026-03-16 by=asylum_seeker"},
      {"specific needs: no limit",
       "register 2026-03-02 displaced=asylum_seeker |"
       "emergency 2026-03-02 unhcr=2026-03-02 needs=true | now 2026-04-03",
       "unhcr_accommodation not_required -"},
      {"left",
       "register 2026-03-02 displaced=refugee |"
       "emergency 2026-03-02 unhcr=2026-03-02 unhcr_left=2026-03-05 | now 2026-04-03",
       "unhcr_accommodation met 2026-03-05"},
  });
}

TEST_CASE("an emergency that opens after an assessment makes the risk high until it ends") {
  check_table({
      {"POS 5.1.2: high from the start, so the full assessment is due at once",
       "register 2026-03-02T09:00:00Z | initial 2026-03-02T10:00:00Z low |"
       "emergency 2026-03-05T08:00:00Z | now 2026-03-05T09:00:00Z",
       "full_assessment due_today 2026-03-05 by=high level=high"},
      {"with its end the level told before holds again",
       "register 2026-03-02T09:00:00Z | initial 2026-03-02T10:00:00Z low |"
       "emergency 2026-03-05T08:00:00Z end=2026-03-05T18:00:00Z | now 2026-03-05T20:00:00Z",
       "full_assessment pending 2026-04-02T10:00:00Z by=low level=low"},
      {"or the one told meanwhile",
       "register 2026-03-02T09:00:00Z | initial 2026-03-02T10:00:00Z low |"
       "emergency 2026-03-05T08:00:00Z end=2026-03-05T18:00:00Z |"
       "visit 2026-03-05T12:00:00Z medium | now 2026-03-05T20:00:00Z",
       "full_assessment pending 2026-03-09T10:00:00Z by=medium level=medium"},
      {"of two at a time the last end counts",
       "register 2026-03-02T09:00:00Z | initial 2026-03-02T10:00:00Z low |"
       "emergency 2026-03-05T08:00:00Z end=2026-03-05T18:00:00Z |"
       "emergency 2026-03-05T12:00:00Z | now 2026-03-05T20:00:00Z",
       "full_assessment due_today 2026-03-05 by=high level=high"},
  });
}

TEST_CASE("while no psychologist can be had the full assessment waits for the care") {
  check_table({
      {"POS 5.1.2: the next steps are suspended",
       "register 2026-03-02T09:00:00Z | initial 2026-03-02T10:00:00Z medium |"
       "emergency 2026-03-03T08:00:00Z kinds=psychological psychologist=false | now 2026-03-20",
       "full_assessment pending - from=emergency_care"},
      {"one who is there suspends nothing",
       "register 2026-03-02T09:00:00Z | initial 2026-03-02T10:00:00Z medium |"
       "emergency 2026-03-03T08:00:00Z kinds=psychological psychologist=true | now 2026-03-20",
       "full_assessment overdue 2026-03-03 from=initial_assessment"},
      {"after the care, at once while the emergency goes on",
       "register 2026-03-02T09:00:00Z | initial 2026-03-02T10:00:00Z medium |"
       "emergency 2026-03-03T08:00:00Z kinds=psychological psychologist=false |"
       "add emergency 2026-03-12T11:00:00Z soothed=2026-03-12T10:00:00Z |"
       "now 2026-03-12T12:00:00Z",
       "full_assessment due_today 2026-03-12 from=psychological_care by=high"},
      {"or after the emergency's end, by the level of before",
       "register 2026-03-02T09:00:00Z | initial 2026-03-02T10:00:00Z medium |"
       "emergency 2026-03-03T08:00:00Z kinds=psychological psychologist=false |"
       "add emergency 2026-03-12T10:00:00Z end=2026-03-12T10:00:00Z | now 2026-03-12T12:00:00Z",
       "full_assessment pending 2026-03-19T10:00:00Z from=psychological_care by=medium"},
      {"what was assessed before stays met",
       "register 2026-03-02T09:00:00Z | initial 2026-03-02T10:00:00Z medium |"
       "full 2026-03-02T12:00:00Z medium |"
       "emergency 2026-03-03T08:00:00Z kinds=psychological psychologist=false | now 2026-03-20",
       "full_assessment met 2026-03-09T10:00:00Z"},
  });
}

TEST_CASE(
    "the focal points of a child under the mandate of IOM or UNHCR are told, each until it is") {
  check_table({
      {"POS 5.1.2: the agency, the DNPEF and UNICEF, by the end of the next day",
       "register 2026-03-02T09:00:00Z | emergency 2026-03-02T08:30:00Z agency=unhcr |"
       "now 2026-03-02T12:00:00Z",
       "agency_notification pending 2026-03-03 from=emergency_care;"
       "dnpef_notification pending 2026-03-03; unicef_notification pending 2026-03-03"},
      {"the answer that names one meets its line alone",
       "register 2026-03-02T09:00:00Z | emergency 2026-03-02T08:30:00Z agency=unhcr |"
       "add emergency 2026-03-02T10:00:00Z told=unhcr | now 2026-03-04T12:00:00Z",
       "agency_notification met 2026-03-03; dnpef_notification overdue 2026-03-03;"
       "unicef_notification overdue 2026-03-03"},
      {"another agency is not theirs",
       "register 2026-03-02T09:00:00Z | emergency 2026-03-02T08:30:00Z agency=iom told=unhcr |"
       "now 2026-03-02T12:00:00Z",
       "agency_notification pending 2026-03-03"},
      {"no mandate, no line",
       "register 2026-03-02T09:00:00Z | emergency 2026-03-02T08:30:00Z |"
       "now 2026-03-02T12:00:00Z",
       "agency_notification -; dnpef_notification -; unicef_notification -"},
  });
}

TEST_CASE("medical care after sexual violence is recommended within 72 hours of the incident") {
  check_table({
      {"the incident where it is known",
       "register 2026-03-02T09:00:00Z |"
       "emergency 2026-03-02T08:30:00Z violence=true incident=2026-03-01T20:00:00Z |"
       "now 2026-03-02T12:00:00Z",
       "medical_care pending 2026-03-04T20:00:00Z from=incident"},
      {"given in time",
       "register 2026-03-02T09:00:00Z |"
       "emergency 2026-03-02T08:30:00Z violence=true incident=2026-03-01T20:00:00Z |"
       "add emergency 2026-03-02T11:00:00Z cared=2026-03-02T10:00:00Z | now 2026-03-06",
       "medical_care met 2026-03-04T20:00:00Z"},
      {"of no other emergency",
       "register 2026-03-02T09:00:00Z | emergency 2026-03-02T08:30:00Z kinds=medical |"
       "now 2026-03-02T12:00:00Z",
       "medical_care -"},
  });
}

TEST_CASE(
    "appointments, action points and obstacles are due each by its own date until they are done") {
  check_table({
      {"POS 5.1.2: appointments after an emergency",
       "register 2026-03-02T09:00:00Z |"
       "emergency 2026-03-02T08:30:00Z appointment=1:2026-03-09 appointment=2:2026-03-20 |"
       "add emergency 2026-03-09T09:00:00Z appointment=1:-:done | now 2026-03-10T12:00:00Z",
       "medical_appointment met 2026-03-09; medical_appointment pending 2026-03-20"},
      {"POS 3.3.1: action points of a conference",
       "register 2026-03-02 | conference 2026-03-04 point=1:2026-03-06 point=2:2026-03-09:dropped |"
       "now 2026-03-08T12:00:00Z",
       "action_point overdue 2026-03-06 from=meeting; action_point not_required -"},
      {"POS 5.5: an obstacle without a date stays open until it is solved",
       "started 2026-03-02 low | visit 2026-03-04 obstacle=1:- | now 2026-05-08T12:00:00Z",
       "obstacle pending - from=follow_up"},
      {"solved by an entry that completes the follow-up",
       "started 2026-03-02 low | visit 2026-03-04 obstacle=1:- |"
       "add visit 2026-03-20 obstacle=1:-:done | now 2026-05-08T12:00:00Z",
       "obstacle met -"},
  });
}
