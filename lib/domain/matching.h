#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/likeness.h"

namespace pos {

struct Separation {
  std::optional<Date> on;
  std::string place;
};

/// A child whom somebody looks for: one row of a tracing request (1.E).
struct SoughtChild {
  std::string entry;  ///< the request
  std::string row;    ///< its `unique_id` there
  Description child;
  NameKeys inquirer;
  Separation separation;
};

/// A child who is without family (1.D).
struct FoundChild {
  Description child;
  std::vector<NameKeys> relatives;
  Separation separation;
};

/// The children of one request, those reunified or no longer looked for left out. `answers`: of
/// both compartments; `told`: the day of the request.
std::vector<SoughtChild> sought_children(const Form& form, const Value& answers,
                                         const std::string& entry, Date told);

/// Adds what a form of the child's file tells beside the description: relatives, the separation.
void add_family(FoundChild& found, const Form& form, const Value& answers);

/// How well they fit, out of 100, with the reasons: those of `likeness`, and 20 for a relative of
/// the inquirer's name, 5 each for the place and the time of the separation. A small child may not
/// know the own name: a relative's name is then enough.
///
/// nullopt where they cannot be one child.
/// Source: POS 3.4.1 (10), table 6.1.2 (1.D, 1.E, 4.B to 4.E).
std::optional<Likeness> tracing_likeness(const SoughtChild& sought, const FoundChild& found);

}  // namespace pos
