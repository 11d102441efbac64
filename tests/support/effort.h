#pragma once

#include <cstdlib>
#include <string_view>

namespace pos::test {

/// How often a long loop turns: `usual` in every run of the tests, `full` where POS_TEST_LONG=1
/// asks for all of it (tests/run.sh says so to its users).
inline int turns(int usual, int full) {
  const char* wish = std::getenv("POS_TEST_LONG");
  return wish != nullptr && std::string_view(wish) == "1" ? full : usual;
}

}  // namespace pos::test
