// Who may write what in a case.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.h"
#include "support/case_builder.h"
#include "support/judged_entries.h"

using namespace pos;
using namespace pos::test;

// Rights (format.md 5.3, architecture 4.3)

TEST_CASE("a case belongs to the case manager who registers it") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  CHECK(state(b.journal(), first) == EntryState::Valid);
  CHECK(b.journal().manager == "adiarra");
  CHECK(b.journal().manager_at(instant("2026-03-02")) == "adiarra");
}

TEST_CASE("those who are no case managers register no case for themselves") {
  for (const char* author : {"mtraore", "skone", "root", "cdiallo"}) {
    CAPTURE(author);
    CaseBuilder b;
    const std::string first = b.registered("2026-03-02");
    b.by(author);
    CHECK(state(b.journal(), first) == EntryState::NotAuthorised);
    CHECK_FALSE(b.journal().complete());
  }
}

TEST_CASE("an author without a card is unknown") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  b.by("nobody");
  CHECK(state(b.journal(), first) == EntryState::UnknownAuthor);
}

TEST_CASE("a data clerk registers and records for the managers that the card names") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  b.by("cdiallo").last().on_behalf = "bkeita";
  const std::string second = b.form("5.A", "2026-03-05");
  b.by("cdiallo").knowing({}).last().on_behalf = "bkeita";
  const std::string third = b.form("5.A", "2026-03-06");
  b.by("bkeita");
  const Journal journal = b.journal();
  CHECK(journal.manager == "bkeita");
  CHECK(journal.states == std::vector(3, EntryState::Valid));
  CHECK(state(journal, second) == EntryState::Valid);
  CHECK(journal.registration()->id == first);
  CHECK(state(journal, third) == EntryState::Valid);
}

TEST_CASE("a data clerk does not record for a manager whom the card does not name") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  b.by("cdiallo").last().on_behalf = "dsidibe";
  CHECK(state(b.journal(), first) == EntryState::NotAuthorised);
}

TEST_CASE("a data clerk writes no act") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  b.by("cdiallo").last().on_behalf = "adiarra";
  const std::string mask = b.masks(true, "2026-03-03");
  b.by("cdiallo").last().on_behalf = "adiarra";
  CHECK(state(b.journal(), first) == EntryState::Valid);
  CHECK(state(b.journal(), mask) == EntryState::NotAuthorised);
}

TEST_CASE("another manager does not write in the case") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string entry = b.form("5.A", "2026-03-05");
  b.by("bkeita");
  CHECK(state(b.journal(), entry) == EntryState::NotAuthorised);
  CHECK(b.journal().reasons[1].en == "only the case's manager, or their supervisor, writes in it");
}

TEST_CASE("the supervisor writes reviews, reopenings and checks, and no other form") {
  CaseBuilder b;
  b.registered("2026-03-02");
  for (const char* form : {"5.B", "B.1", "checklist"}) {
    const std::string entry = b.form(form, "2026-03-05");
    b.by("mtraore");
    CHECK(state(b.journal(), entry) == EntryState::Valid);
  }
  const std::string entry = b.form("5.A", "2026-03-06");
  b.by("mtraore");
  CHECK(state(b.journal(), entry) == EntryState::NotAuthorised);
  const std::string other = b.form("5.B", "2026-03-07");
  b.by("fcoulibaly");
  CHECK(state(b.journal(), other) == EntryState::NotAuthorised);
}

TEST_CASE("after an assign the new manager writes, and what the former one wrote before stays") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string before = b.form("5.A", "2026-03-03");
  const std::string assign = b.assigns("dsidibe", "2026-03-04");
  const std::string after = b.form("5.A", "2026-03-05");
  b.by("dsidibe");
  const std::string former = b.form("5.A", "2026-03-06");
  const Journal journal = b.journal();
  CHECK(state(journal, before) == EntryState::Valid);
  CHECK(state(journal, assign) == EntryState::Valid);
  CHECK(state(journal, after) == EntryState::Valid);
  CHECK(state(journal, former) == EntryState::NotAuthorised);
  CHECK(journal.manager == "dsidibe");
  CHECK(journal.manager_at(instant("2026-03-03T23:59:59Z")) == "adiarra");
  CHECK(journal.manager_at(instant("2026-03-04")) == "dsidibe");
}

TEST_CASE("after an assign the new manager's supervisor supervises") {
  CaseBuilder b;
  b.registered("2026-03-02");
  b.assigns("dsidibe", "2026-03-04");
  const std::string review = b.form("5.B", "2026-03-05");
  b.by("fcoulibaly");
  const std::string former = b.form("5.B", "2026-03-06");
  b.by("mtraore");
  CHECK(state(b.journal(), review) == EntryState::Valid);
  CHECK(state(b.journal(), former) == EntryState::NotAuthorised);
}

