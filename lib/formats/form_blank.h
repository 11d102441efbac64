#pragma once

#include <string>

#include "base/text.h"
#include "domain/form.h"

namespace pos {

/// The form as commented YAML to be filled in: every field a person may answer, with its label,
/// choices, and when it is asked. Calculated fields are left out.
std::string blank_form(const Form& form, const CodeLists& lists, Language language);

/// A JSON Schema (2020-12) of the form's input, for other programs.
Value form_schema(const Form& form, const CodeLists& lists, Language language);

}  // namespace pos
