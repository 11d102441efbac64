#pragma once

#include <string>

#include "base/file_system.h"

namespace pos {

/// What keeps git and Syncthing from harm, in the vault's folder: `.gitattributes`, `.gitignore`,
/// `.stignore`. Lines that are there stay; `with_identities` takes out the one that keeps
/// `identities/` from git, else it is added.
///
/// Source: architecture 4.6; format.md 7.
void write_synchroniser_files(FileSystem& files, const std::string& vault, bool with_identities);

}  // namespace pos
