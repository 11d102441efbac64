#include "domain/programme.h"

#include <doctest/doctest.h>

#include "domain/programme_eligibility.h"
#include "domain/programme_results.h"
#include "support/case_builder.h"

using namespace pos;
using namespace pos::test;

namespace {

/// The small forms, with what a registration says of the child and of programmes.
Forms programme_forms() {
  const auto asked = [](const char* name, Role role) {
    return test::field(name, FieldType::SelectOne, role);
  };
  Field table =
      test::field("programmes", FieldType::Repeat, Role::ProgrammeTable, Compartment::Case);
  table.columns = {asked("followed", Role::Programme),
                   test::field("joined", FieldType::DateOnly, Role::ProgrammeJoined),
                   test::field("left", FieldType::DateOnly, Role::ProgrammeLeft)};
  Form registration;
  registration.code = kRegistrationForm;
  registration.fields = {
      asked("sex", Role::Sex),
      test::field("age", FieldType::Integer, Role::Age),
      asked("region", Role::Region),
      asked("displacement", Role::DisplacementStatus),
      asked("profile", Role::ChildProfile),
      asked("situation", Role::SituationPrimary),
      asked("programme", Role::Programme),
      test::field("eligibility_date", FieldType::DateOnly, Role::EligibilityDate),
      table};
  return [registration, others = small_forms()](std::string_view code) -> const Form& {
    return code == kRegistrationForm ? registration : others(code);
  };
}

/// An invented project for girls of 12 to 23 in Bamako and Kita, three years long.
Programme jeunes() {
  return read_programme(
      "JEUNES",
      Value::map(
          {{"name", Value::text("Projet inventé")},
           {"start_date", Value::text("2024-01-01")},
           {"end_date", Value::text("2026-12-31")},
           {"sites", Value::list({row("1", {{"site_name", "Bamako"}, {"site_place", "BKO"}}),
                                  row("2", {{"site_name", "Kita"}, {"site_place", "KYS/kita"}})})},
           {"age_min", Value::number("12")},
           {"age_max", Value::number("23")},
           {"sex", Value::text("female")},
           {"expected_results", Value::list({row("3", {{"result_code", "direct"},
                                                       {"result_measure", "participants"},
                                                       {"result_target", "250"},
                                                       {"result_unit", "people"}}),
                                             row("4", {{"result_code", "yearly"},
                                                       {"result_measure", "participants"},
                                                       {"result_target", "2"},
                                                       {"result_unit", "people"},
                                                       {"result_per_year", "true"}}),
                                             row("5", {{"result_code", "training"},
                                                       {"result_measure", "service"},
                                                       {"result_service", "education_training"},
                                                       {"result_target", "100"},
                                                       {"result_unit", "percent"}}),
                                             row("6", {{"result_code", "graduates"},
                                                       {"result_measure", "reported"},
                                                       {"result_target", "100"},
                                                       {"result_unit", "percent"}})})},
           {"reported_figures", Value::list({row("7", {{"figure_result", "graduates"},
                                                       {"figure_on", "2026-06-30"},
                                                       {"figure_value", "42"},
                                                       {"figure_of", "60"}}),
                                             row("8", {{"figure_result", "graduates"},
                                                       {"figure_on", "2025-12-31"},
                                                       {"figure_value", "20"},
                                                       {"figure_of", "60"}}),
                                             row("9", {{"figure_result", "graduates"},
                                                       {"figure_on", "2026-12-01"},
                                                       {"figure_value", "60"},
                                                       {"figure_of", "60"}})})}}));
}

CaseBuilder girl(std::string_view registered, std::string_view programme = "JEUNES") {
  CaseBuilder b;
  Value data = answers({{"sex", "female"}, {"age", "14"}, {"region", "BKO"}});
  if (!programme.empty()) {
    data.set("programme", Value::text(std::string(programme)));
  }
  b.registered(registered, data);
  return b;
}

Value joining(std::string_view id, std::string_view programme, std::string_view joined,
              std::string_view left = "") {
  Value cells = row(id, {{"followed", programme}});
  for (const auto& [key, words] : {std::pair("joined", joined), std::pair("left", left)}) {
    if (!words.empty()) {
      cells.set(key, Value::text(std::string(words)));
    }
  }
  return Value::map({{"programmes", Value::list({cells})}});
}

Case at(const CaseBuilder& b, std::string_view now) {
  return b.at(now, programme_forms());
}

Fits fit(const Value& child, Criterion criterion, std::string_view now = "2026-05-01") {
  CaseBuilder b;
  b.registered("2026-03-02", child);
  for (const CriterionFit& each : criteria_met(jeunes(), at(b, now))) {
    if (each.criterion == criterion) {
      return each.fits;
    }
  }
  FAIL("the programme does not have this criterion");
  return Fits::Unknown;
}

}  // namespace

