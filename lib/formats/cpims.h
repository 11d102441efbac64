#pragma once

#include <string>
#include <vector>

#include "domain/cpims.h"
#include "formats/csv.h"

namespace pos {

/// One case of `pos.cpims/1`: identifier, status, steps, problems, its forms, and under `data` the
/// record as Primero takes it.
Value cpims_value(const CpimsCase& c);

/// One row a case: the fields that are no table, of the forms given, in their order;
/// those that name or locate only with `names`. Primero's own CSV leaves tables out as well.
CsvRow cpims_header(const std::vector<const Form*>& forms, bool names);
CsvRow cpims_row(const CpimsCase& c, const std::vector<const Form*>& forms, bool names);

}  // namespace pos
