#pragma once

#include <string>

#include "workflow/casework.h"

namespace pos {

/// Refuses those who may never erase, before any key is asked for.
/// Errors: Refused (id "role") for all but supervisors.
void require_eraser(Workspace& workspace);

/// Erases the names of a case for good: adds the `erase` entry, signed by the recovery key for the
/// supervisor, and empties the identity file and all its parts. From then on every read and merge
/// drops identity documents that were not written after it. Where an earlier erasure was broken off
/// it is completed, and no entry is added.
///
/// Shape:  the entry's identifier; `warnings` say what cannot be reached from here.
/// Errors: Refused for a supervisor of others, and where nothing is left to erase; NoKey for a file
///         that is not the recovery key; those of `open_to_write`.
/// Source: architecture 4.7.
Saved erase_case(Workspace& workspace, const CaseId& id, const std::string& reason,
                 const std::string& recovery);

}  // namespace pos
