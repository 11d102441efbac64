#pragma once

#include "base/value.h"
#include "domain/rulebook.h"

namespace pos {

/// Which edition of the procedures an output rests on: its name, title, version and date.
Value procedures_value(const Rulebook& rules, Language language);
/// All that is said of an edition: the same, since when it holds, what it replaces, who issued it.
Value edition_value(const Rulebook& rules, bool present, Language language);

}  // namespace pos
