#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"

namespace pos {

/// Writes the whole file or leaves it as it was; when it returns, the bytes are durable. The one
/// way files of a vault are written.
///
/// Shape:  a temporary `.<name>.<random>.tmp` in the same folder (0600), synced, renamed, the
///         folder synced. The folder must exist.
/// Errors: those of the file system; the temporary is gone then.
void write_atomically(FileSystem& files, const std::string& path, std::string_view bytes);

/// A file and what is to stand in it.
struct FileToWrite {
  std::string path;
  std::string bytes;
};

/// Writes several files as one piece of work: all are written and synced under temporary names
/// before the first takes its place, in this order. So a full disk or a closed folder changes
/// nothing at all.
///
/// Errors: those of the file system; then either all are as before, or (when a rename itself
///         fails) those before it in the order are new.
void write_together(FileSystem& files, const std::vector<FileToWrite>& all);

}  // namespace pos
