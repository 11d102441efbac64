// What came to this machine after its author's right had ended.
#include <doctest/doctest.h>

#include "support/remembering.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

/// A second administrator's document that ends ktraore's role, dated before that administrator's
/// own role ended, and brought here after that; ktraore and the first administrator had begun
/// before.
TwoChildren late_retirement() {
  TwoChildren office = two_children();
  office.person = "amaiga";
  office.now = "2026-04-15T13:00:00Z";
  office.files.put("second.yaml",
                   office.get("key card /t/keys/stranger.key --code second --name S") + "\n");
  office.get("people add --card second.yaml --role administrator");
  office.person = "ktraore";
  office.get("list");
  const auto before = office.vault();
  office.person = "stranger";
  office.now = "2026-04-15T14:00:00Z";
  office.get("people retire ktraore --last-day 2026-04-15");
  const std::string card = std::string(kVaultFolder) + "/people/ktraore.yaml";
  const std::string late = office.bytes(card);
  put_back(office, before);
  office.files.remove(memory_file(office, "stranger"));
  office.person = "amaiga";
  office.now = "2026-04-15T15:00:00Z";
  office.get("people retire second --last-day 2026-04-15");
  office.person = "ktraore";
  office.now = "2026-04-17T09:00:00Z";
  office.get("list");
  office.files.put(card, late);
  return office;
}

}  // namespace

TEST_CASE("a document that comes after its author's right had ended waits for a confirmation") {
  TwoChildren office = late_retirement();
  CHECK(office.run("list").code == 0);
  // The card still stands in the list of the staff, which needs no key.
  const Outcome listed = office.run("people list --format csv");
  CHECK(listed.code == 3);
  const std::string& staff = listed.out;
  CHECK(says(staff, "\nktraore,"));
  CHECK(says(staff.substr(staff.find("\nktraore,")), ",mkone,,\n"));
  CHECK(finds(office, "check", "not_believed", "people/ktraore.yaml"));
  CHECK(says(office.run("doctor --format json").out, "\"documents-held-back\""));
  // It stays so: also when it was seen before, and when others write on.
  CHECK(office.run("list").code == 0);
  office.person = "amaiga";
  const Outcome changed = office.run("people set ktraore --name 'Invented Other'");
  CHECK(changed.code == 0);
  CHECK(says(changed.err, "`pos check --accept people/ktraore.yaml`"));
  office.person = "ktraore";
  CHECK(office.run("list").code == 0);
  CHECK(office.run("check --accept people/ktraore.yaml").code == 15);
  SUBCASE("an administrator's") {
    office.person = "amaiga";
    office.get("check --accept people/ktraore.yaml");
  }
  SUBCASE("the recovery key's") {
    office.get("check --accept people/ktraore.yaml --recovery /t/recovery.key");
  }
  office.person = "ktraore";
  const Outcome refused = office.run("list");
  CHECK(refused.code == 15);
  CHECK(says(refused.err, "your role in this office has ended"));
  CHECK(office.run("check").code == 0);
}

TEST_CASE("a clock before one's first card is told as the clock, an ended role as that") {
  TwoChildren office = two_children();
  office.now = "2020-01-01T09:00:00Z";
  for (const char* words : {"list", "due", "supervise"}) {
    const Outcome outcome = office.run(words);
    CHECK(outcome.code == 15);
    CHECK(says(outcome.err, "the clock (2020-01-01T09:00:00Z) is behind"));
  }
  office.now = "2026-04-15T12:00:00Z";
  office.person = "amaiga";
  office.get("people retire adiarra");
  office.person = "adiarra";
  CHECK(says(office.run("list").err, "your role in this office has ended"));
}

TEST_CASE("what a new memory finds is taken as it is") {
  TwoChildren office = late_retirement();
  forget(office);
  CHECK(office.run("list").code == 15);
}

TEST_CASE("a document that was here before its author's right ended stays believed") {
  TwoChildren office = two_children();
  office.get("list");
  office.person = "amaiga";
  office.now = "2026-04-15T13:00:00Z";
  office.files.put("second.yaml",
                   office.get("key card /t/keys/stranger.key --code second --name S") + "\n");
  office.get("people add --card second.yaml --role administrator");
  office.person = "stranger";
  office.get("people retire ktraore --last-day 2026-04-14 --yes");
  office.person = "adiarra";
  office.get("list");
  office.person = "amaiga";
  office.now = "2026-04-15T15:00:00Z";
  office.get("people retire second --last-day 2026-04-15");
  office.person = "adiarra";
  office.now = "2026-04-20T09:00:00Z";
  office.get("list");
  CHECK(office.run("check").code == 0);
}

}  // namespace pos::test
