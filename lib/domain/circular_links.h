#pragma once

#include <map>
#include <vector>

#include "domain/case_id.h"

namespace pos {

/// Cases that left as duplicates and lead back to each other, so that none of them goes on: two
/// people who do not know of each other may each join their own file to the other's.
///
/// `same_as`: which case goes on in the place of each that left.
/// Shape: by identifier.
std::vector<CaseId> circular_links(const std::map<CaseId, CaseId>& same_as);

}  // namespace pos
