#pragma once

#include <vector>

#include "base/value.h"
#include "domain/supervision.h"
#include "domain/team_records.h"
#include "formats/csv.h"

namespace pos {

/// A team as `pos.supervise/1` lists it, with its managers and their open cases.
Value team_value(const SupervisedTeam& team);

/// What is on record of a team's own work; `last_…` are dates or null.
Value unit_records_value(const UnitRecords& records);

/// The open cases of a team, one a row: the list for the monthly review (POS Annexe 1).
CsvRow supervised_case_header();
CsvRow supervised_case_row(const SupervisedTeam& team, const SupervisedCase& c);

}  // namespace pos
