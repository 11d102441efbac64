#pragma once

#include <string>
#include <vector>

#include "workflow/workspace.h"

namespace pos {

/// The editions of the procedures that are installed, the earliest first.
/// Errors: as `load_rules`, for one that is broken.
std::vector<Rulebook> installed_editions(FileSystem& disk, const std::string& schemas_folder);

/// The office works by that edition from now on (POS 1.4). What happened before it came into force
/// keeps the edition that was in force then: the new one says which one it replaces.
///
/// Errors: NotFound for an edition that is not installed; Refused (id "role") for who is no
///         administrator, (id "edition") for one that does not follow the present one; NoKey;
///         Locked; Io.
void work_by(Workspace& workspace, const std::string& edition);

}  // namespace pos
