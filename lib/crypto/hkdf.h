#pragma once

#include <string_view>

#include "crypto/secret.h"

namespace pos {

/// HKDF-SHA-256 (RFC 5869), 32 bytes. The salt may be empty.
SecretBytes hkdf_sha256(Bytes key, Bytes salt, std::string_view info);

}  // namespace pos
