#include "domain/role.h"

#include <doctest/doctest.h>

#include <cctype>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "support/places.h"

using namespace pos;

namespace {

/// The enumerators as the header has them, in snake_case.
std::vector<std::string> words_of_header() {
  std::ifstream header(test::source_folder() + "/lib/domain/role.h");
  std::vector<std::string> words;
  std::string line;
  while (std::getline(header, line) && line != "enum class Role {") {
  }
  while (std::getline(header, line) && line != "};") {
    std::istringstream names(line.substr(0, line.find("//")));
    for (std::string name; std::getline(names, name, ',');) {
      std::string word;
      for (const char c : name) {
        if (std::isupper(static_cast<unsigned char>(c)) != 0) {
          word += word.empty() ? "" : "_";
        }
        if (c != ' ') {
          word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
      }
      if (!word.empty()) {
        words.push_back(word);
      }
    }
  }
  return words;
}

}  // namespace

TEST_CASE("every role of the header has its word, and comes back from it") {
  const std::vector<std::string> words = words_of_header();
  REQUIRE(words.size() > 50);
  REQUIRE(words.size() == all_roles().size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    CAPTURE(words[i]);
    CHECK(word(all_roles()[i]) == words[i]);
    CHECK(static_cast<std::size_t>(all_roles()[i]) == i);
    CHECK(parse_role(words[i]) == all_roles()[i]);
  }
  CHECK(!parse_role("ConsentStatus").has_value());
  CHECK(!parse_role("").has_value());
}

TEST_CASE("no role that names or locates the child is a fact") {
  for (const Role role :
       {Role::BirthDate, Role::NameFirst, Role::NameLast, Role::NameOther, Role::Location}) {
    CHECK(!is_fact(role));
  }
  for (const Role role : {Role::Sex, Role::Age, Role::Region, Role::RiskLevel}) {
    CHECK(is_fact(role));
  }
}
