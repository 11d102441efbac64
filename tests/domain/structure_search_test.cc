#include "domain/structure_search.h"

#include <doctest/doctest.h>

#include "support/directory_entries.h"

using namespace pos;
using namespace pos::test;

namespace {

Need of_age(const char* age) {
  Need need;
  need.age = parse_child_age(age);
  REQUIRE(need.age);
  return need;
}

Need with_profiles(std::vector<std::string> profiles) {
  Need need;
  need.profiles = std::move(profiles);
  return need;
}

// POS 3.4.1, the model: three of its rows for civil status.
const char* const kDeclaration = "{service_categories: [civil_status], ages: 0-30 jours}";
const char* const kTownHall = "{service_categories: [civil_status], ages: 30+ jours}";
const char* const kCourt = "{service_categories: [civil_status], ages: 0-18}";
// The Communauté des Béatitudes.
const char* const kPregnant =
    "{sex: female, targets: [{target: G, target_attributes: [pregnant, teen_mother], "
    "target_pregnancy_month: 7, target_days_after_delivery: 45, "
    "target_longer_exceptionally: true}]}";
// The orphanage of the model: boarding for small children, day attendance for teenage mothers.
const char* const kOrphanage =
    "{targets: [{target: A, target_ages: 0-5, target_attributes: [lost, abandoned]}, "
    "{target: B, target_sex: female, target_attributes: [teen_mother]}]}";

}  // namespace

TEST_CASE("the age of a child in days chooses between the actors of civil status") {
  CHECK(fit_of(kDeclaration, of_age("P20D")) == "yes");
  CHECK(fit_of(kTownHall, of_age("P20D")) == "no");
  CHECK(fit_of(kDeclaration, of_age("P30D")) == "yes");
  CHECK(fit_of(kTownHall, of_age("P30D")) == "yes");
  CHECK(fit_of(kDeclaration, of_age("P31D")) == "no");
  CHECK(fit_of(kDeclaration, of_age("12")) == "no");
  CHECK(fit_of(kTownHall, of_age("12")) == "yes");
  CHECK(fit_of(kCourt, of_age("17")) == "yes");
}

TEST_CASE("ages are counted with both ends") {
  CHECK(fit_of("{ages: 8-18}", of_age("8")) == "yes");
  CHECK(fit_of("{ages: 8-18}", of_age("7")) == "no");
  CHECK(fit_of("{ages: 0-5}", of_age("5")) == "yes");
  CHECK(fit_of("{ages: 0-5}", of_age("6")) == "no");
  CHECK(fit_of("{ages: 12+}", of_age("11")) == "no");
  CHECK(fit_of("{ages: 0-5}", of_age("P8M")) == "yes");
  for (const char* wrong : {"17", "a-b", "5-3", "-3", "0-30 heures", "3-4-5", ""}) {
    CHECK_FALSE(parse_age_range(wrong));
  }
  for (const char* wrong : {"", "-1", "12 ans", "PT5H", "121"}) {
    CHECK_FALSE(parse_child_age(wrong));
  }
}

TEST_CASE("a structure for girls does not fit a boy and is to be asked where nobody told the sex") {
  Need need;
  CHECK(fit_of("{sex: female}", need) == "ask");
  need.sex = "male";
  CHECK(fit_of("{sex: female}", need) == "no");
  CHECK(fit_of("{sex: both}", need) == "yes");
  need.sex = "female";
  CHECK(fit_of("{sex: female}", need) == "yes");
}

TEST_CASE("a child is received who fits one of the target groups") {
  Need baby = with_profiles({"abandoned"});
  baby.age = parse_child_age("1");
  CHECK(fit_of(kOrphanage, baby) == "yes");
  Need mother = with_profiles({"teen_mother"});
  mother.age = parse_child_age("16");
  mother.sex = "female";
  CHECK(fit_of(kOrphanage, mother) == "yes");
  Need boy = with_profiles({"abandoned"});
  boy.age = parse_child_age("12");
  boy.sex = "male";
  CHECK(fit_of(kOrphanage, boy) == "no");
}

TEST_CASE("a profile that is not known to be complete is asked for, not excluded") {
  const char* street = "{targets: [{target: A, target_profiles: [deprived_of_family]}]}";
  CHECK(fit_of(street, with_profiles({"deprived_of_family"})) == "yes");
  CHECK(fit_of(street, with_profiles({"mobility"})) == "no");
  CHECK(fit_of(street, {}) == "ask");
  Need of_case = with_profiles({"mobility"});
  of_case.some_profiles = true;
  CHECK(fit_of(street, of_case) == "ask");
}

