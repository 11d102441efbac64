#include "domain/circular_links.h"

#include <set>

namespace pos {

std::vector<CaseId> circular_links(const std::map<CaseId, CaseId>& same_as) {
  std::vector<CaseId> circular;
  for (const auto& [left, goes_on] : same_as) {
    std::set<CaseId> passed;
    auto next = same_as.find(left);
    while (next != same_as.end() && passed.insert(next->first).second) {
      next = same_as.find(next->second);
    }
    if (next != same_as.end() && next->first == left) {
      circular.push_back(left);
    }
  }
  return circular;
}

}  // namespace pos
