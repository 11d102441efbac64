#pragma once

#include "storage/check.h"
#include "workflow/workspace.h"

namespace pos {

// What `check --strict` adds: the procedures' own consistency. Kinds, beside those of
// domain/consistency.h:
//   missing_answers structure manager      cases
//   supervisor unit group clerk            the office

/// Of one case, where its journal opens to the user; nothing otherwise, nor where it is damaged,
/// which the check itself tells.
void check_consistency(Workspace& workspace, const CaseId& id, CheckReport& report);

/// Of the staff as it stands now. Needs no key.
void check_office(Workspace& workspace, CheckReport& report);

}  // namespace pos
