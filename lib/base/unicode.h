#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pos {

/// Where the first byte stands that no text may hold: bad UTF-8, a control character other than
/// LF and tab, U+2028, U+2029, U+FEFF, U+FFFE, U+FFFF (format.md 1.3); npos when all is well.
std::size_t find_forbidden(std::string_view text);

/// Where the first byte stands that is not UTF-8 (surrogates are not); npos when all is.
std::size_t find_bad_utf8(std::string_view bytes);

/// A name of a file, or a line with one, as a terminal and JSON can take it: what is no UTF-8, and
/// controls with LF and tab among them, as `\\xHH`, byte by byte.
std::string escaped(std::string_view bytes);

/// A text as people read it: U+FFFD for each control that would make what follows it read in
/// another order than it stands (U+202A to U+202E, U+2066 to U+2069), as a telephone number
/// backwards.
std::string in_its_order(std::string_view text);

/// What people typed, as files hold it: CR LF, CR, U+0085, U+2028 and U+2029 become LF, U+FEFF
/// goes, and the rest is brought to NFC. nullopt when a forbidden character remains.
std::optional<std::string> clean_text(std::string_view text);

/// 1 for the first line.
int line_at(std::string_view text, std::size_t offset);

}  // namespace pos
