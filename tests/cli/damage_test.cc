// Files that were cut, changed, exchanged, taken away or forged: never believed, never hidden, and
// the other child stays in sight.
#include <doctest/doctest.h>

#include "crypto/hash.h"
#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/facts_file.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "support/json_reader.h"
#include "support/two_children.h"
#include "support/vault_contents.h"

namespace pos::test {
namespace {

/// A visit that reports a high risk, as `author` would enter it, signed with `signer`'s key.
Entry forged_visit(const Stream& stream, const std::string& author, const TestPerson& signer) {
  Entry entry;
  entry.id = "01KP8QXQG0ABCDEFGHJKMNPQRS";
  entry.form = "5.A";
  entry.edition = "pos-2020.08";
  entry.occurred = parse_when("2026-04-14").value();
  entry.recorded = time_at("2026-04-14T09:00:00Z");
  entry.author = author;
  entry.key = key_id(signing_key(signer.identity).public_key);
  entry.after = {stream.documents.back().hash};
  entry.data = Value::map({{"risk_level", Value::text("high")}});
  return entry;
}

/// Lays the entry into the girl's case file, as somebody who can read it could.
void add_to_case(TwoChildren& office, const Entry& entry, const TestPerson& signer) {
  const std::string path = office.case_file(office.girl);
  const Stream stream = opened(office.bytes(path));
  std::vector<std::string> documents = documents_of(stream);
  documents.push_back(write_case_document(entry, office.girl, signing_key(signer.identity)));
  office.files.put(path, seal_stream(stream.header, documents));
}

/// Lays it into case and facts, and seals the facts anew by `sealer`.
void add_to_both(TwoChildren& office, Entry entry, const TestPerson& signer,
                 const TestPerson& sealer) {
  add_to_case(office, entry, signer);
  entry.hash = opened(office.bytes(office.case_file(office.girl))).documents.back().hash;
  const std::string path = office.facts_file(office.girl);
  const Stream stream = opened(office.bytes(path));
  std::vector<std::string> documents = documents_of(stream);
  documents.pop_back();
  documents.push_back(write_facts_document(entry, entry.data));
  const SigningKey key = signing_key(sealer.identity);
  documents.push_back(
      write_seal(documents, office.girl, {sealer.code, key}, time_at("2026-04-14T09:00:00Z")));
  office.files.put(path, seal_stream(stream.header, documents));
}

/// The girl's facts cannot be used: every listing says so and shows the boy.
void check_listings_without_girl(TwoChildren& office, const std::string& why) {
  for (const char* words : {"list", "due"}) {
    CAPTURE(words);
    const Outcome outcome = office.run(std::string(words) + " --format json");
    CHECK(outcome.code == 3);
    const Value document = read_json(outcome.out);
    CHECK(told(document, "complete") == "false");
    CHECK(told(document, "warnings") != "0");
    CHECK(says(outcome.out, office.boy));
    CHECK_FALSE(says(outcome.out, "\"case\":\"" + office.girl));
    CHECK(says(outcome.err, why));
    CHECK(says(outcome.err, office.girl));
  }
  const Outcome report = office.run("report --month 2026-04 --format json");
  CHECK(report.code == 3);
  const Value sheet = read_json(report.out);
  CHECK(told(sheet, "sheet.complete") == "false");
  CHECK(told(sheet, "sheet.unreadable") == "1");
  CHECK(told(sheet, "balance.new") == "1");
}

}  // namespace

TEST_CASE("no truncation of a case file is read as a shorter case") {
  TwoChildren office = two_children();
  const std::string path = office.case_file(office.girl);
  const std::string whole = office.bytes(path);
  for (std::size_t size = 0; size < whole.size(); size += size < 200 ? 67 : 331) {
    CAPTURE(size);
    office.files.put(path, whole.substr(0, size));
    const Outcome shown = office.run("show " + office.girl);
    CHECK(shown.code == 13);
    CHECK(shown.out == "");
    CHECK(says(shown.err, path));
  }
  office.files.put(path, whole.substr(0, whole.size() - 1));
  CHECK(office.run("show " + office.girl).code == 13);
  CHECK(office.run(visit(office.girl)).code == 13);
  CHECK(office.run("history " + office.girl).code == 13);
  const Outcome check = office.run("check --read-data");
  CHECK(check.code == 13);
  CHECK(says(check.out, office.girl));
  CHECK(office.run("show " + office.boy).code == 0);
  office.files.put(path, whole);
  CHECK(office.run("show " + office.girl).code == 0);
}

TEST_CASE("no changed byte of a case file is read") {
  TwoChildren office = two_children();
  const std::string path = office.case_file(office.girl);
  const std::string whole = office.bytes(path);
  for (std::size_t i = 0; i < whole.size(); i += 149) {
    CAPTURE(i);
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x20);
    office.files.put(path, changed);
    const Outcome shown = office.run("show " + office.girl);
    // A stanza that no longer fits the key is that of somebody else.
    CHECK((shown.code == 13 || shown.code == 12 || shown.code == 17));
    CHECK(shown.out == "");
  }
}

