#pragma once

#include <string_view>

#include "domain/rulebook.h"
#include "storage/strict_map.h"

namespace pos {

/// The steps of an edition, each with its delays and limits. What is wrong, or missing, is a fault.
void read_steps(Rulebook& rules, StrictMap& map);

/// A length of time that is not none, such as `P7D`; a fault where there is no such value.
Period period(StrictMap& map, std::string_view key);

}  // namespace pos
