#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/sheet.h"
#include "support/case_builder.h"
#include "support/shipped_schemas.h"

// A little office of twelve cases, A to L, in October 2026: each has what some figures of the sheet
// need. What is expected of it was worked out by hand from what stands above each case.
namespace pos::test {

inline constexpr Month kOctober{std::chrono::year{2026}, std::chrono::month{10}};

inline CaseBuilder of(std::string manager, std::string supervisor) {
  CaseBuilder b;
  b.manager = std::move(manager);
  b.supervisor = std::move(supervisor);
  return b;
}

inline void close(CaseBuilder& b, const char* reason, const char* asked, const char* validated) {
  const std::string form = b.form("6.A", asked, answers({{"pos_closure_reason", reason}}));
  b.validates(form, validated);
}

/// A girl of 9, in implementation since 22 September at medium risk: a follow-up is due every
/// seven days, 29 September, 6, 13, 20, 27 October. Those of the 6th, 20th and 27th are made in
/// time, that of the 13th never. A revised plan awaits validation; the review due on 22 November
/// is made in October.
inline CaseBuilder a_case() {
  CaseBuilder b;
  b.registered("2026-09-10",
               answers({{"sex", "female"},
                        {"age", "9"},
                        {"child_profile", "mobility"},
                        {"location_region", "BKO"},
                        {"art50_situation_primary", "h_begging_economic_exploitation"}}));
  b.form("1.C", "2026-09-11",
         answers({{"risk_level", "medium"}, {"art50_situation_primary", "c_neglect_vagrancy"}}));
  b.form("2.A", "2026-09-15", answers({{"risk_level", "medium"}}));
  const std::string plan = b.form("3.A", "2026-09-20");
  b.validates(plan, "2026-09-22");
  b.form("5.A", "2026-10-05", answers({{"followup_type", "in_care"}}));
  b.form("5.A", "2026-10-14", answers({{"followup_type", "for_service"}}));
  b.form("5.B", "2026-10-16");
  b.form("3.A", "2026-10-19");
  b.form("5.A", "2026-10-27");
  return b;
}

/// A boy of 13, registered on the month's first day. Low: assessed within a day; the full
/// assessment, begun on the 20th, is completed on the 30th.
inline CaseBuilder b_case() {
  CaseBuilder b;
  b.registered("2026-10-01", answers({{"sex", "male"},
                                      {"age", "13"},
                                      {"child_profile", "deprived_of_family"},
                                      {"location_region", "BKO"},
                                      {"source_identification_referral", "street_rounds"},
                                      {"displacement_status", "idp"},
                                      {"risk_level_perceived", "low"}}));
  b.form("1.C", "2026-10-02", answers({{"risk_level", "low"}}));
  const std::string sitting = b.form(
      "2.A", "2026-10-20", answers({{"risk_level", "low"}, {"assessment_complete", "false"}}));
  b.completes(sitting, "2026-10-30", answers({{"assessment_complete", "true"}}));
  return b;
}

/// A girl of 16, registered in the month's last second. High by her situation: the initial
/// assessment is due in that second and not made.
inline CaseBuilder c_case() {
  CaseBuilder b = of("bkeita", "mtraore");
  b.registered("2026-10-31T23:59:59Z",
               answers({{"sex", "female"},
                        {"age", "16"},
                        {"child_profile", "gbv_victim"},
                        {"location_region", "SEG"},
                        {"disability_type", "physical_disability"},
                        {"art50_situation_primary", "f_sexual_exploitation"}}));
  return b;
}

/// Registered a second later: of November.
inline CaseBuilder d_case() {
  CaseBuilder b = of("bkeita", "mtraore");
  b.registered("2026-11-01T00:00:00Z", answers({{"sex", "female"}, {"age", "3"}}));
  return b;
}

/// A boy of 17, not eligible by a decision of the day after the registration.
inline CaseBuilder e_case() {
  CaseBuilder b = of("dsidibe", "fcoulibaly");
  b.registered("2026-10-05", answers({{"sex", "male"},
                                      {"age", "17"},
                                      {"location_region", "BKO"},
                                      {"case_management_eligible", "false"},
                                      {"eligibility_date", "2026-10-06"}}));
  return b;
}

/// A girl of 5, at no risk, closed after 103 days (1 July to 12 October).
inline CaseBuilder f_case() {
  CaseBuilder b = of("dsidibe", "fcoulibaly");
  b.registered("2026-07-01",
               answers({{"sex", "female"}, {"age", "5"}, {"location_region", "BKO"}}));
  b.form("1.C", "2026-07-02", answers({{"risk_level", "none"}}));
  close(b, "risk_none", "2026-10-10", "2026-10-12T10:00:00Z");
  return b;
}

/// A boy of unknown age, registered and closed in October, after 18 days. Nobody said his level;
/// the initial assessment, due on the 3rd, was never made.
inline CaseBuilder g_case() {
  CaseBuilder b = of("dsidibe", "fcoulibaly");
  b.registered("2026-10-02", answers({{"sex", "male"}, {"location_region", "BKO"}}));
  close(b, "child_family_wish", "2026-10-15", "2026-10-20");
  return b;
}

/// A girl of 12, closed after 129 days (1 June to 8 October), reopened, closed after 14 more. The
/// second initial assessment, due on the 16th, was never made.
inline CaseBuilder h_case() {
  CaseBuilder b;
  b.registered("2026-06-01",
               answers({{"sex", "female"}, {"age", "12"}, {"location_region", "BKO"}}));
  close(b, "lost_from_sight", "2026-10-07", "2026-10-08T09:00:00Z");
  b.form("B.1", "2026-10-15", answers({{"risk_level", "medium"}}));
  close(b, "deceased", "2026-10-28", "2026-10-29");
  return b;
}

/// A boy of 11 at high risk, transferred on 22 October. From 5 September two follow-ups are due
/// every seven days: in October the 3rd, 7th, 10th, 14th, 17th and 21st, none made. The monthly
/// review of 5 October was.
inline CaseBuilder i_case() {
  CaseBuilder b = of("bkeita", "mtraore");
  b.registered("2026-08-15", answers({{"sex", "male"}, {"age", "11"}, {"location_region", "BKO"}}));
  b.form("1.C", "2026-08-15", answers({{"risk_level", "high"}}));
  b.form("2.A", "2026-08-15", answers({{"risk_level", "high"}}));
  const std::string plan = b.form("3.A", "2026-08-18");
  b.validates(plan, "2026-09-05");
  b.form("5.B", "2026-10-04");
  close(b, "transferred", "2026-10-21", "2026-10-22");
  return b;
}

/// A young man of 18, of whom nothing was written since 20 July.
inline CaseBuilder j_case() {
  CaseBuilder b = of("dsidibe", "fcoulibaly");
  b.registered("2026-07-20", answers({{"sex", "male"}, {"age", "18"}, {"location_region", "BKO"}}));
  return b;
}

/// A girl of 7 with two emergency procedures on 2 October; the initial assessment follows them the
/// same evening, the full one, due at once, does not. Three services, one in September. Three
/// referrals: one of September and unanswered, one answered on 28 October (entered in November),
/// one answered on 1 November. Her manager changes on the 25th.
inline CaseBuilder k_case() {
  CaseBuilder b = of("bkeita", "mtraore");
  b.registered("2026-09-28T10:00:00Z", answers({{"sex", "female"},
                                                {"age", "7"},
                                                {"child_profile", "mobility"},
                                                {"location_region", "BKO"},
                                                {"risk_level_perceived", "high"}}));
  b.form("A.1", "2026-09-29T09:00:00Z", answers({{"service_category", "psychosocial"}}));
  b.form("4.A", "2026-09-30T09:00:00Z", answers({{"service_category", "health_care"}}));
  Value care = answers({{"emergency_started_at", "2026-10-02T08:00:00Z"},
                        {"emergency_ended_at", "2026-10-02T20:00:00Z"}});
  care.set("emergency_kinds", Value::texts({"medical", "psychological"}));
  b.form("1.U", "2026-10-02T08:00:00Z", care);
  b.form("1.C", "2026-10-02T22:00:00Z", answers({{"risk_level", "high"}}));
  const std::string health =
      b.form("A.1", "2026-10-03T09:00:00Z", answers({{"service_category", "health_care"}}));
  const std::string legal =
      b.form("A.1", "2026-10-04T09:00:00Z", answers({{"service_category", "legal"}}));
  b.form("4.A", "2026-10-06T09:00:00Z", answers({{"service_category", "psychosocial"}}));
  b.form("4.A", "2026-10-07T09:00:00Z", answers({{"service_category", "legal"}}));
  b.assigns("adiarra", "2026-10-25T09:00:00Z");
  b.manager = "adiarra";
  b.completes(legal, "2026-11-01T10:00:00Z", answers({{"counter_referral_date", "2026-11-01"}}));
  b.completes(health, "2026-11-02T07:00:00Z", answers({{"counter_referral_date", "2026-10-28"}}));
  return b;
}

/// A girl of 6, first entered as a boy. Medium: initial assessment in time (1 October), full one a
/// day late (due on the 8th), plan in time (due on the 16th), returned and then validated on the
/// 14th; the follow-ups of the 21st and 28th are missing, one was entered by mistake and voided.
inline CaseBuilder l_case() {
  CaseBuilder b;
  const std::string registration = b.registered(
      "2026-09-30", answers({{"sex", "male"}, {"age", "6"}, {"location_region", "BKO"}}));
  b.form("1.C", "2026-10-01", answers({{"risk_level", "medium"}}));
  b.corrects(registration, "2026-09-30",
             answers({{"sex", "female"}, {"age", "6"}, {"location_region", "BKO"}}));
  b.form("2.A", "2026-10-09", answers({{"risk_level", "medium"}}));
  const std::string plan = b.form("3.A", "2026-10-12");
  b.validates(plan, "2026-10-13T09:00:00Z", Decision::Returned);
  b.validates(plan, "2026-10-14T09:00:00Z");
  const std::string mistake = b.form("5.A", "2026-10-20", answers({{"followup_type", "in_care"}}));
  b.voids(mistake, "2026-10-20T15:00:00Z");
  return b;
}

inline Sheet sheet_of(const std::vector<CaseBuilder>& cases, const CalendarPeriod& period,
                      std::string_view now, const Rulebook& rules = shipped().rules) {
  const CountedPeriod counted{period, instant(now)};
  const Staff staff = office();
  SheetCount count(shipped().book, rules, staff, counted);
  for (const CaseBuilder& each : cases) {
    const Journal journal = each.journal();
    const auto at = [&](Instant moment) { return each.at(to_string(moment), shipped().forms()); };
    count.add(in_period(journal, at, counted, rules));
  }
  return count.sheet({});
}

inline Sheet sheet_of(const std::vector<CaseBuilder>& cases, Month month, std::string_view now,
                      const Rulebook& rules = shipped().rules) {
  return sheet_of(cases, period_of(month), now, rules);
}

/// All of them.
inline std::vector<CaseBuilder> little_office() {
  return {a_case(), b_case(), c_case(), d_case(), e_case(), f_case(),
          g_case(), h_case(), i_case(), j_case(), k_case(), l_case()};
}

inline const Sheet& october() {
  static const Sheet sheet = sheet_of(little_office(), kOctober, "2026-11-02T08:00:00Z");
  return sheet;
}

inline const SheetIndicator& figure(std::string_view id, const Sheet& sheet = october()) {
  const SheetIndicator* found = sheet.find(id);
  REQUIRE(found != nullptr);
  return *found;
}

inline double total(std::string_view id) {
  return figure(id).total.value();
}

using Rows = std::map<std::string, std::string>;

/// One breakdown as `female 6-11` → `3`, or `1/2` where it is a ratio.
inline Rows rows(std::string_view id, std::size_t table = 0, const Sheet& sheet = october()) {
  Rows result;
  const SheetIndicator& found = figure(id, sheet);
  for (const SheetCell& cell : found.tables.at(table).cells) {
    std::string key;
    for (const std::string& code : cell.codes) {
      key += (key.empty() ? "" : " ") + code;
    }
    result[key] = std::to_string(cell.value);
    if (found.indicator.kind == IndicatorKind::Ratio) {
      result[key] += "/" + std::to_string(cell.of);
    }
  }
  return result;
}

}  // namespace pos::test
