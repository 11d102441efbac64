#pragma once

#include <string>
#include <vector>

#include "base/value.h"
#include "domain/code_list.h"
#include "domain/hand_over.h"

namespace pos {

/// Of whom and of what a hand-over sheet is.
struct HandOverHead {
  std::string office;
  std::string to;
  Instant at;
};

/// The sheet that goes with cases to their new manager, to be printed and signed: identifiers,
/// status, level, what is overdue and due next, open referrals, whether names are still to come.
/// `services` are the categories of services. No name of a child.
std::string write_hand_over(const HandOverHead& head, const std::vector<HandedCase>& cases,
                            const Rulebook& rules, const CodeList& services, Language language);

/// The same of one case for scripts.
Value handed_value(const HandedCase& handed, Instant now);

}  // namespace pos
