#pragma once

#include <string>
#include <vector>

#include "base/value.h"
#include "domain/programme_eligibility.h"
#include "domain/programme_results.h"
#include "formats/csv.h"

namespace pos {

/// A programme as `pos.programmes/1` lists it: code, status today, then the answers of its form.
Value programme_value(const Programme& programme, const Value& answers, Date today);

/// What its criteria say of a child, as an object: `{"period":"yes","age":"unknown"}`.
Value criteria_value(const std::vector<CriterionFit>& criteria);

/// Results against targets, as scripts read them: `pos.programme_report/1`.
Value programme_report_value(const Programme& programme, const ProgrammeFigures& figures);

/// `programme,figure,dimensions,unit,value,of,target,percent_of_target`: those reached and present,
/// the breakdowns, then each expected result by its code.
CsvRow programme_report_header();
std::vector<CsvRow> programme_report_rows(const Programme& programme,
                                          const ProgrammeFigures& figures);

/// With a point and at most one decimal.
std::string decimal_text(double value);

}  // namespace pos
