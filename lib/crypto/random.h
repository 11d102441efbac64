#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "crypto/secret.h"

namespace pos {

/// Fills it from the system's random generator.
void fill_random(std::span<std::uint8_t> bytes);

template <std::size_t Size>
std::array<std::uint8_t, Size> random_bytes() {
  std::array<std::uint8_t, Size> bytes;
  fill_random(bytes);
  return bytes;
}

SecretBytes random_secret(std::size_t size);

}  // namespace pos
