#include "crypto/age_header.h"

#include <doctest/doctest.h>

#include "crypto/expect.h"

namespace pos {
namespace {

const std::string kVersionLine = "age-encryption.org/v1\n";
const std::string kEnd = "--- " + std::string(43, 'A') + "\n";

std::string header_failure(std::string_view file) {
  return failure([&] { parse_age_header(file); });
}

}  // namespace

TEST_CASE("the header of the worked example is read") {
  const std::string file = example_file();
  const AgeHeader header = parse_age_header(file);
  REQUIRE(header.stanzas.size() == 1);
  CHECK(header.stanzas[0].arguments ==
        std::vector<std::string>{"X25519", "Z13VdO13iTELPS52gfN5C0ZsdzsVIf7PNld5WDcepS8"});
  CHECK(header.stanzas[0].body ==
        unhex("08341364ccff7322d5a04a3e6a45c3a980aee00ffb50727ebdcc64770726badd"));
  CHECK(text_of(header.mac) ==
        unhex("797c73fc91927827026b2433637fd2788f5813c268735af3b75ded7aac87883c"));
  CHECK(header.covered == 123);
  CHECK(header.payload == 168);
}

TEST_CASE("a header is written as it was read") {
  const std::string file = example_file();
  const AgeHeader header = parse_age_header(file);
  CHECK(write_covered_header(header.stanzas) + write_mac(header.mac) == kExampleHeader);
}

TEST_CASE("a body of full lines ends with an empty one") {
  for (const std::size_t size : {0U, 1U, 47U, 48U, 49U, 95U, 96U, 97U}) {
    const Stanza stanza{{"odd", "!#~"}, std::string(size, 'b')};
    const std::string file = write_covered_header({stanza}) + write_mac({});
    CAPTURE(file);
    REQUIRE(header_failure(file) == "none");
    CHECK(parse_age_header(file).stanzas[0].body == stanza.body);
    CHECK(parse_age_header(file).stanzas[0].arguments == stanza.arguments);
  }
  CHECK(write_covered_header({{{"t"}, std::string(48, '\0')}}) ==
        kVersionLine + "-> t\n" + std::string(64, 'A') + "\n\n---");
}

TEST_CASE("headers that break the grammar are refused") {
  const std::string full(64, 'A');
  for (const std::string& file : {
           std::string(),
           std::string("age-encryption.org/v1"),
           "age-encryption.org/v2\n-> t\n\n" + kEnd,
           "Age-encryption.org/v1\n-> t\n\n" + kEnd,
           "age-encryption.org/v1\r\n-> t\n\n" + kEnd,
           kVersionLine,
           kVersionLine + kEnd,
           kVersionLine + "->",
           kVersionLine + "->\n\n" + kEnd,
           kVersionLine + "-> \n\n" + kEnd,
           kVersionLine + "->X25519 Z13V\n\n" + kEnd,
           kVersionLine + "->  t\n\n" + kEnd,
           kVersionLine + "-> t  u\n\n" + kEnd,
           kVersionLine + "-> t \n\n" + kEnd,
           kVersionLine + " -> t\n\n" + kEnd,
           kVersionLine + "-> t\r\n\n" + kEnd,
           kVersionLine + "-> t\x7f\n\n" + kEnd,
           kVersionLine + "-> \xc3\xa9\n\n" + kEnd,
           kVersionLine + "-> t\n" + kEnd,
           kVersionLine + "-> t\n" + full + "\n" + kEnd,
           kVersionLine + "-> t\n" + full + "A\n" + kEnd,
           kVersionLine + "-> t\n" + full + "AAAA\n" + kEnd,
           kVersionLine + "-> t\n" + full + "AAA\n\n" + kEnd,
           kVersionLine + "-> t\nAA\nAA\n" + kEnd,
           kVersionLine + "-> t\nAA==\n" + kEnd,
           kVersionLine + "-> t\nAB\n" + kEnd,
           kVersionLine + "-> t\nAA\r\n" + kEnd,
           kVersionLine + "-> t\n-> u\n\n" + kEnd,
           kVersionLine + "-> t\n\n",
           kVersionLine + "-> t\n\n---",
           kVersionLine + "-> t\n\n---\n",
           kVersionLine + "-> t\n\n--- " + std::string(43, 'A'),
           kVersionLine + "-> t\n\n--- " + std::string(42, 'A') + "\n",
           kVersionLine + "-> t\n\n--- " + std::string(44, 'A') + "\n",
           kVersionLine + "-> t\n\n--- " + std::string(42, 'A') + "B\n",
           kVersionLine + "-> t\n\n---  " + std::string(43, 'A') + "\n",
           kVersionLine + "-> t\n\n--- " + std::string(43, 'A') + " \n",
           kVersionLine + "-> t\n\n--- " + std::string(43, 'A') + "\r\n",
           kVersionLine + "-> t\n\n----" + std::string(43, 'A') + "\n",
       }) {
    CAPTURE(file);
    CHECK(header_failure(file) == "integrity age-header");
  }
}

TEST_CASE("a byte from 0x80 in place of a slash in a header is refused") {
  for (int byte = 0x80; byte < 0x100; ++byte) {
    const std::string odd(1, static_cast<char>(byte));
    const std::string mac = std::string(20, 'A') + odd + std::string(22, 'A');
    CHECK(header_failure(kVersionLine + "-> t\n\n--- " + mac + "\n") == "integrity age-header");
    CHECK(header_failure(kVersionLine + "-> t\nAA" + odd + "A\n" + kEnd) == "integrity age-header");
    CHECK(header_failure(kVersionLine + "-> t " + odd + "\n\n" + kEnd) == "integrity age-header");
  }
}

TEST_CASE("a header of 64 KiB is read, one byte more is over the limit") {
  // 22 bytes of version, 3 + 1 of the stanza's line, 1 of its body, 48 of the end.
  const auto file_with = [](std::size_t size) {
    return kVersionLine + "-> " + std::string(size - 75, 't') + "\n\n" + kEnd;
  };
  CHECK(file_with(65536).size() == 65536);
  CHECK(header_failure(file_with(65535)) == "none");
  CHECK(header_failure(file_with(65536)) == "none");
  CHECK(header_failure(file_with(65536) + std::string(100, 'x')) == "none");
  CHECK(header_failure(file_with(65537)) == "integrity age-limit");
  CHECK(header_failure(file_with(200000)) == "integrity age-limit");
}

TEST_CASE("256 stanzas are read, one more is over the limit") {
  const auto file_with = [](int count) {
    std::string file = kVersionLine;
    for (int i = 0; i < count; ++i) {
      file += "-> t\n\n";
    }
    return file + kEnd;
  };
  CHECK(header_failure(file_with(255)) == "none");
  CHECK(header_failure(file_with(256)) == "none");
  CHECK(header_failure(file_with(257)) == "integrity age-limit");
}

}  // namespace pos
