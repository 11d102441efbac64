#include "crypto/age_file.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

#include "crypto/age_armor.h"
#include "crypto/age_error.h"
#include "crypto/age_stanza.h"
#include "crypto/hkdf.h"
#include "crypto/random.h"

namespace pos {
namespace {

constexpr std::string_view kWrapLabel = "age-encryption.org/v1/X25519";
constexpr std::size_t kTrialLimit = 4096;

std::optional<SecretBytes> wrap_key(const SecretBytes& secret, const Key& point, const Key& share,
                                    const Recipient& recipient) {
  const std::optional<SecretBytes> shared = shared_secret(secret, point);
  if (!shared) {
    return std::nullopt;
  }
  std::array<std::uint8_t, 2 * kKeySize> salt;
  std::copy(share.begin(), share.end(), salt.begin());
  std::copy(recipient.key.begin(), recipient.key.end(), salt.begin() + kKeySize);
  return hkdf_sha256(shared->bytes(), salt, kWrapLabel);
}

std::vector<Recipient> without_repeats(std::span<const Recipient> recipients) {
  std::vector<Recipient> once;
  for (const Recipient& recipient : recipients) {
    if (std::find(once.begin(), once.end(), recipient) == once.end()) {
      once.push_back(recipient);
    }
  }
  return once;
}

Stanza wrap_for(const Recipient& recipient, const SecretBytes& ephemeral,
                const SecretBytes& file_key) {
  const Key share = public_key_of(ephemeral);
  const std::optional<SecretBytes> key = wrap_key(ephemeral, recipient.key, share, recipient);
  if (!key) {
    throw recipient_error({"une clé publique est interdite : chacun pourrait lire le fichier",
                           "a recipient is forbidden: anyone could read the file"});
  }
  return write_stanza(share, wrap_file_key(*key, file_key));
}

std::optional<SecretBytes> try_stanza(const X25519Stanza& stanza, const Identity& identity) {
  const std::optional<SecretBytes> key =
      wrap_key(identity.secret(), stanza.share, stanza.share, identity.recipient());
  if (!key) {
    throw header_error({"une section X25519 contient un point interdit",
                        "an X25519 stanza has a forbidden point"});
  }
  return unwrap_file_key(*key, stanza.body);
}

/// The pair of the hint first, then all others.
std::optional<SecretBytes> find_file_key(const std::vector<X25519Stanza>& stanzas,
                                         std::span<const Identity> identities, PositionHint& hint) {
  const PositionHint first = hint;
  if (first.stanza < stanzas.size() && first.identity < identities.size()) {
    if (auto key = try_stanza(stanzas[first.stanza], identities[first.identity])) {
      return key;
    }
  }
  for (std::size_t s = 0; s < stanzas.size(); ++s) {
    for (std::size_t i = 0; i < identities.size(); ++i) {
      if (s == first.stanza && i == first.identity) {
        continue;
      }
      if (auto key = try_stanza(stanzas[s], identities[i])) {
        hint = {s, i};
        return key;
      }
    }
  }
  return std::nullopt;
}

WipedString decrypt_binary(std::string_view file, std::span<const Identity> identities,
                           PositionHint& hint) {
  const AgeHeader header = parse_age_header(file);
  const Stanzas stanzas = check_stanzas(header, kWorkFactorLimit);
  if (stanzas.scrypt) {
    throw no_match_error({"le fichier est protégé par une phrase de passe",
                          "the file is protected by a passphrase"});
  }
  if (stanzas.x25519.size() * identities.size() > kTrialLimit) {
    throw limit_error(text("plus de {} essais de clés pour un fichier",
                           "more than {} keys to try for one file", kTrialLimit));
  }
  std::optional<SecretBytes> file_key = find_file_key(stanzas.x25519, identities, hint);
  if (!file_key) {
    throw no_match_error(
        {"aucune de vos clés n'ouvre ce fichier", "none of your keys opens this file"});
  }
  return unseal_age_file(file, header, std::move(*file_key));
}

}  // namespace

bool is_age_file(std::string_view bytes) {
  return bytes.starts_with("age-encryption") || is_armored(bytes);
}

std::string age_encrypt(std::string_view plain, std::span<const Recipient> recipients) {
  AgeRandomness randomness;
  randomness.file_key = random_secret(kFileKeySize);
  for (std::size_t i = 0; i < recipients.size(); ++i) {
    randomness.ephemerals.push_back(random_secret(kKeySize));
  }
  randomness.nonce = random_bytes<std::tuple_size_v<PayloadNonce>>();
  return age_encrypt_with(plain, recipients, randomness);
}

WipedString age_decrypt(std::string_view file, std::span<const Identity> identities,
                        PositionHint* hint) {
  PositionHint none;
  PositionHint& position = hint != nullptr ? *hint : none;
  return is_armored(file) ? decrypt_binary(take_off_armor(file), identities, position)
                          : decrypt_binary(file, identities, position);
}

std::string age_encrypt_with(std::string_view plain, std::span<const Recipient> recipients,
                             const AgeRandomness& randomness) {
  const std::vector<Recipient> once = without_repeats(recipients);
  if (once.empty()) {
    throw recipient_error({"aucune clé publique pour ce fichier", "no recipient for this file"});
  }
  if (once.size() > kStanzaLimit) {
    throw limit_error(text("plus de {} clés publiques pour un fichier",
                           "more than {} recipients for one file", kStanzaLimit));
  }
  assert(randomness.ephemerals.size() >= once.size());
  std::vector<Stanza> stanzas;
  for (std::size_t i = 0; i < once.size(); ++i) {
    stanzas.push_back(wrap_for(once[i], randomness.ephemerals[i], randomness.file_key));
  }
  return seal_age_file(stanzas, randomness.file_key, randomness.nonce, plain);
}

}  // namespace pos
