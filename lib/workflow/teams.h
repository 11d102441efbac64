#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/team_records.h"
#include "workflow/casework.h"
#include "workflow/workspace.h"

namespace pos {

// What teams record of their own work (POS 3.3.1, Annexe 1): one file a unit, each record a part of
// its state under a key of its own, so that records made apart are all kept.

/// A record of the unit by the form `team`; its identifier. `replaces` is empty, or the record that
/// this one stands for from now on.
/// Errors: NotFound for a unit without people, or a record that is not there; Invalid, with every
///         fault of the input; Refused (id "role") for all but supervisors, administrators and
///         organisation managers.
std::string add_team_record(Workspace& workspace, const std::string& unit, const Filled& filled,
                            const std::string& replaces);

/// The same for a record that is there, with these answers laid over its own: a complaint that is
/// handled, the next part of a workshop. Errors: as above.
std::string complete_team_record(Workspace& workspace, const std::string& unit,
                                 const Filled& filled, const std::string& record);

struct TeamQuery {
  std::string unit, kind, staff;  ///< each may be empty
};
/// By unit, date, identifier. Whoever is not supervisor, administrator or organisation manager sees
/// what is about them, and what is about nobody alone. Errors: Usage for an unknown kind, NotFound
/// for a person.
std::vector<TeamRecord> team_records(Workspace& workspace, const TeamQuery& query);

/// All records of the vault, whoever asks.
std::vector<TeamRecord> all_team_records(Workspace& workspace);

/// What teams owe, where the office has switched it on (`policy set teams=2026-05-01`); else
/// nothing.
std::vector<Obligation> teams_due(Workspace& workspace);

/// That the three questions before an assignment are not on record (POS 3.3.1), where the office
/// has switched that on; nullopt where nothing is to be said.
std::optional<Text> unconsidered(Workspace& workspace, const CaseId& id, const std::string& staff);

}  // namespace pos
