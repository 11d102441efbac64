// `pos check --repair`: shown first, done on copies, nothing deleted, safe to kill and to run
// again.
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/facts_file.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "support/effort.h"
#include "support/forwarding_file_system.h"
#include "support/json_reader.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

using Words = std::vector<std::string>;

std::string on_disk(const std::string& file) {
  return std::string(kVaultFolder) + "/" + file;
}

Outcome repair(TwoChildren& office) {
  return office.run_on(office.files, {"check", "--repair", "--yes", "--format", "json"});
}

/// `action file`, sorted.
Words steps_of(const Outcome& outcome) {
  Words steps;
  const Value document = read_json(outcome.out);
  for (const Value& step : at(document, "repairs")->items) {
    steps.push_back(told(step, "action") + " " + told(step, "file"));
  }
  std::sort(steps.begin(), steps.end());
  return steps;
}

std::string name(const char* folder, const std::string& id) {
  return std::string(folder) + "/2026/" + id + ".yaml.age";
}

void exchange(TwoChildren& office, const std::string& one, const std::string& other) {
  const std::string first = office.bytes(on_disk(one));
  office.files.put(on_disk(one), office.bytes(on_disk(other)));
  office.files.put(on_disk(other), first);
}

/// Everything that the office had stands in the vault, somewhere, byte for byte.
void check_nothing_deleted(const TwoChildren& office,
                           const std::map<std::string, std::string>& before) {
  const auto after = office.vault();
  for (const auto& had : before) {
    CAPTURE(had.first);
    CHECK(std::any_of(after.begin(), after.end(),
                      [&](const auto& file) { return file.second == had.second; }));
  }
}

void check_sound(TwoChildren& office) {
  const Outcome check = office.run("check --read-data");
  CHECK_MESSAGE(check.code == 0, check.out);
  CHECK(office.run("show " + office.girl).code == 0);
  CHECK(office.run("show " + office.boy).code == 0);
  CHECK(office.run("list").code == 0);
  office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
}

std::string damaged(std::string bytes) {
  bytes[bytes.size() - 20] = static_cast<char>(bytes[bytes.size() - 20] ^ 1);
  return bytes;
}

/// A card of a supervisor that nobody with the right has signed.
std::string strangers_card(TwoChildren& office) {
  const TestPerson stranger = staff_member("stranger");
  const std::string model = on_disk("people/ktraore.yaml");
  StreamHeader header = parse_stream(office.bytes(model), model, Padding::None).header;
  header.id = "stranger";
  const std::string document = write_plain_document(
      header, {"stranger", signing_key(stranger.identity), time_at("2026-04-14T09:00:00Z")}, {},
      Value::map({{"name", Value::text("Invented Stranger")}}));
  return compose_stream(header, {document}, Padding::None);
}

}  // namespace

TEST_CASE("a sound vault needs no repair, and none is made") {
  TwoChildren office = two_children();
  const auto before = office.vault();
  const Outcome outcome = repair(office);
  CHECK(outcome.code == 0);
  CHECK(steps_of(outcome).empty());
  CHECK(office.vault() == before);
}

TEST_CASE("a repair is shown first, and made only on a yes") {
  TwoChildren office = two_children();
  office.files.put(on_disk("cases/2026/.x.0f.tmp"), "half");
  const auto before = office.vault();
  const Outcome shown = office.run("check --repair --dry-run");
  CHECK(shown.code == 0);  // what is left over is harmless
  CHECK(
      says(shown.out, "cases/2026/.x.0f.tmp: left over from an interrupted write: will be moved "));
  CHECK(office.vault() == before);
  CHECK(office.run("check --repair").code == 2);
  office.input_is_terminal = true;
  CHECK(office.run("check --repair --no-input").code == 2);
  office.input = "n\n";
  CHECK(office.run("check --repair").code == 6);
  CHECK(office.vault() == before);
  office.input = "o\n";
  const Outcome done = office.run("check --repair");
  CHECK(done.code == 0);
  CHECK(says(done.err, "make these repairs?"));
  CHECK(says(done.out, "write: will be moved to lost+found/cases+2026+.x.0f.tmp [set_aside]\n"));
  CHECK(says(done.out, "write: moved to lost+found/cases+2026+.x.0f.tmp [set_aside]\n"));
  CHECK(office.bytes(on_disk("lost+found/cases+2026+.x.0f.tmp")) == "half");
  CHECK_FALSE(office.files.status(on_disk("cases/2026/.x.0f.tmp")).has_value());
  CHECK(office.run("check --dry-run").code == 2);
  office.environment["POS_IDENTITY"] = "";
  CHECK(office.run("check --repair --yes").code == 12);
}

