#include "domain/structure_standing.h"

#include <doctest/doctest.h>

#include "domain/occupancy.h"
#include "support/directory_entries.h"
#include "support/shipped_rules.h"

using namespace pos;
using namespace pos::test;

namespace {

constexpr const char* kNow = "2026-03-04T10:00:00Z";

const Form& form() {
  return shipped().schemas.form("directory");
}

EntryChange change(std::string_view at, std::vector<std::string> fields,
                   bool by_supervisor = false) {
  return {instant(at), by_supervisor ? "mtraore" : "adiarra", by_supervisor, std::move(fields),
          false};
}

Standing standing(const std::string& yaml, const std::vector<EntryChange>& changes,
                  std::string_view now = kNow) {
  return standing_of(structure("X", yaml), changes, form(), shipped().rules.directory,
                     instant(now));
}

std::string kinds_of(const std::string& yaml, const std::vector<EntryChange>& changes,
                     std::string_view now = kNow) {
  const Structure s = structure("X", yaml);
  const DirectoryRules& rules = shipped().rules.directory;
  const Standing told = standing_of(s, changes, form(), rules, instant(now));
  std::string kinds;
  for (const DirectoryNote& note : notes_of(s, changes, told, form(), rules, {}, instant(now))) {
    kinds += (kinds.empty() ? "" : " ") + note.kind;
  }
  return kinds;
}

const std::vector<EntryChange> kConfirmed = {change("2026-01-05", {"name", "updated"}, true)};

std::string faults_told(const std::string& yaml) {
  std::string fields;
  for (const Finding& finding :
       faults_of_entry(form(), entry_of(yaml), shipped().rules.directory)) {
    fields += (fields.empty() ? "" : " ") + finding.where.field;
  }
  return fields;
}

std::string placed_at(const CaseBuilder& builder, std::string_view now = "2026-06-01") {
  return placement(builder.at(now, shipped_form), shipped().rules.directory).value_or("");
}

Value accommodation(const char* structure) {
  return answers(
      {{"service_category", "family_alternatives"}, {"service_implementing_agency", structure}});
}

CaseBuilder child_placed() {
  CaseBuilder builder;
  builder.registered("2026-03-02");
  builder.form("4.A", "2026-03-05", accommodation("KANUYA"));
  return builder;
}

}  // namespace

TEST_CASE("an entry is verified every six months, every three in an emergency zone") {
  const auto due = [](const std::string& yaml) {
    const Standing told = standing(yaml, {});
    return told.due ? to_string(day_of(*told.due)) : std::string("-");
  };
  CHECK(due("{updated: 2026-01-31}") == "2026-07-31");
  CHECK(due("{updated: 2025-08-31}") == "2026-02-28");
  CHECK(due("{updated: 2026-01-31, emergency_zone: true}") == "2026-04-30");
  CHECK(due("{updated: 2026-01-31, kinds: [case_management_actor]}") == "2026-07-31");
  CHECK(due("{name: A}") == "-");
  CHECK_FALSE(standing("{updated: 2025-09-04}", {}, "2026-03-04T23:59:59Z").stale);
  CHECK(standing("{updated: 2025-09-04}", {}, "2026-03-05T00:00:00Z").stale);
}

TEST_CASE("the verifier is who changed the date, or whom the entry names") {
  const std::vector<EntryChange> changes = {change("2026-01-05", {"name", "updated"}, true),
                                            change("2026-02-05", {"updated"}),
                                            change("2026-02-06", {"phone"}, true)};
  CHECK(standing("{updated: 2026-02-05}", changes).verified_by == "adiarra");
  CHECK(standing("{updated: 2026-02-05, verified_by: Une collègue}", changes).verified_by ==
        "Une collègue");
}

TEST_CASE("a supervisor confirms an entry, and a later change of the service asks for it again") {
  std::vector<EntryChange> changes = {change("2026-01-05", {"name", "updated"})};
  const auto confirmation = [&] {
    return std::string(word(standing("{name: A}", changes).confirmation));
  };
  CHECK(confirmation() == "unconfirmed");
  changes.push_back(change("2026-01-06", {"confirmed"}, true));
  changes.back().confirms = true;
  CHECK(confirmation() == "confirmed");
  CHECK(standing("{name: A}", changes).confirmed_by == "mtraore");
  changes.push_back(change("2026-02-05", {"updated", "routes"}));
  CHECK(confirmation() == "confirmed");  // verified as it stands
  changes.push_back(change("2026-02-06", {"phone"}));
  CHECK(confirmation() == "changed");
  changes.push_back(change("2026-02-07", {"updated"}, true));
  CHECK(confirmation() == "confirmed");
  changes = {change("2026-01-05", {"confirmed"})};  // by a case manager: not for them to say
  CHECK(confirmation() == "unconfirmed");
}

