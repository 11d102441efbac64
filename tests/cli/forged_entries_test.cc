// What somebody of the office with the folder, their own key and nobody else's lays beside a case.
#include <doctest/doctest.h>

#include "crypto/hash.h"
#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/facts_file.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "support/effort.h"
#include "support/forged_documents.h"
#include "support/json_reader.h"
#include "support/two_children.h"
#include "support/vault_contents.h"

namespace pos::test {
namespace {

Entry invented(const std::string& id, const std::string& author, const std::string& recorded) {
  Entry entry;
  entry.id = id;
  entry.edition = "pos-2020.08";
  entry.occurred = parse_when(recorded).value();
  entry.recorded = time_at(recorded.c_str());
  entry.author = author;
  entry.hash = blake2b_256_hex(id);
  return entry;
}

Entry invented_assign(const std::string& after, const std::string& recorded) {
  Entry assign = invented("01KPA50QG0ABCDEFGHJKMNPQRS", "mkone", recorded);
  assign.edition.clear();
  assign.act = Act::Assign;
  assign.to = "ktraore";
  if (!after.empty()) {
    assign.after = {after};
  }
  return assign;
}

/// Facts with a seal that is truly that person's.
std::string sealed_facts(const std::string& id, const std::vector<Entry>& entries,
                         const std::string& sealer, const std::vector<std::string>& readers) {
  std::vector<std::string> documents;
  for (const Entry& entry : entries) {
    documents.push_back(write_facts_document(entry, {}));
  }
  const SigningKey key = signing_key(staff_member(sealer).identity);
  documents.push_back(write_seal(documents, id, {sealer, key}, entries.back().recorded));
  return seal_stream(case_header(Compartment::Facts, id, readers), documents);
}

std::string lay_facts(TwoChildren& office, const std::string& bytes) {
  std::string path = office.facts_file(office.girl);
  office.files.put(path.replace(path.find(".yaml"), 0, "." + part_word(bytes)), bytes);
  return path;
}

/// A part of the case with one entry that its author has truly signed.
void lay_entry(TwoChildren& office, Entry entry) {
  const std::string file = office.case_file(office.girl);
  const Stream stream = opened(office.bytes(file));
  const SigningKey key = signing_key(staff_member(entry.author).identity);
  entry.key = key_id(key.public_key);
  const std::string part =
      seal_stream(stream.header, {write_case_document(entry, office.girl, key)});
  std::string path = file;
  office.files.put(path.replace(path.find(".yaml"), 0, "." + part_word(part)), part);
}

bool names_open_to(TwoChildren& office, const std::string& code) {
  return !opened_by(office, code, "identities/2026/" + office.girl).empty();
}

}  // namespace

TEST_CASE("an invented hand-over gets no names out of who has them") {
  Entry registration = invented("01KPA50QG0ABCDEFGHJKMNPQRT", "adiarra", "2026-04-13T09:20:00Z");
  registration.form = kRegistrationForm;
  const Entry assign = invented_assign(registration.hash, "2026-04-14T08:00:00Z");
  const std::string mine = to_string(staff_member("adiarra").identity.recipient());
  for (const bool seen : {false, true}) {
    for (const bool real_files_taken : {false, true}) {
      for (const char* words :
           {"list", "due", "rekey", "check --read-data", "register --from boy.yaml"}) {
        if (kSanitized && seen) {
          continue;
        }
        CAPTURE(words);
        TwoChildren office = two_children();
        if (seen) {
          office.get("list");
        }
        if (real_files_taken) {
          office.files.remove(office.case_file(office.girl));
          office.files.remove(office.facts_file(office.girl));
        }
        lay_facts(office, sealed_facts(office.girl, {registration, assign}, "ktraore", {mine}));
        office.run(words);
        CHECK(names_open_to(office, "adiarra"));
        CHECK_FALSE(names_open_to(office, "ktraore"));
      }
    }
  }
}

TEST_CASE("facts that a stranger lays beside a case change nothing of it, and are not remembered") {
  TwoChildren office = two_children();
  const std::string before = office.get("show " + office.girl + " --format json");
  const std::vector<std::string> readers =
      opened(office.bytes(office.facts_file(office.girl))).header.readers;
  const std::string part = lay_facts(
      office,
      sealed_facts(office.girl, {invented_assign("", "2026-04-14T08:00:00Z")}, "ktraore", readers));
  for (const char* person : {"adiarra", "mkone"}) {
    office.person = person;
    const Outcome list = office.run("list --format json");
    CHECK(list.code == 3);
    CHECK(told(read_json(list.out), "items") == "2");
    CHECK(says(list.err, name_of(part)));
    CHECK(says(office.run("due --format json").out, office.girl));
  }
  office.files.remove(part);
  for (const char* person : {"adiarra", "mkone"}) {
    office.person = person;
    CHECK(office.run("list").code == 0);
    CHECK(office.run("list").err == "");
  }
  office.person = "adiarra";
  CHECK(office.get("show " + office.girl + " --format json") == before);
  office.get(visit(office.girl));
}

TEST_CASE("a second registration gives the case to nobody, and nothing is sealed by it") {
  TwoChildren office = two_children();
  Entry registration = invented("01KPA50QG0ABCDEFGHJKMNPQRT", "ktraore", "2026-04-13T08:00:00Z");
  registration.form = kRegistrationForm;
  lay_entry(office, registration);
  for (const std::string& words :
       {std::string("rekey"), visit(office.girl), std::string("list"), "show " + office.girl}) {
    CAPTURE(words);
    office.run_on(office.files, cut_words(words));
    CHECK(names_open_to(office, "adiarra"));
    CHECK_FALSE(names_open_to(office, "ktraore"));
  }
  CHECK(office.run("show " + office.girl).code != 0);
  CHECK(office.run("check --read-data").code == 13);
}

TEST_CASE("a part of the case that is closed to its manager blocks writing, and is named") {
  TwoChildren office = two_children();
  const std::string file = office.case_file(office.girl);
  Stream stream = opened(office.bytes(file));
  stream.header.readers = {to_string(staff_member("stranger").identity.recipient())};
  std::string part = file;
  part.replace(part.find(".yaml"), 0, " (1)");
  office.files.put(part, seal_stream(stream.header, documents_of(stream)));
  const Outcome refused = office.run(visit(office.girl));
  CHECK(refused.code == 14);
  CHECK(says(refused.err, name_of(part)));
  CHECK(says(office.run("merge --conflicts").out, name_of(part)));
  office.files.remove(part);
  office.get(visit(office.girl));
}

TEST_CASE("what a stranger writes in a case hinders nobody who works on it") {
  TwoChildren office = two_children();
  Entry entry = invented("01KPA50QG0ABCDEFGHJKMNPQRT", "ktraore", "2026-04-14T08:00:00Z");
  entry.form = "5.A";
  SUBCASE("dated in years") {
    entry.recorded = time_at("2036-01-01T00:00:00Z");
  }
  SUBCASE("by a form that nobody knows") {
    entry.form = "9.Z";
  }
  lay_entry(office, entry);
  CHECK(office.run("show " + office.girl).code == 3);
  const Outcome saved = office.run(visit(office.girl));
  CHECK_MESSAGE(saved.code == 0, saved.err);
  CHECK(says(office.run("history " + office.girl + " --format json").out, "not_authorised"));
}

}  // namespace pos::test
