#pragma once

#include <string>

#include "workflow/workspace.h"

namespace pos {

/// A form of a case as it was filled, additions laid over it, without what names or locates.
struct FilledForm {
  const Form* form = nullptr;
  When occurred;
  Value answers;
};

/// The last one of that form, or the one of that entry.
/// Errors: as `view_case`; NotFound where the case has none, or the entry is of another form.
FilledForm filled_form(Workspace& workspace, const CaseId& id, const std::string& form,
                       const std::string& entry);

}  // namespace pos
