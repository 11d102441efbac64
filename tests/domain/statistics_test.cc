#include "domain/statistics.h"

#include <doctest/doctest.h>

#include "support/little_office.h"

using namespace pos;
using namespace pos::test;

TEST_CASE("a sheet counts the cases that are open at the start and at the end") {
  // At the start A F H I J K L; at the end A B C J K L.
  CHECK(total("cases_open_start") == 7);
  CHECK(total("cases_open_end") == 6);
  CHECK(rows("cases_open_end", 0) == Rows{{"female 6-11", "3"},
                                          {"female 15-17", "1"},
                                          {"male 12-14", "1"},
                                          {"male unknown", "1"}});
  CHECK(rows("cases_open_end", 1) ==
        Rows{{"high", "2"}, {"medium", "2"}, {"low", "1"}, {"unknown", "1"}});
  CHECK(
      rows("cases_open_end", 2) ==
      Rows{{"mobility", "2"}, {"deprived_of_family", "1"}, {"gbv_victim", "1"}, {"unknown", "2"}});
  CHECK(rows("cases_open_end", 3) ==
        Rows{{"c_neglect_vagrancy", "1"}, {"f_sexual_exploitation", "1"}, {"unknown", "4"}});
  CHECK(rows("cases_open_end", 4) == Rows{{"BKO", "5"}, {"SEG", "1"}});
  CHECK(rows("cases_open_end", 5) == Rows{{"DRPFEF-BKO", "6"}});
  CHECK(rows("cases_open_end", 6) == Rows{{"adiarra", "4"}, {"bkeita", "1"}, {"dsidibe", "1"}});
}

TEST_CASE("registrations count from the month's first to its last second") {
  // B on the 1st, G, E, C in the last second; D a second later is of November.
  CHECK(total("cases_new") == 4);
  CHECK(
      rows("cases_new", 0) ==
      Rows{{"male 12-14", "1"}, {"female 15-17", "1"}, {"male 15-17", "1"}, {"male unknown", "1"}});
  CHECK(rows("cases_new", 1) ==
        Rows{{"deprived_of_family", "1"}, {"gbv_victim", "1"}, {"unknown", "2"}});
  CHECK(rows("cases_new", 2) == Rows{{"f_sexual_exploitation", "1"}, {"unknown", "3"}});
  CHECK(rows("cases_new", 3) == Rows{{"street_rounds", "1"}, {"unknown", "3"}});
  CHECK(rows("cases_new", 4) == Rows{{"BKO", "3"}, {"SEG", "1"}});
  CHECK(rows("cases_new", 5) == Rows{{"idp", "1"}, {"unknown", "3"}});
  CHECK(rows("cases_new", 6) == Rows{{"physical_disability", "1"}, {"unknown", "3"}});
}

TEST_CASE("ends and new beginnings count on their day, transfers apart from closures") {
  CHECK(total("cases_not_eligible") == 1);
  CHECK(total("cases_reopened") == 1);
  CHECK(total("transfers_in") == 0);
  CHECK(total("transfers_out") == 1);
  // F, G, and H twice.
  CHECK(total("cases_closed") == 4);
  CHECK(rows("cases_closed", 0) == Rows{{"risk_none", "1"},
                                        {"child_family_wish", "1"},
                                        {"lost_from_sight", "1"},
                                        {"deceased", "1"}});
  CHECK(rows("cases_closed", 1) ==
        Rows{{"female 0-5", "1"}, {"male unknown", "1"}, {"female 12-14", "2"}});
}

TEST_CASE("the median duration of an even number of closures is the mean of the middle two") {
  // 14, 18, 103, 129 days; the transfer does not count.
  CHECK(total("case_duration") == 60.5);
  CHECK_FALSE(figure("case_duration", sheet_of({j_case()}, kOctober, "2026-11-02")).total);
}

TEST_CASE("assessments and plans count on their day, by the level then in force") {
  CHECK(total("initial_assessments") == 3);
  CHECK(rows("initial_assessments") == Rows{{"low", "1"}, {"high", "1"}, {"medium", "1"}});
  // B's is of the day when it was completed.
  CHECK(total("full_assessments") == 2);
  CHECK(rows("full_assessments") == Rows{{"low", "1"}, {"medium", "1"}});
  CHECK(total("care_plans") == 2);
  CHECK(rows("care_plans") == Rows{{"medium", "2"}});
  CHECK(total("plans_validated") == 1);
  CHECK(rows("plans_validated") == Rows{{"medium", "1"}});
}

TEST_CASE("timeliness counts what fell due in the month and what of it was met in time") {
  // In time B, K, L; not C (due in the last second), G, H. E was decided not eligible before.
  CHECK(total("timeliness_initial_assessment") == 3);
  CHECK(figure("timeliness_initial_assessment").of == 6);
  CHECK(rows("timeliness_initial_assessment") ==
        Rows{{"low", "1/1"}, {"high", "1/2"}, {"medium", "1/2"}, {"unknown", "0/1"}});
  // K's never, L's late; B's is due on 2 November.
  CHECK(rows("timeliness_full_assessment") == Rows{{"high", "0/1"}, {"medium", "0/1"}});
  CHECK(rows("timeliness_care_plan") == Rows{{"medium", "1/1"}});
  // A 3 of 4, L 0 of 2, I 0 of 6.
  CHECK(total("timeliness_follow_up") == 3);
  CHECK(figure("timeliness_follow_up").of == 12);
  CHECK(rows("timeliness_follow_up") == Rows{{"medium", "3/6"}, {"high", "0/6"}});
  CHECK(rows("timeliness_review") == Rows{{"high", "1/1"}});
}

