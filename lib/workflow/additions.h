#pragma once

#include <string>

#include "workflow/workspace.h"

namespace pos {

/// Takes what the office adds to a shipped form, or a code list of its own, into the vault: laid
/// under `schemas/` and named in `pos.yaml` by an administrator, from then on it counts. One that
/// is there already is replaced. Returns its place: `schemas/forms/5.A.yaml`.
///
/// Errors: Invalid, with every fault and `name`, for what no addition may say; NotFound for a form
///         that is none; Refused (id "role") for who is no administrator; NoKey; Locked; Io.
std::string add_to_forms(Workspace& workspace, const std::string& bytes, const std::string& name);

}  // namespace pos
