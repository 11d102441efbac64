#pragma once

#include <string>
#include <vector>

#include "domain/case.h"
#include "domain/rulebook.h"

namespace pos {

/// A step of the scenario by which a child came to the office, and whether the case shows it.
struct ScenarioStep {
  std::string option;  ///< "any": before the options part
  std::string step;
  Text label;
  bool done = false;
};

/// The steps of the registration's scenario and of the option taken, in the order of the
/// procedures.
///
/// Shape:  empty where the registration names no scenario; those of both options are left out until
///         one is taken.
/// Source: POS 5.1.2.
std::vector<ScenarioStep> scenario_steps(const Case& c, const Rulebook& rules);

}  // namespace pos
