#include "base/words.h"

#include <doctest/doctest.h>

using namespace pos;

namespace {

/// The folded words, joined by blanks.
std::string folded(std::string_view text) {
  std::string all;
  for (const Word& word : words_of(text)) {
    all += (all.empty() ? "" : " ") + word.folded;
  }
  return all;
}

}  // namespace

TEST_CASE("words are compared without case and accents") {
  CHECK(folded("Sangaré, KANIBA; Bâ.") == "sangare kaniba ba");
  CHECK(folded("Se\u0301kou") == folded("S\u00C9KOU"));
  CHECK(folded("Œuvre") == "oeuvre");
  CHECK(folded("Ka\u00ADni\u200Bba") == "kaniba");
  CHECK(folded("") == "");
  CHECK(folded(" ,;\n") == "");
}

TEST_CASE("the letters of Bambara are compared as French writes them") {
  CHECK(folded("Bɛlɛ Sɔgɔba Ŋuna Ɲeba") == "bele sogoba nuna nyeba");
}

TEST_CASE("an apostrophe or hyphen gives the parts and the whole") {
  CHECK(folded("d'Awa") == "d awa dawa");
  CHECK(folded("N\u2019Diaye") == "n diaye ndiaye");
  CHECK(folded("Bah-Sow") == "bah sow bahsow");
  CHECK(folded("Marie-Claire") == "marie claire marieclaire");
  CHECK(folded("Marie -- Claire") == "marie claire");
  CHECK(folded("- Awa -") == "awa");
  CHECK(folded("rue 12-14") == "rue 12 14 1214");
}

TEST_CASE("a word knows its letters, its capital and where it stands") {
  const std::vector<Word> words = words_of("la Ɲeba\u0301");
  REQUIRE(words.size() == 2);
  CHECK(words[0].letters == 2);
  CHECK_FALSE(words[0].capital);
  CHECK(words[0].offset == 0);
  CHECK(words[1].letters == 5);
  CHECK(words[1].capital);
  CHECK(words[1].offset == 3);
}

TEST_CASE("what is no UTF-8 only separates words") {
  CHECK(folded("Awa\xFF\xC3Sow") == "awa sow");
}
