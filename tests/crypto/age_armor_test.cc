#include "crypto/age_armor.h"

#include <doctest/doctest.h>

#include "crypto/expect.h"

namespace pos {
namespace {

constexpr std::string_view kExample =
    "-----BEGIN AGE ENCRYPTED FILE-----\n"
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBaMTNWZE8xM2lURUxQUzUy\n"
    "Z2ZONUMwWnNkenNWSWY3UE5sZDVXRGNlcFM4CkNEUVRaTXovY3lMVm9Fbytha1hE\n"
    "cVlDdTRBLzdVSEordmN4a2R3Y211dDAKLS0tIGVYeHovSkdTZUNjQ2F5UXpZMy9T\n"
    "ZUk5WUU4Sm9jMXJ6dDEzdGVxeUhpRHcKoKGio6SlpqeoqaqrrK2ur/fuGpd8GtdB\n"
    "M1f9FLi9YNihHLxOAEDC4nEeGg==\n"
    "-----END AGE ENCRYPTED FILE-----\n";

std::string armor_failure(std::string_view text) {
  return failure([&] { take_off_armor(text); });
}

std::string replaced(std::string_view from, std::string_view to) {
  std::string text(kExample);
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("armour goes on and comes off as in the worked example") {
  CHECK(put_on_armor(example_file()) == kExample);
  CHECK(take_off_armor(kExample) == example_file());
  CHECK(is_armored(kExample));
  CHECK(is_armored(" \r\n\t" + std::string(kExample)));
  CHECK_FALSE(is_armored(example_file()));
  CHECK_FALSE(is_armored(""));
}

TEST_CASE("armour keeps files of any size, also with a full last line") {
  for (std::size_t size = 1; size < 200; ++size) {
    const std::string file(size, '\xe7');
    CHECK(take_off_armor(put_on_armor(file)) == file);
  }
  CHECK(put_on_armor(std::string(48, 'a')).find("\n\n") == std::string::npos);
}

TEST_CASE("CR LF and a missing last line end are taken") {
  std::string text;
  for (const char c : kExample) {
    text += c == '\n' ? "\r\n" : std::string(1, c);
  }
  CHECK(take_off_armor(text) == example_file());
  CHECK(take_off_armor(kExample.substr(0, kExample.size() - 1)) == example_file());
}

TEST_CASE("armour is strict about all else") {
  for (const std::string& text : {
           replaced("-----BEGIN", "x-----BEGIN"),
           replaced("FILE-----\nY", "FILE----- \nY"),
           replaced("FILE-----\nY", "FILE-----\n\nY"),
           replaced("FILE-----\nY", "FILE-----\nComment: x\n\nY"),
           replaced("BEGIN AGE ENC", "BEGIN AGE enc"),
           replaced("UzUy\nZ2ZO", "UzUyZ2ZO"),
           replaced("GtdB\nM1f9", "GtdBM1f9"),
           replaced("UzUy\nZ2ZO", "UzUy\r\r\nZ2ZO"),
           replaced("UzUy\nZ2ZO", "UzUy \nZ2ZO"),
           replaced("UzUy\nZ2ZO", "UzU=\nZ2ZO"),
           replaced("UzUy\nZ2ZO", "\nUzUyZ2ZO"),
           replaced("eGg==\n", "eGg\n"),
           replaced("==\n-", "==\n\n-"),
           replaced("==\n-", "==\n=AbCd\n-"),
           replaced("==\n-", "==\nAAAA\n-"),
           replaced("-----END", " -----END"),
           replaced("-----END", "-----end"),
           replaced("-----END AGE ENCRYPTED FILE-----\n", ""),
           replaced("-----END AGE ENCRYPTED FILE-----\n", "-----END AGE ENCRYPTED FILE----- \n"),
           std::string(kExample) + "x",
           std::string(kExample) + std::string(kExample),
       }) {
    CAPTURE(text);
    CHECK(armor_failure(text) == "integrity age-armor");
  }
}

TEST_CASE("a byte from 0x80 in place of a slash in armour is refused") {
  for (int byte = 0x80; byte < 0x100; ++byte) {
    CHECK(armor_failure(replaced("/", std::string(1, static_cast<char>(byte)))) ==
          "integrity age-armor");
  }
}

TEST_CASE("1024 bytes of white space are taken on each side, 1025 are over the limit") {
  const std::string text(kExample);
  CHECK(armor_failure(std::string(1023, '\n') + text) == "none");
  CHECK(armor_failure(std::string(1024, ' ') + text) == "none");
  CHECK(armor_failure(std::string(1025, '\t') + text) == "integrity age-limit");
  CHECK(armor_failure(text + std::string(1023, ' ')) == "none");
  CHECK(armor_failure(text + std::string(1024, '\n')) == "none");
  CHECK(armor_failure(text + std::string(1025, '\r')) == "integrity age-limit");
}

}  // namespace pos
