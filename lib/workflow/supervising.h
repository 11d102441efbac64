#pragma once

#include <vector>

#include "base/text.h"
#include "domain/supervision.h"
#include "domain/team_records.h"
#include "workflow/workspace.h"

namespace pos {

struct Supervision {
  std::vector<SupervisedTeam> teams;  ///< by unit
  std::vector<UnitRecords> records;   ///< of each team; empty where none of the vault keeps any
  std::vector<Text> warnings;         ///< files of the user's that could not be used, and why
  bool complete = true;
  bool intact = true;  ///< no case has lost what was seen before
};

/// The user's teams from the facts of their cases: identifiers and figures, never a name
/// (POS 6.1.2).
/// Errors: Refused (id "role") for all but supervisors.
Supervision supervise(Workspace& workspace);

}  // namespace pos
