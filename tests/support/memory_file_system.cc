#include "support/memory_file_system.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/error.h"

namespace pos {

namespace {

[[noreturn]] void fail(std::string_view en, const std::string& path) {
  throw Error(ErrorCode::Io, text("disque en mémoire : {}", "memory disk: {}", en), {},
              {path, 0, ""});
}

std::string plain(const std::string& path) {
  std::string result;
  for (const char c : path) {
    if (c != '/' || !result.ends_with('/')) {
      result += c;
    }
  }
  if (result.size() > 1 && result.ends_with('/')) {
    result.pop_back();
  }
  return result;
}

std::string parent(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash == 0 ? 1 : slash);
}

class MemoryLock final : public FileLock {
 public:
  MemoryLock(std::shared_ptr<std::set<std::string>> locked, std::string path)
      : locked_(std::move(locked)), path_(std::move(path)) {}
  MemoryLock(const MemoryLock&) = delete;
  MemoryLock& operator=(const MemoryLock&) = delete;
  ~MemoryLock() override { locked_->erase(path_); }

 private:
  std::shared_ptr<std::set<std::string>> locked_;
  std::string path_;
};

}  // namespace

std::optional<std::string> MemoryFileSystem::read(const std::string& path, std::uint64_t limit) {
  const auto found = files_.find(plain(path));
  if (found == files_.end()) {
    if (folders_.contains(plain(path))) {
      fail("a folder is no file", path);
    }
    return std::nullopt;
  }
  if (found->second.bytes.size() > limit) {
    throw Error(ErrorCode::Integrity, Text{"fichier trop grand", "file too large"},
                Text{"le reprendre d'une sauvegarde", "take it from a backup"}, {path, 0, ""});
  }
  return found->second.bytes;
}

void MemoryFileSystem::write_new(const std::string& path, std::string_view bytes) {
  const std::string name = plain(path);
  if (files_.contains(name) || folders_.contains(name)) {
    fail("it exists", path);
  }
  if (!folders_.contains(parent(name))) {
    fail("no such folder", path);
  }
  files_[name] = {std::string(bytes), 0600};
}

void MemoryFileSystem::rename(const std::string& from, const std::string& to) {
  const auto found = files_.find(plain(from));
  if (found == files_.end()) {
    fail("no such file", from);
  }
  if (folders_.contains(plain(to)) || !folders_.contains(parent(plain(to)))) {
    fail("no place for a file", to);
  }
  File file = std::move(found->second);
  files_.erase(found);
  files_[plain(to)] = std::move(file);
}

void MemoryFileSystem::rename_new(const std::string& from, const std::string& to) {
  if (files_.contains(plain(to)) || folders_.contains(plain(to))) {
    throw Error(ErrorCode::Conflict, {"le fichier existe déjà", "the file already exists"}, {},
                {to, 0, ""});
  }
  rename(from, to);
}

void MemoryFileSystem::remove(const std::string& path) {
  if (files_.erase(plain(path)) == 0) {
    fail("no such file", path);
  }
}

void MemoryFileSystem::sync_folder(const std::string& path) {
  if (!folders_.contains(plain(path))) {
    fail("no such folder", path);
  }
}

void MemoryFileSystem::make_folders(const std::string& path) {
  const std::string name = plain(path);
  if (folders_.contains(name)) {
    return;
  }
  if (files_.contains(name)) {
    fail("a file stands there", path);
  }
  make_folders(parent(name));
  folders_[name] = 0700;
}

std::vector<FolderEntry> MemoryFileSystem::list(const std::string& path) {
  const std::string folder = plain(path);
  std::set<FolderEntry> entries;
  const auto add = [&](const std::string& name, bool is_folder) {
    if (!name.empty() && name != "/" && parent(name) == folder) {
      entries.insert({name.substr(name.rfind('/') + 1), is_folder});
    }
  };
  for (const auto& [name, mode] : folders_) {
    add(name, true);
  }
  for (const auto& [name, file] : files_) {
    add(name, false);
  }
  return {entries.begin(), entries.end()};
}

std::optional<FileStatus> MemoryFileSystem::status(const std::string& path) {
  if (const auto file = files_.find(plain(path)); file != files_.end()) {
    return FileStatus{file->second.bytes.size(), file->second.mode, false, true, true};
  }
  if (const auto folder = folders_.find(plain(path)); folder != folders_.end()) {
    return FileStatus{0, folder->second, true, false, true};
  }
  return std::nullopt;
}

std::unique_ptr<FileLock> MemoryFileSystem::lock(const std::string& path, int) {
  const std::string name = plain(path);
  if (!files_.contains(name)) {
    write_new(name, "");
  }
  return locked_->insert(name).second ? std::make_unique<MemoryLock>(locked_, name) : nullptr;
}

void MemoryFileSystem::put(const std::string& path, std::string bytes) {
  make_folders(parent(plain(path)));
  files_[plain(path)].bytes = std::move(bytes);
}

void MemoryFileSystem::set_mode(const std::string& path, unsigned mode) {
  const std::string name = plain(path);
  (folders_.contains(name) ? folders_.at(name) : files_.at(name).mode) = mode;
}

void MemoryFileSystem::copy_from_disk(const std::string& real_folder, const std::string& to) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(real_folder)) {
    if (entry.is_regular_file()) {
      std::ostringstream bytes;
      bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      put(to + "/" + entry.path().lexically_relative(real_folder).string(), bytes.str());
    }
  }
}

std::map<std::string, std::string> MemoryFileSystem::files() const {
  std::map<std::string, std::string> all;
  for (const auto& [name, file] : files_) {
    all[name] = file.bytes;
  }
  return all;
}

}  // namespace pos
