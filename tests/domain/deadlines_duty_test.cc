#include "deadline_story.h"

using namespace pos::test;

TEST_CASE("a child who is not eligible is owed the orientation and nothing else") {
  check_table({
      {"by the end of the day of the decision",
       "register 2026-03-02 perceived=high eligible=false decided=2026-03-02 |"
       "now 2026-03-02T12:00:00Z",
       "orientation due_today 2026-03-02 from=not_eligible; initial_assessment -; contact -;"
       "inactivity -; consent -"},
      {"left out", "register 2026-03-02 eligible=false decided=2026-03-02 | now 2026-03-05",
       "orientation overdue 2026-03-02"},
      {"met by a referral",
       "register 2026-03-02 eligible=false decided=2026-03-02 |"
       "refer 2026-03-02T15:00:00Z service=health_care answer=2026-03-20 | now 2026-03-05",
       "orientation met 2026-03-02; counter_referral -; consent -"},
      {"a day late",
       "register 2026-03-02 eligible=false decided=2026-03-02 |"
       "refer 2026-03-03 service=health_care | now 2026-03-05",
       "orientation met_late 2026-03-02"},
      {"by a referral before the decision",
       "register 2026-03-02 eligible=false decided=2026-03-02 |"
       "refer 2026-03-01 service=health_care | now 2026-03-05",
       "orientation met 2026-03-02"},
      {"by a transfer",
       "register 2026-03-02 eligible=false decided=2026-03-02 | transfer 2026-03-02 |"
       "now 2026-03-05",
       "orientation met 2026-03-02"},
      {"by word to the State service",
       "register 2026-03-02 eligible=false decided=2026-03-02 informed=2026-03-02T16:00:00Z |"
       "now 2026-03-05",
       "orientation met 2026-03-02"},
      {"decided a week later: what was due before it was missed",
       "register 2026-03-02 perceived=medium eligible=undecided |"
       "add register 2026-03-10 eligible=false | now 2026-03-11",
       "orientation overdue 2026-03-10; initial_assessment missed 2026-03-03; contact -"},
  });
}

TEST_CASE(
    "a child whom a programme refuses is directed elsewhere the same day, the case going on") {
  check_table({
      {"left out",
       "register 2026-03-02 perceived=medium programme=false eligible=true decided=2026-03-04 |"
       "now 2026-03-05",
       "orientation overdue 2026-03-04 from=not_eligible_programme; initial_assessment overdue "
       "2026-03-03"},
      {"met by word to the State service",
       "register 2026-03-02 programme=false decided=2026-03-02 informed=2026-03-02T16:00:00Z |"
       "now 2026-03-05",
       "orientation met 2026-03-02"},
      {"a State service answers that it does not apply",
       "register 2026-03-02 programme=not_applicable decided=2026-03-02 | now 2026-03-05",
       "orientation -"},
      {"missed where the case was closed without it",
       "register 2026-03-02 programme=false decided=2026-03-02 | close 2026-03-10 |"
       "approve close 2026-03-10 | now 2026-03-11",
       "orientation missed 2026-03-02"},
  });
}

