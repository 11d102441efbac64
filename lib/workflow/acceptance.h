#pragma once

#include <string>

#include "storage/check.h"
#include "workflow/workspace.h"

namespace pos {

/// Takes what is there now for what was to be expected; what was lost or held back and is accepted
/// so. `what` is a case: then in the memory alone. Or a plain file of the vault
/// (`people/adiarra.yaml`): what it has lost in the memory alone; where it has lost nothing, all
/// its documents are confirmed for everybody, by an administrator or with the recovery key.
///
/// Errors: NotFound where there is no such thing; Refused for whoever may not confirm.
/// Source: architecture 4.5.
CheckReport accept(Workspace& workspace, const std::string& what, const std::string& recovery_file);

/// Refuses on this machine, for this user, what waits in a plain file for a confirmation: it is
/// told no more. Whoever may still confirms it.
///
/// Errors: NotFound where there is no such file; Conflict where nothing waits in it.
CheckReport refuse(Workspace& workspace, const std::string& file);

}  // namespace pos
