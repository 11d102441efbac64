#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "crypto/secret.h"

namespace pos {

/// For whom a file is encrypted: an X25519 public key.
struct Recipient {
  Key key{};
  friend auto operator<=>(const Recipient&, const Recipient&) = default;
};

/// `age1…`, 62 characters.
std::string to_string(const Recipient& recipient);

/// Errors: Invalid "age-recipient": mistyped, or of a kind (`age1pq1…`, `ssh-…`) that we do not
/// support. Such a recipient is never skipped, or somebody would be locked out.
Recipient parse_recipient(std::string_view text);

/// Who opens a file: an X25519 secret key, with its recipient.
class Identity {
 public:
  /// Of the key's 32 bytes.
  explicit Identity(SecretBytes secret);

  const Recipient& recipient() const { return recipient_; }
  const SecretBytes& secret() const { return secret_; }

 private:
  SecretBytes secret_;
  Recipient recipient_;
};

Identity new_identity();

/// The keys of an age identity file, in its order; at least one.
/// Errors: Integrity "age-identity" with the number of the line (never its content) for anything
/// but an X25519 key, a comment, an empty line; "age-limit" over 64 KiB or 128 characters a line.
std::vector<Identity> parse_identities(std::string_view file_text);

/// `AGE-SECRET-KEY-1…`, 74 characters.
WipedString secret_text(const Identity& identity);

/// An identity file as age-keygen writes it; with several keys, each after its public key.
WipedString identity_file_text(std::span<const Identity> identities, Instant created);

/// X25519. nullopt for a public key of low order, whose result is zero.
std::optional<SecretBytes> shared_secret(const SecretBytes& secret, const Key& public_key);
Key public_key_of(const SecretBytes& secret);

}  // namespace pos
