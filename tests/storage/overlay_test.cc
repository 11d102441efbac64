#include "storage/overlay.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pos {
namespace {

struct Disks {
  Disks() {
    beneath.put("/t/a", "one");
    beneath.put("/t/deep/b", "two");
  }
  MemoryFileSystem beneath;
  Overlay disk{beneath};
};

std::vector<std::string> names(FileSystem& disk, const std::string& folder) {
  std::vector<std::string> names;
  for (const FolderEntry& entry : disk.list(folder)) {
    names.push_back(entry.name + (entry.is_folder ? "/" : ""));
  }
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("an overlay shows the disk beneath until something is changed") {
  Disks d;
  CHECK(*d.disk.read("/t/a") == "one");
  CHECK(names(d.disk, "/t") == Names{"a", "deep/"});
  CHECK(d.disk.status("/t/deep")->is_folder);
  CHECK_FALSE(d.disk.read("/t/none").has_value());
}

TEST_CASE("what is done on an overlay is seen there and nowhere else") {
  Disks d;
  const auto before = d.beneath.files();
  d.disk.make_folders("/t/new/x");
  d.disk.write_new("/t/new/x/c", "three");
  d.disk.rename("/t/a", "/t//deep/a");
  d.disk.remove("/t/deep/b");
  CHECK(names(d.disk, "/t/") == Names{"deep/", "new/"});
  CHECK(names(d.disk, "/t/deep") == Names{"a"});
  CHECK(names(d.disk, "/t/new/x") == Names{"c"});
  CHECK(*d.disk.read("/t/deep/a") == "one");
  CHECK_FALSE(d.disk.read("/t/a").has_value());
  CHECK_FALSE(d.disk.status("/t/deep/b").has_value());
  CHECK(d.disk.status("/t/new/x/c")->size == 5);
  CHECK(d.disk.status("/t/new")->is_folder);
  CHECK(d.disk.lock("/t/lock", 0) != nullptr);
  CHECK(d.beneath.files() == before);
}

TEST_CASE("an overlay refuses what the disk would refuse") {
  Disks d;
  CHECK_THROWS_AS(d.disk.write_new("/t/a", "x"), Error);
  CHECK_THROWS_AS(d.disk.rename("/t/none", "/t/x"), Error);
  CHECK_THROWS_AS(d.disk.rename_new("/t/a", "/t/deep/b"), Error);
  CHECK_THROWS_AS(d.disk.remove("/t/none"), Error);
  d.disk.remove("/t/a");
  d.disk.write_new("/t/a", "again");
  CHECK(*d.disk.read("/t/a") == "again");
}

}  // namespace pos
