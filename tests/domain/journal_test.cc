#include "domain/journal.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.h"
#include "support/case_builder.h"

using namespace pos;
using namespace pos::test;

namespace {

EntryState state(const Journal& journal, std::string_view id) {
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    if (journal.entries[i].id == id) {
      return journal.states[i];
    }
  }
  FAIL("no such entry");
  return EntryState::Invalid;
}

bool counts(const Journal& journal, std::string_view id) {
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    if (journal.entries[i].id == id) {
      return journal.counts(i);
    }
  }
  return false;
}

std::vector<std::string> order(const Journal& journal) {
  std::vector<std::string> ids;
  for (const Entry& entry : journal.entries) {
    ids.push_back(entry.id);
  }
  return ids;
}

}  // namespace

TEST_CASE("every state has the word that scripts read") {
  CHECK(word(EntryState::Valid) == "valid");
  CHECK(word(EntryState::Invalid) == "invalid");
  CHECK(word(EntryState::UnknownAuthor) == "unknown_author");
  CHECK(word(EntryState::NotAuthorised) == "not_authorised");
  CHECK(word(EntryState::Superseded) == "superseded");
  CHECK(word(EntryState::Void) == "void");
  CHECK(word(EntryState::Concurrent) == "concurrent");
}

TEST_CASE("acts and decisions are read by their words") {
  CHECK(parse_act("renumber") == Act::Renumber);
  CHECK(word(Act::Accept) == "accept");
  CHECK_FALSE(parse_act("approve"));
  CHECK(parse_decision("returned") == Decision::Returned);
  CHECK(word(Decision::Approved) == "approved");
  CHECK_FALSE(parse_decision("rejected"));
}

// Order (format.md 5.1, 5.2)

TEST_CASE("entries stand in the order of who knew whom, whatever their clocks say") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  const std::string second = b.form("1.C", "2026-03-03");
  const std::string third = b.form("2.A", "2026-03-04");
  b.last().recorded = instant("2026-01-01");
  std::reverse(b.entries.begin(), b.entries.end());
  const Journal journal = b.journal();
  CHECK(order(journal) == std::vector{first, second, third});
  REQUIRE(journal.findings.size() == 1);
  CHECK(journal.findings[0].en ==
        "entry " + third + " is dated before entry " + first + ", which it follows");
  CHECK(journal.complete());
}

TEST_CASE("entries that do not know each other stand by recorded, then by identifier") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  const std::string late = b.form("5.A", "2026-03-05");
  const std::string early = b.form("5.A", "2026-03-04");
  b.knowing({first}).last().recorded = instant("2026-03-04");
  const std::string even = b.form("5.A", "2026-03-05");
  b.knowing({first}).last().recorded = instant("2026-03-05");
  CHECK(order(b.journal()) == std::vector{first, early, late, even});
}

TEST_CASE("the same entries give the same journal in whatever order they are read") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  const std::string one = b.form("5.A", "2026-03-05");
  b.form("5.A", "2026-03-05");
  b.knowing({first});
  b.assigns("bkeita", "2026-03-06");
  b.corrects(one, "2026-03-07");
  b.knowing({one});
  const Journal expected = b.journal();
  for (std::size_t turn = 0; turn < b.entries.size(); ++turn) {
    std::rotate(b.entries.begin(), b.entries.begin() + 1, b.entries.end());
    const Journal journal = b.journal();
    CHECK(order(journal) == order(expected));
    CHECK(journal.states == expected.states);
  }
}

TEST_CASE("a document read twice is one entry") {
  CaseBuilder b;
  b.registered("2026-03-02");
  b.entries.push_back(b.entries.back());
  const Journal journal = b.journal();
  CHECK(journal.entries.size() == 1);
  CHECK(journal.complete());
}

TEST_CASE("a parent that no entry has is reported lost") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string lost = b.form("1.C", "2026-03-03");
  const std::string hash = b.hash(lost);
  const std::string kept = b.form("2.A", "2026-03-04");
  b.entries.erase(b.entries.begin() + 1);
  const Journal journal = b.journal();
  CHECK(journal.lost == std::vector{hash});
  CHECK(state(journal, kept) == EntryState::Valid);
  CHECK_FALSE(journal.complete());
}

TEST_CASE("without its registration nothing of a case is authorised") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  const std::string hash = b.hash(first);
  const std::string entry = b.form("1.C", "2026-03-03");
  b.entries.erase(b.entries.begin());
  CHECK(b.journal().lost == std::vector{hash});
  CHECK(state(b.journal(), entry) == EntryState::NotAuthorised);
  CHECK(b.journal().registration() == nullptr);
  CHECK(b.journal().manager.empty());
}

