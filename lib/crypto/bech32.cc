#include "crypto/bech32.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace pos {
namespace {

constexpr std::string_view kBech32Digits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t kChecksumDigits = 6;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

class Checksum {
 public:
  explicit Checksum(std::string_view prefix) {
    for (const char c : prefix) {
      feed(static_cast<std::uint32_t>(lower(c)) >> 5);
    }
    feed(0);
    for (const char c : prefix) {
      feed(static_cast<std::uint32_t>(lower(c)) & 31);
    }
  }

  void feed(std::uint32_t value) {
    static constexpr std::array<std::uint32_t, 5> kGenerator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa,
                                                                0x3d4233dd, 0x2a1462b3};
    const std::uint32_t top = state_ >> 25;
    state_ = ((state_ & 0x1ffffff) << 5) ^ value;
    for (std::size_t i = 0; i < kGenerator.size(); ++i) {
      state_ ^= (top >> i & 1) != 0 ? kGenerator[i] : 0;
    }
  }

  std::uint32_t state() const { return state_; }

 private:
  std::uint32_t state_ = 1;
};

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '!' && c <= '~'; });
}

bool is_mixed_case(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_lower) &&
         std::any_of(text.begin(), text.end(), is_upper);
}

/// Groups of five bits back to bytes; what is left over must be fewer than five zero bits.
std::optional<WipedString> to_bytes(std::string_view groups) {
  WipedString bytes;
  bytes.reserve(groups.size() * 5 / 8 + 1);
  std::uint32_t pool = 0;
  int bits = 0;
  for (const char digit : groups) {
    pool = (pool << 5) | static_cast<std::uint32_t>(kBech32Digits.find(lower(digit)));
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>((pool >> bits) & 0xFF);
    }
  }
  if (bits >= 5 || (pool & ((1U << bits) - 1)) != 0) {
    return std::nullopt;
  }
  return bytes;
}

}  // namespace

WipedString encode_bech32(std::string_view prefix, Bytes bytes) {
  Checksum checksum(prefix);
  WipedString text(prefix);
  text.reserve(prefix.size() + 1 + (bytes.size() * 8 + 4) / 5 + kChecksumDigits);
  text += '1';
  const auto put = [&](std::uint32_t group) {
    checksum.feed(group);
    text += kBech32Digits[group];
  };
  std::uint32_t pool = 0;
  int bits = 0;
  for (const std::uint8_t byte : bytes) {
    pool = (pool << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) {
      put((pool >> (bits - 5)) & 31);
    }
  }
  if (bits > 0) {
    put((pool << (5 - bits)) & 31);
  }
  for (std::size_t i = 0; i < kChecksumDigits; ++i) {
    checksum.feed(0);
  }
  const std::uint32_t sum = checksum.state() ^ 1;
  for (int shift = 25; shift >= 0; shift -= 5) {
    text += kBech32Digits[(sum >> shift) & 31];
  }
  if (std::any_of(prefix.begin(), prefix.end(), is_upper)) {
    std::transform(text.begin(), text.end(), text.begin(), upper);
  }
  return text;
}

std::optional<Bech32> decode_bech32(std::string_view text) {
  const std::size_t separator = text.rfind('1');
  if (separator == std::string_view::npos || separator == 0 || !is_printable(text) ||
      is_mixed_case(text)) {
    return std::nullopt;
  }
  const std::string_view prefix = text.substr(0, separator);
  const std::string_view digits = text.substr(separator + 1);
  if (digits.size() < kChecksumDigits) {
    return std::nullopt;
  }
  Checksum checksum(prefix);
  for (const char digit : digits) {
    const std::size_t value = kBech32Digits.find(lower(digit));
    if (value == std::string_view::npos) {
      return std::nullopt;
    }
    checksum.feed(static_cast<std::uint32_t>(value));
  }
  if (checksum.state() != 1) {
    return std::nullopt;
  }
  std::optional<WipedString> bytes = to_bytes(digits.substr(0, digits.size() - kChecksumDigits));
  if (!bytes) {
    return std::nullopt;
  }
  return Bech32{prefix, std::move(*bytes)};
}

}  // namespace pos