TEST_CASE("from closure on nothing is due, and a reopening counts as a registration") {
  check_table({
      {"what was left before the closure was missed, the rest falls away",
       "started 2026-03-02 medium | close 2026-03-20 | approve close 2026-03-20T15:00:00Z |"
       "now 2026-06-20",
       "follow_up missed 2026-03-09; follow_up missed 2026-03-16; review -; contact -; inactivity "
       "-;"
       "closure_validation met 2026-03-27"},
      {"an assessment too",
       "register 2026-03-02 perceived=medium | initial 2026-03-02 high | close 2026-03-10 |"
       "approve close 2026-03-10 | now 2026-03-11",
       "full_assessment missed 2026-03-02; initial_assessment met 2026-03-03"},
      {"what was not yet due on the day of the closure falls away",
       "register 2026-03-02 | initial 2026-03-02 medium | close 2026-03-09 |"
       "approve close 2026-03-09 | now 2026-04-11",
       "full_assessment -; inactivity -"},
      {"what is recorded after the closure meets nothing",
       "register 2026-03-02 | initial 2026-03-02 high | close 2026-03-10 |"
       "approve close 2026-03-10 | full 2026-03-15 high | now 2026-04-11",
       "full_assessment missed 2026-03-02"},
      {"a closure only requested changes nothing",
       "started 2026-03-02 medium | close 2026-03-05 | now 2026-03-10",
       "follow_up overdue 2026-03-09; closure_validation pending 2026-03-12"},
      {"reopened: the initial assessment is due from that day, by its level",
       "started 2026-03-02 medium | close 2026-03-20 | approve close 2026-03-20 |"
       "reopen 2026-06-01 medium | now 2026-06-01T12:00:00Z",
       "initial_assessment met 2026-03-03;"
       "initial_assessment pending 2026-06-02 from=reopening by=medium;"
       "follow_up missed 2026-03-09; follow_up missed 2026-03-16; contact pending 2026-06-15"},
      {"reopened at high: at once",
       "started 2026-03-02 medium | close 2026-03-05 | approve close 2026-03-05 |"
       "reopen 2026-06-01T10:00:00Z high | now 2026-06-02",
       "initial_assessment met 2026-03-03; initial_assessment overdue 2026-06-01 by=high"},
      {"the steps go on from the new episode's own",
       "started 2026-03-02 medium | close 2026-03-05 | approve close 2026-03-05 |"
       "reopen 2026-06-01 medium | initial 2026-06-02 low | now 2026-06-03",
       "full_assessment met 2026-03-09; full_assessment pending 2026-07-02; care_plan met "
       "2026-03-09"},
      {"a child who comes back in an emergency: its care goes first",
       "started 2026-03-02 medium | close 2026-03-05 | approve close 2026-03-05 |"
       "reopen 2026-06-01 medium | emergency 2026-05-31T20:00:00Z | now 2026-06-02T21:00:00Z",
       "initial_assessment met 2026-03-03; initial_assessment pending - from=emergency_care;"
       "emergency overdue 2026-06-01T20:00:00Z"},
      {"a child not eligible who comes back",
       "register 2026-03-02 eligible=false decided=2026-03-02 | reopen 2026-06-01 low |"
       "now 2026-06-01T12:00:00Z",
       "orientation missed 2026-03-02; initial_assessment pending 2026-06-02 by=low"},
  });
}

TEST_CASE("sharing without a covering consent owes one by the end of its day") {
  check_table({
      {"a referral",
       "register 2026-03-02 | refer 2026-03-05T10:00:00Z service=health_care |"
       "now 2026-03-05T12:00:00Z",
       "consent due_today 2026-03-05 from=referral"},
      {"left out",
       "register 2026-03-02 | refer 2026-03-05T10:00:00Z service=health_care | now 2026-03-06",
       "consent overdue 2026-03-05"},
      {"a transfer", "register 2026-03-02 | transfer 2026-03-05 | now 2026-03-06",
       "consent overdue 2026-03-05 from=transfer"},
      {"covered before",
       "register 2026-03-02 |"
       "consent 2026-03-04 status=given by=caregiver assent=true disclose=true |"
       "refer 2026-03-05T10:00:00Z service=health_care | now 2026-03-06",
       "consent -"},
      {"obtained the same day",
       "register 2026-03-02 | refer 2026-03-05T10:00:00Z service=health_care |"
       "consent 2026-03-05T15:00:00Z status=given by=caregiver assent=true disclose=true |"
       "now 2026-03-06",
       "consent met 2026-03-05"},
      {"obtained the next day",
       "register 2026-03-02 | refer 2026-03-05T10:00:00Z service=health_care |"
       "consent 2026-03-06 status=given by=caregiver assent=true disclose=true | now 2026-03-07",
       "consent met_late 2026-03-05"},
      {"a refusal does not meet it",
       "register 2026-03-02 | refer 2026-03-05T10:00:00Z service=health_care |"
       "consent 2026-03-05T15:00:00Z status=refused by=caregiver assent=true disclose=false |"
       "now 2026-03-06",
       "consent overdue 2026-03-05"},
      {"withdrawn before the referral",
       "register 2026-03-02 |"
       "consent 2026-03-03 status=given by=caregiver assent=true disclose=true |"
       "consent 2026-03-04 status=withdrawn by=caregiver assent=true disclose=false |"
       "refer 2026-03-05 service=health_care | now 2026-03-06",
       "consent overdue 2026-03-05"},
  });
}

