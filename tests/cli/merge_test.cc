// What several machines wrote: the copies of synchronisers, a vault on a stick.
#include <doctest/doctest.h>

#include "storage/layout.h"
#include "support/apart.h"
#include "support/effort.h"
#include "support/json_reader.h"
#include "support/replicas.h"
#include "support/two_children.h"
#include "support/vault_contents.h"

namespace pos::test {

TEST_CASE("the copies of synchronisers are folded, whatever they are named") {
  Apart base;
  for (const char* name : {".yaml.sync-conflict-20261122-101500-ABCDEFG.age",
                           ".sync-conflict-20261122-101500-A.yaml.age", " (1).yaml.age",
                           ".yaml (conflicted copy 2026-11-22 101500).age",
                           ".yaml (Awa's conflicted copy 2026-11-22).age", ".yaml-BUREAU-PC.age",
                           "-conflict-1.yaml.age"}) {
    if (kSanitized && name[0] == '.') {
      continue;
    }
    CAPTURE(name);
    Apart one = base;
    for (const char* folder : {"cases", "facts", "identities"}) {
      const std::string theirs = Apart::bytes(one.theirs, one.file(folder));
      one.ours.files.put(std::string(kVaultFolder) + "/" + folder + "/2026/" + one.ours.girl + name,
                         theirs);
    }
    const std::string out = one.ours.get("merge --conflicts");
    CHECK(says(out, "[merged]"));
    const std::vector<std::string> entries = entries_of(one.ours, one.ours.girl);
    CHECK(holds(entries, one.mine));
    CHECK(holds(entries, one.other));
    for (const auto& file : one.ours.vault()) {
      CHECK((!says(file.first, one.ours.girl) || is_case_file_name(name_of(file.first))));
    }
    one.ours.check_vault();
    CHECK(says(one.ours.get("merge --conflicts"), "files concerned: 0"));
  }
}

TEST_CASE("nothing is united for readers that were put back to an older copy") {
  Apart one;
  one.ours.person = "mkone";
  one.ours.now = "2026-04-17T09:00:00Z";
  one.ours.get("group add team-enfance ktraore");
  const std::string group = std::string(kVaultFolder) + "/groups/team-enfance.yaml";
  const std::string earlier = one.ours.bytes(group);
  one.ours.get("group remove team-enfance ktraore");
  one.ours.person = "adiarra";
  one.ours.get("list");
  const std::string present = one.ours.bytes(group);
  one.ours.files.put(group, earlier);
  const std::string theirs = Apart::bytes(one.theirs, one.file("cases"));
  const std::string path = std::string(kVaultFolder) + "/" + one.file("cases");
  const std::string part = std::string(kVaultFolder) + "/" + part_of(one.file("cases"), theirs);

  const DriverRun driver = one.drive(one.file("cases"));
  CHECK(driver.outcome.code == 0);
  CHECK(says(driver.outcome.out + driver.outcome.err, "groups/team-enfance.yaml"));
  CHECK(one.ours.bytes(part) == theirs);
  const std::string own = one.ours.bytes(path);
  const std::string out = one.ours.run("merge --conflicts").out;
  CHECK(says(out, "nothing is sealed while groups/team-enfance.yaml lacks documents"));
  CHECK(one.ours.bytes(path) == own);
  CHECK(one.ours.bytes(part) == theirs);

  one.ours.files.put(group, present);
  one.ours.get("merge --conflicts");
  CHECK(one.ours.vault().count(part) == 0);
  CHECK(holds(entries_of(one.ours, one.ours.girl), one.other));
  one.ours.check_vault();
}

TEST_CASE("copies of plain files are folded, and a hyphen begins another code") {
  TwoChildren ours = two_children(), theirs = two_children();
  ours.person = theirs.person = "amaiga";
  ours.now = theirs.now = "2026-04-16T09:00:00Z";
  ours.get("people set ktraore --name 'Invented One'");
  theirs.get("people set ktraore --name 'Invented Two'");
  const std::string folder = std::string(kVaultFolder) + "/people/";
  const std::string copy = theirs.bytes(folder + "ktraore.yaml");
  ours.files.put(folder + "ktraore.sync-conflict-20261122-101500-ABCDEFG.yaml", copy);
  ours.get("merge --conflicts");
  const std::string united = ours.bytes(folder + "ktraore.yaml");
  CHECK(says(united, "Invented One"));
  CHECK(says(united, "Invented Two"));
  CHECK(ours.vault().count(folder + "ktraore.sync-conflict-20261122-101500-ABCDEFG.yaml") == 0);
  ours.files.put(folder + "ktraore-BUREAU.yaml", copy);
  const Outcome outcome = ours.run_on(ours.files, {"merge", "--conflicts"});
  CHECK(outcome.code == 13);
  CHECK(says(outcome.out, "people/ktraore-BUREAU.yaml"));
  CHECK(says(outcome.out, "name it `people/ktraore.conflict.yaml`"));
  CHECK(ours.bytes(folder + "ktraore-BUREAU.yaml") == copy);
}

TEST_CASE("a copy that OneDrive named after a machine is folded as the check says") {
  TwoChildren ours = two_children(), theirs = two_children();
  ours.now = theirs.now = "2026-04-16T09:00:00Z";
  ours.person = theirs.person = "amaiga";
  ours.get("people set ktraore --name 'Invented One'");
  theirs.get("people set ktraore --name 'Invented Two'");
  theirs.person = "mkone";
  theirs.get("group add team-enfance ktraore");
  const std::string vault = std::string(kVaultFolder) + "/";
  const std::map<std::string, std::string> words = {{"people/ktraore", "Invented Two"},
                                                    {"groups/team-enfance", "\"ktraore\""}};
  for (const auto& each : words) {
    const auto& stem = each.first;
    const auto& word = each.second;
    CAPTURE(stem);
    const std::string copy = vault + stem + "-LAPTOP-7.yaml";
    ours.files.put(copy, theirs.bytes(vault + stem + ".yaml"));
    const Outcome check = ours.run("check");
    CHECK(check.code == 13);
    CHECK(says(check.out, "it names " + stem + ".yaml: most likely a copy that a synchroniser"));
    CHECK(says(check.out, "name it `" + stem + ".conflict.yaml` and run `pos merge --conflicts`"));
    CHECK_FALSE(says(ours.bytes(vault + stem + ".yaml"), word));
    ours.files.put(vault + stem + ".conflict.yaml", ours.bytes(copy));
    ours.files.remove(copy);
    ours.get("merge --conflicts");
    CHECK(says(ours.bytes(vault + stem + ".yaml"), word));
    CHECK_FALSE(ours.files.status(vault + stem + ".conflict.yaml").has_value());
    CHECK(ours.run("check").code == 0);
  }
}

TEST_CASE("a file whose header is another vault's, or tells no code, gets no advice to fold it") {
  TwoChildren office = two_children();
  const std::string folder = std::string(kVaultFolder) + "/people/";
  std::string card = office.bytes(folder + "ktraore.yaml");
  SUBCASE("another vault's") {
    const std::size_t id = card.find("vault: \"") + 8;
    card[id] = card[id] == '0' ? '1' : '0';
  }
  SUBCASE("no code") {
    card.replace(card.find("id: \"ktraore\""), 13, "id: \"../traore\"");
  }
  office.files.put(folder + "ktraore-LAPTOP.yaml", card);
  const Outcome check = office.run("check");
  CHECK(check.code == 13);
  CHECK(says(check.out, "people/ktraore-LAPTOP.yaml: the header does not fit the file's name"));
  CHECK_FALSE(says(check.out, "conflict.yaml"));
}

TEST_CASE("a data clerk's parts are folded by the manager, and by nobody to whom they are closed") {
  TwoChildren office = two_children();
  office.now = "2026-04-16T09:00:00Z";
  office.person = "fsow";
  office.get(visit(office.girl));
  const auto before = office.vault();
  office.person = "bsidibe";
  office.get("merge --conflicts");
  CHECK(office.vault() == before);
  office.person = "adiarra";
  office.get("merge --conflicts");
  CHECK(office.vault().size() == before.size() - 2);
  CHECK(entries_of(office, office.girl).size() == 3);
  office.check_vault();
}

TEST_CASE("a damaged or forged copy stays beside and is named, and keeps back no other") {
  Apart one;
  const std::string file = std::string(kVaultFolder) + "/cases/2026/" + one.ours.girl;
  const std::string theirs = Apart::bytes(one.theirs, one.file("cases"));
  const std::string forged = with_entry(theirs, "adiarra", "stranger");
  one.ours.files.put(file + " (1).yaml.age", theirs.substr(0, theirs.size() - 9));
  one.ours.files.put(file + " (2).yaml.age", forged);
  one.ours.files.put(file + " (3).yaml.age", theirs);
  const Outcome outcome = one.ours.run_on(one.ours.files, {"merge", "--conflicts"});
  CHECK(outcome.code == 13);
  CHECK(says(outcome.out, " (1).yaml.age"));
  CHECK(says(outcome.out, " (2).yaml.age"));
  CHECK(one.ours.bytes(file + " (2).yaml.age") == forged);
  CHECK(one.ours.vault().count(file + " (3).yaml.age") == 0);
  CHECK(documents_of(opened(one.ours.bytes(file + ".yaml.age"))).size() == 4);
}

TEST_CASE("what comes beside a file that is cut here says how that one is set aside") {
  TwoChildren ours = two_children();
  TwoChildren theirs = two_children();
  theirs.now = ours.now = "2026-04-16T09:00:00Z";
  theirs.get(visit(theirs.girl));
  const std::string path = ours.case_file(ours.girl);
  ours.files.put(path, ours.bytes(path).substr(0, 700));
  const Outcome merged = merge_from(ours, theirs);
  CHECK(merged.code == 13);
  CHECK(says(merged.out, "a file of this case cannot be used here: `pos check --repair`"));
  CHECK_FALSE(says(merged.out, "you cannot write this file anew"));
  CHECK(says(merged.err, "where the file here is cut or damaged: first `pos check --repair`"));
  const Outcome repaired = ours.run_on(ours.files, {"check", "--repair", "--yes"});
  CHECK_MESSAGE(repaired.code == 0, repaired.out);
  CHECK(entries_of(ours, ours.girl) == entries_of(theirs, theirs.girl));
}

TEST_CASE("a vault on a stick is taken over: new cases, entries, cards; twice changes nothing") {
  Apart one;
  one.theirs.now = "2026-04-16T10:00:00Z";
  const std::string child = one.theirs.get("register --from examples/cases/hawa/1.B.yaml");
  one.theirs.person = "amaiga";
  one.theirs.get("people set ktraore --name 'Invented Two'");
  const auto brought = one.theirs.vault();
  const Outcome outcome = merge_from(one.ours, one.theirs);
  CHECK_MESSAGE(outcome.code == 0, outcome.err, outcome.out);
  CHECK(says(outcome.out, "people/ktraore.yaml"));
  CHECK(one.theirs.vault() == brought);
  const std::vector<std::string> entries = entries_of(one.ours, one.ours.girl);
  CHECK(holds(entries, one.mine));
  CHECK(holds(entries, one.other));
  CHECK(entries_of(one.ours, child).size() == 1);
  one.ours.check_vault();
  const auto merged = one.ours.vault();
  CHECK(merge_from(one.ours, one.theirs).code == 0);
  CHECK(one.ours.vault() == merged);
  // Back to the other machine: the same files, byte for byte.
  one.theirs.person = "adiarra";
  CHECK(merge_from(one.theirs, one.ours).code == 0);
  CHECK(one.theirs.vault().size() == merged.size());
  CHECK(one.theirs.vault() == merged);
}

TEST_CASE("what is closed to who carries a stick comes as it lies, and is lost to nobody") {
  Apart one;
  one.theirs.now = "2026-04-16T10:00:00Z";
  const std::string child = one.theirs.get("register --from examples/cases/hawa/1.B.yaml");
  one.ours.person = "amaiga";
  const Outcome outcome = merge_from(one.ours, one.theirs);
  CHECK_MESSAGE(outcome.code == 0, outcome.err, outcome.out);
  const auto merged = one.ours.vault();
  CHECK(merge_from(one.ours, one.theirs).code == 0);
  CHECK(one.ours.vault() == merged);
  one.ours.person = "adiarra";
  CHECK(holds(entries_of(one.ours, one.ours.girl), one.other));
  CHECK(entries_of(one.ours, child).size() == 1);
  one.ours.check_vault();
}

TEST_CASE("another vault is refused whole") {
  TwoChildren ours = two_children();
  TwoChildren theirs;
  theirs.files.remove(std::string(kVaultFolder) + "/pos.yaml");
  theirs.environment["POS_VAULT"] = "";
  theirs.files.put("card.yaml", write_card(staff_member("amaiga").card()));
  theirs.get(
      "init /t/other --code X --name Autre --region BKO --structure Y --card card.yaml "
      "--recovery /t/other.key");
  for (const auto& [path, bytes] : theirs.files.files()) {
    if (path.starts_with("/t/other/")) {
      ours.files.put(kStick + path.substr(8), bytes);
    }
  }
  const Outcome outcome = ours.run("merge --from /t/stick");
  CHECK(outcome.code == 13);
  CHECK(says(outcome.err, "another vault"));
  CHECK(ours.run("merge --from /t/nothing").code == 10);
}

TEST_CASE("what nothing vouches for is left on the stick and named") {
  Apart one;
  const std::string vault = kVaultFolder;
  const std::string file = one.file("cases");
  one.theirs.files.put(vault + "/" + file,
                       with_entry(Apart::bytes(one.theirs, file), "adiarra", "stranger"));
  one.theirs.files.put(vault + "/cases/2026/stray.age", "x");
  one.theirs.files.put(vault + "/people/nobody.yaml", "---\nx: \"y\"\n");
  one.theirs.files.put(vault + "/inbox/01KPA50QG0ABCDEFGHJKMNPQRS.age", "x");
  const auto before = one.ours.vault();
  const Outcome outcome = merge_from(one.ours, one.theirs);
  CHECK(outcome.code == 13);
  for (const char* name : {"stray.age", "people/nobody.yaml", "inbox/01KPA50QG0ABCDEFGHJKMNPQRS"}) {
    CHECK(says(outcome.out, name));
  }
  CHECK(says(outcome.out, file));
  CHECK(one.ours.vault() == before);  // of that case nothing, its facts neither
}

TEST_CASE("a merge says in JSON what became of each file") {
  Apart one;
  plug_in(one.ours, one.theirs);
  const Value report = read_json(one.ours.get("merge --from /t/stick --format json"));
  CHECK(report.scalar_of("schema") == "pos.merge/1");
  CHECK(report.scalar_of("complete") == "true");
  CHECK(at(report, "items")->items.size() == 2);
  CHECK(at(report, "items")->items[0].scalar_of("action") == "merged");
}

TEST_CASE("merge takes exactly one of its three ways") {
  TwoChildren office = two_children();
  CHECK(office.run("merge").code == 2);
  CHECK(office.run("merge a b").code == 2);
  CHECK(office.run("merge --conflicts --from /t/stick").code == 2);
  CHECK(office.run("merge a b c --conflicts").code == 2);
  CHECK(office.run("merge a b c").code == 16);
}

TEST_CASE("a hand-over that a merge brings is no fault to the former manager") {
  TwoChildren office = two_children(), theirs = two_children();
  theirs.person = "mkone";
  theirs.get("assign " + theirs.girl + " --to ktraore");
  for (const auto& [path, bytes] : theirs.vault()) {
    office.files.put("/t/other" + path.substr(std::string(kVaultFolder).size()), bytes);
  }
  office.person = "adiarra";
  office.get("check --read-data");
  office.run("merge --from /t/other");
  const Outcome check = office.run("check --read-data");
  CHECK_MESSAGE(check.code == 0, check.out);
  CHECK(says(check.out, office.girl));
  CHECK(says(check.out, "[closed]"));
}

TEST_CASE("what the other machine has laid aside is no matter of a merge") {
  TwoChildren ours = two_children(), theirs = two_children();
  theirs.files.put(std::string(kVaultFolder) + "/identities/lost+found/laid-aside.yaml.age",
                   theirs.bytes(theirs.identity_file(theirs.girl)));
  theirs.files.put(std::string(kVaultFolder) + "/lost+found/laid-aside.yaml", "x");
  const auto before = ours.vault();
  const Outcome outcome = merge_from(ours, theirs);
  CHECK_MESSAGE(outcome.code == 0, outcome.out);
  CHECK(ours.vault() == before);
}

}  // namespace pos::test
