#pragma once

#include <string>
#include <string_view>

#include "base/value.h"
#include "support/command_line.h"

namespace pos::test {

/// Reads one JSON text by RFC 8259 and nothing looser: no comments, no trailing commas, no repeated
/// keys, nothing after it but a line end. Texts are Text; numbers, `true`, `false` and `null` Bare.
///
/// Errors: std::runtime_error with the position.
Value read_json(std::string_view text);
/// What a command prints with `--format json`, whatever it exits with.
Value json_of(CommandLine& office, const std::string& words);

/// The value at `items.0.step`; nullptr where there is none.
const Value* at(const Value& document, std::string_view path);
/// Its scalar; for a list or a map how many it has; `(none)` where there is none.
std::string told(const Value& document, std::string_view path);

}  // namespace pos::test