TEST_CASE("facts are rebuilt out of the journal, and what stood in their place is kept") {
  TwoChildren office = two_children();
  const std::string file = name("facts", office.girl);
  const std::string whole = office.bytes(on_disk(file));
  SUBCASE("gone") {
    office.files.remove(on_disk(file));
  }
  SUBCASE("damaged") {
    office.files.put(on_disk(file), damaged(whole));
  }
  SUBCASE("cut to nothing") {
    office.files.put(on_disk(file), "");
  }
  SUBCASE("another child's") {
    office.files.put(on_disk(file), office.bytes(on_disk(name("facts", office.boy))));
  }
  auto before = office.vault();
  SUBCASE("stale: the newer ones have all of it") {
    office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
    office.files.put(on_disk(file), whole);
    before = office.vault();
    before.erase(on_disk(file));
  }
  const Outcome outcome = repair(office);
  CHECK_MESSAGE(outcome.code == 0, outcome.out);
  check_nothing_deleted(office, before);
  check_sound(office);
}

TEST_CASE("facts are rebuilt by the supervisor too, not by who opens nothing of the case") {
  TwoChildren office = two_children();
  office.files.remove(on_disk(name("facts", office.girl)));
  const auto before = office.vault();
  office.person = "nba";
  CHECK(steps_of(repair(office)).empty());
  CHECK(office.vault() == before);
  office.person = "mkone";
  const Outcome outcome = repair(office);
  CHECK(outcome.code == 0);
  CHECK(steps_of(outcome) == Words{"rebuilt " + name("facts", office.girl)});
  office.person = "adiarra";
  check_sound(office);
}

TEST_CASE("a journal that was rolled back is left as evidence: only a backup mends it") {
  TwoChildren office = two_children();
  const std::string file = on_disk(name("cases", office.girl));
  const std::string earlier = office.bytes(file);
  office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
  office.files.put(file, earlier);
  const auto before = office.vault();
  const Outcome outcome = repair(office);
  CHECK(outcome.code == 13);
  CHECK(says(outcome.out, "rolled_back"));
  CHECK(office.vault() == before);
}

TEST_CASE("the only copy of a case is never moved out of sight") {
  TwoChildren office = two_children();
  for (const char* folder : {"cases", "identities"}) {
    const std::string file = on_disk(name(folder, office.girl));
    office.files.put(file, damaged(office.bytes(file)));
  }
  const auto before = office.vault();
  const Outcome outcome = repair(office);
  CHECK(outcome.code == 13);
  CHECK(office.vault() == before);
}

