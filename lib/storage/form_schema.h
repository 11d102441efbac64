#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/value.h"
#include "domain/form.h"

namespace pos {

/// Where a schema comes from, and which code lists its fields may name.
struct SchemaSource {
  std::string file;
  std::string name;  ///< the code or identifier that the file's name promises
  std::function<bool(std::string_view id)> has_list;
  std::string edition{};  ///< by which it is read; empty: the latest
};

/// A form or list as its YAML says it. What a schema may say is in pos-forms(5).
///
/// Errors: ErrorCode::Invalid with all faults, each with file, line and field.
Form read_form_schema(const Value& schema, const SchemaSource& source);
CodeList read_list_schema(const Value& schema, const SchemaSource& source);

/// A form with the further fields that an overlay gives it: new names only, none calculated.
Form extended(Form form, const Value& overlay, const SchemaSource& source);

/// An open list as an overlay fills it: closed, unless the overlay says `open` itself.
CodeList filled(const CodeList& shipped, const Value& overlay, const SchemaSource& source);

}  // namespace pos
