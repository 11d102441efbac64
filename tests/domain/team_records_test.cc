#include "domain/team_records.h"

#include <doctest/doctest.h>

#include "support/case_builder.h"
#include "support/shipped_rules.h"

using namespace pos;
using namespace pos::test;

namespace {

/// A record of the unit u1.
TeamRecord record(const char* kind, const char* on, const char* staff = "") {
  return {"r1", "u1", kind, date(on), staff, {}};
}

std::vector<TeamRoster> roster(const char* from) {
  Person manager = person("adiarra", {StaffRole::CaseManager}, "u1", "mtraore");
  manager.from = from;
  return {{"u1", {manager}}};
}

struct Owed {
  std::string subject;
  Date due;
  ObligationState state;
};

/// What is owed of one step by 1 June, the office having switched it on on 1 May.
std::optional<Owed> owed(Step step, const std::vector<TeamRecord>& records, const char* from,
                         const char* now = "2026-06-01T09:00:00Z") {
  for (const Obligation& each :
       team_obligations(records, roster(from), shipped_rules(), date("2026-05-01"), instant(now))) {
    if (each.step == step) {
      return Owed{each.subject, day_of(each.due.value()), each.state};
    }
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("a team meets every two weeks, counted from its last meeting") {
  const std::optional<Owed> never = owed(Step::TeamMeeting, {}, "2024-01-01");
  REQUIRE(never);
  CHECK(never->subject == "u1");
  CHECK(never->due == date("2026-05-15"));  // 1 May + 14 days
  CHECK(never->state == ObligationState::Overdue);
  const std::optional<Owed> met =
      owed(Step::TeamMeeting,
           {record("meeting", "2026-05-20"), record("meeting", "2026-05-18"),
            record("meeting", "2026-06-02")},
           "2024-01-01");
  REQUIRE(met);
  CHECK(met->due == date("2026-06-03"));  // the one to come does not count yet
  CHECK(met->state == ObligationState::Pending);
}

TEST_CASE("each case manager has a supervision every two weeks, a newcomer from the first day") {
  CHECK(owed(Step::Supervision, {}, "2026-05-25")->due == date("2026-06-08"));
  const std::optional<Owed> late = owed(Step::Supervision,
                                        {record("supervision", "2026-05-10", "adiarra"),
                                         record("supervision", "2026-05-30", "bkeita")},
                                        "2024-01-01");
  REQUIRE(late);
  CHECK(late->subject == "adiarra");
  CHECK(late->due == date("2026-05-24"));
  CHECK(late->state == ObligationState::Overdue);
}

TEST_CASE("the supervisor reviews the cases of the team every month") {
  CHECK(owed(Step::CaseReview, {}, "2024-01-01")->due == date("2026-06-01"));
  CHECK(owed(Step::CaseReview, {}, "2024-01-01")->state == ObligationState::DueToday);
  CHECK(owed(Step::CaseReview, {record("case_review", "2026-05-31")}, "2024-01-01")->due ==
        date("2026-06-30"));
}

TEST_CASE("a newcomer's competences are evaluated within the first month, nobody else's") {
  const std::optional<Owed> newcomer = owed(Step::CompetenceEvaluation, {}, "2026-05-10");
  REQUIRE(newcomer);
  CHECK(newcomer->due == date("2026-06-10"));
  CHECK(newcomer->subject == "adiarra");
  CHECK_FALSE(owed(Step::CompetenceEvaluation, {}, "2026-04-30"));
  CHECK_FALSE(owed(Step::CompetenceEvaluation, {record("evaluation", "2026-05-29", "adiarra")},
                   "2026-05-10"));
}

TEST_CASE("a team owes nothing before the day on which the office switched it on") {
  CHECK(team_obligations({}, roster("2024-01-01"), shipped_rules(), date("2026-06-02"),
                         instant("2026-06-01T09:00:00Z"))
            .empty());
}

TEST_CASE("a supervisor sees the last session and evaluation, and the year's trainings") {
  const UnitRecords known = records_of(
      {record("supervision", "2026-04-02", "adiarra"),
       record("supervision", "2026-05-02", "adiarra"), record("training", "2025-12-31", "adiarra"),
       record("training", "2026-01-01", "adiarra"), record("training", "2026-06-02", "adiarra"),
       record("meeting", "2026-05-20")},
      "u1", {"adiarra", "bkeita"}, instant("2026-06-01T09:00:00Z"));
  CHECK(known.meeting == date("2026-05-20"));
  CHECK_FALSE(known.case_review);
  REQUIRE(known.staff.size() == 2);
  CHECK(known.staff[0].supervision == date("2026-05-02"));
  CHECK_FALSE(known.staff[0].evaluation);
  CHECK(known.staff[0].trainings == 1);
  CHECK(known.staff[1].trainings == 0);
}

TEST_CASE("records are read in the order of their dates, malformed ones left out") {
  const Value state =
      Value::map({{"r2", answers({{"record_kind", "meeting"}, {"record_date", "2026-05-20"}})},
                  {"r1", answers({{"record_kind", "training"},
                                  {"record_date", "2026-05-02"},
                                  {"staff", "adiarra"}})},
                  {"r3", answers({{"record_kind", "meeting"}})},
                  {"name", Value::text("not a record")}});
  const std::vector<TeamRecord> records = read_team_records("u1", state);
  REQUIRE(records.size() == 2);
  CHECK(records[0].id == "r1");
  CHECK(records[0].staff == "adiarra");
  CHECK(records[1].kind == "meeting");
}
