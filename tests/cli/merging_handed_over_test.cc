// A case that was handed over on another machine, and comes on a stick: its new manager opens the
// version that comes, not the one that lay here, and the former one the other way round.
#include <doctest/doctest.h>

#include <algorithm>

#include "support/apart.h"
#include "support/broken_off.h"
#include "support/effort.h"
#include "support/forged_documents.h"

namespace pos::test {
namespace {

/// The vault on the machines of the supervisor and of both managers; the girl's case goes from
/// adiarra to `to`, on the supervisor's.
struct HandedOver {
  TwoChildren desk = two_children(), next = two_children(), former = two_children();

  explicit HandedOver(const char* to = "nba") {
    desk.person = "mkone";
    next.person = to;
    for (TwoChildren* machine : {&desk, &next, &former}) {
      machine->get("list");
      machine->now = "2026-04-16T09:00:00Z";
    }
    desk.get("assign " + desk.girl + " --to " + to);
    next.now = former.now = desk.now = "2026-04-16T10:00:00Z";
  }
  const std::string& girl() const { return desk.girl; }
};

void take(TwoChildren& to, const TwoChildren& from) {
  const Outcome merged = merge_from(to, from);
  CHECK_MESSAGE(merged.code == 0, merged.out, merged.err);
}

/// The files of the girl's case in this machine's vault.
std::vector<std::string> files_of(const TwoChildren& machine) {
  std::vector<std::string> files;
  for (const auto& [path, bytes] : machine.vault()) {
    if (path.find(machine.girl) != path.npos) {
      files.push_back(path);
    }
  }
  return files;
}

/// Whether these bytes lie in some file of this machine's vault.
bool keeps(const TwoChildren& machine, const std::string& bytes) {
  const auto files = machine.vault();
  return std::any_of(files.begin(), files.end(),
                     [&](const auto& file) { return file.second == bytes; });
}

void check_nothing_wrong(TwoChildren& machine, const std::string& person) {
  const std::string kept = machine.person;
  machine.person = person;
  const Outcome check = machine.run_on(machine.files, {"check", "--read-data"});
  CHECK_MESSAGE(check.code == 0, person, check.out, check.err);
  machine.person = kept;
}

void fold_with_recovery(TwoChildren& machine) {
  const std::string kept = machine.person;
  machine.person = "amaiga";
  machine.get("merge --conflicts --recovery /t/recovery.key");
  machine.person = kept;
}

void plan(TwoChildren& machine) {
  machine.now = "2026-04-30T10:00:00Z";
  machine.get("plan " + machine.girl + " --from examples/cases/hawa/3.A.yaml");
}

}  // namespace

TEST_CASE("a case that a stick hands over is its new manager's at once, merge says what stays") {
  const char* person = "nba";
  SUBCASE("in another unit") {}
  SUBCASE("in the same unit") {
    person = "ktraore";
  }
  HandedOver office(person);
  const std::string before = office.next.bytes(office.next.case_file(office.girl()));
  const Outcome merged = merge_from(office.next, office.desk);
  CHECK_MESSAGE(merged.code == 0, merged.out, merged.err);
  CHECK(says(merged.out, "united [merged]"));
  CHECK(says(merged.out, "closed to your key: kept beside it"));
  CHECK(keeps(office.next, before));
  CHECK(says(office.next.get("list"), office.girl()));
  office.next.get(visit(office.girl()));
  plan(office.next);
  CHECK(entries_of(office.next, office.girl()).size() == 5);
  const std::string shown = office.next.run("show " + office.girl() + " --names").out;
  CHECK(says(shown, "Hawa"));
  CHECK_FALSE(says(shown, "names: pending"));
  check_nothing_wrong(office.next, person);
  check_nothing_wrong(office.next, "bsidibe");
}

TEST_CASE("a merge tells once of the version from before a hand-over, and twice changes nothing") {
  HandedOver office;
  take(office.next, office.desk);
  const auto merged = office.next.vault();
  const Outcome again = merge_from(office.next, office.desk);
  CHECK(again.code == 0);
  CHECK(office.next.vault() == merged);
  CHECK_FALSE(says(again.out, office.girl()));
  CHECK(again.err.empty());
  CHECK_FALSE(says(office.next.get("merge --conflicts"), office.girl()));
  CHECK(office.next.vault() == merged);
}

TEST_CASE("what was written on both sides of a hand-over is all there where somebody opens both") {
  HandedOver office;
  const std::string unaware = office.former.get(visit(office.girl()));
  take(office.next, office.former);
  take(office.next, office.desk);
  const std::string mine = office.next.get(visit(office.girl()));
  for (int round = 0; round < 2; ++round) {
    for (TwoChildren* machine : {&office.desk, &office.former}) {
      take(*machine, office.next);
      take(office.next, *machine);
    }
  }
  for (TwoChildren* machine : {&office.desk, &office.next, &office.former}) {
    fold_with_recovery(*machine);
    CHECK(files_of(*machine).size() == 3);
  }
  const std::vector<std::string> entries = entries_of(office.next, office.girl());
  CHECK(entries.size() == 5);
  CHECK(holds(entries, unaware));
  CHECK(holds(entries, mine));
}

TEST_CASE("the version from before a hand-over goes with any merge of who opens both") {
  HandedOver office("ktraore");
  take(office.next, office.desk);
  office.next.get(visit(office.girl()));
  const std::size_t parts = files_of(office.next).size();
  CHECK(parts > 3);
  take(office.desk, office.next);
  CHECK(files_of(office.desk).size() == 3);
  office.next.person = "mkone";
  take(office.next, office.desk);
  CHECK(files_of(office.next).size() == 3);
  CHECK(office.next.vault() == office.desk.vault());
  office.next.person = "ktraore";
  CHECK(entries_of(office.next, office.girl()).size() == 4);
  office.next.check_vault();
}

TEST_CASE(
    "a case that was merged by who opens nothing is written by its new manager all the same") {
  HandedOver office;
  const std::string before = office.next.bytes(office.next.case_file(office.girl()));
  const std::string facts = office.next.bytes(office.next.facts_file(office.girl()));
  office.next.person = "amaiga";
  take(office.next, office.desk);
  CHECK(office.next.bytes(office.next.case_file(office.girl())) == before);
  office.next.person = "nba";
  SUBCASE("by an entry") {
    office.next.get(visit(office.girl()));
  }
  SUBCASE("by an entry after another") {
    office.next.get(visit(office.girl()));
    plan(office.next);
  }
  SUBCASE("by new keys of a group") {
    office.next.run("rekey");
  }
  CHECK(keeps(office.next, before));
  CHECK(keeps(office.next, facts));
  CHECK(opens(office.next, "bsidibe", office.next.facts_file(office.girl())));
  check_nothing_wrong(office.next, "nba");
  check_nothing_wrong(office.next, "bsidibe");
}

TEST_CASE("a merge that is killed at any write keeps the version from before the hand-over") {
  HandedOver office;
  const std::string before = office.next.bytes(office.next.case_file(office.girl()));
  const std::vector<std::string> words = {"merge", "--from", kStick};
  const auto plugged = [&] {
    TwoChildren machine = office.next;
    plug_in(machine, office.desk);
    return machine;
  };
  break_off(plugged, words, turns(13, 1, 97), [&](TwoChildren& machine) {
    CHECK(keeps(machine, before));
    CHECK(machine.run_on(machine.files, words).code == 0);
    CHECK(keeps(machine, before));
    CHECK(entries_of(machine, machine.girl).size() == 3);
    CHECK(machine.run_on(machine.files, cut_words(visit(machine.girl))).code == 0);
  });
}

TEST_CASE("an entry that is killed at any write keeps the closed version that gives way to it") {
  HandedOver office;
  const std::string before = office.next.bytes(office.next.case_file(office.girl()));
  office.next.person = "amaiga";
  take(office.next, office.desk);
  office.next.person = "nba";
  const std::vector<std::string> words = cut_words(visit(office.girl()));
  int past = 0;
  for (int n = 1; past < 2; n += turns(13, 1, 97)) {
    CAPTURE(n);
    TwoChildren machine = office.next;
    FaultyFileSystem disk(machine.files, n, Fault::Killed);
    machine.run_on(disk, words);
    past += disk.calls() < n ? 1 : 0;
    CHECK(keeps(machine, before));
    CHECK(machine.run_on(machine.files, words).code == 0);
    CHECK(keeps(machine, before));
    CHECK(entries_of(machine, machine.girl).size() >= 4);
    check_nothing_wrong(machine, "nba");
  }
}

TEST_CASE("a case that comes back is worked on again, whatever of it stayed closed meanwhile") {
  HandedOver office("ktraore");
  take(office.former, office.desk);
  office.desk.now = office.former.now = "2026-04-17T10:00:00Z";
  office.desk.get("assign " + office.girl() + " --to adiarra");
  take(office.former, office.desk);
  CHECK(office.former.run("list").err.empty());
  office.former.get(visit(office.girl()));
  CHECK(entries_of(office.former, office.girl()).size() == 5);
  check_nothing_wrong(office.former, "adiarra");
}

TEST_CASE("what who had a case by a hand-over writes after the next one is kept, and accepted") {
  HandedOver office("ktraore");
  take(office.next, office.desk);
  office.desk.now = office.next.now = "2026-04-17T10:00:00Z";
  office.desk.get("assign " + office.girl() + " --to adiarra");
  take(office.next, office.desk);
  const std::string unaware = office.next.get(visit(office.girl()));
  take(office.desk, office.next);
  CHECK(holds(entries_of(office.desk, office.girl()), unaware));
  CHECK(says(office.desk.run("history " + office.girl() + " --format json").out, "not_authorised"));
  office.desk.now = "2026-04-17T11:00:00Z";
  office.desk.get("accept " + office.girl() + " " + unaware);
  CHECK_FALSE(
      says(office.desk.get("history " + office.girl() + " --format json"), "not_authorised"));
}

TEST_CASE("each later version of a case that was handed over takes the place of the one before") {
  HandedOver office;
  take(office.next, office.desk);
  TwoChildren second = office.next;  // the supervisor's of the new manager
  const std::size_t count = files_of(office.next).size();
  for (const char* time : {"2026-04-17T09:00:00Z", "2026-04-18T09:00:00Z"}) {
    second.now = office.next.now = time;
    second.get(visit(office.girl()));
    take(office.next, second);
    CHECK(files_of(office.next).size() == count);
  }
  CHECK(entries_of(office.next, office.girl()).size() == 5);
}

TEST_CASE("who had the case is told that it may have been handed over, and writes nothing in it") {
  HandedOver office;
  take(office.former, office.desk);
  const Outcome listed = office.former.run("list");
  CHECK(listed.code == 3);
  CHECK(says(listed.err, office.girl()));
  CHECK(says(listed.err, "may have been handed over"));
  CHECK_FALSE(says(listed.err, office.former.boy));
  const Outcome refused = office.former.run(visit(office.girl()));
  CHECK(refused.code == 14);
  CHECK(says(refused.err, "may have been handed over"));
  check_nothing_wrong(office.former, "adiarra");
  CHECK_FALSE(says(office.next.run("list").err, "handed over"));
}

TEST_CASE("names that are added after a hand-over lie with the others") {
  HandedOver office;
  take(office.next, office.desk);
  office.next.get(visit(office.girl()));
  plan(office.next);
  office.next.files.put("review.yaml", office.next.bytes("examples/cases/bintou/5.B.yaml") +
                                           "review_participants: Canari Inventé\n");
  office.next.now = "2026-09-20T10:00:00Z";
  const std::size_t count = files_of(office.next).size();
  office.next.person = "ssidibe";
  const Outcome saved = office.next.run("review " + office.girl() + " --from review.yaml");
  CHECK_MESSAGE(saved.code == 0, saved.err);
  CHECK_FALSE(says(saved.err, "names"));
  CHECK(files_of(office.next).size() == count);
  office.next.person = "nba";
  for (int round = 0; round < 2; ++round) {
    const std::string shown = office.next.run("show " + office.girl() + " --names").out;
    CHECK(says(shown, "Hawa"));
    CHECK_FALSE(says(shown, "names: pending"));
    fold_with_recovery(office.next);
  }
  CHECK(files_of(office.next).size() == 3);
  check_nothing_wrong(office.next, "nba");
}

TEST_CASE("so is that person's supervisor, on a machine that heard of it by a stick") {
  HandedOver office;
  TwoChildren second = two_children();
  second.person = "mkone";
  second.get("list");
  second.now = "2026-04-16T10:00:00Z";
  take(second, office.desk);
  const Outcome listed = second.run("list");
  CHECK(listed.code == 3);
  CHECK(says(listed.err, "may have been handed over"));
  CHECK_FALSE(says(listed.err, second.boy));
}

TEST_CASE("names that were masked since do not give way to those from before a hand-over") {
  HandedOver office("ktraore");
  TwoChildren& desk = office.desk;
  desk.person = "ktraore";
  desk.get("mask " + desk.girl + " --reason danger");
  const std::string masked = desk.bytes(desk.identity_file(desk.girl));
  desk.person = "mkone";
  take(desk, office.former);
  CHECK(desk.bytes(desk.identity_file(desk.girl)) == masked);
}

TEST_CASE("a later hand-over gives way to an earlier one to nobody who has seen it") {
  HandedOver office("ktraore");
  TwoChildren& desk = office.desk;
  take(office.next, desk);
  desk.now = "2026-04-17T09:00:00Z";
  desk.get("assign " + desk.girl + " --to nba");
  const std::string handed = desk.bytes(desk.case_file(desk.girl));
  take(desk, office.next);
  CHECK(desk.bytes(desk.case_file(desk.girl)) == handed);
  const Outcome listed = desk.run("list");
  CHECK(says(listed.err, "or they are in the part closed to your key: it may have been handed"));
  CHECK_FALSE(says(listed.err, "check --accept"));

  // Who had it in between knows of no later one; the next manager's entry puts theirs back.
  desk.person = "ktraore";
  take(desk, office.next);
  for (const char* person : {"ktraore", "nba", "mkone", "ktraore", "nba"}) {
    desk.person = person;
    const auto before = desk.vault();
    CHECK(desk.run("merge --conflicts").code == 0);
    CHECK(desk.vault() == before);
  }
  desk.get(visit(desk.girl));
  CHECK(entries_of(desk, desk.girl).size() == 5);
}

TEST_CASE("a merge that unites names corrected elsewhere leaves them to who has the case now") {
  std::string to = "nba", by = "amaiga", key = " --recovery /t/recovery.key";
  SUBCASE("with the recovery key") {}
  SUBCASE("by the supervisor of both managers") {
    to = "ktraore";
    by = "mkone";
    key.clear();
  }
  HandedOver office(to.c_str());
  TwoChildren& former = office.former;
  const std::string registration = entries_of(former, former.girl).front();
  std::string form = former.bytes("examples/cases/hawa/1.B.yaml");
  form.replace(form.find("name_first: Hawa"), 16, "name_first: Toto");
  former.files.put("/t/names.yaml", form);
  former.get("record " + former.girl + " 1.B --corrects " + registration + " --from /t/names.yaml");
  office.desk.person = by;
  plug_in(office.desk, former);
  office.desk.get(std::string("merge --from ") + kStick + key);
  office.desk.person = to;
  const std::string shown = office.desk.run("show " + office.girl() + " --names").out;
  CHECK(says(shown, "Hawa"));
  CHECK_FALSE(says(shown, "names: pending"));
}

TEST_CASE(
    "names that a supervisor could not hand over follow where the former manager's machine is") {
  TwoChildren former = two_children();
  former.now = "2026-04-14T08:00:00Z";
  former.get("mask " + former.girl + " --reason danger");
  TwoChildren desk = former, next = former;
  desk.person = "mkone";
  desk.now = "2026-04-16T09:00:00Z";
  desk.get("assign " + desk.girl + " --to nba");
  desk.person = next.person = "nba";
  CHECK(says(desk.run("show " + desk.girl + " --names").out, "names: pending"));
  former.now = next.now = desk.now = "2026-04-16T10:00:00Z";
  take(former, desk);
  former.get("list");
  CHECK(opens(former, "nba", former.identity_file(former.girl)));
  CHECK_FALSE(opens(former, "adiarra", former.identity_file(former.girl)));
  take(desk, former);
  take(next, former);
  for (TwoChildren* machine : {&desk, &next}) {
    machine->now = "2026-04-16T11:00:00Z";
    machine->get(visit(machine->girl));
    const std::string shown = machine->run("show " + machine->girl + " --names").out;
    CHECK(says(shown, "Hawa"));
    CHECK_FALSE(says(shown, "names: pending"));
    check_nothing_wrong(*machine, "nba");
  }
}

TEST_CASE("a hand-over of months ago is on no later sheet for a part that stayed closed") {
  HandedOver office;
  TwoChildren& next = office.next;
  take(next, office.desk);
  next.person = "ssidibe";
  next.now = "2026-08-17T09:00:00Z";
  CHECK_FALSE(says(next.run("assign --from adiarra --to nba --all").out, next.girl));
}

}  // namespace pos::test