TEST_CASE(
    "a pregnant girl is received from month 7 to 45 days after the delivery, later as an "
    "exception") {
  Need need;
  need.pregnancy_month = 6;
  CHECK(fit_of(kPregnant, need) == "no");
  need.pregnancy_month = 7;
  CHECK(fit_of(kPregnant, need) == "yes");
  need = {};
  need.days_after_delivery = 45;
  CHECK(fit_of(kPregnant, need) == "yes");
  need.days_after_delivery = 46;
  CHECK(fit_of(kPregnant, need) == "ask");
  CHECK(fit_of(kPregnant, with_profiles({"pregnant"})) == "ask");
}

TEST_CASE("collective support does not meet the need of individual care") {
  Need need;
  need.mode = "individual";
  CHECK(fit_of("{psychosocial_modes: [collective]}", need) == "no");
  CHECK(fit_of("{psychosocial_modes: [collective, individual]}", need) == "yes");
  CHECK(fit_of("{name: A}", need) == "ask");
}

TEST_CASE("a service that is not accessible, or whose time is over, does not fit") {
  CHECK(fit_of("{accessible: false}", {}) == "no");
  CHECK(fit_of("{accessible: true}", {}) == "yes");
  const char* limited = "{duration: limited, duration_until: '2021'}";
  CHECK(fit_of(limited, {}, "2021-12-31T10:00:00Z") == "yes");
  CHECK(fit_of(limited, {}, "2022-01-01T10:00:00Z") == "no");
  const char* month = "{duration: limited, duration_until: 2026-02}";
  CHECK(fit_of(month, {}, "2026-02-28T10:00:00Z") == "yes");
  CHECK(fit_of(month, {}, "2026-03-01T10:00:00Z") == "no");
}

TEST_CASE("a place is covered by what is wider, and found in what is narrower") {
  Need need;
  need.place = "BKO/commune-6";
  CHECK(fit_of("{places: [BKO]}", need) == "yes");
  CHECK(fit_of("{places: [BKO/commune-6]}", need) == "yes");
  CHECK(fit_of("{places: [BKO/commune-5]}", need) == "no");
  CHECK(fit_of("{name: A}", need) == "yes");  // the office's region
  need.place = "BKO";
  CHECK(fit_of("{places: [BKO/commune-5]}", need) == "yes");
  need.place = "SIK";
  CHECK(fit_of("{name: A}", need) == "no");
  CHECK(fit_of("{focal_points: [{focal_person: P, focal_places: [SIK]}]}", need) == "yes");
  CHECK_FALSE(lies_in("BKO-2", "BKO"));
}

TEST_CASE("a service that is not free is left out where a free one is looked for") {
  Need need;
  need.free = true;
  CHECK(fit_of("{cost_kind: free}", need) == "yes");
  CHECK(fit_of("{cost_kind: free_conditional}", need) == "ask");
  CHECK(fit_of("{cost_kind: paid}", need) == "no");
  CHECK(fit_of("{cost: gratuit}", need) == "ask");
}

TEST_CASE("opening hours and duty are judged at the moment") {
  Need need;
  need.open_now = true;
  const char* administration = "{opening: administration}";
  CHECK(fit_of(administration, need, "2026-03-04T10:00:00Z") == "yes");  // a Wednesday
  CHECK(fit_of(administration, need, "2026-03-04T16:00:00Z") == "no");
  CHECK(fit_of(administration, need, "2026-03-07T10:00:00Z") == "no");  // a Saturday
  CHECK(fit_of("{opening: administration, emergency: true}", need, "2026-03-07T10:00:00Z") ==
        "yes");
  CHECK(fit_of("{opening: day_and_night}", need, "2026-03-07T03:00:00Z") == "yes");
  const char* nights =
      "{opening: own, opening_days: [sat], opening_from: '20:00', opening_until: '06:00'}";
  CHECK(fit_of(nights, need, "2026-03-07T21:00:00Z") == "yes");
  CHECK(fit_of(nights, need, "2026-03-07T12:00:00Z") == "no");
  CHECK(fit_of("{name: A}", need) == "ask");
  need = {};
  need.emergency_duty = true;
  CHECK(fit_of("{emergency: true}", need) == "yes");
  CHECK(fit_of("{name: A}", need) == "no");
}

TEST_CASE("a case is transferred to a trained team alone, a non-State one that signed the POS") {
  Need need;
  need.transfer = true;
  CHECK(fit_of("{type: public, case_management_team: true}", need) == "yes");
  CHECK(fit_of("{type: public, case_management_team: false}", need) == "no");
  CHECK(fit_of("{type: osc, case_management_team: true}", need) == "no");
  CHECK(fit_of("{type: osc, case_management_team: true, pos_signed: 2021-05-03}", need) == "yes");
}

