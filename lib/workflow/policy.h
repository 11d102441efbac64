#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "workflow/workspace.h"

namespace pos {

// What the office has decided for all its cases and teams; it stands in `pos.yaml` and is signed by
// the recovery key alone, since it says who reads names (architecture 4.2, 4.7; format.md 4).

/// Every setting with its value, also those that were never set:
///   identity   `team` (the direct supervisor reads names, on record) or `manager_only`
///   teams      from which day on meetings, supervision and evaluations of teams are due
///              (POS 3.3.1), or `none`
///   retention  how long the names of a closed case are kept, `P10Y`, or `none`
///   context    `development` or `emergency` (POS 1.1): which shortens delays and changes nothing
///   else kind       `state` (it protects every child, POS 4.2.1), `organisation`, or `unstated`
std::vector<std::pair<std::string, std::string>> policy_settings(Workspace& workspace);

/// The term of retention; nullopt where none is set.
std::optional<Period> retention(Workspace& workspace);

/// From which day on teams owe what POS 3.3.1 asks of them; nullopt where that is not switched on.
std::optional<Date> teams_since(Workspace& workspace);

/// Whether the office is an actor of the State or not (POS 1.2): `state`, `non_state`, empty where
/// it has not said.
std::string actor_of(const Office& office);

/// Whether the office works in an emergency (POS 1.1, 3.2): delays that the procedures shorten
/// there are the shorter ones; a case may say otherwise of itself (`context_of`).
bool in_emergency_context(Workspace& workspace);

/// Sets what `key=value` words say, with the recovery key in that file; the rest stays.
/// Errors: Usage for a word, key or value that is none, with the nearest; Refused (id "role") for
///         all but administrators and supervisors; NoKey for another key; Locked; Io.
void set_policy(Workspace& workspace, const std::vector<std::string>& words,
                const std::string& recovery);

}  // namespace pos
