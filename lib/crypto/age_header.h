#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/bytes.h"

namespace pos {

/// The file key, wrapped for one reader.
struct Stanza {
  std::vector<std::string> arguments;  ///< the type first; never empty
  std::string body;
  const std::string& type() const { return arguments.front(); }
};

struct AgeHeader {
  std::vector<Stanza> stanzas;
  Key mac{};
  std::size_t covered = 0;  ///< bytes of the file that the MAC covers, up to and with `---`
  std::size_t payload = 0;  ///< offset of what follows the header
};

inline constexpr std::size_t kHeaderLimit = 64U << 10;
inline constexpr std::size_t kStanzaLimit = 256;

/// Reads the header of a binary age file. Stanzas of any type pass; their meaning is for others.
/// Errors: Integrity "age-header"; "age-limit" over 64 KiB or 256 stanzas.
AgeHeader parse_age_header(std::string_view file);

/// The header up to and with `---`, as the MAC covers it.
std::string write_covered_header(const std::vector<Stanza>& stanzas);

/// The rest of the header: the MAC and the line's end.
std::string write_mac(const Key& mac);

}  // namespace pos
