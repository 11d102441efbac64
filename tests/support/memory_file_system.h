#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "base/file_system.h"

namespace pos {

/// A disk in memory. Paths are compared letter by letter but for doubled and last `/`; `.`, `..`
/// and links are not understood. It makes files as the real one does: 0600, in a folder that is
/// there.
class MemoryFileSystem final : public FileSystem {
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
  std::unique_ptr<FileLock> lock(const std::string& path, int timeout_seconds) override;

  /// Sets a file whatever is there, with its folders.
  void put(const std::string& path, std::string bytes);
  void set_mode(const std::string& path, unsigned mode);
  /// Copies a tree of the real disk.
  void copy_from_disk(const std::string& real_folder, const std::string& to);
  /// Every file with its bytes, for comparisons.
  std::map<std::string, std::string> files() const;

 private:
  struct File {
    std::string bytes;
    unsigned mode = 0600;
  };

  std::map<std::string, File> files_;
  std::map<std::string, unsigned> folders_ = {{"", 0755}, {"/", 0755}};
  std::shared_ptr<std::set<std::string>> locked_ = std::make_shared<std::set<std::string>>();
};

}  // namespace pos
