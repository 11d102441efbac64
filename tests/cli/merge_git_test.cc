// What git's merge driver makes of two versions of a file.
#include <doctest/doctest.h>

#include "crypto/hash.h"
#include "domain/case.h"
#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "support/apart.h"
#include "support/json_reader.h"
#include "support/replicas.h"
#include "support/vault_contents.h"

namespace pos::test {

TEST_CASE("git's driver unites two versions of a case, and gives the same documents both ways") {
  for (const char* folder : {"cases", "facts"}) {
    CAPTURE(folder);
    Apart one;
    const std::string file = one.file(folder);
    const DriverRun there = one.drive(file);
    CHECK_MESSAGE(there.outcome.code == 0, there.outcome.err);
    CHECK(there.outcome.out == "");
    std::swap(one.ours, one.theirs);
    const DriverRun back = one.drive(file);
    CHECK(back.outcome.code == 0);
    std::vector<std::string> a = documents_of(opened(there.ours));
    std::vector<std::string> b = documents_of(opened(back.ours));
    CHECK(a.size() >= 4);
    if (std::string(folder) == "facts") {
      a.pop_back();  // the seals say who united them, and when
      b.pop_back();
    }
    CHECK(a == b);
    CHECK(there.ours != back.ours);
    // Two true unions made apart differ in ciphertext only; their next exchange ends it.
    CHECK(merge_with_git(one.ours, there.ours, back.ours, file).ours ==
          merge_with_git(one.ours, back.ours, there.ours, file).ours);
  }
}

TEST_CASE("git's driver keeps the bytes of the version that has everything") {
  Apart one;
  const std::string file = one.file("cases");
  TwoChildren before = two_children();
  const std::string old = Apart::bytes(before, file);
  const std::string fresh = Apart::bytes(one.ours, file);
  CHECK(merge_with_git(one.ours, old, fresh, file).ours == fresh);
  CHECK(merge_with_git(one.ours, fresh, old, file).ours == fresh);
  CHECK(merge_with_git(one.ours, fresh, fresh, file).ours == fresh);
}

TEST_CASE("git's driver refuses a badly signed entry and writes nothing") {
  Apart one;
  const std::string file = one.file("cases");
  const std::string ours = Apart::bytes(one.ours, file);
  const std::string forged = with_entry(Apart::bytes(one.theirs, file), "adiarra", "stranger");
  const DriverRun refused = merge_with_git(one.ours, ours, forged, file);
  CHECK(refused.outcome.code == 13);
  CHECK(refused.ours == ours);
  CHECK(says(refused.outcome.err, file));
}

TEST_CASE("git's driver refuses a damaged version, another case's, and a path that does not fit") {
  Apart one;
  const std::string file = one.file("cases");
  const std::string ours = Apart::bytes(one.ours, file);
  const std::string theirs = Apart::bytes(one.theirs, file);
  const auto refused = [&](const std::string& a, const std::string& b, const std::string& path) {
    const DriverRun run = merge_with_git(one.ours, a, b, path);
    CHECK(run.outcome.code == 13);
    CHECK(run.ours == a);
  };
  refused(ours, theirs.substr(0, theirs.size() - 7), file);
  refused(ours, one.ours.bytes(one.ours.case_file(one.ours.boy)), file);
  refused(ours, "", file);
  refused(ours, theirs, one.file("facts"));
  refused(ours, theirs, "cases/2025/" + one.ours.girl + ".yaml.age");
  refused(ours, theirs, "cases/2026/" + one.ours.boy + ".yaml.age");
  refused(ours, theirs, "people/adiarra.yaml");
}

TEST_CASE("two children under one identifier are never merged by git's driver") {
  Apart one;
  const std::string file = one.file("cases");
  Stream other = opened(one.ours.bytes(one.ours.case_file(one.ours.boy)));
  Entry registration = read_entry(other.documents.front(), *other.header.kind);
  const TestPerson manager = staff_member("adiarra");
  const std::string forged =
      write_case_document(registration, one.ours.girl, signing_key(manager.identity));
  other.header.id = one.ours.girl;
  const DriverRun run = merge_with_git(one.ours, Apart::bytes(one.ours, file),
                                       seal_stream(other.header, {forged}), file);
  CHECK(run.outcome.code == 13);
  CHECK(says(run.outcome.err, "two children"));
}

TEST_CASE("a version that is closed to who merges becomes a part, which the manager folds") {
  Apart one;
  const std::string file = one.file("cases");
  const std::string ours = Apart::bytes(one.ours, file);
  const std::string theirs = Apart::bytes(one.theirs, file);
  const DriverRun run = one.drive(file, "amaiga");
  CHECK(run.outcome.code == 0);
  CHECK(run.ours == ours);
  CHECK(says(run.outcome.err, "kept beside it, nothing is lost"));
  CHECK(Apart::bytes(one.ours, part_of(file, theirs)) == theirs);
  one.ours.person = "adiarra";
  CHECK(holds(entries_of(one.ours, one.ours.girl), one.other));
  one.ours.now = "2026-04-17T09:00:00Z";
  one.ours.get(visit(one.ours.girl));
  CHECK(holds(entries_of(one.ours, one.ours.girl), one.other));
  CHECK(holds(entries_of(one.ours, one.ours.girl), one.mine));
  CHECK(one.ours.vault().count(std::string(kVaultFolder) + "/" + part_of(file, theirs)) == 0);
  one.ours.check_vault();
}

TEST_CASE("a part that was sealed anew since is not written over by what it came from") {
  Apart one;
  const std::string file = one.file("cases");
  const std::string theirs = Apart::bytes(one.theirs, file);
  const std::string part = part_of(file, theirs);
  one.drive(file, "amaiga");
  const std::string sealed_anew = sealed_again(theirs);
  one.ours.files.put(std::string(kVaultFolder) + "/" + part, sealed_anew);
  SUBCASE("by git") {
    const DriverRun run = one.drive(file, "amaiga");
    CHECK(run.outcome.code == 0);
  }
  SUBCASE("from a stick that has it under both names") {
    one.ours.person = "amaiga";
    one.theirs.files.put(std::string(kVaultFolder) + "/" + part, sealed_again(theirs));
    CHECK(merge_from(one.ours, one.theirs).code == 0);
  }
  CHECK(Apart::bytes(one.ours, part) == sealed_anew);
  CHECK(Apart::bytes(one.ours, part_of(file, part_word(theirs))) == theirs);
}

TEST_CASE("a machine without any key keeps what it cannot open beside") {
  Apart one;
  one.ours.environment["POS_IDENTITY"] = "";
  const DriverRun run = one.drive(one.file("facts"));
  CHECK(run.outcome.code == 0);
  CHECK(says(run.outcome.err, "kept beside"));
}

TEST_CASE("facts that are not the merger's to seal become a part") {
  Apart one;
  const std::string file = one.file("facts");
  const std::string theirs = Apart::bytes(one.theirs, file);
  const DriverRun run = one.drive(file, "bsidibe");
  CHECK(run.outcome.code == 0);
  CHECK(run.ours == Apart::bytes(one.ours, file));
  CHECK(Apart::bytes(one.ours, part_of(file, theirs)) == theirs);
  // The supervisor may.
  Apart two;
  CHECK(two.drive(file, "mkone").ours != Apart::bytes(two.ours, file));
}

TEST_CASE("of two versions with the same new entries one at least comes beside, and only one") {
  Apart one;
  const std::string file = one.file("facts");
  const std::string theirs = Apart::bytes(one.theirs, file);
  one.theirs.files.put(std::string(kVaultFolder) + "/" + part_of(file, theirs),
                       sealed_again(theirs));
  one.ours.person = "bsidibe";
  CHECK(merge_from(one.ours, one.theirs).code == 0);
  int parts = 0;
  for (const auto& [path, bytes] : one.ours.vault()) {
    parts += says(path, "/facts/2026/" + one.ours.girl + ".") && !path.ends_with(file) ? 1 : 0;
  }
  CHECK(parts == 1);
  CHECK(Apart::bytes(one.ours, part_of(file, theirs)) == theirs);
}

TEST_CASE("git's driver unites cards and services, and refuses other yaml") {
  TwoChildren ours = two_children(), theirs = two_children();
  const std::string card = "people/ktraore.yaml";
  ours.person = theirs.person = "amaiga";
  ours.now = "2026-04-16T09:00:00Z";
  ours.get("people set ktraore --name 'Invented One'");
  theirs.now = "2026-04-16T08:00:00Z";
  theirs.get("people set ktraore --name 'Invented Two'");
  const std::string a = Apart::bytes(ours, card), b = Apart::bytes(theirs, card);
  const DriverRun there = merge_with_git(ours, a, b, card);
  CHECK_MESSAGE(there.outcome.code == 0, there.outcome.err);
  CHECK(there.ours == merge_with_git(theirs, b, a, card).ours);
  CHECK(says(there.ours, "Invented One"));
  CHECK(says(there.ours, "Invented Two"));
  CHECK(merge_with_git(ours, a, b, "people/adiarra.yaml").outcome.code == 13);
  CHECK(merge_with_git(ours, "a: b\n", "a: c\n", "schemas/forms/5.A.yaml").outcome.code == 13);
}

TEST_CASE("what a new colleague wrote waits beside until their card is here") {
  Apart one;
  TwoChildren& theirs = one.theirs;
  const TestPerson fresh("stranger", 0x66);
  theirs.files.put("card.yaml", write_card(fresh.card()));
  theirs.person = "amaiga";
  theirs.get(
      "people add --card card.yaml --role supervisor --unit enfance --recovery "
      "/t/recovery.key");
  const std::string file = one.file("cases");
  const std::string theirs_bytes =
      with_entry(Apart::bytes(one.theirs, file), "stranger", "stranger");
  const DriverRun run = merge_with_git(one.ours, Apart::bytes(one.ours, file), theirs_bytes, file);
  CHECK(run.outcome.code == 0);
  CHECK(run.ours == Apart::bytes(one.ours, file));
  const std::string part = std::string(kVaultFolder) + "/" + part_of(file, theirs_bytes);
  CHECK(one.ours.run_on(one.ours.files, {"merge", "--conflicts"}).code == 13);
  CHECK(one.ours.bytes(part) == theirs_bytes);
  for (const auto& [path, bytes] : theirs.vault()) {
    if (path.find("/people/") != path.npos || path.find("/groups/") != path.npos) {
      one.ours.files.put(path, bytes);
    }
  }
  one.ours.get("merge --conflicts");
  CHECK(one.ours.vault().count(part) == 0);
  CHECK(entries_of(one.ours, one.ours.girl).size() == 5);
}

}  // namespace pos::test
