#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "domain/entry.h"

namespace pos {

/// The entries of one case in the order of format.md 5.2, and who knew whom.
struct Order {
  std::vector<Entry> entries;            ///< documents of one hash once
  std::vector<std::vector<bool>> known;  ///< known[i][j]: j is an ancestor of i
  std::size_t placed = 0;                ///< from here on entries lie in a circle
  std::vector<std::string> lost;         ///< hashes that `after` names and no entry has
};

/// Source: format.md 5.1, 5.2.
Order in_order(std::vector<Entry> entries);

}  // namespace pos