TEST_CASE("a programme runs from its first to its last day, and without dates as it was told") {
  const Programme p = jeunes();
  CHECK(p.status(date("2023-12-31")) == ProgrammeStatus::Planned);
  CHECK(p.status(date("2024-01-01")) == ProgrammeStatus::Running);
  CHECK(p.status(date("2026-12-31")) == ProgrammeStatus::Running);
  CHECK(p.status(date("2027-01-01")) == ProgrammeStatus::Ended);
  const auto told = [](const char* words) {
    return read_programme("X", answers({{"status", words}})).status(date("2026-05-01"));
  };
  CHECK(told("ended") == ProgrammeStatus::Ended);
  CHECK(told("running") == ProgrammeStatus::Running);
  CHECK(told("planned") == ProgrammeStatus::Planned);
  CHECK(told("") == ProgrammeStatus::Unknown);
}

TEST_CASE(
    "a programme fits whom each of its criteria fits, and what is missing is to be verified") {
  CHECK(fit(answers({{"sex", "female"}}), Criterion::Sex) == Fits::Yes);
  CHECK(fit(answers({{"sex", "male"}}), Criterion::Sex) == Fits::No);
  CHECK(fit({}, Criterion::Sex) == Fits::Unknown);
  CHECK(fit(answers({{"age", "11"}}), Criterion::Age) == Fits::No);
  CHECK(fit(answers({{"age", "12"}}), Criterion::Age) == Fits::Yes);
  CHECK(fit({}, Criterion::Age) == Fits::Unknown);
  CHECK(fit(answers({{"region", "BKO"}}), Criterion::Site) == Fits::Yes);
  // Kita lies in the region of Kayes; of the place facts hold the region alone.
  CHECK(fit(answers({{"region", "KYS"}}), Criterion::Site) == Fits::Unknown);
  CHECK(fit(answers({{"region", "SEG"}}), Criterion::Site) == Fits::No);
  CHECK(fits_all({{Criterion::Age, Fits::Unknown}, {Criterion::Sex, Fits::No}}) == Fits::No);
  CHECK(fits_all({{Criterion::Age, Fits::Unknown}, {Criterion::Sex, Fits::Yes}}) == Fits::Unknown);
  CHECK(fits_all({{Criterion::Age, Fits::Yes}}) == Fits::Yes);
}

TEST_CASE("a programme that has ended is proposed for nobody") {
  CHECK(fit({}, Criterion::Period, "2026-12-31") == Fits::Yes);
  CHECK(fit({}, Criterion::Period, "2027-01-01") == Fits::No);
}

TEST_CASE("a programme without a site in Mali fits no child here") {
  const Programme abroad = read_programme(
      "ABROAD", Value::map({{"sites", Value::list({row("1", {{"site_name", "Dakar"}})})}}));
  const std::vector<CriterionFit> met =
      criteria_met(abroad, at(girl("2026-03-02", ""), "2026-05-01"));
  REQUIRE(met.size() == 2);
  CHECK(met[1].criterion == Criterion::Site);
  CHECK(met[1].fits == Fits::No);
}

