#include "crypto/hkdf.h"

#include <sodium.h>

namespace pos {
namespace {

/// HMAC-SHA-256 with a key of any length, over two parts.
SecretBytes hmac(Bytes key, Bytes first, Bytes second) {
  static constexpr std::uint8_t kNoKey = 0;  // libsodium takes no null pointer
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.empty() ? &kNoKey : key.data(), key.size());
  crypto_auth_hmacsha256_update(&state, first.data(), first.size());
  crypto_auth_hmacsha256_update(&state, second.data(), second.size());
  SecretBytes out(crypto_auth_hmacsha256_BYTES);
  crypto_auth_hmacsha256_final(&state, out.data());
  sodium_memzero(&state, sizeof state);
  return out;
}

}  // namespace

SecretBytes hkdf_sha256(Bytes key, Bytes salt, std::string_view info) {
  static constexpr std::uint8_t kFirstBlock = 1;
  const SecretBytes extracted = hmac(salt, key, bytes_of({}));
  return hmac(extracted.bytes(), bytes_of(info), {&kFirstBlock, 1});
}

}  // namespace pos
