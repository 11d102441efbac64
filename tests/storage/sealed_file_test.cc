#include "storage/sealed_file.h"

#include <doctest/doctest.h>

#include <array>

#include "storage/worked_example.h"

using namespace pos;
using namespace pos::worked_example;

namespace {

Stream example() {
  return parse_stream(kCaseStream, "", Padding::None);
}

std::vector<std::string> documents() {
  std::vector<std::string> bytes;
  for (const Document& document : example().documents) {
    bytes.push_back(document.bytes);
  }
  return bytes;
}

std::array<Identity, 1> key(std::uint8_t byte) {
  return {identity(byte)};
}

/// The code and file of the error that opening gives; 0 for none.
std::pair<int, std::string> outcome(const std::string& bytes) {
  try {
    const auto keys = key(0x04);
    open_stream(bytes, keys, "x.yaml.age");
  } catch (const Error& error) {
    return {exit_code(error.code), error.where.file};
  }
  return {0, ""};
}

}  // namespace

TEST_CASE("a sealed stream opens for the manager, the team and recovery") {
  const std::string file = seal_stream(example().header, documents());
  for (const std::uint8_t byte : std::array<std::uint8_t, 3>{0x04, 0x14, 0x01}) {
    const auto keys = key(byte);
    const auto stream = open_stream(file, keys, "x.yaml.age");
    REQUIRE(stream);
    CHECK(stream->header.id == kId);
    CHECK(stream->name == "x.yaml.age");
    REQUIRE(stream->documents.size() == 2);
    CHECK(stream->documents[1].hash == kFollowUpHash);
  }
}

TEST_CASE("a file for others is not theirs, which is no error") {
  const std::string file = seal_stream(example().header, documents());
  const auto statistics = key(0x15);
  CHECK_FALSE(open_stream(file, statistics, "x.yaml.age"));
  CHECK_FALSE(open_file(file, statistics, "x.yaml.age"));
}

TEST_CASE("a sealed stream is padded to a KiB") {
  const std::string file = seal_stream(example().header, documents());
  const auto keys = key(0x04);
  const auto text = open_file(file, keys, "");
  REQUIRE(text);
  CHECK(text->size() == 2048);
}

TEST_CASE("the position that opened one file is tried first on the next") {
  const std::string file = seal_stream(example().header, documents());
  PositionHint hint;
  const auto recovery = key(0x01);
  CHECK(open_stream(file, recovery, "", &hint));
  CHECK(hint.stanza == 2);
  CHECK(open_stream(file, recovery, "", &hint));
}

TEST_CASE("every truncation of a sealed file is refused with its name") {
  const std::string file = seal_stream(example().header, documents());
  for (std::size_t size = 0; size < file.size(); ++size) {
    CAPTURE(size);
    const auto [code, name] = outcome(file.substr(0, size));
    CHECK(code == 13);
    CHECK(name == "x.yaml.age");
  }
}

TEST_CASE("no sealed file opens with a flipped byte") {
  const std::string file = seal_stream(example().header, documents());
  const auto keys = key(0x04);
  for (std::size_t at = 0; at < file.size(); ++at) {
    std::string flipped = file;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    try {
      const bool opened = open_stream(flipped, keys, "x.yaml.age").has_value();
      if (opened) {
        FAIL("opened with byte " << at << " flipped");
      }
    } catch (const Error& error) {
      CHECK(error.code == ErrorCode::Integrity);
    }
  }
}

TEST_CASE("a file that more or fewer can open than its header names is refused") {
  const Stream stream = example();
  const std::string text = compose_stream(stream.header, documents(), Padding::Kibibyte);
  std::vector<std::string> more = stream.header.readers;
  more.push_back(to_string(identity(0x15).recipient()));
  std::vector<std::string> fewer = stream.header.readers;
  fewer.pop_back();
  CHECK(outcome(seal_file(text, more)).first == 13);
  CHECK(outcome(seal_file(text, fewer)).first == 13);
  CHECK(outcome(seal_file(text, stream.header.readers)).first == 0);
}

TEST_CASE("a plain kind is no file of a case, even when it is sealed") {
  const StreamHeader header = {find_document_kind("person"), "adiarra", {}, "01VAULT"};
  const std::string text = compose_stream(header, {}, Padding::Kibibyte);
  CHECK(outcome(seal_file(text, example().header.readers)).first == 13);
}

TEST_CASE("a mistyped recipient is never skipped") {
  StreamHeader header = example().header;
  header.readers[1].back() = 'x';
  CHECK_THROWS_AS(seal_stream(header, documents()), Error);
}
