#pragma once

#include <map>
#include <optional>
#include <string>

#include "domain/case.h"
#include "domain/structure.h"

namespace pos {

/// The structure where the child of an open case is accommodated: by the last service given (4.A)
/// or referral that was answered as given (A.1) of a category that takes a place, unless it has
/// ended. Read from the case compartment; the facts do not tell where a child lives.
std::optional<std::string> placement(const Case& c, const DirectoryRules& rules);

/// Places of a structure. POS 3.4.2.3: measure 2 asks whether there is one before a child is sent.
struct Places {
  std::optional<int> capacity;
  std::optional<int> told;     ///< taken, as the structure says
  std::optional<int> counted;  ///< children placed there whose cases the user reads
  bool often_over = false;     ///< it often receives more than it has places

  /// The greater of both; each may know children that the other does not.
  std::optional<int> taken() const;
};
/// `taken`: by structure, as counted; a structure that is not there counts as none.
Places places_of(const Structure& structure, const std::map<std::string, int>& taken);

/// What to look out for before a child is sent there; nullopt where places are left or nobody
/// knows.
std::optional<Text> warning_of(const Places& places);

}  // namespace pos
