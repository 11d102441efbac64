#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "crypto/age_header.h"
#include "crypto/secret.h"

namespace pos {

inline constexpr std::size_t kFileKeySize = 16;
inline constexpr int kWorkFactorLimit = 20;    ///< 1 GiB and 2.5 s
inline constexpr int kWorkFactorMaximum = 22;  ///< what a caller may raise the limit to
using Salt = std::array<std::uint8_t, 16>;

struct X25519Stanza {
  Key share{};
  std::string_view body;  ///< a part of the header
};

struct ScryptStanza {
  Salt salt{};
  int work_factor = 0;  ///< the binary logarithm of N
  std::string_view body;
};

/// The stanzas of the two kinds that we can open; others are left out.
struct Stanzas {
  std::vector<X25519Stanza> x25519;
  std::optional<ScryptStanza> scrypt;
};

/// Checks the form of all of them before any is tried, so that the verdict on a file does not
/// depend on whose key is tried first. The result refers to the header.
/// Errors: Integrity "age-header"; "age-limit" for a work factor over the limit.
Stanzas check_stanzas(const AgeHeader& header, int work_factor_limit);

Stanza write_stanza(const Key& share, std::string_view body);
Stanza write_stanza(const Salt& salt, int work_factor, std::string_view body);

/// The body of a stanza: the file key under the reader's key, 32 bytes.
std::string wrap_file_key(const SecretBytes& wrap_key, const SecretBytes& file_key);
/// nullopt when the body was not made with this key.
std::optional<SecretBytes> unwrap_file_key(const SecretBytes& wrap_key, std::string_view body);

}  // namespace pos
