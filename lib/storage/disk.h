#pragma once

#include "base/file_system.h"
#include "base/text.h"

namespace pos {

/// The disk itself, over POSIX calls. Never follows a symbolic link to a file; only `main` and
/// tests make one.
///
/// Errors: as FileSystem; what the system said stands in the message, the path in `where`. A
///         failed sync or close is final: the file just made is removed.
class Disk final : public FileSystem {
 public:
  std::optional<std::string> read(const std::string& path,
                                  std::uint64_t limit = kReadLimit) override;
  void write_new(const std::string& path, std::string_view bytes) override;
  void rename(const std::string& from, const std::string& to) override;
  void rename_new(const std::string& from, const std::string& to) override;
  void remove(const std::string& path) override;
  void sync_folder(const std::string& path) override;
  void make_folders(const std::string& path) override;
  std::vector<FolderEntry> list(const std::string& path) override;
  std::optional<FileStatus> status(const std::string& path) override;
  std::string real_path(const std::string& path) override;
  std::unique_ptr<FileLock> lock(const std::string& path, int timeout_seconds) override;
};

/// What an `errno` says: in French our own words for what offices meet, else the system's.
Text system_reason(int error_number);
/// What to do about it; empty where we know of nothing.
Text system_hint(int error_number);

}  // namespace pos
