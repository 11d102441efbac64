#pragma once

#include "storage/check.h"
#include "workflow/workspace.h"

namespace pos {

/// What is wrong in the vault. Names, signed plain files and age headers need no key; `read_data`
/// opens, with the user's key, every file of every case that is theirs.
CheckReport check_vault(Workspace& workspace, bool read_data);

}  // namespace pos
