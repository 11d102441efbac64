#pragma once

#include <string>
#include <vector>

#include "base/progress.h"
#include "domain/hand_over.h"
#include "workflow/workspace.h"

namespace pos {

/// To whom cases go, and why.
struct Assignment {
  std::string to;             ///< code of a case manager in office
  std::string reason;         ///< may be empty
  std::string over_caseload;  ///< why to somebody who then has too many open cases (POS 3.3.1)
};

/// The reason that the assign gets, where they have so many open cases; for one more than the
/// standard allows, why. Errors: Refused (id "caseload").
std::string reason_to_assign(const Assignment& assignment, int open, const Rulebook& rules);
/// Open cases that somebody has, as far as this user reads them.
int open_cases_of(Workspace& workspace, const std::string& manager);

/// What was handed over, and what was not.
struct HandOver {
  std::vector<HandedCase> cases;  ///< by identifier
  std::vector<Text> failures;     ///< cases that stay where they are, and why
};

/// The case belongs to another manager from now on: an entry by the supervisor, or by recovery
/// where the workspace has it. What opens here is sealed to the new manager at once. One that was
/// broken off is completed, without a second entry.
///
/// Errors: Refused (id "role", "caseload", "same-manager"), NotFound,
///         NoKey, Locked, Integrity, Io.
/// Source: architecture 4.2, 5.6; POS 3.3.1.
HandedCase assign(Workspace& workspace, const CaseId& id, const Assignment& assignment);

/// Every case of `from`, open or closed, by identifier, one entry each. What cannot be done is
/// named and does not keep the others; run again it goes on with what is left. What went the same
/// way in the last seven days stands among the cases too, so that one sheet names all.
///
/// Errors: as above, where nothing at all could be done; Usage where both are the same person.
HandOver assign_all(Workspace& workspace, const std::string& from, const Assignment& assignment,
                    const Progress& progress);

}  // namespace pos