TEST_CASE("who lost the case without knowing it is not authorised until accepted") {
  for (const char* acceptor : {"mtraore", "bkeita"}) {
    CAPTURE(acceptor);
    CaseBuilder b;
    const std::string first = b.registered("2026-03-02");
    const std::string assign = b.assigns("bkeita", "2026-03-04");
    const std::string unaware = b.form("5.A", "2026-03-05");
    b.knowing({first});
    CHECK(state(b.journal(), unaware) == EntryState::NotAuthorised);
    CHECK(b.journal().reasons[2].en ==
          "the case had been assigned to someone else, unknown to the author");
    b.accepts(unaware, "2026-03-06");
    b.by(acceptor).knowing({assign, unaware});
    CHECK(state(b.journal(), unaware) == EntryState::Valid);
    CHECK(b.journal().complete());
  }
}

TEST_CASE("an entry that an earlier assign's writer did not know is judged by that assign too") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  b.assigns("bkeita", "2026-03-06");
  const std::string unaware = b.form("5.A", "2026-03-03");
  b.knowing({first}).last().recorded = instant("2026-03-03");
  CHECK(state(b.journal(), unaware) == EntryState::NotAuthorised);
}

TEST_CASE("of concurrent assigns the later in order wins") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  const std::string earlier = b.assigns("bkeita", "2026-03-04");
  const std::string loser = b.form("5.A", "2026-03-07");
  b.by("bkeita");
  const std::string later = b.assigns("dsidibe", "2026-03-05");
  b.knowing({first}).last().recorded = instant("2026-03-05");
  const std::string winner = b.form("5.A", "2026-03-08");
  b.by("dsidibe").knowing({later});
  const Journal journal = b.journal();
  CHECK(state(journal, earlier) == EntryState::Valid);
  CHECK(state(journal, later) == EntryState::Valid);
  CHECK(journal.manager == "dsidibe");
  CHECK(state(journal, loser) == EntryState::NotAuthorised);
  CHECK(state(journal, winner) == EntryState::Valid);
}

TEST_CASE("only the manager's supervisor or the recovery key assigns, and to a manager only") {
  const auto assigned = [](const char* author, const char* to) {
    CaseBuilder b;
    b.registered("2026-03-02");
    const std::string assign = b.assigns(to, "2026-03-04");
    b.by(author);
    return state(b.journal(), assign) == EntryState::Valid && b.journal().manager == to;
  };
  CHECK(assigned("mtraore", "bkeita"));
  CHECK(assigned("recovery", "bkeita"));
  CHECK_FALSE(assigned("adiarra", "bkeita"));
  CHECK_FALSE(assigned("fcoulibaly", "bkeita"));
  CHECK_FALSE(assigned("root", "bkeita"));
  CHECK_FALSE(assigned("cdiallo", "bkeita"));
  CHECK_FALSE(assigned("mtraore", "skone"));
  CHECK_FALSE(assigned("mtraore", "root"));
  CHECK_FALSE(assigned("mtraore", "mtraore"));
}

TEST_CASE("a clerk's entry is for a manager whom the case had before an assign that knows it") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  const std::string entry = b.form("5.A", "2026-03-03");
  b.by("cdiallo").knowing({}).last().on_behalf = "adiarra";
  const std::string assign = b.assigns("bkeita", "2026-03-04");
  CHECK(state(b.journal(), entry) == EntryState::Valid);
  b.knowing({first});
  CHECK(state(b.journal(), entry) == EntryState::NotAuthorised);
  b.entry(entry).on_behalf = "bkeita";
  CHECK(state(b.journal(), entry) == EntryState::Valid);
  b.entry(assign).after = {b.hash(entry)};
  CHECK(state(b.journal(), entry) == EntryState::NotAuthorised);
}

TEST_CASE("a manager cannot accept what only the supervisor may write") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string plan = b.form("3.A", "2026-03-03");
  const std::string validation = b.validates(plan, "2026-03-04");
  b.by("adiarra");
  const std::string accept = b.accepts(validation, "2026-03-05");
  b.by("adiarra");
  CHECK(state(b.journal(), validation) == EntryState::NotAuthorised);
  CHECK(state(b.journal(), accept) == EntryState::NotAuthorised);
}

TEST_CASE("an assign, an acceptance or an erasure is not accepted afterwards") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string assign = b.assigns("adiarra", "2026-03-04");
  b.by("bkeita");
  const std::string accept = b.accepts(assign, "2026-03-05");
  CHECK(state(b.journal(), accept) == EntryState::Invalid);
  CHECK(state(b.journal(), assign) == EntryState::NotAuthorised);
}

TEST_CASE("a supervisor validates a plan, its author does not") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string plan = b.form("3.A", "2026-03-03");
  const std::string by_supervisor = b.validates(plan, "2026-03-04");
  const std::string by_author = b.validates(plan, "2026-03-05");
  b.by("adiarra");
  CHECK(state(b.journal(), by_supervisor) == EntryState::Valid);
  CHECK(state(b.journal(), by_author) == EntryState::NotAuthorised);
}

