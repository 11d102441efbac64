#include "crypto/passphrase.h"

#include <sodium.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "crypto/age_armor.h"
#include "crypto/age_error.h"
#include "crypto/random.h"

namespace pos {
namespace {

constexpr std::string_view kSaltLabel = "age-encryption.org/v1/scrypt";
constexpr int kWorkFactor = 18;

Error passphrase_error(ErrorCode code, Text message) {
  Error error(code, std::move(message));
  error.id = "passphrase";
  return error;
}

Error memory_error() {
  Error error(ErrorCode::Failure, {"pas assez de mémoire pour la phrase de passe",
                                   "not enough memory for the passphrase"});
  error.id = "age-limit";
  return error;
}

SecretBytes wrap_key(std::string_view passphrase, const Salt& salt, int work_factor) {
  start_crypto();
  std::string salted(kSaltLabel);
  salted += text_of(salt);
  SecretBytes key(kKeySize);
  const Bytes secret = bytes_of(passphrase);
  if (crypto_pwhash_scryptsalsa208sha256_ll(secret.data(), secret.size(), bytes_of(salted).data(),
                                            salted.size(), std::uint64_t{1} << work_factor, 8, 1,
                                            key.data(), key.size()) != 0) {
    throw memory_error();
  }
  return key;
}

std::string binary(std::string_view file) {
  return is_armored(file) ? take_off_armor(file) : std::string(file);
}

}  // namespace

bool needs_passphrase(std::string_view file) {
  return check_stanzas(parse_age_header(binary(file)), kWorkFactorMaximum).scrypt.has_value();
}

std::string encrypt_with_passphrase(std::string_view plain, std::string_view passphrase) {
  return put_on_armor(encrypt_with_passphrase_with(
      plain, passphrase,
      {random_secret(kFileKeySize), random_bytes<std::tuple_size_v<Salt>>(),
       random_bytes<std::tuple_size_v<PayloadNonce>>(), kWorkFactor}));
}

WipedString decrypt_with_passphrase(std::string_view file, std::string_view passphrase,
                                    int work_factor_limit) {
  const std::string bytes = binary(file);
  const AgeHeader header = parse_age_header(bytes);
  const Stanzas stanzas = check_stanzas(header, work_factor_limit);
  if (!stanzas.scrypt) {
    throw no_match_error({"le fichier est chiffré, mais sans phrase de passe",
                          "the file is encrypted, but not with a passphrase"});
  }
  const SecretBytes key = wrap_key(passphrase, stanzas.scrypt->salt, stanzas.scrypt->work_factor);
  std::optional<SecretBytes> file_key = unwrap_file_key(key, stanzas.scrypt->body);
  if (!file_key) {
    throw passphrase_error(ErrorCode::NoKey, {"phrase de passe incorrecte", "wrong passphrase"});
  }
  return unseal_age_file(bytes, header, std::move(*file_key));
}

std::string encrypt_with_passphrase_with(std::string_view plain, std::string_view passphrase,
                                         const PassphraseRandomness& randomness) {
  if (passphrase.empty()) {
    throw passphrase_error(ErrorCode::Invalid,
                           {"la phrase de passe est vide", "the passphrase is empty"});
  }
  const SecretBytes key = wrap_key(passphrase, randomness.salt, randomness.work_factor);
  const Stanza stanza = write_stanza(randomness.salt, randomness.work_factor,
                                     wrap_file_key(key, randomness.file_key));
  return seal_age_file({stanza}, randomness.file_key, randomness.nonce, plain);
}

}  // namespace pos
