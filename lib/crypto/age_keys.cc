#include "crypto/age_keys.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "crypto/age_error.h"
#include "crypto/bech32.h"
#include "crypto/random.h"

namespace pos {
namespace {

constexpr std::string_view kRecipientPrefix = "age";
constexpr std::string_view kSecretPrefix = "AGE-SECRET-KEY-";
constexpr std::size_t kLineLimit = 128;
constexpr std::size_t kIdentityFileLimit = 64U << 10;

template <std::size_t Count>
bool begins_with_any(std::string_view text, const std::array<std::string_view, Count>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return text.starts_with(beginning); });
}

/// A well-formed key with another prefix belongs to a plugin.
bool is_foreign_recipient(std::string_view text) {
  static constexpr std::array<std::string_view, 4> kKinds = {"age1pq1", "age1tag1", "age1tagpq1",
                                                             "ssh-"};
  const std::optional<Bech32> decoded = decode_bech32(text);
  return begins_with_any(text, kKinds) || (decoded && decoded->prefix.starts_with("age1"));
}

Error identity_error(Text message, int line) {
  Error error(ErrorCode::Integrity, std::move(message), {}, {"", line, ""});
  error.id = "age-identity";
  return error;
}

Error line_limit_error(int line) {
  Error error =
      limit_error(text("ligne de plus de {} caractères", "line of over {} characters", kLineLimit));
  error.where.line = line;
  return error;
}

Identity parse_identity(std::string_view line, int number) {
  static constexpr std::array<std::string_view, 4> kForeign = {"AGE-PLUGIN-", "AGE-SECRET-KEY-PQ-1",
                                                               "ssh-", "-----BEGIN"};
  if (begins_with_any(line, kForeign)) {
    throw identity_error(
        {"cette sorte de clé n'est pas prise en charge", "this kind of key is not supported"},
        number);
  }
  if (line.size() > kLineLimit) {
    throw line_limit_error(number);
  }
  const std::optional<Bech32> key = decode_bech32(line);
  if (!key || key->prefix != kSecretPrefix || key->bytes.size() != kKeySize) {
    throw identity_error({"ce n'est pas une clé secrète age", "not an age secret key"}, number);
  }
  return Identity(SecretBytes(bytes_of(key->bytes)));
}

}  // namespace

std::string to_string(const Recipient& recipient) {
  return std::string(std::string_view(encode_bech32(kRecipientPrefix, recipient.key)));
}

Recipient parse_recipient(std::string_view text) {
  if (is_foreign_recipient(text)) {
    throw recipient_error({"cette sorte de clé publique n'est pas prise en charge",
                           "this kind of recipient is not supported"},
                          {"une clé X25519 compte 62 caractères et commence par `age1`",
                           "an X25519 key has 62 characters and begins with `age1`"});
  }
  const std::optional<Bech32> key = decode_bech32(text);
  if (!key || key->prefix != kRecipientPrefix || key->bytes.size() != kKeySize) {
    throw recipient_error({"ce n'est pas une clé publique age", "not an age recipient"},
                          {"recopiez-la en entier : elle compte 62 caractères",
                           "copy the whole of it: it has 62 characters"});
  }
  Recipient recipient;
  std::copy(key->bytes.begin(), key->bytes.end(), recipient.key.begin());
  return recipient;
}

Identity::Identity(SecretBytes secret)
    : secret_(std::move(secret)), recipient_{public_key_of(secret_)} {}

Identity new_identity() {
  return Identity(random_secret(kKeySize));
}

std::vector<Identity> parse_identities(std::string_view file_text) {
  if (file_text.size() > kIdentityFileLimit) {
    throw limit_error(text("fichier de clé de plus de {} octets", "identity file of over {} bytes",
                           kIdentityFileLimit));
  }
  std::vector<Identity> identities;
  for (int number = 1; !file_text.empty(); ++number) {
    const std::size_t end = std::min(file_text.find('\n'), file_text.size());
    std::string_view line = file_text.substr(0, end);
    file_text.remove_prefix(std::min(end + 1, file_text.size()));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (!line.empty() && line.front() != '#') {
      identities.push_back(parse_identity(line, number));
    }
  }
  if (identities.empty()) {
    throw identity_error({"aucune clé secrète age", "no age secret key"}, 0);
  }
  return identities;
}

WipedString secret_text(const Identity& identity) {
  return encode_bech32(kSecretPrefix, identity.secret().bytes());
}

WipedString identity_file_text(std::span<const Identity> identities, Instant created) {
  WipedString text("# created: ");
  text += to_string(created);
  text += '\n';
  for (const Identity& identity : identities) {
    text += "# public key: ";
    text += to_string(identity.recipient());
    text += '\n';
    text += secret_text(identity);
    text += '\n';
  }
  return text;
}

std::optional<SecretBytes> shared_secret(const SecretBytes& secret, const Key& public_key) {
  SecretBytes shared(kKeySize);
  if (crypto_scalarmult(shared.data(), secret.data(), public_key.data()) != 0) {
    return std::nullopt;
  }
  return shared;
}

Key public_key_of(const SecretBytes& secret) {
  Key key;
  crypto_scalarmult_base(key.data(), secret.data());
  return key;
}

}  // namespace pos
