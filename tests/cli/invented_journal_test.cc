// A journal that is not the case's, or not all of it, decides nobody's reading.
#include <doctest/doctest.h>

#include "crypto/hash.h"
#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/facts_file.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "support/forged_documents.h"
#include "support/two_children.h"
#include "support/vault_contents.h"

namespace pos::test {
namespace {

using Bytes = std::vector<std::string>;

Entry made_by(const std::string& id, const std::string& author, const char* recorded) {
  Entry entry;
  entry.id = id;
  entry.occurred = parse_when(recorded).value();
  entry.recorded = time_at(recorded);
  entry.author = author;
  entry.key = key_id(signing_key(staff_member(author).identity).public_key);
  return entry;
}

/// As the case's manager opens it.
Stream stream_of(TwoChildren& office, const std::string& path) {
  return opened(office.bytes(path), opens(office, "adiarra", path) ? "adiarra" : "ktraore");
}

Bytes documents_in(TwoChildren& office, const std::string& path) {
  Bytes documents;
  for (const Document& document : stream_of(office, path).documents) {
    documents.push_back(document.bytes);
  }
  return documents;
}

void put_documents(TwoChildren& office, const std::string& path, const Bytes& documents) {
  office.files.put(path, seal_stream(stream_of(office, path).header, documents));
}

/// Registration and facts by ktraore, who opens nothing of the case, in the place of the true ones.
void lay_invented_journal(TwoChildren& office) {
  Entry registration = made_by("01KPA50QG0ABCDEFGHJKMNPQRT", "ktraore", "2026-04-14T09:20:00Z");
  registration.form = kRegistrationForm;
  registration.edition = "pos-2020.08";
  const SigningKey key = signing_key(staff_member("ktraore").identity);
  const std::string document = write_case_document(registration, office.girl, key);
  registration.hash = blake2b_256_hex(document);
  Bytes facts = {write_facts_document(registration, {})};
  facts.push_back(write_seal(facts, office.girl, {"ktraore", key}, registration.recorded));
  put_documents(office, office.case_file(office.girl), {document});
  put_documents(office, office.facts_file(office.girl), facts);
}

bool opens_names(TwoChildren& office, const std::string& code) {
  return !opened_by(office, code, "identities/2026/" + office.girl).empty();
}

TwoChildren handed_to_traore() {
  TwoChildren office = two_children();
  office.person = "mkone";
  office.get("assign " + office.girl + " --to ktraore");
  return office;
}

std::string entry_of_act(TwoChildren& office, Act act) {
  for (const Document& document : stream_of(office, office.case_file(office.girl)).documents) {
    if (document.values.scalar_of("act") == word(act)) {
      return document.values.scalar_of("entry");
    }
  }
  return {};
}

/// Another document of that entry's identifier, truly signed by somebody who has no part in it.
void double_entry(TwoChildren& office, const std::string& id) {
  Entry access = made_by(id, "bsidibe", "2026-04-15T12:00:00Z");
  access.act = Act::Access;
  access.purpose = "nothing";
  const std::string file = office.case_file(office.girl);
  const std::string part = seal_stream(
      stream_of(office, file).header,
      {write_case_document(access, office.girl, signing_key(staff_member("bsidibe").identity))});
  std::string path = file;
  office.files.put(path.replace(path.find(".yaml"), 0, "." + part_word(part)), part);
}

}  // namespace

TEST_CASE("an invented journal in the place of the journal gets no names, seen before or not") {
  for (const bool seen : {false, true}) {
    for (const char* words : {"rekey", "list", "merge --conflicts"}) {
      for (const char* person : {"adiarra", "mkone"}) {
        CAPTURE(seen);
        CAPTURE(words);
        TwoChildren office = two_children();
        office.person = person;
        if (seen) {
          office.get("list");
        }
        lay_invented_journal(office);
        office.run(words);
        CHECK(opens_names(office, "adiarra"));
        CHECK_FALSE(opens_names(office, "ktraore"));
      }
    }
  }
}

TEST_CASE("an older journal put back takes the names from nobody who has them") {
  TwoChildren office = two_children();
  const auto before = office.files;
  office.person = "mkone";
  office.get("assign " + office.girl + " --to ktraore");
  for (const std::string& file : {office.case_file(office.girl), office.facts_file(office.girl)}) {
    office.files.put(file, before.files().at(file));
  }
  CHECK(office.run("rekey").code != 0);
  CHECK(opens_names(office, "ktraore"));
  CHECK_FALSE(opens_names(office, "adiarra"));
}

TEST_CASE("an assign that somebody doubles gives the case back to nobody") {
  TwoChildren office = handed_to_traore();
  double_entry(office, entry_of_act(office, Act::Assign));
  CHECK(office.run("rekey").code != 0);
  office.person = "ktraore";
  office.run_on(office.files, cut_words(visit(office.girl)));
  for (const char* person : {"ktraore", "mkone"}) {
    office.person = person;
    office.run("list");
    CHECK(opens_names(office, "ktraore"));
    CHECK_FALSE(opens_names(office, "adiarra"));
  }
}

TEST_CASE("a mask or an erasure that somebody doubles changes nobody's reading") {
  TwoChildren office = two_children();
  Act act = Act::Mask;
  SUBCASE("a mask") {
    office.get("mask " + office.girl + " --reason 'a threat'");
  }
  SUBCASE("an erasure") {
    act = Act::Erase;
    office.person = "mkone";
    office.get("erase " + office.girl + " --reason asked --recovery /t/recovery.key --confirm " +
               office.girl);
  }
  const std::string names = office.bytes(office.identity_file(office.girl));
  const bool supervisor_opens = opens_names(office, "mkone");
  double_entry(office, entry_of_act(office, act));
  CHECK(office.run("rekey").code != 0);
  CHECK(office.bytes(office.identity_file(office.girl)) == names);
  office.person = "adiarra";
  office.run_on(office.files, cut_words(visit(office.girl)));
  office.person = "mkone";
  office.run("list");
  CHECK(opens_names(office, "adiarra"));
  CHECK(opens_names(office, "mkone") == supervisor_opens);
}

TEST_CASE("a mask that is taken out of the journal opens the names to nobody") {
  TwoChildren office = two_children();
  office.get("mask " + office.girl + " --reason 'a threat'");
  office.get(visit(office.girl));
  REQUIRE_FALSE(opens_names(office, "mkone"));
  const std::string mask = entry_of_act(office, Act::Mask);
  const auto without_mask = [&](const std::string& path) {
    Bytes documents = documents_in(office, path);
    std::erase_if(documents,
                  [&](const std::string& bytes) { return says(bytes, "entry: \"" + mask); });
    return documents;
  };
  Bytes facts = without_mask(office.facts_file(office.girl));
  facts.pop_back();
  const SigningKey key = signing_key(staff_member("mkone").identity);
  facts.push_back(write_seal(facts, office.girl, {"mkone", key}, time_at("2026-04-15T13:00:00Z")));
  put_documents(office, office.case_file(office.girl), without_mask(office.case_file(office.girl)));
  put_documents(office, office.facts_file(office.girl), facts);
  office.now = "2026-04-16T09:00:00Z";
  office.run_on(office.files, cut_words(visit(office.girl)));
  office.run("rekey");
  CHECK(opens_names(office, "adiarra"));
  CHECK_FALSE(opens_names(office, "mkone"));
}

TEST_CASE("a stranger's facts of another registration hide no child, and stay when others write") {
  TwoChildren office = two_children();
  TwoChildren stranger = office;
  lay_invented_journal(stranger);
  const SigningKey key = signing_key(staff_member("bsidibe").identity);
  Bytes facts = documents_in(stranger, office.facts_file(office.girl));
  facts.pop_back();
  facts.push_back(
      write_seal(facts, office.girl, {"bsidibe", key}, time_at("2026-04-15T09:00:00Z")));
  const std::string bytes =
      seal_stream(stream_of(office, office.facts_file(office.girl)).header, facts);
  std::string part = office.facts_file(office.girl);
  office.files.put(part.replace(part.find(".yaml"), 0, "." + part_word(bytes)), bytes);
  for (const char* person : {"adiarra", "mkone", "bsidibe"}) {
    office.person = person;
    const Outcome due = office.run("due --format json");
    CHECK(due.code == 3);
    CHECK(says(due.out, office.girl));
  }
  office.person = "adiarra";
  office.get(visit(office.girl));
  CHECK(office.files.read(part).has_value());
}

}  // namespace pos::test