TEST_CASE("a structure that is full, or often too full, is to be asked before a child is sent") {
  CHECK(fit_of("{capacity: 12, occupied: 11}", {}) == "yes");
  CHECK(fit_of("{capacity: 12, occupied: 12}", {}) == "ask");
  CHECK(fit_of("{capacity: 12, occupied: 11}", {}, "2026-03-04T10:00:00Z", {{"X", 12}}) == "ask");
  CHECK(fit_of("{capacity: 12}", {}, "2026-03-04T10:00:00Z", {{"X", 3}}) == "yes");
  CHECK(fit_of("{over_capacity: true}", {}) == "ask");
}

TEST_CASE("only what offers the service, the care or the heading is found") {
  Need need;
  need.service = "legal";
  CHECK(fit_of("{service_categories: [legal]}", need) == "yes");
  CHECK(fit_of("{service_categories: [leisure]}", need) == "-");
  need = {};
  need.health = "hiv_screening";
  CHECK(fit_of("{health_services: [hiv_screening]}", need) == "yes");
  CHECK(fit_of("{health_services: [laboratory]}", need) == "-");
  need = {};
  need.heading = "health";
  need.type = "public";
  CHECK(fit_of("{headings: [health], type: public}", need) == "yes");
  CHECK(fit_of("{headings: [health], type: private}", need) == "-");
}

namespace {

std::string order_of(const std::vector<Structure>& all, const Need& need) {
  std::string codes;
  for (const Match& match : search(all, need, ground())) {
    codes += (codes.empty() ? "" : " ") + match.structure->code;
  }
  return codes;
}

}  // namespace

TEST_CASE(
    "what fits comes first, then the region's route, then whom the POS names, then the "
    "nearest") {
  Need need = with_profiles({"conflict_with_law"});
  need.service = "legal";
  need.place = "BKO/commune-6";
  const std::string legal = "service_categories: [legal]";
  const std::vector<Structure> all = {
      structure("A", "{" + legal + "}"), structure("B", "{" + legal + ", places: [BKO/commune-6]}"),
      structure("C", "{" + legal + ", institution: DRAPES}"),
      structure("D", "{" + legal +
                         ", routes: [{route: referral, route_service: legal, "
                         "route_profiles: [conflict_with_law], route_reviewed: 2026-01-05}]}"),
      structure("E", "{" + legal + ", accessible: false}")};
  CHECK(order_of(all, need) == "D C B A E");
  need.profiles = {"gbv_victim"};
  CHECK(order_of(all, need) == "B A C D E");
}

TEST_CASE(
    "the office in charge is that of the ministry, else that of social development, else the "
    "sub-cluster's") {
  const Structure regional = structure("R", "{institution: DRPEF, places: [BKO]}");
  const Structure local = structure("L", "{institution: SLPFEF, places: [BKO/commune-6]}");
  const Structure social = structure("S", "{institution: DRES, places: [BKO, MEN]}");
  const Structure cluster = structure("C", "{institution: cp_subcluster, places: [KID]}");
  const auto in_charge = [](const std::vector<Structure>& all, const char* place) {
    const std::vector<Match> matches = offices_in_charge(all, place, ground());
    return matches.empty() ? "" : matches.front().structure->code;
  };
  const std::vector<Structure> all = {cluster, local, regional, social};
  CHECK(in_charge(all, "BKO/commune-6") == "L");
  CHECK(in_charge(all, "BKO/commune-1") == "R");
  CHECK(in_charge(all, "MEN") == "S");
  CHECK(in_charge(all, "KID/ville") == "C");
  CHECK(in_charge(all, "TOM") == "");
  CHECK(in_charge({social}, "BKO/commune-6") == "S");
  CHECK(in_charge({local}, "BKO") == "");  // a commune's service has not the region
}

TEST_CASE("every entry that is shipped can stand") {
  Disk disk;
  const Form& form = shipped().schemas.form("directory");
  const CodeLists lists = shipped().schemas.lists();
  std::size_t entries = 0;
  for (const char* folder :
       {"/examples/directory", "/examples/directory/model", "/examples/directory/actors"}) {
    for (const FolderEntry& file : disk.list(test::source_folder() + folder)) {
      if (file.is_folder) {
        continue;
      }
      CAPTURE(file.name);
      const std::string path = test::source_folder() + folder + "/" + file.name;
      const Checked checked =
          check(form, read_yaml(disk.read(path).value(), path), {lists, {}, {}, nullptr});
      CHECK(checked.findings == std::vector<Finding>());
      CHECK(checked.missing == std::vector<std::string>());
      CHECK(faults_of_entry(form, checked.answers, shipped().rules.directory) ==
            std::vector<Finding>());
      ++entries;
    }
  }
  CHECK(entries > 50);
}
