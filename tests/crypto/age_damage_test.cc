#include <doctest/doctest.h>

#include <random>
#include <set>

#include "crypto/age_armor.h"
#include "crypto/expect.h"

namespace pos {
namespace {

bool is_stage(const std::string& outcome) {
  static const std::set<std::string> kStages = {"integrity age-armor", "integrity age-header",
                                                "no_key age-no-match", "integrity age-mac",
                                                "integrity age-payload"};
  return kStages.contains(outcome);
}

template <class Check>
void flip_every_bit(const std::string& file, Check&& check) {
  std::string damaged = file;
  for (std::size_t i = 0; i < file.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      damaged[i] = static_cast<char>(file[i] ^ (1 << bit));
      CAPTURE(i);
      CAPTURE(bit);
      check(damaged);
    }
    damaged[i] = file[i];
  }
}

}  // namespace

TEST_CASE("no single flipped bit of a file goes unnoticed") {
  const auto identities = identities_of(0x42);
  const std::string file = example_file();
  REQUIRE(opening(file, identities) == "none");
  flip_every_bit(
      file, [&](const std::string& damaged) { CHECK(is_stage(opening(damaged, identities))); });
}

TEST_CASE("no single flipped bit of an armoured file goes unnoticed") {
  const auto identities = identities_of(0x42);
  const std::string file = put_on_armor(example_file());
  REQUIRE(opening(file, identities) == "none");
  flip_every_bit(
      file, [&](const std::string& damaged) { CHECK(is_stage(opening(damaged, identities))); });
}

TEST_CASE("no truncation of a file and no byte more goes unnoticed") {
  const auto identities = identities_of(0x42);
  const std::string file = example_file();
  for (std::size_t size = 0; size < file.size(); ++size) {
    CAPTURE(size);
    CHECK(is_stage(opening(file.substr(0, size), identities)));
  }
  for (int byte = 0; byte < 256; ++byte) {
    CHECK(is_stage(opening(file + static_cast<char>(byte), identities)));
  }
  CHECK(opening(file.substr(0, 167), identities) == "integrity age-header");
  CHECK(opening(file.substr(0, 183), identities) == "integrity age-header");
  CHECK(opening(file.substr(0, 184), identities) == "integrity age-payload");
  CHECK(opening(file.substr(0, 210), identities) == "integrity age-payload");
}

TEST_CASE("a file damaged at random fails at a stage or opens to the same text") {
  const auto identities = identities_of(0x42);
  std::mt19937 random(20260105);
  const auto below = [&](std::size_t limit) { return random() % limit; };
  for (const std::string& file : {example_file(), put_on_armor(example_file())}) {
    for (int round = 0; round < 4000; ++round) {
      std::string damaged = file;
      for (std::size_t change = 0; change <= below(3); ++change) {
        const std::size_t at = below(damaged.size());
        switch (below(4)) {
          case 0:
            damaged[at] = static_cast<char>(below(256));
            break;
          case 1:
            damaged.erase(at, 1 + below(20));
            break;
          case 2:
            damaged.insert(at, file.substr(below(file.size()), 1 + below(80)));
            break;
          default:
            damaged.insert(at, 1 + below(3), " \n\r->=-A"[below(8)]);
            break;
        }
        if (damaged.empty()) {
          break;
        }
      }
      WipedString plain(kExamplePlain);
      const std::string result = failure([&] { plain = age_decrypt(damaged, identities); });
      CHECK((result == "none" || is_stage(result)));
      CHECK(plain == kExamplePlain);
    }
  }
}

}  // namespace pos
