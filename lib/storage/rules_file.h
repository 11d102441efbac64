#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "domain/rulebook.h"

namespace pos {

/// The procedures of an edition, from `<schemas>/rules/<edition>.yaml`, with those that it
/// replaces.
///
/// Errors: ErrorCode::NotFound where there is no such edition, or none that it replaces;
/// ErrorCode::Invalid with all faults,
///         each with file, line and key: a key that is unknown or missing, a value that is none.
Rulebook load_rules(FileSystem& files, const std::string& schemas, const std::string& edition);

/// The same from the file's bytes; `edition` is what its name promises.
Rulebook read_rules(std::string_view bytes, const std::string& name, const std::string& edition);

/// The editions whose rules are there, sorted.
std::vector<std::string> editions(FileSystem& files, const std::string& schemas);

}  // namespace pos
