// What was seen before on this machine and is gone, changed for another, or came too late.
#include "storage/memory.h"

#include <doctest/doctest.h>

#include "crypto/hash.h"
#include "storage/known_vaults.h"
#include "storage/sealed_file.h"
#include "support/forwarding_file_system.h"
#include "support/json_reader.h"
#include "support/remembering.h"
#include "support/two_children.h"
#include "support/vault_contents.h"

namespace pos::test {
namespace {

void check_listings(CommandLine& office, int code, const std::string& named) {
  for (const char* words : {"list", "due", "report --month 2026-04"}) {
    CAPTURE(words);
    const Outcome outcome = office.run(std::string(words) + " --format json");
    CHECK(outcome.code == code);
    const bool complete = says(outcome.out, "\"complete\":true");
    CHECK(complete == (code == 0));
    CHECK(says(outcome.err, named) == (code != 0));
  }
}

}  // namespace

TEST_CASE("a journal put back to an older copy is refused by every command about the case") {
  TwoChildren office = two_children();
  const auto earlier = office.vault();
  office.get(visit(office.girl));
  put_back(office, earlier);
  for (const std::string& words : {"show " + office.girl, "history " + office.girl,
                                   "due --case " + office.girl, visit(office.girl)}) {
    CAPTURE(words);
    const Outcome outcome = office.run(words);
    CHECK(outcome.code == 13);
    CHECK(outcome.out == "");
    CHECK(says(outcome.err, "pos check --accept " + office.girl));
  }
  check_listings(office, 13, office.girl);
  CHECK(finds(office, "check --read-data", "lost", "cases/2026/" + office.girl + ".yaml.age"));
  CHECK(
      finds(office, "check --read-data", "rolled_back", "facts/2026/" + office.girl + ".yaml.age"));
  CHECK(office.run("show " + office.boy).code == 0);
}

TEST_CASE(
    "entries that may lie in a part closed to who checks are a fault, and told as what they are") {
  TwoChildren office = two_children();
  const auto earlier = office.vault();
  office.get(visit(office.girl));
  const std::string file = office.case_file(office.girl);
  Stream whole = opened(office.bytes(file));
  whole.header.readers = {to_string(staff_member("ktraore").identity.recipient())};
  const std::string part = seal_stream(whole.header, documents_of(whole));
  std::string part_file = file;
  part_file.replace(part_file.find(".yaml"), 0, "." + part_word(part));
  office.files.put(file, earlier.at(file));
  office.files.put(part_file, part);
  const Outcome check = office.run("check --read-data --format json");
  CHECK(check.code == 13);
  CHECK(says(check.out, "\"kind\":\"rolled_back\""));
  CHECK(says(check.out, "the entry is in the closed part"));
  CHECK(says(check.out, "\"kind\":\"lost\""));
  CHECK(says(check.out, "they are in the part closed to your key"));
}

TEST_CASE("what was lost is no matter any more once it is found again") {
  TwoChildren office = two_children();
  const auto earlier = office.vault();
  office.get(visit(office.girl));
  const auto whole = office.vault();
  put_back(office, earlier);
  CHECK(office.run("list").code == 13);
  put_back(office, whole);
  CHECK(office.run("list").code == 0);
  CHECK(office.run("show " + office.girl).code == 0);
  office.check_vault();
}

TEST_CASE("a loss that is accepted is accepted in the memory of this user alone") {
  TwoChildren office = two_children();
  const auto earlier = office.vault();
  office.get(visit(office.girl));
  office.person = "mkone";
  office.get("list");
  put_back(office, earlier);
  office.person = "adiarra";
  const Outcome accepted = office.run("check --accept " + office.girl);
  CHECK(accepted.code == 0);
  CHECK(says(accepted.out, "accepted: 2"));
  CHECK(office.vault() == earlier);
  CHECK(office.run("show " + office.girl).code == 0);
  check_listings(office, 0, office.girl);
  office.get(visit(office.girl));
  office.person = "ktraore";
  CHECK(office.run("list").code == 0);
  office.person = "mkone";
  CHECK(office.run("list").code == 13);
}

TEST_CASE("a journal that alone was put back goes on once the loss is accepted") {
  TwoChildren office = two_children();
  const std::string journal = office.bytes(office.case_file(office.girl));
  const std::string names = office.bytes(office.identity_file(office.girl));
  office.get(visit(office.girl));
  office.get("list");
  office.files.put(office.case_file(office.girl), journal);
  office.files.put(office.identity_file(office.girl), names);
  CHECK(office.run("show " + office.girl).code == 13);
  office.get("check --accept " + office.girl);
  CHECK(office.run("check --read-data").code == 0);
  // Also where listings have read the facts again, which know the lost entry still.
  check_listings(office, 0, office.girl);
  CHECK(office.run("show " + office.girl).code == 0);
  office.get(visit(office.girl));
  CHECK(says(office.get("check --read-data --format json"), "\"items\":[]"));
  check_listings(office, 0, office.girl);
  office.files.put(office.case_file(office.girl), journal);
  CHECK(office.run("show " + office.girl).code == 13);
}

TEST_CASE("a loss that was accepted and found again is a loss when it is lost again") {
  TwoChildren office = two_children();
  const std::string earlier = office.bytes(office.case_file(office.girl));
  office.get(visit(office.girl));
  const std::string later = office.bytes(office.case_file(office.girl));
  office.get("list");
  office.files.put(office.case_file(office.girl), earlier);
  office.get("check --accept " + office.girl);
  office.files.put(office.case_file(office.girl), later);
  office.get("show " + office.girl);
  office.files.put(office.case_file(office.girl), earlier);
  CHECK(office.run("show " + office.girl).code == 13);
  CHECK(office.run("check --read-data").code == 13);
}

TEST_CASE("facts put back to an older copy are told, and the journal still says what holds") {
  TwoChildren office = two_children();
  const std::string path = office.facts_file(office.girl);
  const std::string earlier = office.bytes(path);
  office.now = "2026-05-06T12:00:00Z";
  office.get("assess " + office.girl + " --from examples/cases/hawa/2.A.yaml");
  office.get("list");
  const std::string before = office.get("show " + office.girl + " --format json");
  office.files.put(path, earlier);
  check_listings(office, 13, office.girl);
  const Value list = read_json(office.run("list --format json").out);
  CHECK(told(list, "items") == "2");
  CHECK(says(office.run("list --format json").out, "\"assessed\""));
  CHECK(
      finds(office, "check --read-data", "rolled_back", "facts/2026/" + office.girl + ".yaml.age"));
  CHECK(office.get("show " + office.girl + " --format json") == before);
  // Whoever reads facts alone is told as well.
  office.person = "bsidibe";
  CHECK(office.run("report --month 2026-04").code == 0);
  office.person = "adiarra";
  office.get(visit(office.girl));
  check_listings(office, 0, office.girl);
}

TEST_CASE("a statistics officer is told of facts put back to an older copy") {
  TwoChildren office = two_children();
  const std::string path = office.facts_file(office.girl);
  const std::string earlier = office.bytes(path);
  office.get(visit(office.girl));
  office.person = "bsidibe";
  office.get("report --month 2026-04");
  office.files.put(path, earlier);
  const Outcome report = office.run("report --month 2026-04 --format json");
  CHECK(report.code == 13);
  CHECK(told(read_json(report.out), "sheet.complete") == "false");
  CHECK(says(report.err, office.girl));
}

TEST_CASE("facts that lag behind the journal after a broken write are no loss") {
  TwoChildren office = two_children();
  const std::string path = office.facts_file(office.girl);
  const std::string earlier = office.bytes(path);
  forget(office);
  office.get(visit(office.girl));
  forget(office);
  office.files.put(path, earlier);
  CHECK(office.run("show " + office.girl).code == 0);
  check_listings(office, 0, office.girl);
  CHECK(office.run("check --read-data").code == 0);
}

TEST_CASE("a case whose files are gone is missing, not unknown") {
  TwoChildren office = two_children();
  for (const std::string& path : {office.case_file(office.girl), office.facts_file(office.girl),
                                  office.identity_file(office.girl)}) {
    office.files.remove(path);
  }
  for (const std::string& words : {"show " + office.girl, "history " + office.girl,
                                   "due --case " + office.girl, visit(office.girl)}) {
    CAPTURE(words);
    const Outcome outcome = office.run(words);
    CHECK(outcome.code == 13);
    CHECK(outcome.out == "");
    CHECK(says(outcome.err, "is gone"));
  }
  check_listings(office, 13, office.girl);
  CHECK(finds(office, "check", "missing", "cases/2026/" + office.girl + ".yaml.age"));
  office.person = "ktraore";
  CHECK(office.run("show " + office.girl).code == 5);
  CHECK(office.run("list").code == 0);
  office.person = "adiarra";
  office.get("check --accept " + office.girl);
  check_listings(office, 0, office.girl);
  CHECK(office.run("show " + office.girl).code == 5);
  CHECK(office.run("check").code == 0);
}

TEST_CASE("a deleted journal is noticed in listings though the facts are there") {
  TwoChildren office = two_children();
  office.files.remove(office.case_file(office.girl));
  check_listings(office, 13, office.girl);
  CHECK(office.run("show " + office.girl).code == 13);
  CHECK(finds(office, "check --read-data", "missing", "cases/2026/" + office.girl + ".yaml.age"));
}

TEST_CASE("deleted names are noticed, and not taken for a child without a name") {
  TwoChildren office = two_children();
  office.get("check --read-data");
  office.files.remove(office.identity_file(office.girl));
  CHECK(office.run("show " + office.girl + " --names").code == 13);
  CHECK(office.run("show " + office.girl).code == 0);
  CHECK(finds(office, "check --read-data", "missing",
              "identities/2026/" + office.girl + ".yaml.age"));
}

TEST_CASE(
    "a case that is sealed to another manager now is not missing, and said once in listings") {
  TwoChildren office = two_children();
  office.get("list");
  // As an assign would leave it: the files are there, and none of adiarra's keys opens them.
  for (const std::string& path : {office.case_file(office.girl), office.facts_file(office.girl),
                                  office.identity_file(office.girl)}) {
    office.files.put(path,
                     seal_file(std::string(1024, '\n'), {staff_member("nba").card().recipient}));
  }
  office.person = "adiarra";
  const Outcome first = office.run("list --format json");
  CHECK(first.code == 0);
  CHECK(told(read_json(first.out), "complete") == "true");
  CHECK(told(read_json(first.out), "items") == "1");
  CHECK(says(first.err, office.girl));
  const Outcome second = office.run("list");
  CHECK(second.code == 0);
  CHECK(second.err == "");
  CHECK(office.run("show " + office.girl).code == 12);
  // Who checks is told until they have said that it is right.
  for (int time = 0; time < 2; ++time) {
    const Outcome check = office.run("check --read-data");
    CHECK(check.code == 0);
    CHECK(says(check.out, "which `pos check --accept " + office.girl + "` confirms [closed]"));
  }
  CHECK(office.run("check --read-data --strict").code == 13);
  CHECK(office.run("check --accept " + office.girl).code == 0);
  CHECK_FALSE(says(office.run("check --read-data").out, "[closed]"));
  CHECK(office.run("check --read-data --strict").code == 0);
  CHECK(office.run("list").err == "");
}

TEST_CASE("facts exchanged for a file that is closed do not take the child out of the listing") {
  TwoChildren office = two_children();
  office.get("list");
  office.person = "nba";
  office.now = "2026-04-15T12:30:00Z";
  const std::string other = office.get("register --from examples/cases/hawa/1.B.yaml");
  office.files.put(office.facts_file(office.girl), office.bytes(office.facts_file(other)));
  office.person = "adiarra";
  check_listings(office, 13, office.girl);
  CHECK(told(read_json(office.run("list --format json").out), "items") == "2");
}

TEST_CASE("a plain file put back to an older copy, or deleted, is found by check") {
  TwoChildren office = two_children();
  office.person = "amaiga";
  const auto earlier = office.vault();
  office.now = "2026-04-15T13:00:00Z";
  office.get("people set ktraore --name 'Invented Other'");
  office.person = "mkone";
  office.get("group list");
  office.get("list");
  office.person = "adiarra";
  office.get("list");
  const std::string card = std::string(kVaultFolder) + "/people/ktraore.yaml";
  office.files.put(card, earlier.at(card));
  CHECK(finds(office, "check", "rolled_back", "people/ktraore.yaml"));
  CHECK(says(office.run("list").err, "people/ktraore.yaml"));
  const std::string service = std::string(kVaultFolder) + "/directory/BPME.yaml";
  office.files.remove(service);
  CHECK(finds(office, "check", "missing", "directory/BPME.yaml"));
  office.get("check --accept people/ktraore.yaml");
  office.get("check --accept directory/BPME.yaml");
  CHECK(office.run("check").code == 0);
  CHECK(office.run("list").err == "");
}

TEST_CASE("nothing is written by cards, groups or rules that were put back to an older copy") {
  TwoChildren office = two_children();
  office.person = "mkone";
  office.get("group add team-enfance ktraore");
  const auto with_ktraore = office.vault();
  office.get("group remove team-enfance ktraore");
  office.person = "adiarra";
  office.get("list");
  const std::string group = std::string(kVaultFolder) + "/groups/team-enfance.yaml";
  const std::string newer = office.bytes(group);
  office.files.put(group, with_ktraore.at(group));
  for (const std::string& words :
       {visit(office.girl), std::string("register --from boy.yaml"), std::string("rekey"),
        std::string("directory add BPME --from examples/directory/BPME.yaml")}) {
    CAPTURE(words);
    const auto before = office.vault();
    const Outcome refused = office.run_on(office.files, cut_words(words));
    CHECK(refused.code == 13);
    CHECK(says(refused.err, "pos check --accept groups/team-enfance.yaml"));
    CHECK(office.vault() == before);
  }
  // Reading goes on, and what the file says is repaired by nobody but who brings it back.
  CHECK(office.run("show " + office.girl).code == 0);
  CHECK(says(office.run("list").err, "groups/team-enfance.yaml"));
  CHECK(says(office.run("check --repair --dry-run").out, "nothing is sealed by it"));
  SUBCASE("until it is whole again") {
    office.files.put(group, newer);
  }
  SUBCASE("or the loss is accepted") {
    office.get("check --accept groups/team-enfance.yaml");
  }
  office.get(visit(office.girl));
}

TEST_CASE("nothing is sealed by a card that names what is gone, on a machine that never saw it") {
  TwoChildren office = two_children();
  const std::string card = std::string(kVaultFolder) + "/people/ktraore.yaml";
  office.person = "amaiga";
  office.get("people set ktraore --name 'Invented One'");
  office.now = "2026-04-15T13:00:00Z";
  office.get("people set ktraore --name 'Invented Two'");
  Stream stream = parse_stream(office.bytes(card), "ktraore.yaml", Padding::None);
  REQUIRE(stream.documents.size() == 3);
  office.files.put(
      card,
      compose_stream(stream.header, {stream.documents.front().bytes, stream.documents.back().bytes},
                     Padding::None));
  forget(office);
  office.person = "adiarra";
  const Outcome refused = office.run(visit(office.girl));
  CHECK(refused.code == 13);
  CHECK(says(refused.err, "`pos check --accept people/ktraore.yaml`"));
  CHECK(office.run("show " + office.girl).code == 0);
  office.get("check --accept people/ktraore.yaml");
  office.get(visit(office.girl));
}

TEST_CASE("what nobody vouched for is no loss once it is moved aside, here or elsewhere") {
  TwoChildren office = two_children();
  const std::string card = std::string(kVaultFolder) + "/people/forged.yaml";
  office.files.put(card, office.bytes(std::string(kVaultFolder) + "/people/nba.yaml"));
  std::string forged = office.bytes(card);
  forged.replace(forged.find("nba"), 3, "forged");
  office.files.put(card, forged);
  for (const char* person : {"adiarra", "mkone"}) {
    office.person = person;
    office.get("list");
  }
  office.person = "mkone";
  CHECK(office.run_on(office.files, {"check", "--repair", "--yes"}).code == 0);
  CHECK_FALSE(office.files.status(card).has_value());
  for (const char* person : {"adiarra", "mkone"}) {
    CAPTURE(person);
    office.person = person;
    CHECK(office.run("list").err == "");
    CHECK(office.run("check").code == 0);
  }
}

TEST_CASE("a confirmation, or a loss that is accepted, is not reported where it cannot be kept") {
  TwoChildren office = two_children();
  const std::string fingerprint = fingerprint_of(office);
  const auto earlier = office.vault();
  office.get(visit(office.girl));
  put_back(office, earlier);
  ReadOnlyFileSystem disk(office.files, "/home");
  const Outcome accepted = office.run_on(disk, {"check", "--accept", office.girl});
  CHECK(accepted.code == 16);
  CHECK(accepted.out == "");
  forget(office);
  const Outcome trusted = office.run_on(disk, {"key", "trust", fingerprint});
  CHECK(trusted.code == 16);
  CHECK_FALSE(says(trusted.err, "confirmed on this machine"));
}

TEST_CASE("a run reads the memory once, and writes it only where it grows") {
  TwoChildren office = two_children();
  office.get("list");
  const auto before = kept_under(office, kStateFolder);
  office.get("list");
  office.get("due");
  office.get("show " + office.girl);
  CHECK(kept_under(office, kStateFolder) == before);
}

}  // namespace pos::test
