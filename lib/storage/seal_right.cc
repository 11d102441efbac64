#include "storage/seal_right.h"

#include <algorithm>

#include "storage/case_file.h"

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

const CaseDocument* opening_of(const FactsPart& part) {
  const auto found =
      std::find_if(part.documents.begin(), part.documents.end(), [](const CaseDocument& document) {
        return document.well_signed() && document.entry.opens_journal();
      });
  return found == part.documents.end() ? nullptr : &*found;
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

std::vector<SealRight> seal_rights(const std::vector<FactsPart>& parts, const Staff& staff) {
  std::vector<SealRight> rights(parts.size(), SealRight::None);
  std::vector<Entry> claimed;
  std::string opening;
  for (const FactsPart& part : parts) {
    const CaseDocument* document = part.well_sealed() ? opening_of(part) : nullptr;
    const std::vector<Entry> entries = well_signed_entries(part.documents);
    if (document == nullptr || seal_right(part, judge(entries, staff), staff) == SealRight::None) {
      continue;
    }
    if (!opening.empty() && opening != document->document.hash) {
      return rights;
    }
    opening = document->document.hash;
    claimed.insert(claimed.end(), entries.begin(), entries.end());
  }
  const Journal claims = judge(std::move(claimed), staff);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    rights[i] = parts[i].well_sealed() ? seal_right(parts[i], claims, staff) : SealRight::None;
  }
  return rights;
}

}  // namespace pos
