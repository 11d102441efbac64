// Every file of tests/scenarios is a test of its own, named by its first line.
#include <doctest/doctest.h>

#include <array>
#include <stdexcept>
#include <utility>

#include "support/places.h"
#include "support/scenario.h"

namespace pos::test {
namespace {

constexpr std::size_t kMost = 64;

const std::vector<Scenario>& scenarios() {
  static const std::vector<Scenario> all = scenarios_in(test::source_folder() + "/tests/scenarios");
  return all;
}

template <std::size_t I>
void play_one() {
  play(scenarios()[I]);
}

// doctest takes plain functions, so there is one for each that there may be.
template <std::size_t... I>
bool register_all(std::index_sequence<I...>) {
  constexpr std::array<void (*)(), kMost> kPlayers = {&play_one<I>...};
  if (scenarios().size() > kMost) {
    throw std::length_error("more scenarios than scenarios_test.cc has room for");
  }
  for (std::size_t i = 0; i < scenarios().size(); ++i) {
    const doctest::detail::TestSuite none{};
    doctest::detail::regTest(doctest::detail::TestCase(kPlayers[i], __FILE__,
                                                       static_cast<unsigned>(__LINE__ + i), none) *
                             scenarios()[i].name.c_str());
  }
  return true;
}

const bool kRegistered = register_all(std::make_index_sequence<kMost>());

}  // namespace

TEST_CASE("there are scenarios") {
  CHECK(kRegistered);
  CHECK_FALSE(scenarios().empty());
}

}  // namespace pos::test