TEST_CASE("what is to be looked at is told with its kind") {
  CHECK(kinds_of("{updated: 2026-01-05}", kConfirmed) == "");
  CHECK(kinds_of("{updated: 2025-01-05}", {}) == "stale unconfirmed");
  CHECK(kinds_of("{updated: 2026-01-05, accessible: false}", kConfirmed) == "not_accessible");
  CHECK(kinds_of("{updated: 2026-01-05, duration: limited, duration_until: '2021'}", kConfirmed) ==
        "ended");
  CHECK(kinds_of("{updated: 2026-01-05, conventions: [{convention_with: A, convention_until: "
                 "2026-02}]}",
                 kConfirmed) == "convention_ended");
  CHECK(kinds_of("{updated: 2026-01-05, capacity: 4, occupied: 5}", kConfirmed) == "places");
  CHECK(kinds_of("{updated: 2026-01-05, service_categories: [health_care]}", kConfirmed) ==
        "no_focal_point");
  CHECK(kinds_of("{updated: 2026-01-05, type: osc, case_management_team: true}", kConfirmed) ==
        "unsigned");
  CHECK(kinds_of("{updated: 2026-01-05, type: public, case_management_team: true}", kConfirmed) ==
        "");
}

TEST_CASE("a referral route is reviewed when its structure has changed since") {
  const std::string on_route =
      "{updated: 2026-01-05, routes: [{route: referral, route_service: legal, route_reviewed: "
      "2026-01-10}]}";
  CHECK(kinds_of(on_route, kConfirmed) == "");
  std::vector<EntryChange> changes = kConfirmed;
  changes.push_back(change("2026-01-10T09:00:00Z", {"phone"}, true));
  CHECK(kinds_of(on_route, changes) == "");  // the day of the review itself
  changes.push_back(change("2026-02-01", {"updated"}, true));
  CHECK(kinds_of(on_route, changes) == "");  // verified: nothing became another
  changes.push_back(change("2026-02-02", {"phone"}, true));
  CHECK(kinds_of(on_route, changes) == "route");
  CHECK(kinds_of("{updated: 2026-01-05, accessible: false, routes: [{route: referral, "
                 "route_reviewed: 2026-01-10}]}",
                 kConfirmed) == "not_accessible route");
}

TEST_CASE("an emergency service without a place or conditions of access is refused") {
  CHECK(faults_told("{service_categories: [emergency]}") == "address cost_kind");
  CHECK(faults_told("{service_categories: [emergency], cost_kind: free}") == "address");
  CHECK(faults_told("{service_categories: [emergency], cost: gratuit, coverage: Le cercle}") == "");
  CHECK(faults_told("{service_categories: [emergency], cost_kind: free, places: [BKO]}") == "");
  CHECK(faults_told("{service_categories: [legal]}") == "");
}

TEST_CASE("ages, dates and hours that are none are told by field") {
  CHECK(faults_told("{ages: tous}") == "ages");
  CHECK(faults_told("{targets: [{target: A, target_ages: petits}]}") == "targets.target_ages");
  CHECK(faults_told("{since: '20'}") == "since");
  CHECK(
      faults_told("{since: 2009-05, conventions: [{convention_with: A, convention_signed: 2014-12, "
                  "convention_until: demain}]}") == "conventions.convention_until");
  CHECK(faults_told("{opening: own, opening_from: 8h}") == "opening_from");
  CHECK(faults_told("{opening: own, opening_from: '08:00', opening_until: '24:00'}") ==
        "opening_until");
}

TEST_CASE(
    "a child takes a place from the service given to its end, the next placement or closure") {
  CaseBuilder builder = child_placed();
  CHECK(placed_at(builder) == "KANUYA");
  CHECK(placed_at(builder, "2026-03-04") == "");
  builder.completes(builder.entries[1].id, "2026-04-30",
                    answers({{"service_ended_on", "2026-04-30"}}));
  CHECK(placed_at(builder, "2026-04-29") == "KANUYA");
  CHECK(placed_at(builder, "2026-04-30T12:00:00Z") == "");

  builder = child_placed();
  builder.form("4.A", "2026-04-01", accommodation("DAMU"));
  CHECK(placed_at(builder) == "DAMU");

  builder = child_placed();
  builder.form(
      "4.A", "2026-04-01",
      answers({{"service_category", "psychosocial"}, {"service_implementing_agency", "JIGI"}}));
  CHECK(placed_at(builder) == "KANUYA");
  builder.form("6.A", "2026-05-01", answers({{"pos_closure_reason", "objective_reached"}}));
  builder.validates(builder.last().id, "2026-05-02");
  CHECK(placed_at(builder) == "");
}

TEST_CASE("a referral takes a place once the structure has answered that it was given") {
  CaseBuilder builder;
  builder.registered("2026-03-02");
  const std::string referral = builder.form(
      "A.1", "2026-03-05",
      answers({{"service_category", "family_alternatives"}, {"transitioned_to_agency", "KANUYA"}}));
  CHECK(placed_at(builder) == "");
  builder.completes(referral, "2026-03-06", answers({{"service_delivered", "not_delivered"}}));
  CHECK(placed_at(builder) == "");
  builder.completes(referral, "2026-03-07", answers({{"service_delivered", "delivered"}}));
  CHECK(placed_at(builder) == "KANUYA");
}
