#pragma once

#include <cstdlib>
#include <string_view>

namespace pos::test {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)
inline constexpr bool kSanitized = __has_feature(address_sanitizer);
#else
inline constexpr bool kSanitized = false;
#endif

/// How often a long loop turns: `usual` in every run of the tests, `full` where POS_TEST_LONG=1
/// asks for all of it (tests/run.sh says so to its users). Under the sanitizers every turn costs
/// many times as much: there a loop that is really long may turn `sanitized` times.
inline int turns(int usual, int full, int sanitized = 0) {
  const char* wish = std::getenv("POS_TEST_LONG");
  if (wish != nullptr && std::string_view(wish) == "1") {
    return full;
  }
  return kSanitized && sanitized > 0 ? sanitized : usual;
}

}  // namespace pos::test