TEST_CASE("follow-ups and reviews count by type, without those that were voided") {
  CHECK(total("follow_ups") == 3);
  CHECK(rows("follow_ups") == Rows{{"in_care", "1"}, {"for_service", "1"}, {"unknown", "1"}});
  CHECK(total("reviews") == 2);
  CHECK(rows("reviews") == Rows{{"unknown", "2"}});
  CHECK(total("case_conferences") == 0);
}

TEST_CASE("services, referrals and their answers count by service") {
  CHECK(rows("services") == Rows{{"psychosocial", "1"}, {"legal", "1"}});
  CHECK(rows("referrals") == Rows{{"health_care", "1"}, {"legal", "1"}});
  CHECK(rows("counter_referrals") == Rows{{"health_care", "1"}});
  CHECK(rows("referrals_pending") == Rows{{"psychosocial", "1"}, {"legal", "1"}});
}

TEST_CASE("an emergency counts once for each of its procedures") {
  CHECK(total("emergencies") == 2);
  CHECK(rows("emergencies") == Rows{{"medical", "1"}, {"psychological", "1"}});
  CHECK(total("family_tracing_requests") == 0);
  CHECK(total("reunifications") == 0);
}

TEST_CASE("workload is that of the month's end, each row held against its standard") {
  CHECK(total("caseload") == 6);
  CHECK(rows("caseload") == Rows{{"adiarra", "4"}, {"bkeita", "1"}, {"dsidibe", "1"}});
  CHECK(figure("caseload").tables[0].cells[0].above == false);
  CHECK(total("supervision") == 3);
  CHECK(rows("supervision") == Rows{{"mtraore", "2"}, {"fcoulibaly", "1"}});
  CHECK(total("inactive_cases") == 1);

  // Adiarra's A, B and L are three; three is at the limit, not above it.
  Rulebook rules = shipped().rules;
  for (const int limit : {3, 2}) {
    rules.caseload_limit = limit;
    const Sheet sheet =
        sheet_of({a_case(), b_case(), l_case()}, kOctober, "2026-11-02T08:00:00Z", rules);
    CHECK(figure("caseload", sheet).tables[0].cells[0].above == (limit == 2));
  }
}

TEST_CASE("a case is inactive only once more than three months have gone by") {
  CaseBuilder b;
  b.registered("2026-07-31");
  CHECK(figure("inactive_cases", sheet_of({b}, kOctober, "2026-11-02")).total == 0);
  CaseBuilder earlier;
  earlier.registered("2026-07-30");
  CHECK(figure("inactive_cases", sheet_of({earlier}, kOctober, "2026-11-02")).total == 1);
}

TEST_CASE("the eight groups of the risk analysis count migration and forced displacement as one") {
  CHECK(rows("cases_open_end", 7) == Rows{{"separated_or_unaccompanied", "2"},
                                          {"deprived_of_family", "1"},
                                          {"gbv_victim", "1"},
                                          {"unknown", "2"}});
  CaseBuilder moving, displaced;
  moving.registered("2026-10-03", answers({{"child_profile", "mobility"}}));
  displaced.registered("2026-10-03", answers({{"child_profile", "forced_displacement"}}));
  const Sheet sheet = sheet_of({moving, displaced}, kOctober, "2026-11-02");
  CHECK(rows("cases_new", 1, sheet) == Rows{{"mobility", "1"}, {"forced_displacement", "1"}});
  CHECK(rows("cases_new", 7, sheet) == Rows{{"separated_or_unaccompanied", "2"}});
}

TEST_CASE("new cases are told by the coverage of the procedures, region by region") {
  // Bamako three times, Ségou once: both among the seven regions of the first review.
  CHECK(rows("cases_new", 8) == Rows{{"initial", "4"}});
  CaseBuilder kidal;
  kidal.registered("2026-10-03", answers({{"location_region", "KID"}}));
  CHECK(rows("cases_new", 8, sheet_of({kidal}, kOctober, "2026-11-02")) ==
        Rows{{"extension", "1"}});
}

TEST_CASE("integrated care is services of two categories or more, of identified victims alone") {
  const auto victim = [](const char* service, const char* other) {
    CaseBuilder b;
    b.registered("2026-10-03", answers({{"sex", "female"}, {"child_profile", "gbv_victim"}}));
    b.form("4.A", "2026-10-06", answers({{"service_category", service}}));
    b.form("4.A", "2026-10-07", answers({{"service_category", other}}));
    return b;
  };
  // By the situation; a referral is not yet a service.
  CaseBuilder beaten;
  beaten.registered("2026-10-03", answers({{"sex", "male"}, {"child_profile", "other"}}));
  beaten.form("1.C", "2026-10-03",
              answers({{"art50_situation_primary", "e_habitual_ill_treatment"}}));
  beaten.form("4.A", "2026-10-06", answers({{"service_category", "legal"}}));
  beaten.form("A.1", "2026-10-06", answers({{"service_category", "health_care"}}));
  // Closed before the month; no victim.
  CaseBuilder before;
  before.registered("2026-08-01", answers({{"child_profile", "gbv_victim"}}));
  close(before, "other", "2026-09-01", "2026-09-02");
  const Sheet sheet = sheet_of({victim("psychosocial", "health_care"),
                                victim("psychosocial", "psychosocial"), beaten, before, b_case()},
                               kOctober, "2026-11-02");
  CHECK(figure("integrated_care", sheet).total == 1);
  CHECK(figure("integrated_care", sheet).of == 3);
  CHECK(rows("integrated_care", 0, sheet) == Rows{{"female", "1/2"}, {"male", "0/1"}});
  CHECK(figure("integrated_care", sheet).indicator.target == 80);
}
