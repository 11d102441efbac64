#include "crypto/signature.h"

#include <sodium.h>

#include <array>
#include <optional>

#include "base/error.h"
#include "crypto/base64.h"
#include "crypto/hash.h"
#include "crypto/hkdf.h"

namespace pos {
namespace {

constexpr std::size_t kKeyIdDigits = 32;

/// The bytes of a text in base64, if it has as many as wanted.
std::optional<std::string> decode(std::string_view text, std::size_t size) {
  std::optional<std::string> bytes = decode_base64(text, Base64::Padded);
  return bytes && bytes->size() == size ? bytes : std::nullopt;
}

}  // namespace

SecretBytes signing_seed(const Identity& identity) {
  return hkdf_sha256(identity.secret().bytes(), {}, "pos signing v1");
}

SigningKey signing_key(const Identity& identity) {
  const SecretBytes seed = signing_seed(identity);
  SigningKey key{SecretBytes(crypto_sign_SECRETKEYBYTES), {}};
  Key public_key;
  crypto_sign_seed_keypair(public_key.data(), key.secret.data(), seed.data());
  key.public_key = encode_base64(text_of(public_key), Base64::Padded);
  return key;
}

std::string sign(const SigningKey& key, std::string_view message) {
  std::array<std::uint8_t, crypto_sign_BYTES> signature;
  crypto_sign_detached(signature.data(), nullptr, bytes_of(message).data(), message.size(),
                       key.secret.data());
  return encode_base64(text_of(signature), Base64::Padded);
}

bool verify(std::string_view public_key, std::string_view message, std::string_view signature) {
  const std::optional<std::string> key = decode(public_key, crypto_sign_PUBLICKEYBYTES);
  const std::optional<std::string> bytes = decode(signature, crypto_sign_BYTES);
  return key && bytes &&
         crypto_sign_verify_detached(bytes_of(*bytes).data(), bytes_of(message).data(),
                                     message.size(), bytes_of(*key).data()) == 0;
}

bool is_public_key(std::string_view public_key) {
  return decode(public_key, crypto_sign_PUBLICKEYBYTES).has_value();
}

std::string key_id(std::string_view public_key) {
  const std::optional<std::string> key = decode(public_key, crypto_sign_PUBLICKEYBYTES);
  if (!key) {
    Error error(ErrorCode::Integrity,
                {"une clé de signature est mal formée", "a signing key is malformed"});
    error.id = "signing-key";
    throw error;
  }
  return blake2b_256_hex(*key).substr(0, kKeyIdDigits);
}

}  // namespace pos
