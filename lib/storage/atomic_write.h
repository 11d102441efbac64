#pragma once

#include <string>
#include <string_view>

#include "base/file_system.h"

namespace pos {

/// Writes the whole file or leaves it as it was; when it returns, the bytes are durable. The one
/// way files of a vault are written.
///
/// Shape:  a temporary `.<name>.<random>.tmp` in the same folder (0600), synced, renamed, the
///         folder synced. The folder must exist.
/// Errors: those of the file system; the temporary is gone then.
void write_atomically(FileSystem& files, const std::string& path, std::string_view bytes);

}  // namespace pos
