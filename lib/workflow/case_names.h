#pragma once

#include "workflow/case_files.h"
#include "workflow/fill.h"

namespace pos {

/// The names of a case as far as its identity files are open to this user.
KnownNames known_names(Workspace& workspace, const CaseFiles& files);

/// The same of a case that is only read.
KnownNames known_names(Workspace& workspace, const CaseId& id, const Journal& journal);

/// What an act says in words is in the case compartment too.
/// Errors: Invalid where its reason or purpose holds a name that is open to this user.
void require_nameless_act(Workspace& workspace, const CaseFiles& files, const Entry& entry);

}  // namespace pos
