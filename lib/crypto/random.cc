#include "crypto/random.h"

#include <sodium.h>

namespace pos {

void fill_random(std::span<std::uint8_t> bytes) {
  start_crypto();
  if (!bytes.empty()) {  // libsodium takes no null pointer
    randombytes_buf(bytes.data(), bytes.size());
  }
}

SecretBytes random_secret(std::size_t size) {
  SecretBytes secret(size);
  fill_random({secret.data(), secret.size()});
  return secret;
}

}  // namespace pos
