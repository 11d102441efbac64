#include "domain/code_list.h"

#include <doctest/doctest.h>

using namespace pos;

TEST_CASE("a code is found exactly as it is written") {
  const CodeList list{"colours", {}, false, {{"red", {"Rouge", "Red"}}, {"true", {"Oui", "Yes"}}}};
  CHECK(list.find("red")->label.fr == "Rouge");
  CHECK(list.find("Red") == nullptr);
  CHECK(list.find("") == nullptr);
}

TEST_CASE("codes of open lists are letters, digits, hyphen, underscore and slash") {
  for (const char* good : {"BKO", "BKO/Commune_IV/x", "DRPFEF-BKO", "a", "9"}) {
    CHECK(is_open_code(good));
  }
  for (const char* bad : {"", "a b", "é", "a.b", "a\n", "a:b", "a\"b"}) {
    CAPTURE(bad);
    CHECK(!is_open_code(bad));
  }
}

TEST_CASE("the nearest word is offered when it is near") {
  const std::vector<std::string> words = {"medium", "low", "high", "child_was_seen", "1.A", "1.B"};
  struct Case {
    std::string_view word;
    std::string_view nearest;
  };
  for (const auto& [word, expected] : std::vector<Case>{
           {"medum", "medium"},
           {"meduim", "medium"},
           {"MEDIUM", "medium"},
           {"hgih", "high"},
           {"lo", "low"},
           {"child_seen", "child_was_seen"},
           {"1.a", "1.A"},
           {"1.C", "1.A"},
           {"moyen", ""},
           {"xyz", ""},
           {"", ""},
       }) {
    const auto& shown = word;
    CAPTURE(shown);
    CHECK(nearest(word, words) == expected);
  }
  CHECK(nearest(std::string(10000, 'a'), {std::string(10000, 'a')}).empty());
}

TEST_CASE("another spelling that a choice has is read as its code, whatever its capitals") {
  const std::vector<Choice> choices = {{"drpfef", {"DRPFEF", "DRPFEF"}, {}, {"DRFPEF", "DRPEF"}},
                                       {"public", {"Public", "Public"}}};
  for (const char* word : {"drpfef", "DRPFEF", "DRPEF", "drfpef"}) {
    REQUIRE(find_spelling(choices, word) != nullptr);
    CHECK(find_spelling(choices, word)->code == "drpfef");
  }
  CHECK(find_spelling(choices, "public") != nullptr);
  CHECK(find_spelling(choices, "Public") == nullptr);  // codes themselves are written one way
  CHECK(find_spelling(choices, "DRPE") == nullptr);
}