TEST_CASE("who wrote a plan as manager does not validate it as supervisor") {
  CaseBuilder b;
  b.staff.add(person("bkeita", {StaffRole::CaseManager, StaffRole::Supervisor}),
              instant("2026-01-01"));
  b.staff.add(person("adiarra", {StaffRole::CaseManager}, "u1", "bkeita"), instant("2026-01-01"));
  b.staff.set_members("team-u1", {"bkeita"}, instant("2026-01-01"));
  b.registered("2026-03-02");
  b.by("bkeita");
  const std::string plan = b.form("3.A", "2026-03-03");
  b.by("bkeita");
  b.assigns("adiarra", "2026-03-04");
  b.by("recovery");
  const std::string validation = b.validates(plan, "2026-03-05");
  b.by("bkeita");
  CHECK(state(b.journal(), validation) == EntryState::NotAuthorised);
  CHECK_THROWS_AS(
      [&] {
        Entry entry = b.entry(validation);
        b.entries.pop_back();
        entry.after.clear();
        require_right(b.journal(), entry, b.staff);
      }(),
      Error);
}

TEST_CASE("only the recovery key erases") {
  CaseBuilder b;
  b.registered("2026-03-02");
  for (const char* author : {"adiarra", "mtraore", "root"}) {
    const std::string erase = b.act(Act::Erase, "2026-03-03", author);
    CHECK(state(b.journal(), erase) == EntryState::NotAuthorised);
  }
  const std::string erase = b.act(Act::Erase, "2026-03-03", "recovery");
  CHECK(state(b.journal(), erase) == EntryState::Valid);
}

TEST_CASE("the recovery key writes no form") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string entry = b.form("5.A", "2026-03-03");
  b.by("recovery");
  CHECK(state(b.journal(), entry) == EntryState::NotAuthorised);
}

TEST_CASE("access is recorded by those who can open the names") {
  CaseBuilder b;
  b.registered("2026-03-02");
  for (const char* author : {"mtraore", "adiarra", "recovery"}) {
    const std::string access = b.act(Act::Access, "2026-03-03", author);
    CHECK(state(b.journal(), access) == EntryState::Valid);
  }
  const std::string access = b.act(Act::Access, "2026-03-03", "skone");
  CHECK(state(b.journal(), access) == EntryState::NotAuthorised);
}

TEST_CASE("a supervisor may mask a case, and only the manager unmasks it") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string mask = b.masks(true, "2026-03-03");
  b.by("mtraore");
  const std::string unmask = b.masks(false, "2026-03-04");
  b.by("mtraore");
  const std::string by_manager = b.masks(false, "2026-03-05");
  CHECK(state(b.journal(), mask) == EntryState::Valid);
  CHECK(state(b.journal(), unmask) == EntryState::NotAuthorised);
  CHECK(state(b.journal(), by_manager) == EntryState::Valid);
}

// Before writing

TEST_CASE("the right to write is refused with the rule that refuses") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string plan = b.form("3.A", "2026-03-03");
  const Journal journal = b.journal();
  const auto refused = [&](const std::string& author) -> std::string {
    CaseBuilder next = b;
    next.validates(plan, "2026-03-04");
    next.by(author);
    try {
      require_right(journal, next.last(), b.staff);
    } catch (const Error& error) {
      CHECK(error.code == ErrorCode::Refused);
      CHECK_FALSE(error.hint.empty());
      return error.id + ": " + error.message.en;
    }
    return "";
  };
  CHECK(refused("mtraore").empty());
  CHECK(refused("adiarra") ==
        "self-validation: a supervisor validates what someone else wrote, never their own work");
  CHECK(refused("bkeita") == "role: only the case's manager, or their supervisor, writes in it");
}

TEST_CASE("a registration needs a case manager, or a clerk of theirs") {
  const Staff staff = office();
  const auto may_register = [&](const std::string& author, const std::string& on_behalf = {}) {
    CaseBuilder b;
    b.registered("2026-03-02");
    b.by(author).last().on_behalf = on_behalf;
    try {
      require_right(Journal(), b.last(), staff);
    } catch (const Error& error) {
      CHECK(error.id == "role");
      return false;
    }
    return true;
  };
  CHECK(may_register("adiarra"));
  CHECK(may_register("cdiallo", "adiarra"));
  CHECK_FALSE(may_register("cdiallo"));
  CHECK_FALSE(may_register("cdiallo", "dsidibe"));
  CHECK_FALSE(may_register("root"));
  CHECK_FALSE(may_register("skone"));
  CHECK_FALSE(may_register("mtraore"));
  CHECK_FALSE(may_register("nobody"));
}

TEST_CASE("an entry yet without hash and parents is judged upon the whole journal") {
  CaseBuilder b;
  b.registered("2026-03-02");
  b.assigns("bkeita", "2026-03-04");
  Entry entry;
  entry.id = "01KERX2AM0ABCDEFGHJKMNPQRS";
  entry.form = "5.A";
  entry.recorded = instant("2026-03-05");
  entry.author = "bkeita";
  CHECK_NOTHROW(require_right(b.journal(), entry, b.staff));
  entry.author = "adiarra";
  CHECK_THROWS_AS(require_right(b.journal(), entry, b.staff), Error);
}
