#pragma once

#include <string>
#include <vector>

#include "domain/matching.h"
#include "workflow/cases.h"
#include "workflow/casework.h"

namespace pos {

/// A tracing request and a child who may belong together.
struct TracingMatch {
  CaseId request;          ///< the case that holds the request
  std::string entry, row;  ///< the request there, and the child in it
  CaseId child;
  Likeness likeness;
  std::string decision;  ///< the last one recorded; empty: none
};

struct Matches {
  std::vector<TracingMatch> found;  ///< the best first, then by request, row and child
  std::vector<Text> warnings;       ///< files that could not be compared, by identifier alone
  int requests = 0, children = 0;
  int unwilling = 0;  ///< children who do not wish that their family be traced: not compared
  bool complete() const { return warnings.empty(); }
};

/// Compares the tracing requests (1.E) in the user's own cases with the children of the others who
/// are without family (1.D). `all`: also those that were rejected.
/// Errors: Refused for those who read no names without a trace.
Matches match_requests(Workspace& workspace, bool all);

/// What `decide_match` decides on: as typed, `row` the beginning of the row's identifier.
struct Decided {
  CaseId child, request;
  std::string row, decision;
};

/// Records a decision (4.M) in both files.
/// Errors: NotFound where the request has no such child; as `record_form`.
Saved decide_match(Workspace& workspace, const Decided& decided, const Filled& filled,
                   const Manner& manner);

}  // namespace pos
