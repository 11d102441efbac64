#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/due_list.h"

namespace pos {

/// A referral without its answer.
struct OpenReferral {
  std::string entry;
  When made;
  std::string service;  ///< its category
  std::optional<When> answer_due;
};

/// What a new case manager must know of a case that is handed over, without a name.
struct HandedCase {
  CaseSummary summary;
  std::string former;            ///< the manager before
  std::string entry;             ///< the assign
  std::vector<DueItem> overdue;  ///< soonest first
  std::vector<DueItem> coming;   ///< due today or pending, soonest first
  std::vector<OpenReferral> referrals;
  bool names_pending = false;  ///< they follow with the former manager's next command
};

/// What the case says of itself; `former`, `entry` and `names_pending` are for who assigns.
HandedCase handed_case(const Case& c, const Rulebook& rules);

}  // namespace pos
