#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/age_header.h"
#include "crypto/secret.h"

namespace pos {

using PayloadNonce = std::array<std::uint8_t, 16>;

// What follows from the file key, once that is known.

/// The plain text in chunks of 64 KiB, each with its tag.
std::string encrypt_chunks(std::string_view plain, const SecretBytes& payload_key);
/// All of it or nothing. Errors: Integrity "age-payload".
WipedString decrypt_chunks(std::string_view chunks, const SecretBytes& payload_key);

/// A whole binary age file.
std::string seal_age_file(const std::vector<Stanza>& stanzas, const SecretBytes& file_key,
                          const PayloadNonce& nonce, std::string_view plain);

/// Errors: Integrity "age-mac", "age-header" (no nonce), "age-payload".
WipedString unseal_age_file(std::string_view file, const AgeHeader& header, SecretBytes file_key);

}  // namespace pos
