#include "domain/journal.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.h"
#include "support/case_builder.h"
#include "support/judged_entries.h"

using namespace pos;
using namespace pos::test;

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
