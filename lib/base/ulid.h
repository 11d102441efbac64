#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"

namespace pos {

/// 128 bits as 26 Crockford base32 digits in upper case, the first ten of them the time in
/// milliseconds, so that identifiers sort as they were made.
std::string make_ulid(Instant at, const std::array<std::uint8_t, 10>& random);

/// 26 digits of the alphabet in upper case, at most `7ZZZ…`.
bool is_ulid(std::string_view text);

inline constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

}  // namespace pos
