#pragma once

#include "domain/journal.h"
#include "domain/staff.h"
#include "storage/facts_file.h"

namespace pos {

/// Whether the sealer of a facts file may vouch for the case whose journal (out of the same facts,
/// or of the case's own documents) this is.
///
/// Source: format.md 6.4; architecture 4.3.
SealRight seal_right(const FactsPart& part, const Journal& journal, const Staff& staff);

}  // namespace pos
