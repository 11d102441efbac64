#include "domain/office_notices.h"

#include <doctest/doctest.h>

#include "domain/structure_standing.h"
#include "support/case_builder.h"
#include "support/directory_entries.h"
#include "support/shipped_rules.h"

using namespace pos;
using namespace pos::test;

namespace {

TeamRecord record_with(const char* kind, const char* on,
                       std::initializer_list<std::pair<std::string_view, std::string_view>> said) {
  Value told = answers({});
  for (const auto& [field, words] : said) {
    told.set(std::string(field), Value::text(std::string(words)));
  }
  return {"r1", "u1", kind, date(on), "", std::move(told)};
}

/// `state due` of an obligation, `-` where no time is set.
std::string state_and_due(const Obligation& owed) {
  return std::string(word(owed.state)) + " " +
         (owed.due ? to_string(day_of(*owed.due)) : std::string("-"));
}

}  // namespace

TEST_CASE("a complaint is due until it is handled, and waits until it is closed") {
  struct Row {
    const char* kind;
    const char* handled;
    const char* closed;
    const char* now;
    std::string owed;
  };
  const std::vector<Row> rows = {
      {"complaint", "", "", "2026-03-05", "pending 2026-03-09"},
      {"complaint", "", "", "2026-03-09", "due_today 2026-03-09"},
      {"complaint", "", "", "2026-03-10", "overdue 2026-03-09"},
      {"confidentiality_breach", "", "", "2026-03-10", "overdue 2026-03-09"},
      {"complaint", "2026-03-08", "", "2026-03-20", "pending -"},
      {"complaint", "2026-03-08", "2026-03-12", "2026-03-20", ""},
      {"suggestion", "", "", "2026-03-20", ""},
      {"appreciation", "", "", "2026-03-20", ""},
      {"complaint", "", "", "2026-03-01", ""},  // received only the day after
  };
  for (const Row& row : rows) {
    CAPTURE(row.kind);
    CAPTURE(row.now);
    const std::vector<Obligation> owed =
        open_complaints({record_with("complaint", "2026-03-02",
                                     {{"complaint_kind", row.kind},
                                      {"complaint_handled_on", row.handled},
                                      {"complaint_closed_on", row.closed}}),
                         record_with("meeting", "2026-03-02", {{"complaint_kind", "complaint"}})},
                        shipped_rules(), instant(std::string(row.now) + "T10:00:00Z"));
    CHECK((owed.empty() ? std::string() : state_and_due(owed.front())) == row.owed);
    for (const Obligation& each : owed) {
      CHECK(each.recommended);  // the POS sets no time
      CHECK(each.subject == "r1");
    }
  }
}

TEST_CASE("a revision of the procedures is looked for every year") {
  const auto next = [](const std::vector<TeamRecord>& records, const char* founded,
                       const char* now) {
    return state_and_due(edition_review(records, date(founded), shipped_rules(),
                                        instant(std::string(now) + "T10:00:00Z")));
  };
  // The edition is of August 2020: a year after its last day.
  CHECK(next({}, "2020-01-01", "2021-08-30") == "pending 2021-08-31");
  CHECK(next({}, "2020-01-01", "2021-09-01") == "overdue 2021-08-31");
  // An office that was founded later looked at it then.
  CHECK(next({}, "2026-04-01", "2026-10-01") == "pending 2027-04-01");
  const std::vector<TeamRecord> looked = {record_with("edition_review", "2026-05-02", {}),
                                          record_with("edition_review", "2025-05-02", {})};
  CHECK(next(looked, "2020-01-01", "2026-10-01") == "pending 2027-05-02");
  CHECK(next(looked, "2020-01-01", "2026-05-01") == "pending 2026-05-02");  // by that of 2025
}

TEST_CASE("the map of the region is updated every six months, every three in an emergency") {
  const auto next = [](const std::vector<TeamRecord>& records, bool emergency,
                       const char* now = "2026-06-01") {
    return state_and_due(map_update(records, date("2026-01-10"), emergency, shipped_rules(),
                                    instant(std::string(now) + "T10:00:00Z")));
  };
  CHECK(next({}, false) == "pending 2026-07-10");
  CHECK(next({}, true) == "overdue 2026-04-10");
  CHECK(next({record_with("map_update", "2026-02-28", {})}, false) == "pending 2026-08-28");
  CHECK(next({record_with("map_update", "2026-02-28", {})}, true) == "overdue 2026-05-28");
  const TeamRecord workshop =
      record_with("regional_workshop", "2026-03-01", {{"workshop_map_updated_on", "2026-03-04"}});
  CHECK(next({workshop}, false) == "pending 2026-09-04");
  CHECK(next({record_with("regional_workshop", "2026-03-01", {})}, false) == "pending 2026-07-10");
  CHECK(next({workshop}, false, "2026-03-03") == "pending 2026-07-10");
}

TEST_CASE("partner structures are trained three times a year") {
  const auto next = [](const std::vector<TeamRecord>& records, const char* now) {
    const Obligation owed = partner_training(records, date("2026-01-01"), shipped_rules(),
                                             instant(std::string(now) + "T10:00:00Z"));
    CHECK(owed.recommended);
    return state_and_due(owed);
  };
  CHECK(next({}, "2026-04-01") == "pending 2026-05-01");
  CHECK(next({}, "2026-05-02") == "overdue 2026-05-01");
  CHECK(next({record_with("partner_training", "2026-04-20", {})}, "2026-05-02") ==
        "pending 2026-08-20");
  CHECK(next({record_with("training", "2026-04-20", {})}, "2026-05-02") == "overdue 2026-05-01");
}

TEST_CASE("who manages cases without having signed is named until they sign") {
  const std::vector<Structure> structures = {
      structure("ONG", "{case_management_team: true, type: osc, updated: 2026-01-05}"),
      structure("SIGNED",
                "{case_management_team: true, type: osc, pos_signed: 2026-01-02, updated: "
                "2026-01-05}"),
      structure("STATE", "{case_management_team: true, type: public, updated: 2026-01-05}"),
      structure("SCHOOL", "{type: osc, updated: 2026-01-05}")};
  const std::vector<Obligation> owed =
      missing_signatures(structures, shipped_rules(), instant("2026-02-01T10:00:00Z"));
  REQUIRE(owed.size() == 1);
  CHECK(owed.front().subject == "ONG");
  CHECK(state_and_due(owed.front()) == "pending -");
  CHECK(owed.front().source == "POS 3.1.2");
}

TEST_CASE("in an emergency delays are shorter, and nothing else becomes another") {
  // The office's context shortens what the POS shortens; a case's own is told and takes nothing
  // away.
  const auto next_map = [](bool emergency) {
    return *map_update({}, date("2026-01-10"), emergency, shipped_rules(),
                       instant("2026-02-01T10:00:00Z"))
                .due;
  };
  CHECK(next_map(true) < next_map(false));
  const auto owed = [](const char* context) {
    CaseBuilder builder;
    builder.registered("2026-03-02", answers({{"intervention_context", context}}));
    const Case c = builder.at("2026-03-20", shipped_form);
    CHECK(context_of(c) == context);
    std::string words;
    for (const Obligation& each : obligations(c, shipped_rules())) {
      words += std::string(word(each.step)) + " " + state_and_due(each) + ";";
    }
    return words;
  };
  CHECK(owed("emergency") == owed("development"));
}