TEST_CASE("files that were exchanged are put back where their headers say that they belong") {
  TwoChildren office = two_children();
  const auto sound = office.vault();
  SUBCASE("of two children") {
    for (const char* folder : {"cases", "identities", "facts"}) {
      exchange(office, name(folder, office.girl), name(folder, office.boy));
    }
  }
  SUBCASE("of two compartments") {
    exchange(office, name("cases", office.girl), name("facts", office.girl));
  }
  SUBCASE("of three compartments") {
    exchange(office, name("cases", office.girl), name("facts", office.girl));
    exchange(office, name("identities", office.girl), name("facts", office.girl));
  }
  SUBCASE("in another year") {
    for (const char* folder : {"cases", "identities", "facts"}) {
      office.files.put(on_disk(std::string(folder) + "/2025/" + office.girl + ".yaml.age"),
                       office.bytes(on_disk(name(folder, office.girl))));
      office.files.remove(on_disk(name(folder, office.girl)));
    }
  }
  SUBCASE("in no year") {
    for (const char* folder : {"cases", "identities", "facts"}) {
      const std::string file = on_disk(name(folder, office.girl));
      office.files.put(on_disk(std::string(folder) + "/" + office.girl + ".yaml.age"),
                       office.bytes(file));
      office.files.remove(file);
    }
  }
  SUBCASE("under a mistyped name") {
    const std::string file = on_disk(name("cases", office.girl));
    office.files.put(on_disk("cases/2026/BKO-2026-lost.yaml.age"), office.bytes(file));
    office.files.remove(file);
  }
  const Outcome outcome = repair(office);
  CHECK_MESSAGE(outcome.code == 0, outcome.out);
  CHECK(office.vault() == sound);
  check_sound(office);
}

TEST_CASE("a file under another child's identifier is taken away from there, and kept") {
  TwoChildren office = two_children();
  const std::string other = CaseId::make("BKO", 2026, "0000000")->text();
  office.files.put(on_disk(name("cases", other)), office.bytes(on_disk(name("cases", office.boy))));
  const auto before = office.vault();
  const Outcome outcome = repair(office);
  CHECK(outcome.code == 0);
  CHECK(steps_of(outcome) == Words{"set_aside " + name("cases", other)});
  check_nothing_deleted(office, before);
  check_sound(office);
}

TEST_CASE("a damaged file gives its place to a sound copy of it") {
  TwoChildren office = two_children();
  const std::string file = name("cases", office.girl);
  const std::string whole = office.bytes(on_disk(file));
  office.files.put(on_disk(file), damaged(whole));
  office.files.put(on_disk("cases/2026/" + office.girl + " (1).yaml.age"), whole);
  const auto before = office.vault();
  const Outcome outcome = repair(office);
  CHECK_MESSAGE(outcome.code == 0, outcome.out);
  CHECK(office.bytes(on_disk(file)) == whole);
  check_nothing_deleted(office, before);
  check_sound(office);
}

TEST_CASE("parts are folded, and what nobody vouches for goes to lost+found") {
  TwoChildren office = two_children();
  const std::string own = name("cases", office.girl);
  const std::string copy = "cases/2026/" + office.girl + " (1).yaml.age";
  SUBCASE("a synchroniser's copy of an older state") {
    office.files.put(on_disk(copy), office.bytes(on_disk(own)));
    office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
    office.files.put(on_disk(copy), two_children().bytes(on_disk(own)));
    const Outcome outcome = repair(office);
    CHECK_MESSAGE(outcome.code == 0, outcome.out);
    CHECK_FALSE(office.files.status(on_disk(copy)).has_value());
  }
  SUBCASE("a stranger's entry") {
    const TestPerson manager = staff_member("adiarra");
    const TestPerson stranger = staff_member("stranger");
    const Stream stream =
        open_stream(office.bytes(on_disk(own)), std::span(&manager.identity, 1), own).value();
    Entry entry;
    entry.id = "01KP8QXQG0ABCDEFGHJKMNPQRS";
    entry.form = "5.A";
    entry.edition = "pos-2020.08";
    entry.occurred = parse_when("2026-04-14").value();
    entry.recorded = time_at("2026-04-14T09:00:00Z");
    entry.author = "adiarra";
    const SigningKey key = signing_key(stranger.identity);
    entry.key = key_id(key.public_key);
    entry.after = {stream.documents.back().hash};
    office.files.put(on_disk(copy),
                     seal_stream(stream.header, {write_case_document(entry, office.girl, key)}));
    const std::string bytes = office.bytes(on_disk(copy));
    const Outcome outcome = repair(office);
    CHECK_MESSAGE(outcome.code == 0, outcome.out);
    CHECK(steps_of(outcome) == Words{"set_aside " + copy});
    CHECK(office.bytes(on_disk("lost+found/cases+2026+" + office.girl + " (1).yaml.age")) == bytes);
  }
  SUBCASE("a damaged copy, of names: it stays with the names") {
    const std::string names = "identities/2026/" + office.girl + " (1).yaml.age";
    office.files.put(on_disk(names),
                     damaged(office.bytes(on_disk(name("identities", office.girl)))));
    CHECK(repair(office).code == 0);
    CHECK(office.files
              .status(
                  on_disk("identities/lost+found/identities+2026+" + office.girl + " (1).yaml.age"))
              .has_value());
  }
  check_sound(office);
}