TEST_CASE("the provider's answer is due on the date agreed") {
  check_table({
      {"agreed",
       "register 2026-03-02 | refer 2026-03-05 service=legal answer=2026-03-20 |"
       "now 2026-03-06",
       "counter_referral pending 2026-03-20 from=referral"},
      {"left out",
       "register 2026-03-02 | refer 2026-03-05 service=legal answer=2026-03-20 |"
       "now 2026-03-21",
       "counter_referral overdue 2026-03-20"},
      {"answered",
       "register 2026-03-02 | refer 2026-03-05 service=legal answer=2026-03-20 |"
       "add refer 2026-03-20 answered=2026-03-20 | now 2026-03-21",
       "counter_referral met 2026-03-20"},
      {"answered late",
       "register 2026-03-02 | refer 2026-03-05 service=legal answer=2026-03-20 |"
       "add refer 2026-03-25 answered=2026-03-21 | now 2026-03-26",
       "counter_referral met_late 2026-03-20"},
      {"no date agreed", "register 2026-03-02 | refer 2026-03-05 service=legal | now 2026-03-06",
       "counter_referral pending -"},
  });
}

TEST_CASE("the counter-referral of a child who is kept in hospital is expected at the discharge") {
  check_table({
      {"POS 5.1.2: while the child is there nothing sets a time, whatever date was agreed",
       "register 2026-03-02 | emergency 2026-03-02 kinds=medical hospital=true |"
       "refer 2026-03-02 service=health_care answer=2026-03-05 | now 2026-03-10",
       "counter_referral pending - from=referral"},
      {"with the discharge",
       "register 2026-03-02 | emergency 2026-03-02 kinds=medical hospital=true |"
       "refer 2026-03-02 service=health_care answer=2026-03-05 |"
       "add emergency 2026-03-12 discharge=2026-03-12 | now 2026-03-12T10:00:00Z",
       "counter_referral due_today 2026-03-12 from=medical_discharge"},
      {"none agreed either",
       "register 2026-03-02 | emergency 2026-03-02 kinds=medical hospital=true |"
       "refer 2026-03-02 service=emergency |"
       "add emergency 2026-03-12 discharge=2026-03-12 | now 2026-03-14",
       "counter_referral overdue 2026-03-12"},
      {"agreed for later than the discharge",
       "register 2026-03-02 | emergency 2026-03-02 kinds=medical hospital=true |"
       "refer 2026-03-02 service=health_care answer=2026-03-20 |"
       "add emergency 2026-03-12 discharge=2026-03-12 | now 2026-03-14",
       "counter_referral pending 2026-03-20 from=referral"},
      {"not kept in hospital",
       "register 2026-03-02 | emergency 2026-03-02 kinds=medical hospital=false |"
       "refer 2026-03-02 service=health_care answer=2026-03-05 | now 2026-03-10",
       "counter_referral overdue 2026-03-05"},
      {"another service",
       "register 2026-03-02 | emergency 2026-03-02 kinds=medical hospital=true |"
       "refer 2026-03-02 service=legal answer=2026-03-05 | now 2026-03-10",
       "counter_referral overdue 2026-03-05"},
      {"asked for after the discharge",
       "register 2026-03-02 | emergency 2026-03-02 kinds=medical hospital=true |"
       "add emergency 2026-03-04 discharge=2026-03-04 |"
       "refer 2026-03-06 service=health_care answer=2026-03-08 | now 2026-03-10",
       "counter_referral overdue 2026-03-08"},
  });
}

TEST_CASE("a lasting service owes a feedback an interval, counted from the one before") {
  check_table({
      {"none yet",
       "register 2026-03-02 | refer 2026-03-05T10:00:00Z service=legal every=14 |"
       "now 2026-03-06",
       "provider_feedback pending 2026-03-19 from=referral"},
      {"left out", "register 2026-03-02 | refer 2026-03-05 service=legal every=14 | now 2026-03-20",
       "provider_feedback overdue 2026-03-19"},
      {"given",
       "register 2026-03-02 | refer 2026-03-05 service=legal every=14 |"
       "add refer 2026-03-18 feedback=1:2026-03-17 | now 2026-03-20",
       "provider_feedback met 2026-03-19; provider_feedback pending 2026-03-31"},
      {"given late",
       "register 2026-03-02 | refer 2026-03-05 service=legal every=14 |"
       "add refer 2026-03-22 feedback=1:2026-03-21 | now 2026-03-22",
       "provider_feedback met_late 2026-03-19; provider_feedback pending 2026-04-04"},
      {"the answer ends the service",
       "register 2026-03-02 | refer 2026-03-05 service=legal every=14 |"
       "add refer 2026-03-18 answered=2026-03-18 | now 2026-03-25",
       "provider_feedback -"},
      {"no interval agreed",
       "register 2026-03-02 | refer 2026-03-05 service=legal |"
       "now 2026-03-25",
       "provider_feedback -"},
  });
}

