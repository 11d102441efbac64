// What scripts rely on in the JSON of listings and of failures (contract.md).
#include <doctest/doctest.h>

#include <algorithm>

#include "support/json_reader.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

using Keys = std::vector<std::string>;

Keys keys_of(const Value& map) {
  Keys keys;
  for (const Member& member : map.members) {
    keys.push_back(member.key);
  }
  return keys;
}

void check_keys(const Value& map, const Keys& wanted) {
  const Keys keys = keys_of(map);
  for (const std::string& key : wanted) {
    CAPTURE(key);
    CHECK(std::find(keys.begin(), keys.end(), key) != keys.end());
  }
}

Value sound_json_of(TwoChildren& office, const std::string& words) {
  CAPTURE(words);
  const Outcome outcome = office.run(words + " --format json");
  CHECK_MESSAGE(outcome.code == 0, outcome.err);
  CHECK(std::count(outcome.out.begin(), outcome.out.end(), '\n') == 1);
  return read_json(outcome.out);
}

void check_envelope(const Value& document, const std::string& schema) {
  check_keys(document, {"schema", "generated", "complete", "warnings", "items"});
  CHECK(told(document, "schema") == schema);
  CHECK(told(document, "generated") == "2026-04-15T12:00:00Z");
  CHECK(told(document, "complete") == "true");
  CHECK(told(document, "warnings") == "0");
}

const Keys kDueKeys = {"case",  "manager", "risk_level",  "step", "due",   "state",
                       "basis", "met",     "recommended", "rule", "source"};

}  // namespace

TEST_CASE("the JSON of pos due has the keys of the contract") {
  TwoChildren office = two_children();
  const Value due = sound_json_of(office, "due --all");
  check_envelope(due, "pos.due/1");
  CHECK(told(due, "rules") == "pos-2020.08");
  REQUIRE(at(due, "items") != nullptr);
  CHECK(at(due, "items")->items.size() > 3);
  for (const Value& item : at(due, "items")->items) {
    check_keys(item, kDueKeys);
    check_keys(*item.find("basis"), {"event", "entry", "at"});
    if (told(item, "state") == "overdue") {
      check_keys(item, {"overdue_days"});
    }
    const Value* met = item.find("met");
    if (met->is_map()) {
      check_keys(*met, {"entry", "at"});
    } else {
      CHECK(met->scalar == "null");
    }
  }
}

TEST_CASE("the JSON of pos list has the keys of the contract") {
  TwoChildren office = two_children();
  const Value list = sound_json_of(office, "list");
  check_envelope(list, "pos.list/1");
  REQUIRE(told(list, "items") == "2");
  for (const Value& item : at(list, "items")->items) {
    CHECK(keys_of(item) == Keys{"case", "status", "risk_level", "manager", "structure",
                                "registered", "closed", "masked", "updated", "overdue", "next"});
    check_keys(*item.find("next"), {"step", "due", "state"});
  }
}

TEST_CASE("the JSON of pos show and pos history has the keys of the contract") {
  TwoChildren office = two_children();
  const Value shown = sound_json_of(office, "show " + office.girl);
  CHECK(told(shown, "schema") == "pos.case/1");
  check_keys(shown, {"case", "status", "episode", "risk_level", "manager", "structure", "unit",
                     "registered", "closed", "masked", "names", "advice", "missing", "entries",
                     "obligations"});
  REQUIRE(told(shown, "entries") == "2");
  for (const Value& entry : at(shown, "entries")->items) {
    check_keys(entry, {"entry", "form", "act", "occurred", "recorded", "author", "data"});
  }
  REQUIRE(at(shown, "obligations.0") != nullptr);
  check_keys(*at(shown, "obligations.0"), kDueKeys);

  const Value history = sound_json_of(office, "history " + office.girl);
  check_envelope(history, "pos.history/1");
  REQUIRE(told(history, "items") == "2");
  for (const Value& item : at(history, "items")->items) {
    check_keys(item, {"entry", "form", "act", "occurred", "recorded", "author", "after", "corrects",
                      "completes", "state", "reason"});
  }
  CHECK(told(history, "items.0.after") == "0");
  CHECK(told(history, "items.1.after") == "1");
}

