#pragma once

#include <vector>

#include "domain/journal.h"
#include "domain/staff.h"
#include "storage/facts_file.h"

namespace pos {

/// Whether the sealer of a facts file may vouch for the case whose journal (out of the same facts,
/// or of the case's own documents) this is.
///
/// Source: format.md 6.4; architecture 4.3.
SealRight seal_right(const FactsPart& part, const Journal& journal, const Staff& staff);

/// The same for the parts of one case, by what they say of it together. Only a part that has the
/// registration says whose the case is: what a stranger lays beside a case they cannot open changes
/// nothing of it, nor one whose sealer has no right by what it says itself. Parts with different
/// registrations give nobody a right. An item for each part.
std::vector<SealRight> seal_rights(const std::vector<FactsPart>& parts, const Staff& staff);

}  // namespace pos
