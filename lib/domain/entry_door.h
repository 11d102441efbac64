#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/value.h"

namespace pos {

/// The structure of the directory that takes reports of a place (`GAO/gao`), of several the one
/// named for the smallest region around it. Where the directory names none, it is the ministry's
/// service (DRPFEF, SLPFEF): empty.
///
/// Source: POS 3.4.2.1 (in emergency regions and camps the Child Protection Cluster designates it).
std::string entry_door(const std::map<std::string, Value>& directory, std::string_view place);

}  // namespace pos
