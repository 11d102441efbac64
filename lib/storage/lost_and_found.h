#pragma once

#include <string>

#include "storage/vault.h"

namespace pos {

/// Moves a file of the vault to `lost+found`, where nothing looks at it: names to that of their own
/// medium, so that they never come to lie with the rest. Its place is kept in its name
/// (`cases+2026+BKO-….yaml.age`); never over another file.
///
/// `file`: within the vault. Shape: where it lies now, within the vault.
/// Errors: Io.
std::string lay_aside(const Vault& vault, const std::string& file);

/// Where a file of the vault lies on the disk, names on their medium.
std::string path_on_disk(const Vault& vault, const std::string& file);

}  // namespace pos