TEST_CASE("the JSON of pos report has the keys of the contract, and every indicator") {
  TwoChildren office = two_children();
  const Value sheet = sound_json_of(office, "report --month 2026-04");
  CHECK(told(sheet, "schema") == "pos.sheet/1");
  check_keys(*at(sheet, "sheet"),
             {"period", "from", "to", "structure", "level", "scope", "revision", "rules",
              "cases_read", "complete", "unreadable", "generated"});
  CHECK(told(sheet, "sheet.from") == "2026-04-01");
  CHECK(told(sheet, "sheet.to") == "2026-04-30");
  CHECK(told(sheet, "sheet.revision") == "1");
  CHECK(told(sheet, "sheet.scope") == "own");
  CHECK(keys_of(*at(sheet, "balance")) == Keys{"open_start", "new", "reopened", "transferred_in",
                                               "not_eligible", "closed", "transferred_out",
                                               "duplicate", "open_end", "holds"});
  Keys ids;
  for (const Value& indicator : at(sheet, "indicators")->items) {
    check_keys(indicator, {"id", "kind", "unit", "total", "by"});
    ids.push_back(told(indicator, "id"));
    for (const Value& row : indicator.find("by")->items) {
      check_keys(row, {"dimensions", "value"});
    }
  }
  for (const char* id : {"cases_open_start",
                         "cases_open_end",
                         "cases_new",
                         "cases_not_eligible",
                         "cases_reopened",
                         "transfers_in",
                         "transfers_out",
                         "cases_closed",
                         "initial_assessments",
                         "full_assessments",
                         "care_plans",
                         "plans_validated",
                         "timeliness_initial_assessment",
                         "timeliness_full_assessment",
                         "timeliness_care_plan",
                         "timeliness_follow_up",
                         "timeliness_review",
                         "follow_ups",
                         "reviews",
                         "case_conferences",
                         "services",
                         "referrals",
                         "counter_referrals",
                         "referrals_pending",
                         "emergencies",
                         "family_tracing_requests",
                         "reunifications",
                         "case_duration",
                         "caseload",
                         "supervision",
                         "inactive_cases"}) {
    CAPTURE(id);
    CHECK(std::find(ids.begin(), ids.end(), id) != ids.end());
  }
}

TEST_CASE("the JSON of pos check, register and record has the keys of the contract") {
  TwoChildren office = two_children();
  const Value check = sound_json_of(office, "check --read-data");
  check_keys(check, {"files", "items"});
  CHECK(told(check, "items") == "0");
  const Value opened = sound_json_of(office, "register --from boy.yaml");
  check_keys(opened, {"case", "entry"});
  CHECK(told(opened, "case").starts_with("BKO-2026-"));
  CHECK(told(opened, "entry").size() == 26);
  const Value saved = sound_json_of(
      office, "record " + told(opened, "case") + " 1.A --from examples/cases/hawa/1.A.yaml");
  check_keys(saved, {"case", "entry"});
}

TEST_CASE("register prints the identifier alone on its line, record that of its entry") {
  TwoChildren office = two_children();
  const std::string id = office.get("register --from boy.yaml");
  CHECK(id.size() == 17);
  CHECK(id.starts_with("BKO-2026-"));
  const std::string entry = office.get("record " + id + " 1.A --from examples/cases/hawa/1.A.yaml");
  CHECK(entry.size() == 26);
}

TEST_CASE("a failure in JSON is one line on standard error with its seven keys") {
  TwoChildren office = two_children();
  for (const auto& tried :
       {std::pair{std::string("lists"), 2},
        {std::string("register --from nowhere.yaml"), 16},
        {std::string("show BKO-1999"), 5},
        {std::string("list --vault /nowhere"), 10},
        {"plan " + office.girl + " --from boy.yaml", 4},
        {"void " + office.girl + " 01 --reason x", 5},
        {"reopen " + office.girl + " --from examples/cases/drissa/B.1.yaml", 4}}) {
    CAPTURE(tried.first);
    const Outcome outcome = office.run(tried.first + " --format json");
    CHECK(outcome.code == tried.second);
    CHECK(outcome.out == "");
    CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
    const Value document = read_json(outcome.err);
    const Value* error = at(document, "error");
    REQUIRE(error != nullptr);
    check_keys(*error, {"code", "kind", "id", "message", "hint", "where", "source"});
    CHECK(told(*error, "code") == std::to_string(tried.second));
    CHECK(told(*error, "message") != "");
  }
}

TEST_CASE("the same vault and the same --now give the same bytes") {
  TwoChildren office = two_children();
  for (const std::string& words :
       Keys{"due --all --format json", "due --all", "due --format csv", "due --format ics",
            "list --format json", "list --format csv", "list", "show " + office.girl,
            "show " + office.girl + " --format json", "history " + office.girl,
            "report --month 2026-04", "report --month 2026-04 --format json",
            "report --month 2026-04 --format csv", "check --read-data", "people list"}) {
    CAPTURE(words);
    const std::string first = office.get(words + " --now 2026-04-20");
    office.now = "2026-05-01";
    CHECK(office.get(words + " --now 2026-04-20") == first);
  }
}

TEST_CASE("an entry made under a given clock says so") {
  TwoChildren office = two_children();
  const std::string plain =
      office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml --dry-run");
  CHECK(plain.find("clock:") == std::string::npos);
  const std::string given =
      office.get("record " + office.girl +
                 " 1.A --from examples/cases/hawa/1.A.yaml --dry-run --now 2026-04-15T12:00:00Z");
  CHECK(given.find("clock: \"given\"") != std::string::npos);
}

}  // namespace pos::test
