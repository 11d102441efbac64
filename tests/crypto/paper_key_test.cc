#include "crypto/paper_key.h"

#include <doctest/doctest.h>

#include <sstream>

#include "crypto/expect.h"
#include "support/effort.h"

namespace pos {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::vector<std::string> split(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> sheet_of(const Identity& identity, int copy = 1) {
  return split(paper_lines(identity, copy));
}

/// The numbers of the lines that are found wrong.
std::vector<int> faulty(const std::vector<std::string>& lines) {
  PaperReader reader;
  std::vector<int> wrong;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (reader.take(static_cast<int>(i) + 1, lines[i])) {
      wrong.push_back(static_cast<int>(i) + 1);
    }
  }
  return wrong;
}

PaperKey read(const std::vector<std::string>& lines) {
  PaperReader reader;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    REQUIRE_FALSE(reader.take(static_cast<int>(i) + 1, lines[i]));
  }
  return reader.key();
}

std::string paper_failure(const std::vector<std::string>& lines) {
  PaperReader reader;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CHECK_FALSE(reader.take(static_cast<int>(i) + 1, lines[i]));
  }
  return failure([&] { reader.key(); });
}

/// Where the eight characters of a line stand: the fifth is the blank.
constexpr std::array<std::size_t, 8> kPlaces = {0, 1, 2, 3, 5, 6, 7, 8};

}  // namespace

// Worked out by a second program from the description in the header.
TEST_CASE("a key stands on paper as eight numbered lines of two groups of four") {
  CHECK(paper_lines(identity_of(0x42), 1) ==
        "8914 4GJX\n2891 44GF\nJ289 144P\nGJ28 914Z\n"
        "4GJ2 891F\n44GJ 289Q\n144G J288\n911T TF2K\n");
}

TEST_CASE("a sheet gives back its key and the number of its copy") {
  for (int copy = 1; copy <= kPaperCopies; ++copy) {
    const Identity identity = new_identity();
    const PaperKey back = read(sheet_of(identity, copy));
    CHECK(back.identity.secret().text() == identity.secret().text());
    CHECK(back.copy == copy);
  }
  for (const int byte : {0x00, 0xff, 0x80, 0x01}) {
    const Identity identity = identity_of(static_cast<std::uint8_t>(byte));
    CHECK(read(sheet_of(identity)).identity.secret().text() == identity.secret().text());
  }
}

TEST_CASE("copies of one key differ in their last line alone") {
  const auto first = sheet_of(identity_of(0x42), 1);
  const auto second = sheet_of(identity_of(0x42), 2);
  CHECK(std::equal(first.begin(), first.end() - 1, second.begin()));
  CHECK(first.back() != second.back());
}

TEST_CASE("tired hands may write small letters, O, I, L, hyphens and the number of the line") {
  const auto right = sheet_of(identity_of(0x42));  // line 3: J289 144P
  PaperReader reader;
  for (const char* typed :
       {"J289 144P", "j289144p", "J289-L44P", " j 2 8 9 i 4 4 p ", "3 J289 144P", "3. J289 144P",
        "3: J289144p", "3)J289144P", "J289 144P\r"}) {
    CAPTURE(typed);
    CHECK_FALSE(reader.take(3, typed));
  }
  CHECK_FALSE(reader.take(2, "28914 4GF"));
  CHECK_FALSE(reader.take(2, "2 891 44GF"));
  CHECK_FALSE(reader.take(2, "2 2891 44GF"));
  CHECK_FALSE(reader.take(1, "oO0G 4oRE"));
  CHECK_FALSE(reader.take(8, "8 911T TF2K"));
}

TEST_CASE("every wrong character and every two that changed places are found in their line") {
  int substitutions = 0;
  int swaps = 0;
  for (int round = 0; round < test::turns(4, 200); ++round) {
    const auto right = sheet_of(new_identity(), 1 + round % kPaperCopies);
    for (std::size_t line = 0; line < right.size(); ++line) {
      const std::vector<int> there = {static_cast<int>(line) + 1};
      for (const std::size_t place : kPlaces) {
        for (const char digit : kDigits) {
          auto wrong = right;
          if (wrong[line][place] != digit) {
            wrong[line][place] = digit;
            ++substitutions;
            CHECK(faulty(wrong) == there);
          }
        }
        for (const std::size_t other : kPlaces) {
          auto wrong = right;
          if (other > place && wrong[line][place] != wrong[line][other]) {
            std::swap(wrong[line][place], wrong[line][other]);
            ++swaps;
            CHECK(faulty(wrong) == there);
          }
        }
      }
    }
  }
  MESSAGE("wrong characters: ", substitutions, ", exchanged characters: ", swaps);
}

TEST_CASE("two lines that changed places are both found") {
  const auto right = sheet_of(identity_of(0x42));
  for (std::size_t a = 0; a < right.size(); ++a) {
    for (std::size_t b = a + 1; b < right.size(); ++b) {
      auto wrong = right;
      std::swap(wrong[a], wrong[b]);
      CHECK(faulty(wrong) == std::vector<int>{static_cast<int>(a) + 1, static_cast<int>(b) + 1});
    }
  }
}

TEST_CASE("a character too few or too many, or one that is on no sheet, is told with its line") {
  PaperReader reader;
  CHECK(reader.take(3, "J289 144")->en == "line 3: 7 characters instead of 8");
  CHECK(reader.take(3, "J289 144P5")->en == "line 3: 9 characters instead of 8");
  CHECK(reader.take(3, "")->en == "line 3: 0 characters instead of 8");
  CHECK(reader.take(3, "J28U 144P")->en == "line 3, character 4: this sign is on no sheet");
  CHECK(reader.take(3, "J28é 144P")->en == "line 3, character 4: this sign is on no sheet");
  CHECK(reader.take(3, "J289 144Q")->en ==
        "line 3: a character is wrong, or two have changed places");
}

TEST_CASE("lines of two sheets, each right by itself, do not pass for a key") {
  const auto one = sheet_of(identity_of(0x42));
  for (int round = 0; round < 20; ++round) {
    const auto other = sheet_of(new_identity());
    for (std::size_t line = 0; line < one.size(); ++line) {
      auto mixed = one;
      mixed[line] = other[line];
      CHECK(paper_failure(mixed) == "invalid paper-key");
    }
  }
}

TEST_CASE("a sheet that lacks a line is no key") {
  auto lines = sheet_of(identity_of(0x42));
  lines.pop_back();
  CHECK(paper_failure(lines) == "invalid paper-key");
  CHECK(failure([] { PaperReader().key(); }) == "invalid paper-key");
}

}  // namespace pos
