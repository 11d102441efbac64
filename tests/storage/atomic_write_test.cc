#include "storage/atomic_write.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "storage/disk.h"
#include "support/failing.h"
#include "support/forwarding_file_system.h"
#include "support/memory_file_system.h"
#include "support/temporary_folder.h"

namespace pos {
namespace {

/// Somebody else writes a file after so many calls that change something.
class Interfering final : public ForwardingFileSystem {
 public:
  Interfering(MemoryFileSystem& files, std::string path, int after)
      : ForwardingFileSystem(files), memory_(files), path_(std::move(path)), left_(after) {}

  void write_new(const std::string& path, std::string_view bytes) override {
    ForwardingFileSystem::write_new(path, bytes);
    interfere();
  }
  void sync_folder(const std::string& path) override {
    ForwardingFileSystem::sync_folder(path);
    interfere();
  }

 private:
  void interfere() {
    if (left_-- == 0) {
      memory_.put(path_, "theirs");
    }
  }
  MemoryFileSystem& memory_;
  std::string path_;
  int left_;
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
    MemoryFileSystem memory;
    memory.put("/t/file", "old");
    FaultyFileSystem files(memory, call, Fault::Refused);
    CHECK_THROWS_AS(write_atomically(files, "/t/file", "new"), Error);
    CHECK(memory.files() ==
          std::map<std::string, std::string>{{"/t/file", call < 3 ? "old" : "new"}});
    CHECK(files.tried_after() == 0);
  }
}

TEST_CASE("a write that fails says whether something may be changed") {
  for (int call = 1; call <= 6; ++call) {
    CAPTURE(call);
    MemoryFileSystem memory;
    memory.make_folders("/t");
    FaultyFileSystem files(memory, call, Fault::Refused);
    try {
      write_together(files, {{"/t/a", "1"}, {"/t/b", "2"}});
      FAIL("written");
    } catch (const Error& error) {
      CHECK(error.hint.en.find("make room") == 0);
      const bool changed = error.hint.en.find("part of it may be written") != std::string::npos;
      CHECK(changed == (call > 3));
      CHECK(changed != (error.hint.fr.find("rien n'a été changé") != std::string::npos));
    }
  }
}

TEST_CASE("a write that fails after another one of the same run does not say nothing was changed") {
  MemoryFileSystem memory;
  memory.make_folders("/t");
  FaultyFileSystem files(memory, 4, Fault::Refused);
  write_together(files, {{"/t/a", "1"}});
  try {
    write_together(files, {{"/t/b", "2"}});
    FAIL("written");
  } catch (const Error& error) {
    CHECK(error.hint.en.find("part of it may be written") != std::string::npos);
    CHECK(error.hint.en.find("nothing was changed") == std::string::npos);
  }
}

TEST_CASE("an atomic write needs its folder") {
  const TemporaryFolder folder;
  Disk disk;
  CHECK_THROWS_AS(write_atomically(disk, folder / "none/file", "x"), Error);
}

TEST_CASE("a file that changed after it was read is not written over, at whatever moment") {
  const std::string path = "/t/b";
  // Between reading and writing; after the temporaries; after the first file took its place.
  for (int after = 0; after <= 2; ++after) {
    CAPTURE(after);
    MemoryFileSystem memory;
    memory.put("/t/a", "1");
    memory.put(path, "2");
    const Read a = was_read(memory.read("/t/a"));
    const Read b = was_read(memory.read(path));
    Interfering files(memory, path, after);
    CHECK(code_of([&] {
            write_together(files, {{"/t/a", "1+", a}, {path, "2+", b}});
          }) == ErrorCode::Conflict);
    CHECK(memory.files() ==
          std::map<std::string, std::string>{{"/t/a", after < 2 ? "1" : "1+"}, {path, "theirs"}});
  }
}

TEST_CASE("a file that was not there when it was read is not written over either") {
  MemoryFileSystem memory;
  memory.put("/t/a", "theirs");
  CHECK(code_of([&] {
          write_together(memory, {{"/t/a", "ours", Read{}}});
        }) == ErrorCode::Conflict);
  memory.remove("/t/a");
  CHECK(code_of([&] {
          write_together(memory, {{"/t/a", "ours", was_read("gone")}});
        }) == ErrorCode::Conflict);
  CHECK(memory.files().empty());
}

TEST_CASE("a new file is whole or not there, and never in the place of another") {
  const TemporaryFolder folder;
  Disk disk;
  write_new_file(disk, folder / "key", "secret");
  CHECK(code_of([&] { write_new_file(disk, folder / "key", "other"); }) == ErrorCode::Conflict);
  CHECK(disk.read(folder / "key") == "secret");
  CHECK(disk.status(folder / "key")->mode == 0600);
  CHECK(disk.list(folder.path()).size() == 1);
  for (int call = 1; call <= 3; ++call) {
    CAPTURE(call);
    MemoryFileSystem memory;
    memory.make_folders("/t");
    FaultyFileSystem files(memory, call, Fault::Refused);
    CHECK(code_of([&] { write_new_file(files, "/t/key", "secret"); }) == ErrorCode::Io);
    CHECK(memory.files().size() == (call < 3 ? 0 : 1));
  }
}

}  // namespace pos