TEST_CASE("a card that nobody signed goes to lost+found, unless a damaged card may be why") {
  TwoChildren office = two_children();
  office.files.put(on_disk("people/stranger.yaml"), strangers_card(office));
  SUBCASE("all others are whole") {
    const Outcome outcome = repair(office);
    CHECK_MESSAGE(outcome.code == 0, outcome.out);
    CHECK(steps_of(outcome) == Words{"set_aside people/stranger.yaml"});
    check_sound(office);
  }
  SUBCASE("a colleague's is damaged") {
    const std::string card = on_disk("people/ktraore.yaml");
    office.files.put(card, office.bytes(card).substr(0, 200));
    const auto before = office.vault();
    CHECK(repair(office).code == 13);
    CHECK(office.vault() == before);
  }
}

TEST_CASE("what pos does not understand is left alone") {
  TwoChildren office = two_children();
  for (const char* file : {"README", "cases/2026/notes.txt", ".git/HEAD", "people/photo.jpg"}) {
    office.files.put(on_disk(file), "mine");
  }
  const auto before = office.vault();
  CHECK(repair(office).code == 0);
  CHECK(office.vault() == before);
}

TEST_CASE("a repair that is killed at any call loses nothing, and the next one completes it") {
  TwoChildren broken = two_children();
  exchange(broken, name("cases", broken.girl), name("cases", broken.boy));
  const std::string facts = on_disk(name("facts", broken.girl));
  broken.files.put(facts, damaged(broken.bytes(facts)));
  broken.files.put(on_disk("cases/2026/.x.0f.tmp"), "half");
  broken.files.put(on_disk("people/stranger.yaml"), strangers_card(broken));
  const Words command = {"check", "--repair", "--yes"};
  int calls = 0;
  {
    TwoChildren office = broken;
    FaultyFileSystem disk(office.files, 0, Fault::Refused);
    REQUIRE(office.run_on(disk, command).code == 0);
    calls = disk.calls();
  }
  CHECK(calls > 15);
  for (const Fault fault : {Fault::Refused, Fault::Killed}) {
    for (int n = 1; n <= calls; n += turns(23, 1, 97)) {
      CAPTURE(n);
      TwoChildren office = broken;
      FaultyFileSystem disk(office.files, n, fault);
      CHECK(office.run_on(disk, command).code == 16);
      const Outcome again = repair(office);
      CHECK_MESSAGE(again.code == 0, again.out, again.err);
      check_nothing_deleted(office, broken.vault());
      check_sound(office);
    }
  }
}

TEST_CASE("a case that is in use is not repaired behind another's back") {
  TwoChildren office = two_children();
  office.files.remove(on_disk(name("facts", office.girl)));
  const VaultPlace place{kVaultFolder, "/home/.local/state/pos/locks", "", 0};
  const auto lock = Vault::open(office.files, place).lock_case(CaseId::parse(office.girl).value());
  const auto before = office.vault();
  const Outcome outcome = office.run_on(
      office.files, {"check", "--repair", "--yes", "--lock-timeout", "0", "--format", "json"});
  CHECK((outcome.code == 3 || outcome.code == 11 || outcome.code == 13));
  CHECK(office.vault() == before);
}

}  // namespace pos::test
