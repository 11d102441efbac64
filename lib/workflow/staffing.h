#pragma once

#include <string>

#include "storage/vault_change.h"
#include "workflow/casework.h"
#include "workflow/workspace.h"

namespace pos {

// What people and groups become; `recovery` is the recovery key's file, or empty. Errors: as in
// storage/vault_change.h, and as reading that file gives.

Notes hire(Workspace& workspace, const NewPerson& person, const std::string& recovery);
Notes change_person(Workspace& workspace, const std::string& code, const PersonChange& change,
                    const std::string& recovery);
Notes retire_staff(Workspace& workspace, const std::string& code, Date last_day,
                   const std::string& recovery);
void join_group(Workspace& workspace, const std::string& group, const std::string& code,
                const std::string& recovery);

/// An entry of the directory of services, by the form `directory` (POS 3.4.1); a known entry is
/// changed in what is given. Errors: Invalid, with every fault of the input.
void put_service(Workspace& workspace, const std::string& code, const Filled& filled);

}  // namespace pos
