#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/likeness.h"
#include "workflow/cases.h"
#include "workflow/fill.h"

namespace pos {

/// A case whose child may be the one that is described.
struct LikelyCase {
  CaseId id;
  CaseStatus status = CaseStatus::Registered;
  Likeness likeness;
};

struct LikelyCases {
  std::vector<LikelyCase> found;  ///< the most alike first, then by identifier
  std::vector<Text> warnings;     ///< files that could not be compared, by identifier alone
  int compared = 0;
  bool complete() const { return warnings.empty(); }
};

/// Compares the description with the user's own cases, ended ones included: names are read by their
/// case manager without a trace, and nobody else's case is named (POS 6.1.2). `except` is left out.
/// Errors: none; what cannot be read is a warning.
LikelyCases likely_cases(Workspace& workspace, const Caseload& caseload, const Description& child,
                         const CaseId& except);

/// The child as a filled form describes it, or a case of the user's own.
Description described(const Form& form, const Value& answers, Date told);
Description described(Workspace& workspace, const CaseRecord& record, const Value& names);

/// At a registration or report: keeps the result of the search in the form, and adds the warnings.
/// Without a caseload nothing could be searched. It never fails.
void look_for_duplicates(Workspace& workspace, const Caseload* caseload, const CaseId& id,
                         const Form& form, Draft& draft);

/// Errors: Refused for those who read no names without a trace (POS 6.1.2).
void require_case_manager(Workspace& workspace);

/// `pos search`: the user's own cases that fit a description, or that are like one of them.
/// Errors: Refused for those who read no names without a trace; Invalid for fields that do not
/// describe a child, or a description without a name.
LikelyCases search_cases(Workspace& workspace, const Filled& filled);
LikelyCases search_like(Workspace& workspace, const CaseId& id);

}  // namespace pos
