#include "crypto/base64.h"

#include <array>
#include <cstdint>

namespace pos {
namespace {

constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kNoDigit = 0xFF;

constexpr std::array<std::uint8_t, 256> make_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNoDigit);
  for (std::size_t i = 0; i < kBase64Digits.size(); ++i) {
    values[static_cast<std::uint8_t>(kBase64Digits[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}
constexpr std::array<std::uint8_t, 256> kValues = make_values();

/// The digits without their padding; nullopt when the padding is not what the form wants.
std::optional<std::string_view> without_padding(std::string_view text, Base64 form) {
  if (form == Base64::Unpadded) {
    return text;
  }
  if (text.size() % 4 != 0) {
    return std::nullopt;
  }
  for (int i = 0; i < 2 && !text.empty() && text.back() == '='; ++i) {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace

std::string encode_base64(std::string_view bytes, Base64 form) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t pool = 0;
  int bits = 0;
  for (const char byte : bytes) {
    pool = (pool << 8) | static_cast<std::uint8_t>(byte);
    for (bits += 8; bits >= 6; bits -= 6) {
      text += kBase64Digits[(pool >> (bits - 6)) & 63];
    }
  }
  if (bits > 0) {
    text += kBase64Digits[(pool << (6 - bits)) & 63];
  }
  while (form == Base64::Padded && text.size() % 4 != 0) {
    text += '=';
  }
  return text;
}

std::optional<std::string> decode_base64(std::string_view text, Base64 form) {
  const std::optional<std::string_view> digits = without_padding(text, form);
  if (!digits || digits->size() % 4 == 1) {
    return std::nullopt;
  }
  std::string bytes;
  bytes.reserve(digits->size() / 4 * 3 + 2);
  std::uint32_t pool = 0;
  int bits = 0;
  for (const char digit : *digits) {
    const std::uint8_t value = kValues[static_cast<std::uint8_t>(digit)];
    if (value == kNoDigit) {
      return std::nullopt;
    }
    pool = (pool << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>((pool >> bits) & 0xFF);
    }
  }
  const std::uint32_t left_over = pool & ((1U << bits) - 1);
  return left_over == 0 ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace pos
