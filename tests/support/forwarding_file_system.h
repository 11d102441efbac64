#pragma once

#include <cerrno>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "storage/disk.h"

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
  void rename_new(const std::string& from, const std::string& to) override {
    files_.rename_new(from, to);
  }
  void remove(const std::string& path) override { files_.remove(path); }
  void sync_folder(const std::string& path) override { files_.sync_folder(path); }
  void make_folders(const std::string& path) override { files_.make_folders(path); }
  std::vector<FolderEntry> list(const std::string& path) override { return files_.list(path); }
  std::optional<FileStatus> status(const std::string& path) override { return files_.status(path); }
  std::string real_path(const std::string& path) override { return files_.real_path(path); }
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
  Stopped,  ///< it fails, and all of its kind after it
  Killed,   ///< it does half its work, and nothing works after it: the process or the machine ends
};

/// Which calls are counted.
enum class Calls { Changing, Reading };

/// A disk whose n-th call fails (the first is 1; 0: none) with what the system says for that errno.
class FaultyFileSystem final : public ForwardingFileSystem {
 public:
  FaultyFileSystem(FileSystem& files, int failing, Fault fault, Calls counted = Calls::Changing,
                   int error_number = ENOSPC)
      : ForwardingFileSystem(files),
        failing_(failing),
        fault_(fault),
        counted_(counted),
        error_number_(error_number) {}

  std::optional<std::string> read(const std::string& path, std::uint64_t limit) override {
    look(path);
    return files_.read(path, limit);
  }
  std::vector<FolderEntry> list(const std::string& path) override {
    look(path);
    return files_.list(path);
  }
  std::optional<FileStatus> status(const std::string& path) override {
    look(path);
    return files_.status(path);
  }
  void write_new(const std::string& path, std::string_view bytes) override {
    if (counted_ == Calls::Changing && calls_ + 1 == failing_ && fault_ == Fault::Killed) {
      files_.write_new(path, bytes.substr(0, bytes.size() / 2));
    }
    change(path);
    files_.write_new(path, bytes);
  }
  void rename(const std::string& from, const std::string& to) override {
    change(to);
    files_.rename(from, to);
  }
  void rename_new(const std::string& from, const std::string& to) override {
    change(to);
    files_.rename_new(from, to);
  }
  void sync_folder(const std::string& path) override {
    change(path);
    files_.sync_folder(path);
  }
  void make_folders(const std::string& path) override {
    change(path);
    files_.make_folders(path);
  }
  void remove(const std::string& path) override {
    tidies_ = true;
    change(path);
    tidies_ = false;
    files_.remove(path);
  }
  std::unique_ptr<FileLock> lock(const std::string& path, int timeout_seconds) override {
    change(path);
    return files_.lock(path, timeout_seconds);
  }

  int calls() const { return calls_; }
  /// How many calls that change something were tried after one had failed, removals left out: what
  /// failed is not tried again, and nothing is built on it.
  int tried_after() const { return tried_after_; }

 private:
  void look(const std::string& path) { count(Calls::Reading, path); }
  void change(const std::string& path) {
    tried_after_ += failed_ && !tidies_ && counted_ == Calls::Changing ? 1 : 0;
    count(Calls::Changing, path);
  }
  void count(Calls kind, const std::string& path) {
    calls_ += kind == counted_ ? 1 : 0;
    const bool chosen = kind == counted_ && calls_ == failing_;
    const bool gone =
        failed_ && (fault_ == Fault::Killed || (fault_ == Fault::Stopped && kind == counted_));
    if (chosen || gone) {
      failed_ = true;
      throw Error(ErrorCode::Io,
                  text("accès au disque : {}", "disk access: {}", system_reason(error_number_)),
                  system_hint(error_number_), {path, 0, ""});
    }
  }

  int failing_;
  Fault fault_;
  Calls counted_;
  int error_number_;
  int calls_ = 0;
  int tried_after_ = 0;
  bool failed_ = false;
  bool tidies_ = false;
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