TEST_CASE("the answer to a transfer is awaited for 7 days, and any answer meets it") {
  check_table({
      {"awaited", "register 2026-03-02 | transfer 2026-03-05 | now 2026-03-06",
       "transfer_acceptance pending 2026-03-12 from=transfer"},
      {"left out", "register 2026-03-02 | transfer 2026-03-05 | now 2026-03-13",
       "transfer_acceptance overdue 2026-03-12"},
      {"refused",
       "register 2026-03-02 | transfer 2026-03-05 |"
       "add transfer 2026-03-10 state=rejected on=2026-03-09 | now 2026-03-13",
       "transfer_acceptance met 2026-03-12"},
      {"accepted: nothing else is due any more",
       "register 2026-03-02 | transfer 2026-03-05 |"
       "add transfer 2026-03-10 state=accepted on=2026-03-09 | now 2026-06-13",
       "transfer_acceptance met 2026-03-12; inactivity -; contact -"},
  });
}

TEST_CASE("a word to the community owes a consent, one from it does not") {
  check_table({
      {"asked of it", "register 2026-03-02 | told 2026-03-05 way=to_community | now 2026-03-06",
       "consent overdue 2026-03-05 from=community_referral"},
      {"brought by it", "register 2026-03-02 | told 2026-03-05 way=from_community | now 2026-03-06",
       "consent -"},
  });
}

TEST_CASE("the supervisor validates plans and closures within 7 days") {
  check_table({
      {"recommended", "register 2026-03-02 | plan 2026-03-05 | now 2026-03-06",
       "plan_validation pending 2026-03-12 from=care_plan"},
      {"approved in time",
       "register 2026-03-02 | plan 2026-03-05 | approve plan 2026-03-12T10:00:00Z | now 2026-03-20",
       "plan_validation met 2026-03-12"},
      {"approved late",
       "register 2026-03-02 | plan 2026-03-05 | approve plan 2026-03-13 | now 2026-03-20",
       "plan_validation met_late 2026-03-12"},
      {"sent back: the supervisor acted",
       "register 2026-03-02 | plan 2026-03-05 | return plan 2026-03-10 | now 2026-03-20",
       "plan_validation met 2026-03-12"},
      {"a newer plan stands in for one not validated",
       "register 2026-03-02 | plan 2026-03-05 | plan 2026-03-08 | now 2026-03-09",
       "plan_validation pending 2026-03-15"},
      {"after the due time of the former, that was missed",
       "register 2026-03-02 | plan 2026-03-05 | plan 2026-03-20 | now 2026-03-21",
       "plan_validation missed 2026-03-12; plan_validation pending 2026-03-27"},
      {"a closure sent back",
       "started 2026-03-02 low | close 2026-03-05 | return close 2026-03-06 | now 2026-03-20",
       "closure_validation met 2026-03-12"},
  });
}

TEST_CASE("the plan's activities have their own deadlines") {
  check_table({
      {"each its own",
       "register 2026-03-02 |"
       "plan 2026-03-05 activity=1:2026-03-20:planned activity=2:2026-03-10:ongoing |"
       "now 2026-03-12",
       "plan_activity overdue 2026-03-10 from=care_plan; plan_activity pending 2026-03-20"},
      {"done by a completion",
       "register 2026-03-02 | plan 2026-03-05 activity=1:2026-03-20:planned |"
       "add plan 2026-03-19 activity=1:-:done | now 2026-03-22",
       "plan_activity met 2026-03-20"},
      {"done late",
       "register 2026-03-02 | plan 2026-03-05 activity=1:2026-03-20:planned |"
       "add plan 2026-03-21 activity=1:-:done | now 2026-03-22",
       "plan_activity met_late 2026-03-20"},
      {"given up, or without a service",
       "register 2026-03-02 |"
       "plan 2026-03-05 activity=1:2026-03-20:dropped activity=2:2026-03-10:not_available |"
       "now 2026-03-22",
       "plan_activity not_required -; plan_activity not_required -"},
      {"of a revised plan only once it is validated",
       "register 2026-03-02 | plan 2026-03-05 activity=1:2026-03-20:planned |"
       "approve plan 2026-03-06 | plan 2026-03-10 activity=2:2026-04-01:planned | now 2026-03-12",
       "plan_activity pending 2026-03-20"},
      {"then instead of the former's",
       "register 2026-03-02 | plan 2026-03-05 activity=1:2026-03-20:planned |"
       "approve plan 2026-03-06 | plan 2026-03-10 activity=2:2026-04-01:planned |"
       "approve plan 2026-03-13 | now 2026-03-14",
       "plan_activity pending 2026-04-01"},
  });
}

