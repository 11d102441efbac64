#include <doctest/doctest.h>

#include "crypto/hash.h"
#include "storage/case_file.h"
#include "storage/document.h"
#include "storage/entry_document.h"
#include "storage/facts_file.h"
#include "storage/worked_example.h"

using namespace pos;
using namespace pos::worked_example;

namespace {

std::vector<std::string> bytes_of_all(const Stream& stream) {
  std::vector<std::string> bytes;
  for (const Document& document : stream.documents) {
    bytes.push_back(document.bytes);
  }
  return bytes;
}

Entry example_registration() {
  Entry entry;
  entry.id = "01KE6VYFD0ABCDEFGHJKMNPQRS";
  entry.form = "1.B";
  entry.edition = "pos-2020.08";
  entry.occurred = when(*parse_date("2026-01-05"));
  entry.recorded = *parse_instant("2026-01-05T09:30:00Z");
  entry.author = "adiarra";
  entry.key = kKeyId;
  entry.identity = kIdentityHash;
  Value member = Value::map({{"unique_id", Value::text("7b7c1d0e-0001-4000-8000-000000000001")},
                             {"relation", Value::text("aunt")}});
  entry.data = Value::map({{"sex", Value::text("female")},
                           {"age", Value::number("9")},
                           {"family_details_section", Value::list({member})}});
  return entry;
}

Entry example_follow_up() {
  Entry entry;
  entry.id = "01KERX2AM0ABCDEFGHJKMNPQRS";
  entry.form = "5.A";
  entry.edition = "pos-2020.08";
  entry.occurred = when(*parse_instant("2026-01-12T10:15:00Z"));
  entry.recorded = *parse_instant("2026-01-12T16:02:11Z");
  entry.author = "adiarra";
  entry.key = kKeyId;
  entry.after = {kRegistrationHash};
  entry.data = Value::map(
      {{"child_was_seen", Value::text("true")},
       {"risk_level", Value::text("medium")},
       {"followup_situation",
        Value::text("L'enfant va mieux.\n\nElle dit : « je veux retourner à l'école ».")}});
  return entry;
}

Value identity_answers() {
  Value member = Value::map({{"unique_id", Value::text("7b7c1d0e-0001-4000-8000-000000000001")},
                             {"relation_name", Value::text("Tante Inventée")}});
  return Value::map({{"name_first", Value::text("Awa")},
                     {"name_last", Value::text("Inventée")},
                     {"family_details_section", Value::list({member})}});
}

}  // namespace

TEST_CASE("the manager's key of the example is the one that follows from 32 bytes 0x04") {
  CHECK(manager_key().public_key == kPublicKey);
  CHECK(key_id(kPublicKey) == kKeyId);
}

TEST_CASE("the documents of the example have the hashes that format.md gives") {
  const Stream journal = parse_stream(kCaseStream, "case", Padding::Kibibyte);
  REQUIRE(journal.documents.size() == 2);
  CHECK(journal.documents[0].hash == kRegistrationHash);
  CHECK(journal.documents[1].hash == kFollowUpHash);
  const Stream names = parse_stream(kIdentityStream, "identity", Padding::Kibibyte);
  REQUIRE(names.documents.size() == 1);
  CHECK(names.documents[0].hash == kIdentityHash);
}

TEST_CASE("the case stream of the example, padded, has 2048 bytes and the SHA-256 given") {
  const Stream journal = parse_stream(kCaseStream, "case", Padding::Kibibyte);
  const std::string padded =
      compose_stream(journal.header, bytes_of_all(journal), Padding::Kibibyte);
  CHECK(padded.size() == 2048);
  CHECK(sha256_hex(padded) == "5df49eb110ab22d99efe079ae32ae1b583aec277a63b8efb4c78f3128a16618b");
  CHECK(parse_stream(padded, "case", Padding::Kibibyte).documents[1].bytes ==
        journal.documents[1].bytes);
}

TEST_CASE("the streams of the example are written again byte for byte") {
  for (const std::string* stream : {&kIdentityStream, &kCaseStream, &kFactsStream}) {
    const Stream read = parse_stream(*stream, "", Padding::None);
    for (const Document& document : read.documents) {
      CHECK(document.well_formed());
    }
    CHECK(compose_stream(read.header, bytes_of_all(read), Padding::None) == *stream);
  }
}

TEST_CASE("the entries of the example give its documents, signatures included") {
  const SigningKey key = manager_key();
  const Stream journal = parse_stream(kCaseStream, "", Padding::None);
  const Stream names = parse_stream(kIdentityStream, "", Padding::None);
  CHECK(write_identity_document(example_registration(), identity_answers(), kId, key) ==
        names.documents[0].bytes);
  CHECK(write_case_document(example_registration(), kId, key) == journal.documents[0].bytes);
  CHECK(write_case_document(example_follow_up(), kId, key) == journal.documents[1].bytes);
}

TEST_CASE("the facts of the example give its facts documents and its seal") {
  Entry first = example_registration();
  first.hash = kRegistrationHash;
  Entry second = example_follow_up();
  second.hash = kFollowUpHash;
  const std::vector<std::string> documents = {
      write_facts_document(
          first, Value::map({{"sex", Value::text("female")}, {"age", Value::number("9")}})),
      write_facts_document(second, Value::map({{"child_was_seen", Value::text("true")},
                                               {"risk_level", Value::text("medium")}}))};
  const Stream facts = parse_stream(kFactsStream, "", Padding::None);
  CHECK(documents[0] == facts.documents[0].bytes);
  CHECK(documents[1] == facts.documents[1].bytes);
  const SigningKey key = manager_key();
  CHECK(write_seal(documents, kId, {"adiarra", key}, *parse_instant("2026-01-12T16:00:00Z")) ==
        facts.documents[2].bytes);
}

TEST_CASE("the example reads as two well-signed entries, their names and sealed facts") {
  const auto journal = read_case({parse_stream(kCaseStream, "case", Padding::None)}, find_key);
  REQUIRE(journal.size() == 2);
  CHECK(journal[0].well_signed());
  CHECK(journal[1].well_signed());
  CHECK(journal[1].entry.data.scalar_of("risk_level") == "medium");

  const auto names =
      read_identity({parse_stream(kIdentityStream, "identity", Padding::None)}, journal, find_key);
  REQUIRE(names.size() == 1);
  CHECK(names[0].well_signed());
  CHECK(names[0].entry.data.scalar_of("name_first") == "Awa");

  const FactsPart facts = read_facts(parse_stream(kFactsStream, "facts", Padding::None), find_key);
  CHECK(facts.well_sealed());
  REQUIRE(facts.documents.size() == 2);
  CHECK(facts.documents[1].entry.hash == kFollowUpHash);
}