TEST_CASE("profile, displacement and situation count where the programme names them") {
  const auto listing = [](const char* key, const char* code) {
    return read_programme("X", Value::map({{key, Value::texts({code})}}));
  };
  CaseBuilder b;
  b.registered("2026-03-02", answers({{"profile", "mobility"}, {"displacement", "returnee"}}));
  const Case c = at(b, "2026-05-01");
  CHECK(criteria_met(listing("profiles", "mobility"), c)[1].fits == Fits::Yes);
  CHECK(criteria_met(listing("profiles", "gbv_victim"), c)[1].fits == Fits::No);
  CHECK(criteria_met(listing("displacement_statuses", "returnee"), c)[1].fits == Fits::Yes);
  CHECK(criteria_met(listing("displacement_statuses", "idp"), c)[1].fits == Fits::No);
  CHECK(criteria_met(listing("situations", "f_sexual_exploitation"), c)[1].fits == Fits::Unknown);
  CHECK(criteria_met(read_programme("X", {}), c).size() == 1);
}

TEST_CASE("a child takes part from the eligibility's day until it leaves or the case is closed") {
  CaseBuilder b = girl("2026-03-02");
  b.entry(b.entries[0].id).data.set("eligibility_date", Value::text("2026-03-04"));
  std::vector<Participation> all = participations(at(b, "2026-05-01"));
  REQUIRE(all.size() == 1);
  CHECK(all[0].programme == "JEUNES");
  CHECK_FALSE(takes_part(all[0], date("2026-03-03")));
  CHECK(takes_part(all[0], date("2026-03-04")));
  const std::string asked = b.form("6.A", "2026-06-01");
  b.validates(asked, "2026-06-05");
  all = participations(at(b, "2026-07-01"));
  CHECK(all[0].left == date("2026-06-05"));
  CHECK_FALSE(takes_part(all[0], date("2026-06-05")));
}

TEST_CASE("a row of the table dates joining and leaving, and another programme stands beside it") {
  CaseBuilder b = girl("2026-03-02");
  const std::string registration = b.entries[0].id;
  b.completes(registration, "2026-04-10", joining("1", "JEUNES", "2026-04-01"));
  b.completes(registration, "2026-05-10", joining("1", "JEUNES", "2026-04-01", "2026-05-09"));
  b.completes(registration, "2026-05-11", joining("2", "RETOUR", ""));
  const std::vector<Participation> all = participations(at(b, "2026-06-01"));
  REQUIRE(all.size() == 2);
  CHECK(all[0].joined == date("2026-04-01"));
  CHECK(all[0].left == date("2026-05-09"));
  CHECK(all[1].programme == "RETOUR");
  CHECK(all[1].joined == date("2026-03-02"));
  CHECK_FALSE(all[1].left);
}

