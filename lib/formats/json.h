#pragma once

#include <concepts>
#include <string>

#include "base/value.h"

namespace pos {

/// A value for JSON alone: what has no answer is left out of documents, but `null` in listings.
Value json_null();
/// The words, or `null` where there are none.
Value text_or_null(std::string words);
template <std::integral Number>
Value json_number(Number number) {
  return Value::number(std::to_string(number));
}

/// One line of JSON, keys in their order, without a line end. Bare scalars stand as they are.
std::string write_json(const Value& value);

}  // namespace pos
