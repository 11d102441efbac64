#pragma once

#include <random>
#include <string>
#include <vector>

#include "support/memory_file_system.h"

namespace pos::test {

/// A disk that keeps what is durable apart from what only seems written, and loses its power after
/// so many steps. A step is what the real disk does at once: making a name, writing, syncing a file
/// or a folder, renaming, removing, making one folder. After the cut every call fails.
///
/// What a cut leaves: all that was synced; of what was not, anything. Each change of a folder that
/// was not synced survives or not, in any order; a name that was to be replaced or to go may stay;
/// a folder that was not made durable is gone with all that lies in it. A file that was not synced
/// is empty, whole, cut short, or has zeros where its blocks never reached the disk.
class PowerCutDisk final : public FileSystem {
 public:
  /// Everything in `start` is durable. `cut_after` below 0: the power stays.
  PowerCutDisk(const MemoryFileSystem& start, int cut_after);

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

  /// What a running program sees.
  MemoryFileSystem& seen() { return seen_; }
  int steps() const { return steps_; }
  /// One of the disks that may be found when the power is back.
  MemoryFileSystem after_cut(std::mt19937& draw) const;

 private:
  struct Content {
    std::string bytes;
    bool synced = false;
  };
  /// One change of what a folder lists.
  struct Change {
    std::string folder;
    std::string there;  ///< the name that is made or replaced; empty for a removal
    std::string gone;   ///< the name that goes; empty where none does
    int content = -1;   ///< of `there`: index into `contents_`; -1: a folder
    bool durable = false;
  };

  void step();
  void require_power() const;
  int content_of(const std::string& path);
  void apply(const Change& change, MemoryFileSystem& disk, std::mt19937& draw) const;
  std::string bytes_after_cut(const Content& content, std::mt19937& draw) const;

  MemoryFileSystem start_;
  MemoryFileSystem seen_;  ///< what running programs see
  std::vector<Content> contents_;
  std::map<std::string, int> written_;  ///< by path, files that are not those of the start
  std::vector<Change> changes_;
  int cut_after_;
  int steps_ = 0;
  bool dead_ = false;
};

}  // namespace pos::test
