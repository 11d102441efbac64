#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "domain/case.h"

namespace pos {

/// That a child takes part in a programme, as the registration's eligibility says it, or a row of
/// its table; a row with the same programme says more than the eligibility.
struct Participation {
  std::string programme;
  Date joined;               ///< else the day of the eligibility decision, else the form's
  std::optional<Date> left;  ///< said so, or the closure that ended that episode
};
/// Shape:  in the order of the events; the later row of one programme stands for it.
/// Source: POS 4.2.1.
std::vector<Participation> participations(const Case& c);
/// Whether the child takes part on that day.
bool takes_part(const Participation& participation, Date day);

}  // namespace pos
