#include <doctest/doctest.h>

#include "domain/deadlines.h"
#include "support/case_builder.h"
#include "support/shipped_rules.h"

// Reports (signalement, POS 3.4.2.1): a journal that begins with a 0.S, and what follows it.
namespace pos::test {
namespace {

CaseBuilder reported() {
  CaseBuilder b;
  b.form("0.S", "2026-03-02T16:00:00Z");
  return b;
}

Obligation only(const std::vector<Obligation>& all) {
  REQUIRE(all.size() == 1);
  return all.front();
}

ObligationState state_at(const CaseBuilder& b, std::string_view now) {
  return only(obligations(b.at(now), shipped_rules())).state;
}

}  // namespace

TEST_CASE("a reported child is no open case, and has the manager who took the report") {
  const CaseBuilder b = reported();
  const Case c = b.at("2026-03-02T17:00:00Z");
  CHECK(c.status() == CaseStatus::Reported);
  CHECK_FALSE(c.registered());
  CHECK_FALSE(c.open());
  CHECK(c.manager == "adiarra");
  CHECK(b.journal().registration() == nullptr);
  CHECK(b.journal().complete());
}

TEST_CASE("a report is overdue after 24 hours without an answer") {
  const CaseBuilder b = reported();
  const Case c = b.at("2026-03-02T17:00:00Z");
  const Obligation owed = only(obligations(c, shipped_rules()));
  CHECK(owed.step == Step::Signalement);
  CHECK(owed.due == instant("2026-03-03T16:00:00Z"));
  CHECK(owed.recommended);
  CHECK(state_at(b, "2026-03-02T17:00:00Z") == ObligationState::Pending);
  CHECK(state_at(b, "2026-03-03T16:00:00Z") == ObligationState::DueToday);
  CHECK(state_at(b, "2026-03-03T16:00:01Z") == ObligationState::Overdue);
}

TEST_CASE("a registration answers the report, and the case's own deadlines begin with it") {
  CaseBuilder b = reported();
  b.registered("2026-03-03T09:00:00Z");
  const Case c = b.at("2026-03-03T10:00:00Z");
  CHECK(c.status() == CaseStatus::Registered);
  CHECK(c.open());
  const std::vector<Obligation> all = obligations(c, shipped_rules());
  CHECK(all.front().step == Step::Signalement);
  CHECK(all.front().state == ObligationState::Met);
  CHECK(all.size() > 1);
  CHECK(b.journal().complete());
}

TEST_CASE(
    "a report that is closed with its reason owes nothing more, and may still be registered") {
  CaseBuilder b = reported();
  const std::string report = b.last().id;
  b.completes(report, "2026-03-04T09:00:00Z", answers({{"report_outcome", "not_found"}}));
  CHECK(b.at("2026-03-04T08:00:00Z").status() == CaseStatus::Reported);
  CHECK(b.at("2026-03-04T10:00:00Z").status() == CaseStatus::ReportClosed);
  CHECK(state_at(b, "2026-03-10") == ObligationState::MetLate);
  b.registered("2026-03-11");
  CHECK(b.at("2026-03-12").open());
}

TEST_CASE("emergency care may come before the registration of a reported child") {
  CaseBuilder b = reported();
  b.form("1.U", "2026-03-02T17:00:00Z",
         answers({{"emergency_started_at", "2026-03-02T17:00:00Z"}}));
  CHECK(b.at("2026-03-02T18:00:00Z").level_at(instant("2026-03-02T18:00:00Z"), shipped_rules()) ==
        RiskLevel::High);
  b.registered("2026-03-03T09:00:00Z");
  CHECK(emergency_open(b.at("2026-03-03T10:00:00Z")));
}

TEST_CASE("a report cannot be withdrawn, nor can the registration that followed it") {
  CaseBuilder b = reported();
  const std::string report = b.last().id;
  const std::string registration = b.registered("2026-03-03");
  b.voids(report, "2026-03-04");
  b.voids(registration, "2026-03-04");
  const Journal journal = b.journal();
  CHECK(journal.states[2] == EntryState::Invalid);
  CHECK(journal.states[3] == EntryState::Invalid);
  CHECK(b.at("2026-03-05").open());
}

TEST_CASE("of two registrations of one report the first in order counts") {
  CaseBuilder b = reported();
  const std::string report = b.last().id;
  const std::string first = b.registered("2026-03-03T09:00:00Z");
  b.registered("2026-03-03T10:00:00Z");
  b.knowing({report});
  const Journal journal = b.journal();
  REQUIRE(journal.registration() != nullptr);
  CHECK(journal.registration()->id == first);
  CHECK(journal.states[2] == EntryState::Invalid);
  CHECK(b.at("2026-03-04").episodes.size() == 1);
}

TEST_CASE("a registration by somebody else gives nobody the reported child's case") {
  CaseBuilder b = reported();
  b.registered("2026-03-03T09:00:00Z");
  b.by("dsidibe");
  CHECK(b.journal().states[1] == EntryState::NotAuthorised);
  CHECK(b.at("2026-03-04").status() == CaseStatus::Reported);
  CHECK(b.journal().manager == "adiarra");
}

TEST_CASE("a report and a registration that both begin a journal are two children") {
  CaseBuilder b = reported();
  b.registered("2026-03-03");
  b.last().after.clear();
  const Journal journal = b.journal();
  CHECK(journal.opening() == nullptr);
  CHECK(journal.manager.empty());
}

TEST_CASE("a report is handed on before the child is registered") {
  CaseBuilder b = reported();
  b.assigns("bkeita", "2026-03-02T18:00:00Z");
  b.manager = "bkeita";
  b.registered("2026-03-03");
  CHECK(b.journal().complete());
  CHECK(b.at("2026-03-04").manager == "bkeita");
  CHECK(b.at("2026-03-04").open());
}

TEST_CASE("the duplicate of another file owes nothing, and its reopening is a matter of the link") {
  CaseBuilder b;
  b.registered("2026-03-03");
  const std::string link =
      b.form("1.L", "2026-03-05",
             answers({{"link_kind", "duplicate"}, {"linked_case", "BKO-2026-4XKD7RPC"}}));
  b.form("B.1", "2026-03-06");
  Case c = b.at("2026-03-20");
  CHECK(c.status() == CaseStatus::Duplicate);
  CHECK(c.episode().same_as == "BKO-2026-4XKD7RPC");
  for (const Obligation& each : obligations(c, shipped_rules())) {
    CHECK((each.state == ObligationState::Missed || each.state == ObligationState::Met));
  }
  b.voids(link, "2026-03-21");
  c = b.at("2026-03-22");
  CHECK(c.open());
}

TEST_CASE("the file that goes on stays as it is") {
  CaseBuilder b;
  b.registered("2026-03-03");
  b.form("1.L", "2026-03-05",
         answers({{"link_kind", "kept"}, {"linked_case", "BKO-2026-4XKD7RPC"}}));
  CHECK(b.at("2026-03-20").open());
}

}  // namespace pos::test
