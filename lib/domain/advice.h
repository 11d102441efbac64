#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "domain/case.h"

namespace pos {

/// What the procedures suggest at this point of a case, beside what they require.
struct Advice {
  std::string id;
  Text message;
  std::string source;
};
std::vector<Advice> advice(const Case& c, const Rulebook& rules);

}  // namespace pos
