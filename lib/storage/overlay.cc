#include "storage/overlay.h"

#include "base/error.h"
#include "storage/layout.h"

namespace pos {
namespace {

class NoLock final : public FileLock {};

/// Without doubled and last `/`, so that each file has one name.
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

[[noreturn]] void fail(const Text& why, const std::string& path) {
  throw Error(ErrorCode::Io, why, {}, {path, 0, ""});
}

}  // namespace

std::optional<std::string> Overlay::read(const std::string& path, std::uint64_t limit) {
  const auto found = changed_.find(plain(path));
  return found == changed_.end() ? beneath_.read(path, limit) : found->second;
}

void Overlay::write_new(const std::string& path, std::string_view bytes) {
  if (status(path)) {
    fail({"création impossible : existe déjà", "cannot create: it already exists"}, path);
  }
  changed_[plain(path)] = std::string(bytes);
}

void Overlay::rename(const std::string& from, const std::string& to) {
  std::optional<std::string> bytes = read(from);
  if (!bytes) {
    fail({"fichier introuvable", "no such file"}, from);
  }
  changed_[plain(to)] = std::move(bytes);
  changed_[plain(from)] = std::nullopt;
}

void Overlay::rename_new(const std::string& from, const std::string& to) {
  if (status(to)) {
    throw Error(ErrorCode::Conflict, {"le fichier existe déjà", "the file already exists"}, {},
                {to, 0, ""});
  }
  rename(from, to);
}

void Overlay::remove(const std::string& path) {
  if (!status(path)) {
    fail({"fichier introuvable", "no such file"}, path);
  }
  changed_[plain(path)] = std::nullopt;
}

void Overlay::make_folders(const std::string& path) {
  for (std::string folder = plain(path); folder != "/" && folder != ".";
       folder = folder_of(folder)) {
    folders_.insert(folder);
  }
}

std::vector<FolderEntry> Overlay::list(const std::string& path) {
  const std::string folder = plain(path);
  std::set<FolderEntry> entries;
  for (const FolderEntry& entry : beneath_.list(path)) {
    entries.insert(entry);
  }
  for (const auto& [name, bytes] : changed_) {
    if (folder_of(name) == folder) {
      entries.erase({name_of(name), false});
      if (bytes) {
        entries.insert({name_of(name), false});
      }
    }
  }
  for (const std::string& name : folders_) {
    if (folder_of(name) == folder) {
      entries.insert({name_of(name), true});
    }
  }
  return {entries.begin(), entries.end()};
}

std::optional<FileStatus> Overlay::status(const std::string& path) {
  const auto found = changed_.find(plain(path));
  if (found != changed_.end()) {
    return found->second ? std::optional(FileStatus{found->second->size(), 0600, false, true, true})
                         : std::nullopt;
  }
  if (folders_.contains(plain(path))) {
    return FileStatus{0, 0700, true, false, true};
  }
  return beneath_.status(path);
}

std::unique_ptr<FileLock> Overlay::lock(const std::string&, int) {
  return std::make_unique<NoLock>();
}

}  // namespace pos
