#pragma once

#include <functional>
#include <string>

#include "domain/case_id.h"
#include "workflow/repair.h"

namespace pos {

// The parts of `repair_vault` that look at cases.

/// Does one step; where another program holds the case or the vault, it is left and told.
void unless_in_use(Repair& repair, const std::string& file, const std::function<void()>& step);

/// Puts files back that lie under another's name, in another year or compartment, as their sealed
/// headers tell; a damaged file gives its place to a sound part that has the registration. What no
/// document vouches for goes to `lost+found`.
void place_case_files(Workspace& workspace, Repair& repair);

/// Rebuilds the facts of one case out of its journal where they are damaged, stale, gone or
/// forged, and the user may seal them; facts that know more than the journal are left, as evidence
/// of what was lost. One case that cannot be mended is told and keeps no other from it.
void repair_case(Workspace& workspace, const CaseId& id, Repair& repair);

}  // namespace pos
