#pragma once

#include <optional>

#include "workflow/casework.h"

namespace pos {

struct Linked {
  Saved duplicate;            ///< in the file that leaves
  std::optional<Saved> kept;  ///< in the one that goes on, where it is the user's to write
};

/// Joins two files of one child: `duplicate` leaves the stock, `kept` goes on. `filled` may hold
/// the answers of 1.L. Broken off, it is completed by the same command.
///
/// Errors: Usage for one and the same; Refused where a child is not registered, `kept` is a
///         duplicate itself, or they are joined already; as `record_form`.
/// Source: POS 3.3.1, 5.1.2.
Linked link_cases(Workspace& workspace, const CaseId& duplicate, const CaseId& kept,
                  const Filled& filled, const Manner& manner);

}  // namespace pos
