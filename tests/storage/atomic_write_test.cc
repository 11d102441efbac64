#include "storage/atomic_write.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "storage/disk.h"
#include "support/memory_file_system.h"
#include "support/temporary_folder.h"

namespace pos {
namespace {

/// Fails at the n-th call that changes something.
class BreakingFileSystem final : public FileSystem {
 public:
  explicit BreakingFileSystem(int calls) : calls_(calls) {}

  std::optional<std::string> read(const std::string& path, std::uint64_t limit) override {
    return memory.read(path, limit);
  }
  void write_new(const std::string& path, std::string_view bytes) override {
    count();
    memory.write_new(path, bytes);
  }
  void rename(const std::string& from, const std::string& to) override {
    count();
    memory.rename(from, to);
  }
  void remove(const std::string& path) override { memory.remove(path); }
  void sync_folder(const std::string& path) override {
    count();
    memory.sync_folder(path);
  }
  void make_folders(const std::string& path) override { memory.make_folders(path); }
  std::vector<FolderEntry> list(const std::string& path) override { return memory.list(path); }
  std::optional<FileStatus> status(const std::string& path) override { return memory.status(path); }
  std::unique_ptr<FileLock> lock(const std::string& path, int seconds) override {
    return memory.lock(path, seconds);
  }

  MemoryFileSystem memory;

 private:
  void count() {
    if (--calls_ == 0) {
      throw Error(ErrorCode::Io, {"panne", "failure"});
    }
  }
  int calls_;
};

}  // namespace

TEST_CASE("an atomic write makes a file or replaces it, and leaves no temporary") {
  const TemporaryFolder folder;
  Disk disk;
  write_atomically(disk, folder / "file.yaml", "old");
  write_atomically(disk, folder / "file.yaml", "new");
  CHECK(disk.read(folder / "file.yaml") == "new");
  CHECK(disk.list(folder.path()).size() == 1);
  CHECK(disk.status(folder / "file.yaml")->mode == 0600);
}

TEST_CASE("an atomic write that fails leaves the old or the new file, and no temporary") {
  for (int call = 1; call <= 3; ++call) {
    CAPTURE(call);
    BreakingFileSystem files(call);
    files.memory.put("/t/file", "old");
    CHECK_THROWS_AS(write_atomically(files, "/t/file", "new"), Error);
    const auto left = files.memory.files();
    CHECK(left.size() == 1);
    CHECK(left.at("/t/file") == (call < 3 ? "old" : "new"));
  }
}

TEST_CASE("an atomic write needs its folder") {
  const TemporaryFolder folder;
  Disk disk;
  CHECK_THROWS_AS(write_atomically(disk, folder / "none/file", "x"), Error);
}

}  // namespace pos
