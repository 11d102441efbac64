// Who is refused, or cannot go on, is told what to do next.
#include <doctest/doctest.h>

#include "support/fresh_key.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

/// What it says after `pos: hint: `; empty where there is none.
std::string hint_of(const Outcome& outcome) {
  const std::string mark = "pos: hint: ";
  const std::size_t at = outcome.err.find(mark);
  return at == std::string::npos
             ? std::string()
             : outcome.err.substr(at + mark.size(), outcome.err.find('\n', at) - at - mark.size());
}

void check_hint(const Outcome& outcome, int code, const std::string& words) {
  CAPTURE(outcome.err);
  CHECK(outcome.code == code);
  CHECK(says(hint_of(outcome), words));
}

}  // namespace

TEST_CASE("of a case file that was cut it is said where a whole one may be") {
  TwoChildren office = two_children();
  const std::string path = office.case_file(office.girl);
  const std::string whole = office.bytes(path);
  for (const std::size_t size : {std::size_t{0}, whole.size() / 2, whole.size() - 1}) {
    CAPTURE(size);
    office.files.put(path, whole.substr(0, size));
    check_hint(office.run("show " + office.girl), 13, "from a backup or from a colleague");
    check_hint(office.run(visit(office.girl)), 13, "from a backup or from a colleague");
  }
}

TEST_CASE("facts that are damaged are made again as the hint says, and a damaged copy set aside") {
  TwoChildren office = two_children();
  const std::string path = office.facts_file(office.girl);
  const std::string whole = office.bytes(path);
  office.files.put(path, whole.substr(0, whole.size() / 2));
  check_hint(office.run(visit(office.girl)), 13, "`pos check --repair` makes facts again");
  office.run("check --repair --yes");
  CHECK(office.run(visit(office.girl)).code == 0);
  const std::string copy = office.case_file(office.boy);
  const std::string place = copy.substr(0, copy.size() - 9) + ".copy.yaml.age";
  office.files.put(place, "age");
  check_hint(office.run(visit(office.boy)), 13, "sets aside what has a sound copy beside it");
  office.run("check --repair --yes");
  CHECK(office.run(visit(office.boy)).code == 0);
}

TEST_CASE("who has no right to change a card is told who has") {
  TwoChildren office = administrators_office();
  make_key(office, "ktraore", 91);
  check_hint(office.run("people set ktraore --card fresh.card"), 15,
             "ktraore does it with the former key, or whoever holds the recovery key: --recovery");
  for (const std::string who : {"mkone", "adiarra"}) {
    office.person = who;
    for (const std::string act :
         {"retire ktraore", "set ktraore --name Canari", "set ktraore --unit jeunesse"}) {
      check_hint(office.run("people " + act), 15, "an administrator does it: `pos people list`");
    }
  }
}

TEST_CASE("a role that has ended goes on for no later last day, which an administrator is told") {
  TwoChildren office = administrators_office();
  office.get("people retire ktraore");
  office.now = "2026-05-20T09:00:00Z";
  check_hint(office.run("people retire ktraore --last-day 2026-06-01"), 15, "under another code");
}

TEST_CASE("of a key that is not the recovery key, of none and of a passphrase the way on is told") {
  TwoChildren office = administrators_office();
  check_hint(office.run("people set ktraore --name Canari --recovery /t/keys/mkone.key"), 12,
             "`pos init` wrote");
  check_hint(office.run("people set ktraore --name Canari --recovery /t/none.key"), 5,
             "`pos key restore-paper` brings");
  office.environment["POS_IDENTITY"] = "/t/none.key";
  check_hint(office.run("list"), 5, "`pos key new` makes");
}

TEST_CASE(
    "of a key that was replaced it is said whose it was, and that the new one is to be used") {
  TwoChildren office = two_children();
  make_key(office, "adiarra", 0x52);
  office.get("people set adiarra --card fresh.card");
  const Outcome former = office.run("list");
  check_hint(former, 12, "use the new one: --identity");
  CHECK(says(former.err, "this key was that of adiarra, and was replaced"));
  CHECK(office.run("list --identity /t/keys/fresh.key").code == 0);
}

TEST_CASE("a name of a unit and a member that are none, and what helps") {
  TwoChildren office = administrators_office();
  make_key(office, "new", 92);
  const std::string adding = "people add --card fresh.card --role case_manager --unit ";
  check_hint(office.run(adding + "'a b'"), 4, "1 to 35 letters");
  check_hint(office.run(adding + std::string(36, 'a')), 4, "1 to 35 letters");
  CHECK(office.run(adding + std::string(35, 'a') + " --recovery /t/recovery.key").code == 0);
  check_hint(office.run("group remove team-enfance adiarra --recovery /t/recovery.key"), 5,
             "`pos group list`");
}

TEST_CASE("who may not erase is told who may, and of what is erased where to read it") {
  TwoChildren office = two_children();
  const std::string erase =
      "erase " + office.girl + " --reason x --recovery /t/recovery.key --confirm " + office.girl;
  check_hint(office.run(erase), 15, "the case manager's supervisor: `pos people list`");
  office.person = "mkone";
  CHECK(office.run(erase).code == 0);
  check_hint(office.run(erase), 15, "`pos history`");
  CHECK(says(office.get("history " + office.girl), "x"));
}

}  // namespace pos::test
