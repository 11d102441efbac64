#pragma once

#include <optional>
#include <string_view>

#include "crypto/secret.h"

namespace pos {

/// The text form of age's keys: BIP 173 without its limit of length.
struct Bech32 {
  std::string_view prefix;  ///< with its case; a part of the text that was read
  WipedString bytes;
};

/// In upper case when the prefix is. The prefix must be printable ASCII, of one case, not empty.
WipedString encode_bech32(std::string_view prefix, Bytes bytes);

/// nullopt for mixed case, a wrong checksum, no separator, left-over bits.
std::optional<Bech32> decode_bech32(std::string_view text);

}  // namespace pos