TEST_CASE("so many parts of a case are read as an office may have, and no more") {
  TwoChildren office = two_children();
  const std::string file = office.case_file(office.girl);
  const std::string bytes = office.bytes(file);
  const std::string stem = file.substr(0, file.size() - 9);  // without `.yaml.age`
  for (std::size_t i = 1; i < kPartLimit; ++i) {
    office.files.put(stem + " (" + std::to_string(i) + ").yaml.age", bytes);
  }
  CHECK(office.run("show " + office.girl).code == 0);
  office.files.put(stem + ".one-more.yaml.age", bytes);
  const Outcome outcome = office.run("show " + office.girl);
  CHECK(outcome.code == 13);
  CHECK(says(outcome.err, "more than 1000 files of one case"));
  CHECK(office.run("show " + office.boy).code == 0);
}

TEST_CASE("a damaged facts file leaves the others in sight and makes the listing partial") {
  TwoChildren office = two_children();
  const std::string path = office.facts_file(office.girl);
  const std::string whole = office.bytes(path);
  SUBCASE("cut") {
    office.files.put(path, whole.substr(0, whole.size() - 100));
  }
  SUBCASE("changed") {
    std::string changed = whole;
    changed[changed.size() - 30] = static_cast<char>(changed[changed.size() - 30] ^ 1);
    office.files.put(path, changed);
  }
  SUBCASE("empty") {
    office.files.put(path, "");
  }
  SUBCASE("another child's") {
    office.files.put(path, office.bytes(office.facts_file(office.boy)));
  }
  check_listings_without_girl(office, "");
  CHECK(office.run("due --case " + office.girl).code == 13);
  CHECK(office.run("show " + office.girl).code == 0);
  CHECK(office.run("check --read-data").code == 13);
}

TEST_CASE("a case file replaced by another child's is not taken for the child's") {
  TwoChildren office = two_children();
  office.files.put(office.case_file(office.girl), office.bytes(office.case_file(office.boy)));
  const Outcome shown = office.run("show " + office.girl);
  CHECK(shown.code == 13);
  CHECK(says(shown.err, "this file belongs to another case"));
  CHECK(office.run(visit(office.girl)).code == 13);
  CHECK(office.run("check --read-data").code == 13);
  CHECK(office.run("show " + office.boy).code == 0);
}

TEST_CASE("a case file rolled back to an earlier state is noticed, and not written on") {
  TwoChildren office = two_children();
  const std::string path = office.case_file(office.girl);
  const std::string earlier = office.bytes(path);
  office.get(visit(office.girl));
  office.files.put(path, earlier);
  CHECK(office.run(visit(office.girl)).code == 13);
  const Outcome check = office.run("check --read-data --format json");
  CHECK(check.code == 13);
  CHECK(told(read_json(check.out), "items.0.kind") == "rolled_back");
  CHECK(told(read_json(check.out), "items.0.file").find(office.girl) != std::string::npos);
}

TEST_CASE("deleted facts do not hide the child, and the next entry writes them again") {
  TwoChildren office = two_children();
  office.files.remove(office.facts_file(office.girl));
  const Outcome list = office.run("list --format json");
  CHECK(says(list.out, office.girl));
  CHECK(says(office.run("due --format json").out, office.girl));
  CHECK(office.run("due --case " + office.girl).code != 12);
  office.get(visit(office.girl));
  CHECK(office.files.status(office.facts_file(office.girl)).has_value());
  CHECK(office.run("list --format json").code == 0);
  office.check_vault();
}

TEST_CASE("a statistics officer is told of a case whose facts were deleted") {
  TwoChildren office = two_children();
  office.files.remove(office.facts_file(office.girl));
  office.person = "bsidibe";
  const Outcome report = office.run("report --month 2026-04 --format json");
  CHECK(report.code == 3);
  CHECK(told(read_json(report.out), "sheet.unreadable") == "1");
}

