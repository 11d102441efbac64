#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"

namespace pos {

/// Another file system, call by call; what a test wants to see or to spoil it overrides.
class ForwardingFileSystem : public FileSystem {
 public:
  explicit ForwardingFileSystem(FileSystem& files) : files_(files) {}

  std::optional<std::string> read(const std::string& path, std::uint64_t limit) override {
    return files_.read(path, limit);
  }
  void write_new(const std::string& path, std::string_view bytes) override {
    files_.write_new(path, bytes);
  }
  void rename(const std::string& from, const std::string& to) override { files_.rename(from, to); }
  void remove(const std::string& path) override { files_.remove(path); }
  void sync_folder(const std::string& path) override { files_.sync_folder(path); }
  void make_folders(const std::string& path) override { files_.make_folders(path); }
  std::vector<FolderEntry> list(const std::string& path) override { return files_.list(path); }
  std::optional<FileStatus> status(const std::string& path) override { return files_.status(path); }
  std::unique_ptr<FileLock> lock(const std::string& path, int timeout_seconds) override {
    return files_.lock(path, timeout_seconds);
  }

 protected:
  FileSystem& files_;
};

/// Counts how often each file is read.
class CountingFileSystem final : public ForwardingFileSystem {
 public:
  using ForwardingFileSystem::ForwardingFileSystem;

  std::optional<std::string> read(const std::string& path, std::uint64_t limit) override {
    ++reads[path];
    return ForwardingFileSystem::read(path, limit);
  }

  std::map<std::string, int> reads;
};

/// What becomes of the call that is chosen to fail.
enum class Fault {
  Refused,  ///< that call does nothing and fails, those after it work: a full disk, a bad sector
  Killed,   ///< it does half its work, and nothing works after it: the process or the machine ends
};

/// A disk whose n-th changing call fails (the first is 1; 0: none).
class FaultyFileSystem final : public ForwardingFileSystem {
 public:
  FaultyFileSystem(FileSystem& files, int failing, Fault fault)
      : ForwardingFileSystem(files), failing_(failing), fault_(fault) {}

  void write_new(const std::string& path, std::string_view bytes) override {
    if (fails_now() && fault_ == Fault::Killed) {
      files_.write_new(path, bytes.substr(0, bytes.size() / 2));
    }
    fail_if_chosen(path);
    files_.write_new(path, bytes);
  }
  void rename(const std::string& from, const std::string& to) override {
    fail_if_chosen(to);
    files_.rename(from, to);
  }
  void remove(const std::string& path) override {
    fail_if_chosen(path);
    files_.remove(path);
  }
  void sync_folder(const std::string& path) override {
    fail_if_chosen(path);
    files_.sync_folder(path);
  }
  void make_folders(const std::string& path) override {
    fail_if_chosen(path);
    files_.make_folders(path);
  }

  int calls() const { return calls_; }

 private:
  bool fails_now() const { return calls_ + 1 == failing_; }
  void fail_if_chosen(const std::string& path) {
    ++calls_;
    const bool dead = fault_ == Fault::Killed && failing_ > 0 && calls_ > failing_;
    if (calls_ == failing_ || dead) {
      throw Error(ErrorCode::Io, {"plus de place sur le disque", "no space left on the disk"}, {},
                  {path, 0, ""});
    }
  }

  int failing_;
  Fault fault_;
  int calls_ = 0;
};

/// A disk that is mounted read-only.
class ReadOnlyFileSystem final : public ForwardingFileSystem {
 public:
  ReadOnlyFileSystem(FileSystem& files, std::string folder)
      : ForwardingFileSystem(files), folder_(std::move(folder)) {}

  void write_new(const std::string& path, std::string_view bytes) override {
    refuse(path);
    files_.write_new(path, bytes);
  }
  void rename(const std::string& from, const std::string& to) override {
    refuse(to);
    files_.rename(from, to);
  }
  void remove(const std::string& path) override {
    refuse(path);
    files_.remove(path);
  }
  void make_folders(const std::string& path) override {
    if (!files_.status(path)) {
      refuse(path);
    }
    files_.make_folders(path);
  }

 private:
  void refuse(const std::string& path) const {
    if (path.starts_with(folder_)) {
      throw Error(ErrorCode::Io, {"écriture refusée", "read-only file system"}, {}, {path, 0, ""});
    }
  }
  std::string folder_;
};

}  // namespace pos
