#pragma once

#include <vector>

#include "base/value.h"
#include "domain/advice.h"
#include "domain/case.h"
#include "domain/journal.h"
#include "formats/csv.h"

namespace pos {

/// The keys of `pos.case/1` that the computed state gives, from `case` to `masked`.
Value state_value(const Case& c, const Rulebook& rules);
Value advice_value(const Advice& advice, Language language);
/// One entry with its answers, as `pos show` lists it.
Value entry_value(const Entry& entry);
/// One entry without answers, with what became of it, as `pos history` lists it.
Value history_value(const Entry& entry, EntryState state, const Text& reason, Language language);

CsvRow history_header();
CsvRow history_row(const Entry& entry, EntryState state, const Text& reason, Language language);

}  // namespace pos
