#include "crypto/hash.h"

#include <sodium.h>

#include "crypto/bytes.h"

namespace pos {

std::string blake2b_256_hex(std::string_view bytes) {
  Key digest;
  crypto_generichash(digest.data(), digest.size(), bytes_of(bytes).data(), bytes.size(), nullptr,
                     0);
  return to_hex(text_of(digest));
}

std::string sha256_hex(std::string_view bytes) {
  Key digest;
  crypto_hash_sha256(digest.data(), bytes_of(bytes).data(), bytes.size());
  return to_hex(text_of(digest));
}

std::string to_hex(std::string_view bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes_of(bytes)) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace pos
