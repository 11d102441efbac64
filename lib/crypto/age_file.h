#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/age_keys.h"
#include "crypto/age_payload.h"

namespace pos {

/// Whether it begins as an age file does, binary or armoured.
bool is_age_file(std::string_view bytes);

/// Which pair opened the file before: files of one kind have their recipients in one order, so the
/// next one opens at the first try, and a try is most of the cost of a small file.
struct PositionHint {
  std::size_t stanza = 0;
  std::size_t identity = 0;
};

/// A binary age file for these recipients, in their order; one named twice counts once.
/// Errors: Invalid "age-recipient" for none or a forbidden key; "age-limit" for more than 256.
std::string age_encrypt(std::string_view plain, std::span<const Recipient> recipients);

/// Opens a file, binary or armoured: all of it or nothing.
///
/// Errors: NoKey "age-no-match"; Integrity "age-armor", "age-header", "age-mac", "age-payload";
///         "age-limit" over one of our limits. They name no file.
WipedString age_decrypt(std::string_view file, std::span<const Identity> identities,
                        PositionHint* hint = nullptr);

/// What age_encrypt draws at random, for its tests: never to be used twice.
struct AgeRandomness {
  SecretBytes file_key;                 ///< 16 bytes
  std::vector<SecretBytes> ephemerals;  ///< 32 bytes for each recipient
  PayloadNonce nonce{};
};
std::string age_encrypt_with(std::string_view plain, std::span<const Recipient> recipients,
                             const AgeRandomness& randomness);

}  // namespace pos
