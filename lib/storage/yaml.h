#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/value.h"

namespace pos {

/// Reads what people write: one YAML or JSON document that is a map. (Documents of a vault are
/// read by `read_canonical`.)
///
/// Shape:  every scalar a Text, whatever YAML would guess, with its line; a member's line is its
///         key's. What is null (nothing, `~`, `null`) is left out: it is no answer.
/// Errors: ErrorCode::Invalid with `name` and all faults found: not UTF-8, a control character, a
///         repeated key, an anchor, an alias, a tag, a second document, a text whose quotes do not
///         close, maps and lists more than kYamlDepth deep, a key of more than kYamlKeyLimit bytes,
///         more than kYamlLimit bytes. It stops at kFindingLimit faults.
Value read_yaml(std::string_view bytes, const std::string& name);

/// A thousand times a long form.
inline constexpr std::size_t kYamlLimit = 4U << 20;
/// Twice what a form may need; what walks a tree calls itself for each.
inline constexpr std::size_t kYamlDepth = 16;
/// Several times the longest field. YAML ends a key at 1024, and JSON may write six for each byte.
inline constexpr std::size_t kYamlKeyLimit = 128;
/// Nobody mends more at a time, and each costs far more memory than the byte that is wrong.
inline constexpr std::size_t kFindingLimit = 500;

}  // namespace pos