TEST_CASE("an entry that is badly signed stays out of the state and is shown by history") {
  TwoChildren office = two_children();
  const TestPerson stranger = staff_member("stranger");
  const TestPerson colleague = staff_member("ktraore");
  const Stream stream = opened(office.bytes(office.case_file(office.girl)));
  std::string state;
  SUBCASE("by a key that its author never had") {
    add_to_case(office, forged_visit(stream, "adiarra", stranger), stranger);
    state = "invalid";
  }
  SUBCASE("by a colleague in the author's name") {
    add_to_case(office, forged_visit(stream, "adiarra", colleague), colleague);
    state = "invalid";
  }
  SUBCASE("by nobody who is known") {
    add_to_case(office, forged_visit(stream, "intruder", stranger), stranger);
    state = "unknown_author";
  }
  const Outcome history = office.run("history " + office.girl + " --format json");
  CHECK(history.code == 0);
  const Value document = read_json(history.out);
  CHECK(told(document, "items.2.state") == state);
  CHECK(told(document, "items.2.reason") != "");
  const Outcome shown = office.run("show " + office.girl + " --format json");
  CHECK(shown.code == 13);
  CHECK(told(read_json(shown.out), "risk_level") == "medium");
  CHECK(told(read_json(shown.out), "entries") == "2");
  CHECK(office.run("check --read-data").code == 13);
  // What a case manager writes next keeps it, still unused: nothing is thrown away.
  office.get(visit(office.girl));
  CHECK(told(json_of(office, "history " + office.girl), "items") == "4");
}

TEST_CASE("an entry by someone without the right counts nowhere and makes results partial") {
  TwoChildren office = two_children();
  const TestPerson colleague = staff_member("ktraore");
  const Stream stream = opened(office.bytes(office.case_file(office.girl)));
  add_to_both(office, forged_visit(stream, "ktraore", colleague), colleague,
              staff_member("adiarra"));
  const Value history = json_of(office, "history " + office.girl);
  CHECK(told(history, "items.2.state") == "not_authorised");
  CHECK(told(history, "complete") == "false");
  const Outcome shown = office.run("show " + office.girl + " --format json");
  CHECK(shown.code == 3);
  CHECK(told(read_json(shown.out), "risk_level") == "medium");
  const Outcome list = office.run("list --format json");
  CHECK(list.code == 3);
  CHECK(told(read_json(list.out), "items") == "2");
  CHECK_FALSE(says(list.out, "\"risk_level\":\"high\""));
  for (const char* listing : {"list", "due", "report --month 2026-04"}) {
    const Outcome partial = office.run(listing);
    CHECK(partial.code == 3);
    CHECK(says(partial.err, office.girl + ": entries do not count yet"));
  }
}

TEST_CASE("facts sealed by someone without the right are left out of every total") {
  TwoChildren office = two_children();
  const TestPerson colleague = staff_member("ktraore");
  const Stream stream = opened(office.bytes(office.case_file(office.girl)));
  add_to_both(office, forged_visit(stream, "ktraore", colleague), colleague, colleague);
  check_listings_without_girl(office, "sealed by someone who has no right to");
  CHECK(office.run("check --read-data").code == 13);
}

TEST_CASE("a staff card signed by nobody with the right changes nobody's role") {
  TwoChildren office = two_children();
  const TestPerson colleague = staff_member("ktraore");
  const std::string path = std::string(kVaultFolder) + "/people/ktraore.yaml";
  const Stream card = parse_stream(office.bytes(path), path, Padding::None);
  std::vector<std::string> documents = documents_of(card);
  documents.push_back(write_plain_document(
      card.header, {"ktraore", signing_key(colleague.identity), time_at("2026-04-14T09:00:00Z")},
      {card.documents.back().hash},
      Value::map({{"roles", Value::texts({"administrator", "supervisor"})}})));
  office.files.put(path, compose_stream(card.header, documents, Padding::None));
  const Value people = json_of(office, "people list");
  for (const Value& person : at(people, "items")->items) {
    if (told(person, "code") == "ktraore") {
      CHECK(told(person, "roles") == "1");
      CHECK(told(person, "roles.0") == "case_manager");
    }
  }
  const Outcome check = office.run("check --format json");
  CHECK(check.code == 13);
  CHECK(told(read_json(check.out), "items.0.kind") == "not_believed");
  CHECK(told(read_json(check.out), "items.0.file") == "people/ktraore.yaml");
  CHECK(office.run("list").code == 0);
}

