#pragma once

#include <string>
#include <string_view>

#include "crypto/age_payload.h"
#include "crypto/age_stanza.h"

namespace pos {

/// Whether the file opens with a passphrase, without trying one.
/// Errors: as age_decrypt's, up to the header.
bool needs_passphrase(std::string_view file);

/// An armoured age file as `age -p -a` makes it: 0.6 s and 256 MiB.
/// Errors: Invalid "passphrase" for an empty one.
std::string encrypt_with_passphrase(std::string_view plain, std::string_view passphrase);

/// Errors: NoKey "passphrase" for a wrong one, "age-no-match" for a file without one; else as
///         age_decrypt's. "age-limit" over the work factor limit, or (Failure) without the memory.
WipedString decrypt_with_passphrase(std::string_view file, std::string_view passphrase,
                                    int work_factor_limit = kWorkFactorLimit);

/// What encrypt_with_passphrase draws or fixes, for its tests.
struct PassphraseRandomness {
  SecretBytes file_key;  ///< 16 bytes
  Salt salt{};
  PayloadNonce nonce{};
  int work_factor = 0;
};
/// A binary age file.
std::string encrypt_with_passphrase_with(std::string_view plain, std::string_view passphrase,
                                         const PassphraseRandomness& randomness);

}  // namespace pos
