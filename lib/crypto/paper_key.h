#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "crypto/age_keys.h"

namespace pos {

// A secret key as a person copies it from paper: eight lines of two groups of four characters,
// Crockford's base32, which has no I, L, O and U. The last character of a line checks the line, the
// last four before it in line 8 check the whole.
//
// Shape:  of each line seven characters are data, of 5 bits each, first bit first: the 32 bytes of
//         the key, 4 bits with the number of the copy, the first 20 bits of the BLAKE2b-256 of
//         `pos paper v1`, a zero byte, the key and a byte with the copy's number. The eighth is the
//         sum of a^i times the i-th character (i from 1) and of the line's number, in GF(32) with
//         a = 2 and x^5 = x^2 + 1. So one wrong character in a line, two that changed places and
//         two lines that changed places are always found, and in which line.

inline constexpr int kPaperLines = 8;
inline constexpr int kPaperCopies = 15;

/// The eight lines, each with its line end. `copy` is 1 to 15.
WipedString paper_lines(const Identity& identity, int copy);

/// What was typed back, once all of it is right.
struct PaperKey {
  Identity identity;
  int copy = 0;
};

/// Takes the lines of a paper as they are typed: small letters, O for 0, I and L for 1, blanks and
/// hyphens anywhere, the line's number before it.
class PaperReader {
 public:
  /// Line 1 to 8. What is wrong with it, never with what was typed; nullopt when it is right.
  std::optional<Text> take(int line, std::string_view typed);
  /// Errors: Invalid (id "paper-key") when the lines do not belong together, or one is missing.
  PaperKey key() const;

 private:
  SecretBytes symbols_{std::size_t{kPaperLines} * 8};
  std::array<bool, kPaperLines> taken_{};
};

}  // namespace pos
