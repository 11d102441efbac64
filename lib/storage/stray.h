#pragma once

#include <string>

#include "base/text.h"
#include "storage/vault.h"

namespace pos {

// Files that no command reads, for their names are none of a vault's: a synchroniser or an editor
// has put words of its own behind the ending. What such a copy says may stand nowhere else.

/// Whether an age file lies there, whatever its name. False for what is too large to be one.
/// Errors: Io.
bool is_sealed_copy(FileSystem& files, const std::string& path);
/// Whether a file within the vault begins as one of its plain files does.
bool is_plain_copy(const Vault& vault, const std::string& file);

/// What to do with them.
Text sealed_copy_found();
Text plain_copy_found();

}  // namespace pos