TEST_CASE("a card of nobody's making opens no door") {
  TwoChildren office = two_children();
  const TestPerson stranger = staff_member("stranger");
  const std::string model = std::string(kVaultFolder) + "/people/ktraore.yaml";
  StreamHeader header = parse_stream(office.bytes(model), model, Padding::None).header;
  header.id = "stranger";
  const std::string document = write_plain_document(
      header, {"stranger", signing_key(stranger.identity), time_at("2026-04-14T09:00:00Z")}, {},
      Value::map({{"name", Value::text("Invented Stranger")},
                  {"roles", Value::texts({"supervisor"})},
                  {"unit", Value::text("enfance")},
                  {"recipient", Value::text(to_string(stranger.identity.recipient()))},
                  {"signing_key", Value::text(signing_key(stranger.identity).public_key)},
                  {"from", Value::text("2026-01-01")}}));
  office.files.put(std::string(kVaultFolder) + "/people/stranger.yaml",
                   compose_stream(header, {document}, Padding::None));
  office.person = "stranger";
  CHECK(office.run("list").code == 12);
  CHECK(office.run("show " + office.girl).code == 12);
  office.person = "adiarra";
  CHECK(office.run("check").code == 13);
}

TEST_CASE("an entry of another edition of the forms hides no child") {
  TwoChildren office = two_children();
  const TestPerson manager = staff_member("adiarra");
  Entry entry =
      forged_visit(opened(office.bytes(office.case_file(office.girl))), "adiarra", manager);
  SUBCASE("a form that is known") {
    entry.edition = "pos-2031.01";
  }
  SUBCASE("a form that this program does not have") {
    entry.edition = "pos-2031.01";
    entry.form = "7.Z";
  }
  add_to_both(office, entry, manager, manager);
  for (const char* words : {"list", "due"}) {
    CAPTURE(words);
    const Outcome outcome = office.run(std::string(words) + " --format json");
    CHECK((outcome.code == 0 || outcome.code == 3));
    CHECK(says(outcome.out, office.boy));
    CHECK(says(outcome.out, office.girl));
  }
  CHECK(told(json_of(office, "history " + office.girl), "items") == "3");
  const Outcome report = office.run("report --month 2026-04");
  CHECK((report.code == 0 || report.code == 3));
  const Outcome saved = office.run(visit(office.girl));
  CHECK((saved.code == 0 || saved.code == 17));
}

TEST_CASE("a higher version in a header asks for a newer program, and changes nothing") {
  TwoChildren office = two_children();
  const auto raise = [&](const std::string& path, const std::string& from, const std::string& to,
                         bool sealed) {
    if (!sealed) {
      std::string text = office.bytes(path);
      text.replace(text.find(from), from.size(), to);
      office.files.put(path, text);
      return;
    }
    const TestPerson manager = staff_member("adiarra");
    const std::vector<std::string> readers = opened(office.bytes(path)).header.readers;
    const auto text = open_file(office.bytes(path), std::span(&manager.identity, 1), path);
    std::string plain(text->begin(), text->end());
    plain.replace(plain.find(from), from.size(), to);
    office.files.put(path, seal_file(plain, readers));
  };
  SUBCASE("of a case") {
    raise(office.case_file(office.girl), "\"case/1\"", "\"case/2\"", true);
    CHECK(office.run("show " + office.girl).code == 17);
    CHECK(office.run(visit(office.girl)).code == 17);
    CHECK(office.run("list").code == 0);
    const Outcome outcome = office.run("show " + office.girl + " --format json");
    CHECK(told(read_json(outcome.err), "error.kind") == "newer");
  }
  SUBCASE("of facts") {
    raise(office.facts_file(office.girl), "\"facts/1\"", "\"facts/2\"", true);
    check_listings_without_girl(office, "");
  }
  SUBCASE("of the vault") {
    raise(std::string(kVaultFolder) + "/pos.yaml", "\"vault/1\"", "\"vault/2\"", false);
    CHECK(office.run("list").code == 17);
    CHECK(office.run("register --from boy.yaml").code == 17);
  }
}

TEST_CASE("a card that is damaged keeps its person out and nobody else") {
  TwoChildren office = two_children();
  const std::string path = std::string(kVaultFolder) + "/people/ktraore.yaml";
  office.files.put(path, office.bytes(path).substr(0, 300));
  CHECK(office.run("list").code == 0);
  CHECK(office.run("check").code == 13);
  office.person = "ktraore";
  const Outcome kept_out = office.run("list");
  CHECK(kept_out.code == 13);
  CHECK(says(kept_out.err, "people/ktraore.yaml"));
}

TEST_CASE("a vault without its founding document is refused") {
  TwoChildren office = two_children();
  const std::string path = std::string(kVaultFolder) + "/pos.yaml";
  const std::string text = office.bytes(path);
  office.files.put(path, text.substr(0, text.size() / 2));
  CHECK(office.run("list").code == 13);
  office.files.remove(path);
  CHECK(office.run("list").code == 10);
}

}  // namespace pos::test
