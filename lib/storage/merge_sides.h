#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "storage/merge.h"

namespace pos {

// What the merges of all kinds of files have in common.

/// With every document of each version.
std::vector<MergeSide> sides_of(const std::vector<FileVersion>& versions);
bool is_in_all(const std::vector<MergeSide>& sides, const std::string& hash);

/// Errors: Integrity where kind, identifier or vault differ.
void require_one_vault(const std::vector<FileVersion>& versions);

/// Integrity: all versions stay as they are; with the id kUnproven.
Error not_merged(Text why, Location where);
Error unproven(Text why, Location where);

}  // namespace pos
