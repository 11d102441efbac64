#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "base/file_system.h"

namespace pos {

/// A disk as it would be: what is changed is kept in memory and the disk beneath stays as it is. A
/// work that is to be shown first is done here, whole, and looked at.
///
/// Locks are not taken.
class Overlay final : public FileSystem {
 public:
  explicit Overlay(FileSystem& beneath) : beneath_(beneath) {}

  std::optional<std::string> read(const std::string& path,
                                  std::uint64_t limit = kReadLimit) override;
  void write_new(const std::string& path, std::string_view bytes) override;
  void rename(const std::string& from, const std::string& to) override;
  void rename_new(const std::string& from, const std::string& to) override;
  void remove(const std::string& path) override;
  void sync_folder(const std::string&) override {}
  void make_folders(const std::string& path) override;
  std::vector<FolderEntry> list(const std::string& path) override;
  std::optional<FileStatus> status(const std::string& path) override;
  std::unique_ptr<FileLock> lock(const std::string& path, int timeout_seconds) override;

 private:
  FileSystem& beneath_;
  std::map<std::string, std::optional<std::string>> changed_;  ///< bytes; nullopt: taken away
  std::set<std::string> folders_;
};

}  // namespace pos