TEST_CASE("heads are the hashes that no other entry names, by their digits") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  CHECK(b.journal().heads() == std::vector{b.hash(first)});
  const std::string one = b.form("5.A", "2026-03-05");
  const std::string two = b.form("5.A", "2026-03-04");
  b.knowing({first});
  CHECK(b.journal().heads() == std::vector{b.hash(one), b.hash(two)});
}

TEST_CASE("two documents of one entry are both invalid") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string one = b.form("5.A", "2026-03-05");
  b.form("5.A", "2026-03-06");
  b.last().id = one;
  const Journal journal = b.journal();
  CHECK(journal.states == std::vector{EntryState::Valid, EntryState::Invalid, EntryState::Invalid});
  CHECK(journal.find(one) != nullptr);
  CHECK_FALSE(journal.complete());
}

TEST_CASE("entries in a circle are invalid") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string one = b.form("5.A", "2026-03-05");
  const std::string two = b.form("5.A", "2026-03-06");
  b.entry(one).after = {b.hash(two)};
  const Journal journal = b.journal();
  CHECK(state(journal, one) == EntryState::Invalid);
  CHECK(state(journal, two) == EntryState::Invalid);
}

TEST_CASE("of two registrations by people who register children none counts") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  const std::string second = b.registered("2026-03-03");
  b.knowing({});
  const Journal journal = b.journal();
  CHECK(journal.registration() == nullptr);
  CHECK(journal.manager == "");
  CHECK(state(journal, first) == EntryState::Invalid);
  CHECK(state(journal, second) == EntryState::Invalid);
  REQUIRE(journal.findings.size() == 2);
  CHECK(journal.findings[0].fr == "l'entrée " + first + " est un second enregistrement");
}

TEST_CASE("a registration by somebody who registers nobody takes no case from its manager") {
  for (const char* author : {"mtraore", "skone", "root", "cdiallo", "nobody"}) {
    CAPTURE(author);
    CaseBuilder b;
    const std::string forged = b.registered("2026-03-01");
    b.by(author);
    const std::string first = b.registered("2026-03-02");
    b.knowing({});
    const Journal journal = b.journal();
    REQUIRE(journal.registration() != nullptr);
    CHECK(journal.registration()->id == first);
    CHECK(journal.manager == "adiarra");
    CHECK(state(journal, forged) == EntryState::Invalid);
  }
}

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

// What entries do to each other

TEST_CASE("the manager withdraws an entry, and what corrects or completes it goes with it") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string entry = b.form("A.1", "2026-03-03");
  const std::string completion = b.completes(entry, "2026-03-04");
  b.voids(entry, "2026-03-05");
  CHECK(state(b.journal(), entry) == EntryState::Void);
  CHECK(state(b.journal(), completion) == EntryState::Void);
  CHECK(b.journal().complete());
}

TEST_CASE("a void beats a correction that does not know it") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string entry = b.form("5.A", "2026-03-03");
  b.voids(entry, "2026-03-04");
  const std::string correction = b.corrects(entry, "2026-03-05");
  b.knowing({entry});
  CHECK(state(b.journal(), entry) == EntryState::Void);
  CHECK(state(b.journal(), correction) == EntryState::Void);
}

TEST_CASE("a registration is never withdrawn") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  const std::string act = b.voids(first, "2026-03-03");
  CHECK(state(b.journal(), act) == EntryState::Invalid);
  CHECK(state(b.journal(), first) == EntryState::Valid);
}

TEST_CASE("a supervisor's entry is changed or withdrawn by the supervisor alone") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string review = b.form("5.B", "2026-03-03");
  b.by("mtraore");
  const std::string correction = b.corrects(review, "2026-03-04");
  const std::string by_manager = b.voids(review, "2026-03-05");
  CHECK(state(b.journal(), correction) == EntryState::NotAuthorised);
  CHECK(state(b.journal(), by_manager) == EntryState::NotAuthorised);
  CHECK(state(b.journal(), review) == EntryState::Valid);
  b.voids(review, "2026-03-06");
  b.by("mtraore");
  CHECK(state(b.journal(), review) == EntryState::Void);
}

TEST_CASE("a supervisor does not withdraw a manager's entry") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string entry = b.form("5.A", "2026-03-03");
  const std::string act = b.voids(entry, "2026-03-04");
  b.by("mtraore");
  CHECK(state(b.journal(), act) == EntryState::NotAuthorised);
  CHECK(state(b.journal(), entry) == EntryState::Valid);
}

