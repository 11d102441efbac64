#pragma once

#include <string>
#include <string_view>

#include "crypto/age_keys.h"

namespace pos {

/// A person's Ed25519 key. It follows from their identity, so there is nothing else to keep.
struct SigningKey {
  SecretBytes secret;      ///< as libsodium has it: seed and public key
  std::string public_key;  ///< base64 with padding
};

/// HKDF-SHA-256 of the identity's 32 bytes, no salt, info `pos signing v1`.
SecretBytes signing_seed(const Identity& identity);
SigningKey signing_key(const Identity& identity);

/// Base64 with padding, 88 characters; the same for the same message.
std::string sign(const SigningKey& key, std::string_view message);

/// False as well for a public key or a signature that is none.
bool verify(std::string_view public_key, std::string_view message, std::string_view signature);

/// Whether it is the base64 of 32 bytes.
bool is_public_key(std::string_view public_key);

/// The first 32 hex digits of the BLAKE2b-256 of the public key's 32 bytes.
/// Errors: Integrity "signing-key" unless is_public_key.
std::string key_id(std::string_view public_key);

}  // namespace pos
