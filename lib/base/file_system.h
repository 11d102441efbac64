#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pos {

/// What a listing tells of one name in a folder.
struct FolderEntry {
  std::string name;
  bool is_folder = false;
  friend auto operator<=>(const FolderEntry&, const FolderEntry&) = default;
};

struct FileStatus {
  std::uint64_t size = 0;
  unsigned mode = 0;  ///< permission bits
  bool is_folder = false;
  bool is_regular = false;
  bool own = true;  ///< belongs to the user who runs the program
};

/// Holds a lock until it is destroyed or its process ends.
class FileLock {
 public:
  virtual ~FileLock() = default;
};

/// The disk, as narrow as the program can do with; the only way to it.
///
/// Errors: ErrorCode::Io with the path, unless said otherwise. Nothing is retried.
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  /// The whole file; nullopt when there is none. Refuses (Integrity) files over `limit` bytes.
  virtual std::optional<std::string> read(const std::string& path,
                                          std::uint64_t limit = kReadLimit) = 0;
  /// Makes a new file (it must not exist) with mode 0600, writes and syncs it.
  virtual void write_new(const std::string& path, std::string_view bytes) = 0;
  /// Puts the file in the place of `to`, at once for whoever looks, whatever was there.
  virtual void rename(const std::string& from, const std::string& to) = 0;
  /// The same, but never in the place of another file.
  /// Errors: ErrorCode::Conflict where `to` is there; nothing is changed then.
  virtual void rename_new(const std::string& from, const std::string& to) = 0;
  virtual void remove(const std::string& path) = 0;
  /// Makes what was renamed, made or removed in this folder durable.
  virtual void sync_folder(const std::string& path) = 0;
  /// Makes the folder and its parents with mode 0700, and makes them durable; it may exist. A
  /// folder that something lies in is taken to be durable: nothing is laid into one before it is.
  virtual void make_folders(const std::string& path) = 0;
  /// Sorted by name; empty when there is no such folder.
  virtual std::vector<FolderEntry> list(const std::string& path) = 0;
  virtual std::optional<FileStatus> status(const std::string& path) = 0;
  /// An absolute path as the disk has it, links in it followed as far as it is there.
  virtual std::string real_path(const std::string& path) { return path; }
  /// An exclusive lock on the file, made if needed; nullptr when it is not free within the time.
  virtual std::unique_ptr<FileLock> lock(const std::string& path, int timeout_seconds) = 0;

  /// Whether anything has taken its place, moved or gone for good: from then on no failure says
  /// that nothing was changed.
  bool has_changed() const { return changed_; }
  void note_change() { changed_ = true; }

  static constexpr std::uint64_t kReadLimit = 16U << 20;

 private:
  bool changed_ = false;
};

}  // namespace pos
