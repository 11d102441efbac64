// Names that are gone from the vault: noticed by the journal that refers to them, and by what this
// machine has seen.
#include <doctest/doctest.h>

#include "support/json_reader.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

std::string registration_of_girl(TwoChildren& office) {
  return told(read_json(office.get("history " + office.girl + " --format json")), "items.0.entry");
}

bool check_finds(TwoChildren& office, const std::string& words, const std::string& item) {
  const Outcome check = office.run(words + " --format json");
  return check.code == 13 && says(check.out, item);
}

std::string missing(const std::string& file) {
  return file + ".yaml.age\",\"kind\":\"missing\"";
}

}  // namespace

TEST_CASE("names that the journal refers to and that are gone are missed by who never saw them") {
  TwoChildren office = two_children();
  const std::string kept = office.bytes(office.identity_file(office.girl));
  office.files.remove(office.identity_file(office.girl));
  office.person = "mkone";
  CHECK(office.run("show " + office.girl + " --names").code == 13);
  office.person = "adiarra";
  const Outcome shown = office.run("show " + office.girl + " --names");
  CHECK(shown.code == 13);
  CHECK(says(shown.err, "names that the journal of this case refers to are missing"));
  CHECK(says(shown.err, "pos check --read-data"));
  // New answers would make a file that looks whole.
  const Outcome written = office.run("record " + office.girl + " 1.B --from boy.yaml --corrects " +
                                     registration_of_girl(office));
  CHECK(written.code == 13);
  CHECK_FALSE(office.files.status(office.identity_file(office.girl)));
  CHECK(office.run(visit(office.girl)).code == 0);  // no names are in it
  office.files.put(office.identity_file(office.girl), kept);
  CHECK(office.run("show " + office.girl + " --names").code == 0);
}

TEST_CASE("names lost for good can be entered anew once an erasure has put the loss on record") {
  TwoChildren office = two_children();
  office.files.remove(office.identity_file(office.girl));
  office.person = "mkone";
  office.get("erase " + office.girl + " --reason lost --recovery /t/recovery.key --confirm " +
             office.girl);
  office.person = "adiarra";
  CHECK(office.run("show " + office.girl + " --names").code == 0);
  office.get("record " + office.girl + " 1.B --from boy.yaml --corrects " +
             registration_of_girl(office));
  CHECK(says(office.get("show " + office.girl + " --names"), "Canari"));
}

TEST_CASE("where the medium of the names is not there, names are not taken for lost") {
  TwoChildren office = two_children();
  office.person = "adiarra";
  office.files.put("/home/.config/pos/config.yaml", "identities_path: /media/names\n");
  CHECK(office.run("show " + office.girl + " --names").code == 0);
  office.files.make_folders("/media/names");  // what it is mounted on
  CHECK(office.run("show " + office.girl + " --names").code == 0);
  CHECK(office.run("check --read-data").code == 0);
  office.files.make_folders("/media/names/2026");
  CHECK(office.run("show " + office.girl + " --names").code == 13);
}

TEST_CASE("names that this machine has seen and that are gone are told without reading the cases") {
  TwoChildren office = two_children();
  CHECK(office.run("check").code == 0);
  const std::string kept = office.bytes(office.identity_file(office.girl));
  office.files.remove(office.identity_file(office.girl));
  const std::string item = missing("identities/2026/" + office.girl);
  CHECK(check_finds(office, "check", item));
  CHECK(check_finds(office, "check --read-data", item));
  office.files.put(office.identity_file(office.girl), kept);
  CHECK(office.run("check").code == 0);
  // Whoever has only shown them has seen them too.
  office.person = "mkone";
  office.get("show " + office.girl + " --names");
  office.files.remove(office.identity_file(office.girl));
  CHECK(check_finds(office, "check", item));
}

TEST_CASE("names that were erased are not missed, by who reads the facts alone neither") {
  TwoChildren office = two_children();
  for (const char* person : {"bsidibe", "adiarra"}) {
    office.person = person;
    office.get("check --read-data");
  }
  office.person = "mkone";
  office.get("erase " + office.girl + " --reason r --recovery /t/recovery.key --confirm " +
             office.girl);
  office.files.remove(office.identity_file(office.girl));  // nothing is in it any more
  for (const char* person : {"bsidibe", "adiarra", "mkone"}) {
    CAPTURE(person);
    office.person = person;
    CHECK(office.run("check").code == 0);
    CHECK(office.run("check --read-data").code == 0);
  }
}

TEST_CASE("a case of which the names alone are left is gone") {
  TwoChildren office = two_children();
  office.get("check --read-data");
  office.files.remove(office.case_file(office.girl));
  office.files.remove(office.facts_file(office.girl));
  const std::string item = missing("cases/2026/" + office.girl);
  CHECK(check_finds(office, "check", item));
  CHECK(check_finds(office, "check --read-data", item));
  CHECK(office.run("show " + office.girl).code == 13);
  CHECK(says(office.get("check --accept " + office.girl), "this case is gone"));
  CHECK(office.run("list").code == 0);
}

}  // namespace pos::test
