#pragma once

#include <string>
#include <string_view>

#include "base/file_system.h"
#include "domain/indicator.h"

namespace pos {

/// What monthly sheets count in an edition of the POS: `indicators/<edition>.yaml` of a schemas
/// folder. What it may say is told in the file itself.
///
/// Errors: NotFound without such a file; Invalid with all faults, each with its line: an unknown
///         key, word or dimension, an indicator twice, a term of the balance missing or twice.
IndicatorBook load_indicators(FileSystem& files, const std::string& schemas_folder,
                              const std::string& edition);

/// The same from the file's bytes; `name` for messages.
IndicatorBook read_indicators(std::string_view bytes, const std::string& name);

}  // namespace pos
