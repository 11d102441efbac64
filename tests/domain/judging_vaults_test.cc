// Whose cards judge what, where a case came from another vault (format.md 3, 5.3, 6.3).
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <random>

#include "domain/case.h"
#include "support/case_builder.h"
#include "support/judged_entries.h"

using namespace pos;
using namespace pos::test;

namespace {

std::shared_ptr<const Staff> cards(const std::vector<Person>& people) {
  auto staff = std::make_shared<Staff>();
  for (const Person& each : people) {
    staff->add(each, instant("2020-01-01"));
  }
  staff->know_cards_alone();
  return staff;
}

/// The vault that the case comes from: another `adiarra`, whose supervisor is another one's code
/// here; and a vault that has nothing to do with it.
SendingStaffs senders() {
  return {{"01A", cards({person("adiarra", {StaffRole::CaseManager}, "n", "sender"),
                         person("zkonate", {StaffRole::CaseManager}, "n", "sender")})},
          {"01B", cards({person("adiarra", {StaffRole::CaseManager}, "n", "bkeita"),
                         person("omaiga", {StaffRole::CaseManager}, "n", "bkeita"),
                         person("bkeita", {StaffRole::Supervisor}, "n")})}};
}

struct Transferred : CaseBuilder {
  Transferred() {
    staff.set_senders(senders());
    registration = registered("2026-03-02");
    supervisor = "bkeita";
    handed = assigns("omaiga", "2026-03-03");
    manager = "omaiga";
    visit = form("5.A", "2026-03-04");
    form(kTransferForm, "2026-03-05");
    supervisor = "mtraore";
    accepted = act(Act::Accept, "2026-04-06T09:00:00Z", supervisor);
    last().package = std::string(64, 'f');
    given = assigns("bkeita", "2026-04-06T09:00:00Z");
    manager = "bkeita";
  }
  std::string registration, handed, visit, accepted, given;
};

/// As the facts tell it: no package, no key.
std::vector<Entry> as_facts(std::vector<Entry> entries) {
  for (Entry& entry : entries) {
    entry.package.clear();
    entry.key.clear();
  }
  return entries;
}

}  // namespace

TEST_CASE("what came with a case is judged by the cards of the vault that it came from") {
  Transferred b;
  b.form("5.A", "2026-04-08");
  const Journal journal = b.journal();
  CHECK(journal.complete());
  CHECK(journal.findings.empty());
  CHECK(journal.manager == "bkeita");
  CHECK(journal.vaults == std::vector<std::string>{"01B", "01B", "01B", "01B", "", "", ""});
  // Codes of the other office mean nobody here.
  CHECK(journal.manager_given(0).empty());
  CHECK(journal.manager_given(1).empty());
  CHECK(journal.manager_given(4) == "mtraore");
  CHECK(journal.takeover()->id == b.accepted);
}

TEST_CASE(
    "of two vaults that know the same codes, it is the one whose cards allow what was written") {
  Transferred b;
  SendingStaffs both = senders();
  both["01A"] = cards({person("adiarra", {StaffRole::CaseManager}, "n", "sender"),
                       person("omaiga", {StaffRole::CaseManager}, "n", "sender"),
                       person("bkeita", {StaffRole::CaseManager}, "n", "sender")});
  b.staff.set_senders(both);
  const Journal journal = b.journal();
  CHECK(journal.complete());
  CHECK(journal.vaults.front() == "01B");
}

TEST_CASE("an entry that no card of the sender's vault allows stays not authorised") {
  Transferred b;
  b.entry(b.visit).author = "adiarra";  // who had given the case away
  CHECK(state(b.journal(), b.visit) == EntryState::NotAuthorised);
}

