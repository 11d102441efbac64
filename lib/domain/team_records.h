#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/value.h"
#include "domain/deadlines.h"
#include "domain/rulebook.h"
#include "domain/staff.h"

namespace pos {

/// The office's form of what a team records of its own work.
inline constexpr std::string_view kTeamForm = "team";

/// One record of a team: a session, a meeting, a training (POS 3.3.1, Annexe 1).
struct TeamRecord {
  std::string id;  ///< its key in the unit's file
  std::string unit;
  std::string kind;  ///< a code of `pos-team-record`
  Date on;
  std::string staff;  ///< whom it is about; empty where it is of the whole team
  Value answers;
};

/// The records of a unit's state, by date, then identifier; what is malformed is left out.
std::vector<TeamRecord> read_team_records(const std::string& unit, const Value& state);

/// A unit and who works in it now.
struct TeamRoster {
  std::string unit;
  std::vector<Person> managers;
};
/// Units with a case manager in office, by unit.
std::vector<TeamRoster> team_rosters(const Staff& staff, Instant now);

/// The last record of that kind up to `now`, of a unit or, where `staff` is given, of that person
/// in whatever unit; nullptr where there is none.
const TeamRecord* last_record(const std::vector<TeamRecord>& records, std::string_view kind,
                              std::string_view unit, std::string_view staff, Instant now);

/// The last record of that kind up to `now`, of whatever unit; nullptr where there is none.
const TeamRecord* last_record_of_office(const std::vector<TeamRecord>& records,
                                        std::string_view kind, Instant now);

/// What teams owe from the day `since` on, on which the office switched it on: meetings, individual
/// supervision and the monthly review, counted from the last one, else from `since` or the person's
/// first day, whichever is later; the evaluation of competences in a newcomer's first month.
///
/// Shape:  by unit, then step; `subject` is the unit or the person. Never one that is met.
/// Source: POS 3.3.1; Annexe 1.
std::vector<Obligation> team_obligations(const std::vector<TeamRecord>& records,
                                         const std::vector<TeamRoster>& rosters,
                                         const Rulebook& rules, Date since, Instant now);

/// What is on record of one person, and of a unit, for its supervisor.
struct StaffRecords {
  std::string staff;
  std::optional<Date> supervision, evaluation;  ///< the last ones
  int trainings = 0;                            ///< in the year so far
};
struct UnitRecords {
  std::optional<Date> meeting, case_review;  ///< the last ones
  std::vector<StaffRecords> staff;           ///< in the order given
};
UnitRecords records_of(const std::vector<TeamRecord>& records, const std::string& unit,
                       const std::vector<std::string>& staff, Instant now);

/// Whether the three questions before an assignment are on record for this case and person
/// (POS 3.3.1).
bool assignment_considered(const std::vector<TeamRecord>& records, std::string_view case_id,
                           std::string_view staff);

}  // namespace pos
