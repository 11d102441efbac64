#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/value.h"
#include "workflow/casework.h"
#include "workflow/workspace.h"

namespace pos {

/// What contradicts itself in answers, beyond what their form says.
using OfficeFaults = std::function<std::vector<Finding>(const Value& whole)>;

/// The answers of a form that belongs to the office, not to a case (`stage: office`), checked and
/// typed. `before`: what stands there already; nullptr for what is new, which alone needs every
/// required answer. A table that is given stands in the place of the former one.
///
/// Errors: Invalid, with every fault of the input.
Value checked_office_form(Workspace& workspace, std::string_view form, const Filled& filled,
                          const Value* before, const OfficeFaults& faults = {});

}  // namespace pos