TEST_CASE("facts and journal of a case from another vault are judged alike, in any order") {
  Transferred b;
  b.form("5.A", "2026-04-08");
  b.form("5.A", "2026-04-09");
  b.by("adiarra");  // ours, who has no part in it
  b.act(Act::Assign, "2026-04-10", "mtraore");
  b.last().to = "adiarra";
  const Journal whole = b.journal();
  std::mt19937 random(20260406);
  for (int round = 0; round < 20; ++round) {
    std::vector<Entry> entries = as_facts(b.entries);
    std::shuffle(entries.begin(), entries.end(), random);
    const Journal facts = judge(std::move(entries), b.staff);
    CHECK(facts.states == whole.states);
    CHECK(facts.vaults == whole.vaults);
    CHECK(facts.manager == whole.manager);
  }
}

TEST_CASE("nobody gets a case of this office by accepting it") {
  CaseBuilder b;
  b.staff.set_senders({{"01C", cards({person("zkonate", {StaffRole::CaseManager}, "n")})}});
  b.registered("2026-03-02");
  const std::string taken = b.act(Act::Accept, "2026-03-03", "fcoulibaly");
  const std::string given = b.act(Act::Assign, "2026-03-04", "fcoulibaly");
  b.last().to = "dsidibe";
  const Journal journal = b.journal();
  CHECK(state(journal, taken) == EntryState::NotAuthorised);
  CHECK(state(journal, given) == EntryState::NotAuthorised);
  CHECK(journal.manager == "adiarra");
}

TEST_CASE("nobody gets a case that was accepted before by accepting it again") {
  Transferred b;
  b.form("5.A", "2026-04-08");
  b.by("bkeita");  // a code that the sender's vault has too
  const std::string taken = b.act(Act::Accept, "2026-04-09", "fcoulibaly");
  const Journal journal = b.journal();
  CHECK(state(journal, taken) == EntryState::NotAuthorised);
  CHECK(journal.manager == "bkeita");
  CHECK(journal.vaults.back().empty());
}

TEST_CASE("a case that goes on to an office whose staff have the same codes is taken over there") {
  Transferred b;
  b.form(kTransferForm, "2026-04-20");
  b.last().author = "bkeita";
  // A third office, which is now ours, has everybody of the second one by the same code.
  SendingStaffs all = senders();
  all["01B2"] = cards({person("bkeita", {StaffRole::CaseManager}, "n", "mtraore"),
                       person("mtraore", {StaffRole::Supervisor}, "n")});
  b.staff.set_senders(all);
  const std::string taken = b.act(Act::Accept, "2026-05-06T09:00:00Z", "mtraore");
  b.last().package = std::string(64, 'e');
  b.assigns("bkeita", "2026-05-06T10:00:00Z");
  const Journal journal = b.journal();
  CHECK(state(journal, taken) == EntryState::Valid);
  CHECK(journal.vaults ==
        std::vector<std::string>{"01B", "01B", "01B", "01B", "01B2", "01B2", "01B2", "", ""});
  CHECK(journal.complete());
}

TEST_CASE("only a supervisor accepts what another vault sends, and assigns it") {
  Transferred b;
  b.entry(b.accepted).author = "adiarra";
  const Journal by_manager = b.journal();
  CHECK(state(by_manager, b.accepted) == EntryState::NotAuthorised);
  CHECK(by_manager.takeover() == nullptr);
  Transferred other;
  other.entry(other.given).author = "fcoulibaly";  // another unit's supervisor
  CHECK(state(other.journal(), other.given) == EntryState::NotAuthorised);
  CHECK(other.journal().manager == "mtraore");
}

TEST_CASE("two who accept one package without knowing of each other: the later in order has it") {
  Transferred b;
  const std::string second = b.act(Act::Accept, "2026-04-07", "fcoulibaly");
  b.knowing({b.entries[3].id});
  b.act(Act::Assign, "2026-04-07T01:00:00Z", "fcoulibaly");
  b.knowing({second}).last().to = "dsidibe";
  const Journal journal = b.journal();
  CHECK(journal.manager == "dsidibe");
  CHECK(journal.takeover()->id == b.accepted);  // it came once
}

TEST_CASE("a case that came from another vault is not this office's before") {
  Transferred b;
  CHECK_FALSE(b.at("2026-03-31").open());
  CHECK(b.at("2026-04-07").open());
  CHECK(b.at("2026-03-31").registered());
}
