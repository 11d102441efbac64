#pragma once

#include <string>
#include <vector>

#include "domain/advice.h"
#include "domain/due_list.h"
#include "domain/scenario.h"
#include "workflow/cases.h"

namespace pos {

/// An answer that an entry lacks: a required one (saved in an emergency, or not complete yet), or
/// one that the procedures expect of the latest form of its kind while the case is open.
struct MissingAnswer {
  std::string entry, form, field;
  bool required = true;
};

/// One case as its reader sees it.
struct CaseView {
  OpenedCase opened;
  Case state;
  std::string actor;  ///< whether its structure is the State's (POS 1.2), where that is known here
  std::vector<Advice> advice;
  std::vector<MissingAnswer> missing;
  std::vector<ScenarioStep> scenario;  ///< by which the child came (POS 5.1.2)
  std::vector<DueItem> obligations;
  std::optional<When> erased;  ///< when its names were erased
};

/// `names`: with the identity answers. Anyone but the manager first leaves an `access` entry with
/// the purpose, and sees nothing if it cannot be written (POS 6.1.2, 6.3; architecture 4.2). Names
/// that are the manager's alone (a masked case, the policy `manager_only`) open to others with the
/// recovery key only, on record too.
///
/// Errors: as `open_case`; Refused (id "names") where names are closed to this user.
CaseView view_case(Workspace& workspace, const CaseId& id, bool names, const std::string& purpose);

}  // namespace pos