TEST_CASE("results are held against their targets, as counted and as reported") {
  // Three joined: in 2024 (closed since), 2025 and 2026; two were trained, one of them before.
  CaseBuilder first = girl("2024-02-01");
  first.form("4.A", "2024-03-01",
             Value::map({{"service_category", Value::texts({"education_training", "leisure"})}}));
  first.form("4.A", "2024-03-08", answers({{"service_category", "education_training"}}));
  first.validates(first.form("6.A", "2024-06-01"), "2024-06-05");
  CaseBuilder second = girl("2025-02-01", "");
  second.form("4.A", "2025-03-01", answers({{"service_category", "education_training"}}));
  second.completes(second.entries[0].id, "2025-04-01", joining("1", "JEUNES", "2025-04-01"));
  CaseBuilder third = girl("2026-02-01");
  third.form("4.A", "2026-03-01", answers({{"service_category", "education_training"}}));
  const CaseBuilder other = girl("2026-02-01", "RETOUR");

  const std::string_view now = "2026-11-02T10:00:00Z";
  const Programme p = jeunes();
  Rulebook rules;
  rules.age_bands = {{"12-14", 12, 14}, {"15-17", 15, 17}};
  const Staff staff = office();
  ProgrammeCount count(p, rules, staff, instant(now));
  for (const CaseBuilder& each : {first, second, third, other}) {
    count.add(at(each, now));
  }
  const ProgrammeFigures figures = count.figures();
  CHECK(figures.reached == 3);
  CHECK(figures.present == 2);
  CHECK(figures.until == date("2026-11-02"));

  REQUIRE(figures.tables.size() == 3);
  REQUIRE(figures.tables[0].cells.size() == 1);
  CHECK(figures.tables[0].cells[0].codes == std::vector<std::string>{"female", "12-14"});
  CHECK(figures.tables[0].cells[0].value == 3);
  CHECK(figures.tables[1].cells[0].codes == std::vector<std::string>{"BKO"});
  REQUIRE(figures.tables[2].cells.size() == 3);
  CHECK(figures.tables[2].cells[0].codes == std::vector<std::string>{"2024"});

  REQUIRE(figures.results.size() == 4);
  CHECK(figures.results[0].value == 3);
  CHECK(figures.results[0].of_target() == 1.2);  // of 250
  CHECK(figures.results[1].value == 1);          // three in the third year
  CHECK(figures.results[1].of_target() == 50);
  CHECK(figures.results[2].value == 2);  // not what was given before joining
  CHECK(figures.results[2].of == 3);
  CHECK(figures.results[2].share() == 66.7);
  CHECK(figures.results[2].of_target() == 66.7);
  CHECK(figures.results[3].value == 42);  // the last report up to today
  CHECK(figures.results[3].of == 60);
  CHECK(figures.results[3].on == date("2026-06-30"));
  CHECK(figures.results[3].of_target() == 70);
}

TEST_CASE("what happens after a programme's last day does not count for it") {
  CaseBuilder b = girl("2026-12-31");
  b.form("4.A", "2027-01-02", answers({{"service_category", "education_training"}}));
  const CaseBuilder late = girl("2027-01-01");
  const Programme p = jeunes();
  const Rulebook rules;
  const Staff staff = office();
  ProgrammeCount count(p, rules, staff, instant("2027-02-01"));
  count.add(at(b, "2027-02-01"));
  count.add(at(late, "2027-02-01"));
  const ProgrammeFigures figures = count.figures();
  CHECK(figures.reached == 1);
  CHECK(figures.present == 0);
  CHECK(figures.until == date("2026-12-31"));
  CHECK(figures.results[2].value == 0);
}

TEST_CASE("a programme that contradicts itself is told all of it at once") {
  const auto expected = [](const char* code, const char* measure, const char* unit) {
    return row("1", {{"result_code", code}, {"result_measure", measure}, {"result_unit", unit}});
  };
  const Value data = Value::map(
      {{"start_date", Value::text("2026-02-01")},
       {"end_date", Value::text("2026-01-31")},
       {"age_min", Value::number("18")},
       {"age_max", Value::number("14")},
       {"expected_results",
        Value::list({expected("R1", "participants", "percent"), expected("R1", "service", "")})},
       {"reported_figures",
        Value::list(
            {row("1", {{"figure_result", "R2"}, {"figure_value", "1"}}),
             row("2", {{"figure_result", "R1"}, {"figure_value", "7"}, {"figure_of", "6"}})})}});
  std::vector<std::string> fields;
  for (const Finding& finding : programme_faults(data)) {
    fields.push_back(finding.where.field);
  }
  CHECK(fields == std::vector<std::string>{"end_date", "age_max", "expected_results.result_unit",
                                           "expected_results.result_code",
                                           "reported_figures.figure_result",
                                           "reported_figures.figure_value"});
}