TEST_CASE("an entry written without right is settled by withdrawing it") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string entry = b.form("5.A", "2026-03-03");
  b.by("bkeita");
  CHECK_FALSE(b.journal().complete());
  b.voids(entry, "2026-03-04");
  CHECK(state(b.journal(), entry) == EntryState::Void);
  CHECK(b.journal().complete());
}

TEST_CASE("a correction supersedes what it corrects and the corrections that it knows") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string entry = b.form("5.A", "2026-03-03");
  const std::string one = b.corrects(entry, "2026-03-03");
  const std::string two = b.corrects(entry, "2026-03-03");
  CHECK(state(b.journal(), entry) == EntryState::Superseded);
  CHECK(state(b.journal(), one) == EntryState::Superseded);
  CHECK(state(b.journal(), two) == EntryState::Valid);
  b.voids(two, "2026-03-05");
  CHECK(state(b.journal(), one) == EntryState::Valid);
  CHECK(state(b.journal(), two) == EntryState::Void);
  b.voids(one, "2026-03-06");
  CHECK(state(b.journal(), entry) == EntryState::Valid);
}

TEST_CASE("corrections that do not know each other are concurrent, and the last in order counts") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string entry = b.form("5.A", "2026-03-03");
  const std::string one = b.corrects(entry, "2026-03-03");
  const std::string two = b.corrects(entry, "2026-03-03");
  b.knowing({entry});
  CHECK(state(b.journal(), one) == EntryState::Concurrent);
  CHECK(state(b.journal(), two) == EntryState::Concurrent);
  CHECK_FALSE(counts(b.journal(), one));
  CHECK(counts(b.journal(), two));
  CHECK(b.journal().complete());
  const std::string three = b.corrects(entry, "2026-03-03");
  b.knowing({one, two});
  CHECK(state(b.journal(), one) == EntryState::Superseded);
  CHECK(state(b.journal(), two) == EntryState::Superseded);
  CHECK(state(b.journal(), three) == EntryState::Valid);
}

TEST_CASE("an entry names only entries that it follows, of its own form, and originals") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02");
  const std::string entry = b.form("5.A", "2026-03-03");
  const std::string unknown = b.corrects(entry, "2026-03-04");
  b.knowing({first});
  CHECK(state(b.journal(), unknown) == EntryState::Invalid);
  const std::string other_form = b.form("5.B", "2026-03-04");
  b.last().completes = entry;
  CHECK(state(b.journal(), other_form) == EntryState::Invalid);
  const std::string correction = b.corrects(entry, "2026-03-05");
  const std::string of_correction = b.corrects(correction, "2026-03-06");
  CHECK(state(b.journal(), correction) == EntryState::Valid);
  CHECK(state(b.journal(), of_correction) == EntryState::Invalid);
  const std::string completion = b.completes(correction, "2026-03-06");
  CHECK(state(b.journal(), completion) == EntryState::Invalid);
  CHECK(b.journal().original(correction) == entry);
}

TEST_CASE("a correction may stand in the place of a completion") {
  CaseBuilder b;
  b.registered("2026-03-02");
  const std::string entry = b.form("A.1", "2026-03-03");
  const std::string completion = b.completes(entry, "2026-03-04");
  const std::string correction = b.corrects(completion, "2026-03-05");
  CHECK(state(b.journal(), completion) == EntryState::Superseded);
  CHECK(state(b.journal(), correction) == EntryState::Valid);
  CHECK(b.journal().original(correction) == entry);
}

TEST_CASE("facts alone give the same states as the case's own documents") {
  CaseBuilder b;
  const std::string first = b.registered("2026-03-02", answers({{"sex", "female"}}));
  b.assigns("bkeita", "2026-03-04");
  const std::string unaware = b.form("5.A", "2026-03-05", answers({{"note", "texte"}}));
  b.knowing({first});
  b.accepts(unaware, "2026-03-06");
  b.act(Act::Access, "2026-03-07", "mtraore");
  for (Entry& entry : b.entries) {
    entry.key = "9be50a53378ac402a2ab04dbb2491065";
    entry.reason = "motif";
  }
  const Journal from_case = b.journal();
  for (Entry& entry : b.entries) {
    entry.key.clear();
    entry.reason.clear();
    entry.data = Value();
  }
  CHECK(b.journal().states == from_case.states);
  CHECK(b.journal().manager == from_case.manager);
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
