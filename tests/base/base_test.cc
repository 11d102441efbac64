#include <doctest/doctest.h>

#include <set>

#include "base/error.h"
#include "base/ulid.h"
#include "base/value.h"

using namespace pos;

TEST_CASE("a text fills both languages, and a text within it its own") {
  const Text inner = {"élevé", "high"};
  const Text filled = text("niveau {} ({})", "level {} ({})", inner, 3);
  CHECK(filled.fr == "niveau élevé (3)");
  CHECK(filled.en == "level high (3)");
  CHECK(filled.in(Language::English) == filled.en);
}

TEST_CASE("a place is shown as far as it is known") {
  CHECK(to_string(Location{"a.yaml", 3, "sex"}) == "a.yaml:3: sex: ");
  CHECK(to_string(Location{"a.yaml", 0, ""}) == "a.yaml: ");
  CHECK(to_string(Location{"", 0, "sex"}) == "sex: ");
  CHECK(to_string(Location{}).empty());
}

TEST_CASE("every error code has one word, and both are used once") {
  std::set<int> codes;
  std::set<std::string_view> words;
  for (const ErrorKind& kind : error_kinds()) {
    codes.insert(exit_code(kind.code));
    words.insert(kind.word);
    CHECK(word(kind.code) == kind.word);
    CHECK_FALSE(kind.meaning.fr.empty());
    CHECK_FALSE(kind.meaning.en.empty());
  }
  // contract.md, "Exit codes", without 0 and 128+N.
  CHECK(codes == std::set<int>{1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 14, 15, 16, 17, 20});
  CHECK(words.size() == codes.size());
}

TEST_CASE("an error for an input carries all its faults and tells the first") {
  const Error error =
      invalid_input({{{"f", 1, "a"}, {"un", "one"}, {}}, {{"f", 2, "b"}, {"deux", "two"}, {}}});
  CHECK(error.code == ErrorCode::Invalid);
  CHECK(error.message.en == "one");
  CHECK(error.findings.size() == 2);
}

TEST_CASE("identifiers sort as they were made") {
  const std::array<std::uint8_t, 10> high{255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  const std::array<std::uint8_t, 10> low{};
  const std::string earlier = make_ulid(*parse_instant("2026-01-05T09:30:00Z"), high);
  const std::string later = make_ulid(*parse_instant("2026-01-05T09:30:01Z"), low);
  // 1767605400000 ms are 1·32^8 + 19·32^7 + 14·32^6 + 6·32^5 + 23·32^4 + 27·32^3 + 28·32^2 + 14·32,
  // so the digits 0 1 K E 6 Q V W E 0.
  CHECK(earlier == "01KE6QVWE0ZZZZZZZZZZZZZZZZ");
  CHECK(later.ends_with("0000000000000000"));
  CHECK(earlier < later);
  CHECK(is_ulid(earlier));
  for (const char* bad : {"01KE6VYFD0ZZZZZZZZZZZZZZZ", "01KE6VYFD0ZZZZZZZZZZZZZZZI",
                          "81KE6VYFD0ZZZZZZZZZZZZZZZZ", "01ke6vyfd0zzzzzzzzzzzzzzzz", ""}) {
    CAPTURE(bad);
    CHECK_FALSE(is_ulid(bad));
  }
}

TEST_CASE("a map keeps the order of its keys, and lines do not count when values are compared") {
  Value map = Value::map({{"b", Value::text("1")}, {"a", Value::boolean(true)}});
  map.set("b", Value::number("2"));
  map.set("c", Value::texts({"x", "y"}));
  CHECK(map.members[0].key == "b");
  CHECK(map.members[2].key == "c");
  CHECK(map.scalar_of("b") == "2");
  CHECK(map.scalar_of("c").empty());
  CHECK(map.texts_of("c") == std::vector<std::string>{"x", "y"});
  Value same = map;
  same.line = 12;
  CHECK(same == map);
  same.erase("a");
  CHECK(same.find("a") == nullptr);
  CHECK_FALSE(same == map);
}
