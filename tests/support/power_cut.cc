#include "support/power_cut.h"

#include <algorithm>

#include "base/error.h"

namespace pos::test {
namespace {

constexpr std::size_t kBlock = 512;

std::string folder_of_path(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, std::max<std::size_t>(slash, 1));
}

bool is_made(MemoryFileSystem& disk, const std::string& folder) {
  const std::optional<FileStatus> found = disk.status(folder);
  return folder.empty() || (found && found->is_folder);
}

std::size_t draw_below(std::mt19937& draw, std::size_t limit) {
  return limit == 0 ? 0 : draw() % limit;
}

bool draw_coin(std::mt19937& draw) {
  return draw_below(draw, 2) == 0;
}

}  // namespace

PowerCutDisk::PowerCutDisk(const MemoryFileSystem& start, int cut_after)
    : start_(start), seen_(start), cut_after_(cut_after) {}

void PowerCutDisk::require_power() const {
  if (dead_) {
    throw Error(ErrorCode::Io, {"plus de courant", "the power is gone"});
  }
}

void PowerCutDisk::step() {
  dead_ = dead_ || steps_ == cut_after_;
  require_power();
  ++steps_;
}

std::optional<std::string> PowerCutDisk::read(const std::string& path, std::uint64_t limit) {
  require_power();
  return seen_.read(path, limit);
}

std::vector<FolderEntry> PowerCutDisk::list(const std::string& path) {
  require_power();
  return seen_.list(path);
}

std::optional<FileStatus> PowerCutDisk::status(const std::string& path) {
  require_power();
  return seen_.status(path);
}

void PowerCutDisk::write_new(const std::string& path, std::string_view bytes) {
  step();
  seen_.write_new(path, bytes);
  const int content = static_cast<int>(contents_.size());
  contents_.push_back({});
  written_[path] = content;
  changes_.push_back({folder_of_path(path), path, "", content, false});
  step();
  contents_.back().bytes = bytes;
  step();
  contents_.back().synced = true;
}

int PowerCutDisk::content_of(const std::string& path) {
  const auto found = written_.find(path);
  if (found != written_.end()) {
    return found->second;
  }
  contents_.push_back({seen_.read(path).value(), true});
  return static_cast<int>(contents_.size()) - 1;
}

void PowerCutDisk::rename(const std::string& from, const std::string& to) {
  step();
  const int content = content_of(from);
  seen_.rename(from, to);
  written_.erase(from);
  written_[to] = content;
  changes_.push_back({folder_of_path(to), to, from, content, false});
}

void PowerCutDisk::rename_new(const std::string& from, const std::string& to) {
  require_power();
  if (seen_.status(to)) {
    seen_.rename_new(from, to);  // refuses it
  }
  rename(from, to);
}

void PowerCutDisk::remove(const std::string& path) {
  step();
  seen_.remove(path);
  written_.erase(path);
  changes_.push_back({folder_of_path(path), "", path, -1, false});
}

void PowerCutDisk::sync_folder(const std::string& path) {
  step();
  seen_.sync_folder(path);
  for (Change& change : changes_) {
    change.durable = change.durable || change.folder == path;
  }
}

// As Disk::make_folders does it, call by call.
void PowerCutDisk::make_folders(const std::string& path) {
  require_power();
  if (path.empty() || !seen_.list(path).empty()) {
    return;
  }
  const std::string parent = folder_of_path(path);
  if (parent == path) {
    return;
  }
  make_folders(parent);
  if (!is_made(seen_, path)) {
    step();
    seen_.make_folders(path);
    changes_.push_back({parent, path, "", -1, false});
  }
  if (!parent.empty()) {
    sync_folder(parent);
  }
}

std::unique_ptr<FileLock> PowerCutDisk::lock(const std::string& path, int timeout_seconds) {
  require_power();
  if (!seen_.status(path)) {
    step();
    contents_.push_back({"", true});
    written_[path] = static_cast<int>(contents_.size()) - 1;
    changes_.push_back({folder_of_path(path), path, "", written_[path], false});
  }
  return seen_.lock(path, timeout_seconds);
}

std::string PowerCutDisk::bytes_after_cut(const Content& content, std::mt19937& draw) const {
  std::string bytes = content.bytes;
  if (content.synced) {
    return bytes;
  }
  switch (draw_below(draw, 4)) {
    case 0:
      return "";
    case 1:
      return bytes;
    case 2:
      return bytes.substr(0, draw_below(draw, bytes.size()));
    default:
      break;
  }
  bytes.resize(draw_below(draw, bytes.size() + 1));
  for (std::size_t block = 0; block < bytes.size(); block += kBlock) {
    if (draw_coin(draw)) {
      std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(block),
                  std::min(kBlock, bytes.size() - block), '\0');
    }
  }
  return bytes;
}

void PowerCutDisk::apply(const Change& change, MemoryFileSystem& disk, std::mt19937& draw) const {
  if (!is_made(disk, change.folder)) {
    return;
  }
  if (!change.there.empty()) {
    const Content& content = contents_[static_cast<std::size_t>(change.content)];
    disk.put(change.there, bytes_after_cut(content, draw));
  }
  const bool goes = change.durable || change.there.empty() || draw_coin(draw);
  if (!change.gone.empty() && goes && disk.status(change.gone)) {
    disk.remove(change.gone);
  }
}

MemoryFileSystem PowerCutDisk::after_cut(std::mt19937& draw) const {
  MemoryFileSystem disk = start_;
  std::vector<const Change*> unsynced;
  for (const Change& change : changes_) {
    const bool folder = change.content < 0 && !change.there.empty();
    if (folder && (change.durable || draw_coin(draw)) && is_made(disk, change.folder)) {
      disk.make_folders(change.there);
    } else if (!folder && change.durable) {
      apply(change, disk, draw);
    } else if (!folder && draw_coin(draw)) {
      unsynced.push_back(&change);
    }
  }
  std::shuffle(unsynced.begin(), unsynced.end(), draw);
  for (const Change* change : unsynced) {
    apply(*change, disk, draw);
  }
  return disk;
}

}  // namespace pos::test
