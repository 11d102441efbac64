#pragma once

#include <string>
#include <vector>

#include "base/value.h"
#include "cli/context.h"
#include "domain/form.h"

namespace pos::cli {

/// The answers of a form, one a line: label, then the words of a code; tables row by row.
void print_answers(const std::vector<Field>& fields, const Value& data, const std::string& margin,
                   Context& context);

/// What is printed needs these, and a list that cannot be read must not end it in the middle.
void load_lists(const std::vector<Field>& fields, Context& context);

/// Text whose further lines stand below the first.
std::string indented(const std::string& text, const std::string& margin);

}  // namespace pos::cli
