#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace pos {

using Bytes = std::span<const std::uint8_t>;
/// A public value of 32 bytes: an X25519 or Ed25519 public key, a share.
using Key = std::array<std::uint8_t, 32>;
inline constexpr std::size_t kKeySize = 32;

/// Never a null pointer, which libsodium does not take even for no bytes.
inline Bytes bytes_of(std::string_view text) {
  static constexpr std::uint8_t kNothing = 0;
  return text.empty() ? Bytes(&kNothing, 0)
                      : Bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

inline std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace pos
