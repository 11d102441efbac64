#pragma once

#include <string>

#include "base/value.h"

namespace pos {

/// A value for JSON alone: what has no answer is left out of documents, but `null` in listings.
Value json_null();

/// One line of JSON, keys in their order, without a line end. Bare scalars stand as they are.
std::string write_json(const Value& value);

}  // namespace pos