TEST_CASE("at level none the closure is to be requested") {
  check_table({
      {"assessed", "register 2026-03-02 | initial 2026-03-02 none | now 2026-03-20",
       "closure pending - from=risk_level"},
      {"perceived; the assessment is needed all the same",
       "register 2026-03-02 perceived=none | now 2026-03-02T12:00:00Z",
       "closure pending - from=registration; initial_assessment pending 2026-03-03"},
      {"requested",
       "register 2026-03-02 | initial 2026-03-02 none | close 2026-03-10 | now 2026-03-20",
       "closure met -"},
      {"requested and sent back",
       "register 2026-03-02 | initial 2026-03-02 none | close 2026-03-10 |"
       "return close 2026-03-11 | now 2026-03-20",
       "closure pending -"},
      {"at low it is not", "register 2026-03-02 | initial 2026-03-02 low | now 2026-03-20",
       "closure -"},
  });
}

TEST_CASE("until the plan starts the child is seen every week or two") {
  check_table({
      {"high: 7 days", "register 2026-03-02 perceived=high | now 2026-03-03",
       "contact pending 2026-03-09 from=last_contact by=high"},
      {"medium: 14", "register 2026-03-02 perceived=medium | now 2026-03-03",
       "contact pending 2026-03-16"},
      {"none, still open: 14", "register 2026-03-02 perceived=none | now 2026-03-03",
       "contact pending 2026-03-16 by=none"},
      {"from the last time",
       "register 2026-03-02 perceived=medium | initial 2026-03-04 high | now 2026-03-05",
       "contact pending 2026-03-11 by=high"},
      {"a visit at which the child was seen",
       "register 2026-03-02 | initial 2026-03-04 high | visit 2026-03-10 high seen=true |"
       "now 2026-03-11",
       "contact pending 2026-03-17"},
      {"a visit at which it was not",
       "register 2026-03-02 | initial 2026-03-04 high | visit 2026-03-10 high seen=false |"
       "now 2026-03-12",
       "contact overdue 2026-03-11"},
      {"raised while pending: 9 March is past, so the day of the change",
       "register 2026-03-02 | initial 2026-03-02 low | review 2026-03-10 high |"
       "now 2026-03-10T12:00:00Z",
       "contact due_today 2026-03-10 by=high"},
      {"an emergency is a contact, at high",
       "register 2026-03-02 | emergency 2026-03-06 | now 2026-03-07",
       "contact pending 2026-03-13 by=high"},
      {"left alone for two months", "register 2026-03-02 perceived=high | now 2026-05-02",
       "contact overdue 2026-03-09"},
      {"until the plan starts", "started 2026-03-02 low | now 2026-03-02T12:00:00Z", "contact -"},
  });
}

TEST_CASE("three months after the last entry closure is to be considered") {
  check_table({
      {"POS 5.6", "register 2026-03-02 | now 2026-03-05",
       "inactivity pending 2026-06-02 from=last_entry"},
      {"clamped", "register 2025-11-30 | now 2026-03-05", "inactivity overdue 2026-02-28"},
      {"exact", "register 2026-03-02 | visit 2026-03-31T10:00:00Z low | now 2026-04-05",
       "inactivity pending 2026-06-30T10:00:00Z"},
      {"a completion is an entry",
       "register 2026-03-02 | refer 2026-03-05 service=legal |"
       "add refer 2026-04-10 answered=2026-04-09 | now 2026-04-12",
       "inactivity pending 2026-07-10"},
      {"so is the supervisor's act",
       "register 2026-03-02 | plan 2026-03-05 | approve plan 2026-03-09T08:00:00Z | now 2026-04-12",
       "inactivity pending 2026-06-09T08:00:00Z"},
  });
}
