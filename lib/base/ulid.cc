#include "base/ulid.h"

namespace pos {

std::string make_ulid(Instant at, const std::array<std::uint8_t, 10>& random) {
  const auto milliseconds = static_cast<std::uint64_t>(at.time_since_epoch().count()) * 1000;
  std::string result(26, '0');
  for (std::size_t i = 0; i < 10; ++i) {
    result[i] = kCrockford[(milliseconds >> (45 - 5 * i)) & 31];
  }
  for (std::size_t i = 0; i < 16; ++i) {
    const std::size_t bit = 5 * i;
    const std::size_t byte = bit / 8;
    const unsigned pair = static_cast<unsigned>(random[byte] << 8) |
                          (byte + 1 < random.size() ? random[byte + 1] : 0U);
    result[10 + i] = kCrockford[(pair >> (11 - bit % 8)) & 31];
  }
  return result;
}

bool is_ulid(std::string_view text) {
  if (text.size() != 26 || text[0] > '7') {
    return false;
  }
  for (char c : text) {
    if (kCrockford.find(c) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

}  // namespace pos
