#include "domain/case_id.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "base/ulid.h"

using namespace pos;

namespace {

// Worked out by hand over B K O 2 0 2 6 4 X K D 7 R P: the products are 22 12 35 2 4 12 36 8 10 23
// 35 12 6 25, and (37 - 25) mod 36 = 12 is C.
const std::string kExample = "BKO-2026-4XKD7RPC";

bool is_valid(std::string_view text) {
  return CaseId::parse(text).has_value();
}

}  // namespace

TEST_CASE("an identifier has a region, a year, seven digits and their check character") {
  const auto id = CaseId::parse(kExample);
  REQUIRE(id);
  CHECK(id->text() == kExample);
  CHECK(id->region() == "BKO");
  CHECK(id->year() == 2026);
}

TEST_CASE("case does not matter, and O I L are read as digits in the last eight characters") {
  CHECK(CaseId::parse("bko-2026-4xkd7rpc")->text() == kExample);
  // With 0 1 in the tail: products of B K O 2 0 2 6 are 22 12 35 2 4 12 36, then 0 -> 35,
  // 1 -> 35, 0 -> 33, 1 -> 31, 0 -> 25, 1 -> 15, 0 -> 30; (37 - 30) mod 36 = 7.
  CHECK(is_valid("BKO-2026-01010107"));
  CHECK(CaseId::parse("BKO-2026-oIoLo1O7")->text() == "BKO-2026-01010107");
  CHECK_FALSE(is_valid("BK0-2026-4XKD7RPC"));
}

TEST_CASE("every single wrong character of the tail is found") {
  for (std::size_t place = kExample.size() - 8; place < kExample.size(); ++place) {
    for (char digit : kCrockford) {
      std::string wrong = kExample;
      wrong[place] = digit;
      CAPTURE(wrong);
      CHECK(is_valid(wrong) == (wrong == kExample));
    }
  }
}

TEST_CASE("two neighbours of the tail that change places are found") {
  for (std::size_t place = kExample.size() - 8; place + 1 < kExample.size(); ++place) {
    std::string wrong = kExample;
    std::swap(wrong[place], wrong[place + 1]);
    CAPTURE(wrong);
    CHECK_FALSE(is_valid(wrong));
  }
}

TEST_CASE("a wrong year or region is found by the check character") {
  CHECK_FALSE(is_valid("BKO-2025-4XKD7RPC"));
  CHECK_FALSE(is_valid("SKO-2026-4XKD7RPC"));
}

TEST_CASE("another shape is no identifier") {
  for (const char* text :
       {"", "-", "BKO", "BKO-2026", "BKO-2026-", "BKO-2026-4XKD7RP", "BKO-2026-4XKD7RPCC",
        "BKO2026-4XKD7RPC", "BKO-20264XKD7RPC", "B-2026-4XKD7RPC", "BKOBKO-2026-4XKD7RPC",
        "B1O-2026-4XKD7RPC", "BKO-2O26-4XKD7RPC", "BKO-2026-4XKD7RPU", "BKO-2026-4XKD/RPC",
        " BKO-2026-4XKD7RPC", "BKO-2026-4XKD7RPC ", "../-2026-4XKD7RPC"}) {
    CAPTURE(text);
    CHECK_FALSE(is_valid(text));
  }
}

TEST_CASE("an identifier is made of drawn digits") {
  CHECK(CaseId::make("BKO", 2026, "4XKD7RP")->text() == kExample);
}

TEST_CASE("digits are drawn again where the check character would be I, L, O or U") {
  // After B K O 2 0 2 6 the product is 36; 0 -> 35, 0 -> 33, 0 -> 29, 0 -> 21, 0 -> 5, 0 -> 10,
  // then 0 -> 20 gives (37 - 20) = 17 = H, and 9 -> (10 + 9) * 2 = 38 mod 37 = 1 gives 36 mod 36 =
  // 0.
  CHECK(CaseId::make("BKO", 2026, "0000000")->text() == "BKO-2026-0000000H");
  CHECK(CaseId::make("BKO", 2026, "0000009")->text() == "BKO-2026-00000090");
  // S = 28: (10 + 28) mod 36 = 2 -> 4 gives 33 = X; B = 11: 21 -> 42 mod 37 = 5 gives 32 = W;
  // R = 27: 37 mod 36 = 1 -> 2 gives 35 = Z; K = 20: 30 -> 60 mod 37 = 23 gives 14 = E;
  // H = 17: 27 -> 54 mod 37 = 17 gives 20 = K; A = 10: 20 -> 40 mod 37 = 3 gives 34 = Y;
  // G = 16: 26 -> 52 mod 37 = 15 gives 22 = M; F = 15: 25 -> 50 mod 37 = 13 gives 24 = O.
  CHECK(CaseId::make("BKO", 2026, "000000G")->text() == "BKO-2026-000000GM");
  CHECK_FALSE(CaseId::make("BKO", 2026, "000000F"));
}

TEST_CASE("digits outside the alphabet make no identifier") {
  CHECK_FALSE(CaseId::make("BKO", 2026, "4XKD7R"));
  CHECK_FALSE(CaseId::make("BKO", 2026, "4XKD7R!"));
  CHECK_FALSE(CaseId::make("bko", 2026, "4XKD7RP"));
}

TEST_CASE("a typed prefix is made comparable") {
  CHECK(normal_prefix("bko-2026-4xkl") == "BKO-2026-4XK1");
  CHECK(normal_prefix("bko") == "BKO");
}
