#include "storage/document.h"

#include <doctest/doctest.h>

#include <functional>

#include "storage/worked_example.h"

using namespace pos;
using namespace pos::worked_example;

namespace {

struct Replacement {
  const char* from;
  const char* to;
};

/// The example's case stream with the first occurrence of `from` replaced.
std::string changed(std::string_view from, std::string_view to) {
  std::string stream = kCaseStream;
  const std::size_t at = stream.find(from);
  REQUIRE(at != std::string::npos);
  return stream.replace(at, from.size(), to);
}

std::optional<Error> parsing_error(const std::string& stream, Padding padding = Padding::Kibibyte) {
  try {
    parse_stream(stream, "cases/2026/x.yaml.age", padding);
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

/// Whether the registration is malformed and kept, and the follow-up is not touched by it.
bool only_first_is_malformed(const std::string& stream) {
  const Stream read = parse_stream(stream, "case", Padding::Kibibyte);
  return read.documents.size() == 2 && !read.documents[0].well_formed() &&
         read.documents[0].values.members.empty() && read.documents[1].hash == kFollowUpHash &&
         stream.find(read.documents[0].bytes) != std::string::npos;
}

Value card_values() {
  return Value::map(
      {{"entry", Value::text("01KE6VYFD0ABCDEFGHJKMNPQRS")},
       {"recorded", Value::text("2026-01-05T09:30:00Z")},
       {"author", Value::text("adiarra")},
       {"key", Value::text(kKeyId)},
       {"after", Value::texts({})},
       {"data", Value::map({{"to", Value::text("2026-12-31")}, {"name", Value::text("A")}})}});
}

StreamHeader card_header() {
  return {find_document_kind("person"), "adiarra", {}, "01VAULT"};
}

}  // namespace

TEST_CASE("a stream that does not begin with its separator is damaged, and says which file") {
  for (const std::string& stream :
       {std::string(), std::string("\n\n"), "\xEF\xBB\xBF" + kCaseStream, "\n" + kCaseStream,
        kCaseStream.substr(1), std::string("---\r\npos: \"case/1\"\r\n")}) {
    const auto error = parsing_error(stream);
    REQUIRE(error);
    CHECK(error->code == ErrorCode::Integrity);
    CHECK(error->where.file == "cases/2026/x.yaml.age");
  }
}

TEST_CASE("what is wrong in the header damages the whole file") {
  const Replacement cases[] = {
      {"pos: \"case/1\"\n", ""},
      {"pos: \"case/1\"", "pos: \"case\""},
      {"pos: \"case/1\"", "pos: \"case/0\""},
      {"pos: \"case/1\"", "pos: \"case/01\""},
      {"pos: \"case/1\"", "pos: \"letter/1\""},
      {"pos: \"case/1\"", "pos: case/1"},
      {"pos: \"case/1\"", "pos: \"case/1\" "},
      {"id: \"BKO-2026-4XKD7RPC\"\n", ""},
      {"id: \"BKO-2026-4XKD7RPC\"", "id: \"\""},
      {"readers: [", "readers: []\nmore: ["},
      {"readers: [", "vault: ["},
      {"readers: [\"age14", "readers: [1, \"age14"},
      {"readers: [", "name: \"x\"\nreaders: ["},
  };
  for (const Replacement& it : cases) {
    CAPTURE(it.from);
    CAPTURE(it.to);
    const auto error = parsing_error(changed(it.from, it.to));
    REQUIRE(error);
    CHECK(error->code == ErrorCode::Integrity);
  }
}

TEST_CASE("a plain kind's header names the vault, not readers") {
  const auto error = parsing_error(changed("case/1", "person/1"));
  REQUIRE(error);
  CHECK(error->code == ErrorCode::Integrity);
  const std::string stream = compose_stream(card_header(), {}, Padding::None);
  CHECK(stream == "---\npos: \"person/1\"\nid: \"adiarra\"\nvault: \"01VAULT\"\n");
  CHECK(parse_stream(stream, "people/adiarra.yaml", Padding::None).header.vault == "01VAULT");
}

TEST_CASE("a higher version is refused as newer, whatever its header has") {
  for (const char* version : {"case/2", "case/10", "case/99999999999999999999"}) {
    const auto error = parsing_error(changed("case/1", version));
    REQUIRE(error);
    CHECK(error->code == ErrorCode::Newer);
    CHECK(error->where.file == "cases/2026/x.yaml.age");
  }
  const auto error = parsing_error("---\npos: \"facts/3\"\nshape: unknown\n");
  REQUIRE(error);
  CHECK(error->code == ErrorCode::Newer);
}

TEST_CASE("a document that is not written as it must be is kept and not used") {
  const Replacement cases[] = {
      {"form: \"1.B\"\n", "form: \"1.B\"\r\n"},               // CR
      {"form: \"1.B\"\n", "form: \"1.B\" \n"},                // trailing blank
      {"form: \"1.B\"\n", "form: 1.B\n"},                     // unquoted
      {"form: \"1.B\"\n", "form: '1.B'\n"},                   // other quotes
      {"form: \"1.B\"\n", "form: \"1.B\" # comment\n"},       // comment
      {"form: \"1.B\"\n", "form: \"1.B\"\nform: \"1.B\"\n"},  // twice
      {"form: \"1.B\"\n", "form: \"1.B\"\n\n"},               // empty line
      {"form: \"1.B\"\n", "form: \"1.B\"\nnote: \"x\"\n"},    // unknown key
      {"form: \"1.B\"\n", "form: \"1.B\"\nact: \"void\"\n"},  // form and act
      {"form: \"1.B\"\n", "act: \"assign\"\n"},               // an act with data
      {"form: \"1.B\"\n", "act: \"destroy\"\n"},              // unknown act
      {"form: \"1.B\"\nedition: \"pos-2020.08\"\n", "edition: \"pos-2020.08\"\nform: \"1.B\"\n"},
      {"form: \"1.B\"\n", "form: \"\"\n"},
      {"edition: \"pos-2020.08\"\n", ""},
      {"after: []\n", ""},
      {"after: []\n", "after: [\"0f41\"]\n"},
      {"occurred: \"2026-01-05\"", "occurred: \"2026-02-30\""},
      {"recorded: \"2026-01-05T09:30:00Z\"", "recorded: \"2026-01-05\""},
      {"entry: \"01KE6VYFD0ABCDEFGHJKMNPQRS\"", "entry: \"01ke6vyfd0abcdefghjkmnpqrs\""},
      {"key: \"9be5", "key: \"9BE5"},
      {"key: \"9be50a53378ac402a2ab04dbb2491065\"", "key: \"9be50a53\""},
      {"age: 9\n", "age: 09\n"},
      {"age: 9\n", "age: &a 9\n"},
      {"author: \"adiarra\"\n", "clock: \"given\"\nauthor: \"adiarra\"\nclock: \"given\"\n"},
      {"author: \"adiarra\"\n", "clock: \"wrong\"\nauthor: \"adiarra\"\n"},
      {"signature: \"Yrw", "signature: \"Yr"},
  };
  for (const Replacement& it : cases) {
    CAPTURE(it.from);
    CAPTURE(it.to);
    CHECK(only_first_is_malformed(changed(it.from, it.to)));
  }
}

TEST_CASE("hashes in `after` stand in the order of the digits, each once") {
  const std::string low(64, '1');
  const std::string high(64, 'a');
  const auto with = [&](const std::string& a, const std::string& b) {
    const std::string stream = changed("after: []", "after: [\"" + a + "\", \"" + b + "\"]");
    return parse_stream(stream, "", Padding::Kibibyte).documents[0].well_formed();
  };
  CHECK(with(low, high));
  CHECK_FALSE(with(high, low));
  CHECK_FALSE(with(low, low));
}

TEST_CASE("the order of answers is free") {
  const Stream read =
      parse_stream(changed("  sex: \"female\"\n  age: 9\n", "  age: 9\n  sex: \"female\"\n"), "",
                   Padding::Kibibyte);
  CHECK(read.documents[0].well_formed());
}

TEST_CASE("a malformed document tells its file and line") {
  const Stream read = parse_stream(changed("age: 9", "age: 09"), "x.age", Padding::Kibibyte);
  REQUIRE(read.documents[0].fault);
  CHECK(read.documents[0].fault->where.file == "x.age");
  CHECK(read.documents[0].fault->where.line == 17);
  CHECK(read.documents[0].line == 6);
}

TEST_CASE("line ends after the last line are padding of a sealed stream, damage in a plain one") {
  for (std::size_t count : {0U, 1U, 5U, 3000U}) {
    std::string stream = kCaseStream;
    stream.pop_back();
    stream.append(count, '\n');
    const Stream sealed = parse_stream(stream, "", Padding::Kibibyte);
    CHECK(sealed.documents[1].hash == kFollowUpHash);
    const Stream plain = parse_stream(stream, "", Padding::None);
    CHECK(plain.documents[1].well_formed() == (count == 1));
    CHECK(plain.documents[0].well_formed());
  }
}

TEST_CASE("a stream that fills a KiB exactly gets no more padding") {
  const StreamHeader header = {find_document_kind("case"), kId, {"age1x"}, {}};
  const std::string empty = compose_stream(header, {}, Padding::None);
  CHECK(compose_stream(header, {}, Padding::Kibibyte).size() == 1024);
  const std::string filler = std::string(1024 - empty.size() - 5, 'x') + "\n";
  CHECK(compose_stream(header, {filler}, Padding::Kibibyte).size() == 1024);
  CHECK(compose_stream(header, {filler + "x\n"}, Padding::Kibibyte).size() == 2048);
}

TEST_CASE("a text that holds a separator does not cut its document") {
  Value values = card_values();
  values.find("data")->set("name", Value::text("a\n---\nb"));
  const SigningKey key = manager_key();
  const std::string bytes = write_document(values, key, signing_context(card_header()));
  const std::string stream = compose_stream(card_header(), {bytes}, Padding::None);
  const Stream read = parse_stream(stream, "", Padding::None);
  REQUIRE(read.documents.size() == 1);
  CHECK(read.documents[0].bytes == bytes);
  CHECK(read.documents[0].values.find("data")->scalar_of("name") == "a\n---\nb");
}

TEST_CASE("a plain document's signature holds for its vault, kind and subject alone") {
  const SigningKey key = manager_key();
  const SigningContext context = signing_context(card_header());
  CHECK(context.label == "pos/person/1");
  CHECK(context.scope == "01VAULT");
  CHECK(context.subject == "adiarra");
  const Document document =
      read_document(write_document(card_values(), key, context), *find_document_kind("person"));
  REQUIRE(document.well_formed());
  CHECK(is_signed_by(document, kPublicKey, context));
  CHECK_FALSE(is_signed_by(document, kPublicKey, {"pos/group/1", "01VAULT", "adiarra"}));
  CHECK_FALSE(is_signed_by(document, kPublicKey, {"pos/person/1", "01OTHER", "adiarra"}));
  CHECK_FALSE(is_signed_by(document, kPublicKey, {"pos/person/1", "01VAULT", "btraore"}));
  CHECK_FALSE(is_signed_by(document, signing_key(identity(0x05)).public_key, context));
}

TEST_CASE("plain documents have exactly their keys") {
  const DocumentKind& kind = *find_document_kind("group");
  const SigningKey key = manager_key();
  const auto well_formed = [&](const std::function<void(Value&)>& change) {
    Value values = card_values();
    change(values);
    return read_document(write_document(values, key, {}), kind).well_formed();
  };
  CHECK(well_formed([](Value&) {}));
  for (const char* missing : {"entry", "recorded", "author", "key", "after", "data"}) {
    CAPTURE(missing);
    CHECK_FALSE(well_formed([&](Value& values) { values.erase(missing); }));
  }
  CHECK_FALSE(well_formed([](Value& values) { values.set("by", Value::text("x")); }));
  CHECK_FALSE(well_formed([](Value& values) { values.set("data", Value::text("x")); }));
}

TEST_CASE("every kind of format.md signs under its own label") {
  for (const char* name : {"vault", "person", "group", "directory", "programme", "team", "sheet",
                           "package", "receipt"}) {
    const DocumentKind* kind = find_document_kind(name);
    REQUIRE(kind != nullptr);
    CHECK(kind->label == "pos/" + std::string(name) + "/1");
    CHECK_FALSE(kind->has_readers);
  }
  CHECK(find_document_kind("identity")->label == "pos/entry/1");
  CHECK(find_document_kind("identity")->scope == "identity");
  CHECK(find_document_kind("letter") == nullptr);
}

TEST_CASE("a stream holds as many documents as can be judged, and no more") {
  std::vector<std::string> documents(kDocumentLimit, "x\n");
  const std::string stream = compose_stream(card_header(), documents, Padding::None);
  CHECK(parse_stream(stream, "", Padding::None).documents.size() == kDocumentLimit);
  documents.push_back("x\n");
  try {
    compose_stream(card_header(), documents, Padding::None);
    FAIL("it was written");
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::Invalid);
    CHECK(error.message.en == "more than 4096 documents in one file");
  }
  try {
    parse_stream(stream + "---\nx\n", "people/adiarra.yaml", Padding::None);
    FAIL("it was read");
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::Integrity);
    CHECK(error.where.file == "people/adiarra.yaml");
    CHECK(error.message.en == "more than 4096 documents in one file");
  }
}

TEST_CASE("a stream that would be too large to be read again is not written") {
  const std::string header = compose_stream(card_header(), {}, Padding::None);
  const std::string fits(kStreamLimit - header.size() - 5, 'x');  // `---` and two line ends
  CHECK(compose_stream(card_header(), {fits}, Padding::Kibibyte).size() <= kStreamLimit + 1023);
  CHECK_THROWS_AS(compose_stream(card_header(), {fits + "x"}, Padding::Kibibyte), const Error&);
}
