#pragma once

#include <string>
#include <string_view>

#include "base/value.h"

namespace pos {

/// The one way documents are written (format.md 1): equal values give equal bytes.
///
/// Shape:  `map` as lines that end with LF, its keys `indent` blanks deep; an empty map is `{}`.
/// Errors: ErrorCode::Invalid for what no document may hold: a key or number outside the grammar, a
///         character that `find_forbidden` finds, a list of unlike items, a row without answers,
///         maps more than kCanonicalDepth deep. Texts are not brought to NFC here (`clean_text`).
std::string write_canonical(const Value& map, int indent = 0);

/// Reads exactly what `write_canonical` writes with no indent; whatever reads gives the same bytes
/// when it is written again. Knows nothing of `---` lines.
///
/// Errors: ErrorCode::Invalid with `name` and line, the first line being `first_line`.
Value read_canonical(std::string_view bytes, const std::string& name = "", int first_line = 1);

/// `[a-z][a-z0-9_]*`, and none of the words that YAML 1.1 or 1.2 reads as something else.
bool is_canonical_key(std::string_view key);
/// `-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?`
bool is_canonical_number(std::string_view digits);
/// `true`, `false` or a number.
bool is_canonical_bare(std::string_view word);
/// Whether a text that is a map's value is written as a literal block. It must come back the same
/// from any reader of YAML, so what those trim or take for indentation stays in quotes.
bool is_canonical_literal(std::string_view text);

/// How deep maps may lie in each other, the outermost being the first.
inline constexpr int kCanonicalDepth = 8;

}  // namespace pos
