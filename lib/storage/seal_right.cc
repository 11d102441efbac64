#include "storage/seal_right.h"

#include <algorithm>

namespace pos {
namespace {

/// Whether the sealer speaks for a case whose manager is or was this one.
bool speaks_for(const FactsPart& part, const std::string& manager, const Staff& staff) {
  const Person* sealer = staff.at(part.author, part.recorded);
  const bool clerk = sealer != nullptr && sealer->has(StaffRole::DataClerk) &&
                     std::find(sealer->managers.begin(), sealer->managers.end(), manager) !=
                         sealer->managers.end();
  return part.author == manager || staff.supervisor_of(manager, part.recorded) == part.author ||
         clerk;
}

}  // namespace

SealRight seal_right(const FactsPart& part, const Journal& journal, const Staff& staff) {
  if (part.author == kRecovery || speaks_for(part, journal.manager, staff)) {
    return SealRight::Present;
  }
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    const std::string manager = journal.manager_given(i);
    if (!manager.empty() && speaks_for(part, manager, staff)) {
      return SealRight::Former;
    }
  }
  return SealRight::None;
}

}  // namespace pos
