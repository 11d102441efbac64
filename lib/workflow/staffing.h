#pragma once

#include <string>

#include "storage/vault_change.h"
#include "workflow/sealing.h"
#include "workflow/workspace.h"

namespace pos {

// What people and groups become; `recovery` is the recovery key's file, or empty. Errors: as in
// storage/vault_change.h, and as reading that file gives. Whoever changes something also completes
// what is left to do in their own groups.

Notes hire(Workspace& workspace, const NewPerson& person, const std::string& recovery);
Notes change_person(Workspace& workspace, const std::string& code, const PersonChange& change,
                    const std::string& recovery);
Notes retire_staff(Workspace& workspace, const std::string& code, Date last_day,
                   const std::string& recovery);
void join_group(Workspace& workspace, const std::string& group, const std::string& code,
                const std::string& recovery);
void leave_group(Workspace& workspace, const std::string& group, const std::string& code,
                 const std::string& recovery);

/// New keys on one's own card by the former ones, or on anyone's by recovery; what was sealed to
/// the former key, or to a group's that it opens, is then sealed anew, as far as it opens here.
/// Errors: Invalid where the card is of another code; Conflict where the key is somebody's.
Sealing renew_keys(Workspace& workspace, const std::string& code, const Card& fresh,
                   const std::string& recovery, const Progress& progress);

/// Completes the removals of those who have left, and joins concurrent changes, in the groups whose
/// member the user is; in all with the recovery key. Nothing where nothing is left to do.
void mend_own_groups(Workspace& workspace);

}  // namespace pos
