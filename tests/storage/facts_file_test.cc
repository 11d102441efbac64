#include "storage/facts_file.h"

#include <doctest/doctest.h>

#include "storage/entry_document.h"
#include "storage/worked_example.h"

using namespace pos;
using namespace pos::worked_example;

namespace {

const Instant kSealedAt = *parse_instant("2026-02-01T08:00:00Z");

/// Facts of an entry whose identifier ends in `mark`.
std::string facts(char mark, const std::string& level = "low") {
  Entry entry;
  entry.id = std::string("01KE6VYFD0ABCDEFGHJKMNPQR") + mark;
  entry.hash = std::string(64, 'a');
  entry.form = "5.A";
  entry.edition = "pos-2020.08";
  entry.occurred = when(*parse_date("2026-01-05"));
  entry.recorded = *parse_instant("2026-01-05T09:30:00Z");
  entry.author = "adiarra";
  return write_facts_document(entry, Value::map({{"risk_level", Value::text(level)}}));
}

Stream facts_stream(const std::vector<std::string>& documents, const std::string& id = kId) {
  const StreamHeader header = {find_document_kind("facts"), id, {"age1x"}, {}};
  return parse_stream(compose_stream(header, documents, Padding::Kibibyte), "facts",
                      Padding::Kibibyte);
}

Stream sealed(std::vector<std::string> documents) {
  const SigningKey key = manager_key();
  documents.push_back(write_seal(documents, kId, {"adiarra", key}, kSealedAt));
  return facts_stream(documents);
}

FactsPart part(std::vector<std::string> documents) {
  return read_facts(sealed(std::move(documents)), find_key);
}

std::string without(const std::string& text, std::string_view from, std::string_view to) {
  std::string result = text;
  return result.replace(result.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("sealed facts are read with who sealed them and when") {
  const FactsPart read = part({facts('A'), facts('B')});
  CHECK(read.well_sealed());
  CHECK(read.author == "adiarra");
  CHECK(read.key == kKeyId);
  CHECK(read.recorded == kSealedAt);
  REQUIRE(read.documents.size() == 2);
  CHECK(read.documents[1].entry.data.scalar_of("risk_level") == "low");
}

TEST_CASE("a seal is not older than the latest entry") {
  const SigningKey key = manager_key();
  const std::string seal =
      write_seal({facts('A')}, kId, {"adiarra", key}, *parse_instant("2026-01-01T00:00:00Z"));
  CHECK(seal.starts_with("seal: 1\nrecorded: \"2026-01-05T09:30:00Z\"\n"));
}

TEST_CASE("a case without facts can be sealed") {
  CHECK(part({}).well_sealed());
  CHECK(part({}).documents.empty());
}

TEST_CASE("re-sealing to other readers needs no new seal") {
  const Stream before = sealed({facts('A')});
  Stream after = before;
  after.header.readers = {"age1x", "age1y"};
  CHECK(read_facts(after, find_key).well_sealed());
}

TEST_CASE("a seal does not hold for other facts, another order, another case or one less") {
  const SigningKey key = manager_key();
  const std::string seal = write_seal({facts('A'), facts('B')}, kId, {"adiarra", key}, kSealedAt);
  CHECK(read_facts(facts_stream({facts('A'), facts('B'), seal}), find_key).well_sealed());
  const std::vector<Stream> wrong = {
      facts_stream({facts('A'), facts('B', "high"), seal}),
      facts_stream({facts('B'), facts('A'), seal}),
      facts_stream({facts('A'), seal}),
      facts_stream({facts('A'), facts('B'), facts('C'), seal}),
      facts_stream({facts('A'), facts('B'), seal}, "BKO-2026-0000000X"),
  };
  for (const Stream& stream : wrong) {
    const FactsPart read = read_facts(stream, find_key);
    CHECK(read.seal == DocumentState::BadlySigned);
    CHECK(read.doubt.where.file == "facts");
    CHECK_FALSE(read.doubt.message.empty());
  }
}

TEST_CASE("a signed seal that counts another number of entries is refused") {
  const SigningKey key = manager_key();
  const std::string seal =
      "seal: 2\nrecorded: \"2026-02-01T08:00:00Z\"\nauthor: \"adiarra\"\n"
      "key: \"9be50a53378ac402a2ab04dbb2491065\"\n";
  const std::string message =
      signed_message({"pos/facts/1", "facts", kId}, "---\n" + facts('A') + "---\n" + seal);
  const std::string signature = "signature: \"" + sign(key, message) + "\"\n";
  CHECK(read_facts(facts_stream({facts('A'), seal + signature}), find_key).seal ==
        DocumentState::BadlySigned);
}

TEST_CASE("a seal stands alone at the end") {
  const SigningKey key = manager_key();
  const std::string seal = write_seal({facts('A')}, kId, {"adiarra", key}, kSealedAt);
  for (const Stream& stream :
       {facts_stream({facts('A')}), facts_stream({}), facts_stream({seal, facts('A')}),
        facts_stream({facts('A'), seal, seal}),
        facts_stream({facts('A'), without(seal, "seal: 1", "seal: \"1\"")}),
        facts_stream({facts('A'), without(seal, "author:", "by: \"x\"\nauthor:")})}) {
    CHECK(read_facts(stream, find_key).seal == DocumentState::Malformed);
  }
}

TEST_CASE("the facts of an unknown sealer and of a key not had then do not count") {
  const Stream stream = sealed({facts('A')});
  const auto nobody = [](std::string_view, std::string_view, Instant) {
    return std::optional<std::string>();
  };
  const auto replaced = [](std::string_view, std::string_view, Instant) {
    return std::optional<std::string>("");
  };
  CHECK(read_facts(stream, nobody).seal == DocumentState::UnknownAuthor);
  CHECK(read_facts(stream, replaced).seal == DocumentState::BadlySigned);
  CHECK(join_facts({read_facts(stream, nobody)}, {SealRight::Present}).empty());
}

TEST_CASE("two parts of present sealers give their union, each document once") {
  const auto joined = join_facts({part({facts('A'), facts('B')}), part({facts('B'), facts('C')})},
                                 {SealRight::Present, SealRight::Present});
  REQUIRE(joined.size() == 3);
  for (const CaseDocument& document : joined) {
    CHECK(document.well_signed());
  }
}

TEST_CASE("a former manager's part counts only for what a present sealer also has") {
  const auto joined = join_facts({part({facts('A'), facts('X')}), part({facts('A'), facts('B')})},
                                 {SealRight::Former, SealRight::Present});
  REQUIRE(joined.size() == 3);
  CHECK(joined[0].well_signed());
  CHECK(joined[1].well_signed());
  CHECK(joined[2].entry.id == "01KE6VYFD0ABCDEFGHJKMNPQRX");
  CHECK(joined[2].state == DocumentState::Unclaimed);
}

TEST_CASE("a former manager's other facts of an entry do not spoil the present ones") {
  const auto joined = join_facts({part({facts('A', "high")}), part({facts('A')})},
                                 {SealRight::Former, SealRight::Present});
  REQUIRE(joined.size() == 2);
  CHECK(joined[0].well_signed());
  CHECK(joined[0].entry.data.scalar_of("risk_level") == "low");
  CHECK(joined[1].state == DocumentState::Unclaimed);
}

TEST_CASE("a former manager's part alone counts, one without right never") {
  CHECK(join_facts({part({facts('A')})}, {SealRight::Former})[0].well_signed());
  CHECK(join_facts({part({facts('A')})}, {SealRight::None}).empty());
}

TEST_CASE("different facts of one entry under two present seals are all invalid") {
  const auto joined = join_facts({part({facts('A'), facts('B')}), part({facts('A', "high")})},
                                 {SealRight::Present, SealRight::Present});
  REQUIRE(joined.size() == 3);
  CHECK(joined[0].state == DocumentState::Repeated);
  CHECK(joined[1].well_signed());
  CHECK(joined[2].state == DocumentState::Repeated);
}

TEST_CASE("facts of two cases are never joined") {
  FactsPart other = part({facts('B')});
  other.id = "BKO-2026-0000000X";
  CHECK_THROWS_AS(join_facts({part({facts('A')}), other}, {SealRight::Present, SealRight::Present}),
                  Error);
}
