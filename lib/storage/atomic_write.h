#pragma once

#include <map>
#include <optional>
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

/// A new file, whole or not at all; never in the place of another one.
/// Errors: Conflict where the file is there; those of the file system.
void write_new_file(FileSystem& files, const std::string& path, std::string_view bytes);

/// What was read of a file that is to be written anew: its hash; empty where there was none.
struct Read {
  std::string hash;
};
Read was_read(const std::optional<std::string>& bytes);
/// The same of several files, by path; empty for one that was not there.
using FilesRead = std::map<std::string, Read>;
Read was_read(const FilesRead& files, const std::string& path);

/// Removes files whose documents all stand elsewhere by now. One that was changed since it was
/// read, or cannot be removed, stays: it is folded another time.
void remove_folded(FileSystem& files, const std::vector<std::string>& paths,
                   const FilesRead& before);

/// A file and what is to stand in it.
struct FileToWrite {
  std::string path;
  std::string bytes;
  /// What the new bytes go on from. Where that no longer stands there, it is not written: a
  /// synchroniser, or a process that has its locks elsewhere, was faster. nullopt: whatever is
  /// there is replaced.
  std::optional<Read> before = std::nullopt;
};

/// Writes several files as one piece of work: all are written and synced under temporary names
/// before the first takes its place, in this order. So a full disk or a closed folder changes
/// nothing at all. A sync that failed is not tried again.
///
/// Errors: those of the file system, their hint saying whether anything may be changed by now, by
///         this or before it in the same run; Conflict
///         where a file is no longer what was read. Then either all are as before, or (when a
///         rename or the sync after it fails) those before it in the order are new.
void write_together(FileSystem& files, const std::vector<FileToWrite>& all);

}  // namespace pos
