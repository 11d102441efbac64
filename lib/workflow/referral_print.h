#pragma once

#include <string>

#include "domain/shared_answers.h"
#include "workflow/workspace.h"

namespace pos {

/// A form that shares the child's data, as it goes to who receives it.
struct SharedForm {
  CaseId id;
  std::string entry;
  const Form* form = nullptr;
  std::vector<SharedPart::Answer> answers;  ///< that its own sheet has
  std::string manager;                      ///< the case manager's name and code
  std::string receiver;                     ///< as the directory names it; empty: no structure
  std::vector<SharedPart> shared;
  bool texts_left_out = false;  ///< a name may stand in them, and none is shared
  std::optional<Date> consent;  ///< of the consent that covers it now
};

/// Reads one for printing. With `names` also what names or locates, which anyone but the manager
/// leaves on record first (view_case).
///
/// Errors: as view_case; NotFound; Usage for a form that shares nothing; Refused (ids "consent",
///         "names") where no consent covers it any more, or its sharing has neither name nor
///         contact.
/// Source: POS 3.4.2.3, measures 5 and 6; 6.1.2.
SharedForm shared_form(Workspace& workspace, const CaseId& id, const std::string& entry,
                       bool names);

}  // namespace pos
