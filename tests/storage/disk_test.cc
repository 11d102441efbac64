#include "storage/disk.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

#include "base/error.h"
#include "support/failing.h"
#include "support/temporary_folder.h"

namespace pos {
namespace {}  // namespace

TEST_CASE("the disk gives back what was written") {
  const TemporaryFolder folder;
  Disk disk;
  const std::string bytes("a\0b\xff\n", 5);
  disk.write_new(folder / "file", bytes);
  CHECK(disk.read(folder / "file") == bytes);
  CHECK(disk.status(folder / "file")->mode == 0600);
  CHECK(disk.status(folder / "file")->size == 5);
  CHECK(disk.status(folder / "file")->own);
}

TEST_CASE("the disk reads empty files, and none where there is none") {
  const TemporaryFolder folder;
  Disk disk;
  disk.write_new(folder / "file", "");
  CHECK(disk.read(folder / "file") == "");
  CHECK_FALSE(disk.read(folder / "other"));
  CHECK_FALSE(disk.read(folder / "file/below"));
  CHECK_FALSE(disk.status(folder / "other"));
  CHECK(disk.list(folder / "other").empty());
}

TEST_CASE("the disk refuses files over the limit, and folders and links in their place") {
  const TemporaryFolder folder;
  Disk disk;
  disk.write_new(folder / "file", "12345");
  CHECK(disk.read(folder / "file", 5) == "12345");
  CHECK(code_of([&] { disk.read(folder / "file", 4); }) == ErrorCode::Integrity);
  disk.write_new(folder / "endless", "");
  REQUIRE(::truncate((folder / "endless").c_str(), off_t{1} << 42) == 0);  // more than any memory
  CHECK(code_of([&] { disk.read(folder / "endless"); }) == ErrorCode::Integrity);
  REQUIRE(::symlink((folder / "file").c_str(), (folder / "link").c_str()) == 0);
  CHECK(code_of([&] { disk.read(folder / "link"); }) == ErrorCode::Io);
  CHECK(code_of([&] { disk.write_new(folder / "link", "x"); }) == ErrorCode::Io);
  CHECK(code_of([&] { disk.read(folder.path()); }) == ErrorCode::Io);
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK(code_of([&] { disk.read(folder / "pipe"); }) == ErrorCode::Io);
}

TEST_CASE("the disk follows links to where a path leads, as far as it is there") {
  const TemporaryFolder folder;
  Disk disk;
  disk.make_folders(folder / "vault/keys");
  REQUIRE(::symlink((folder / "vault/keys").c_str(), (folder / "stick").c_str()) == 0);
  CHECK(disk.real_path(folder / "stick/new/key") ==
        disk.real_path(folder.path()) + "/vault/keys/new/key");
}

TEST_CASE("the disk never writes over a file") {
  const TemporaryFolder folder;
  Disk disk;
  disk.write_new(folder / "file", "old");
  CHECK(code_of([&] { disk.write_new(folder / "file", "new"); }) == ErrorCode::Io);
  CHECK(disk.read(folder / "file") == "old");
}

TEST_CASE("the disk lists names in their order and tells folders") {
  const TemporaryFolder folder;
  Disk disk;
  disk.make_folders(folder / "b/c");
  disk.make_folders(folder / "b/c");
  disk.write_new(folder / "a", "");
  disk.write_new(folder / ".hidden", "");
  CHECK(disk.list(folder.path()) ==
        std::vector<FolderEntry>{{".hidden", false}, {"a", false}, {"b", true}});
  CHECK(disk.status(folder / "b")->mode == 0700);
  CHECK(disk.status(folder / "b/c")->is_folder);
}

TEST_CASE("the disk names the path and the reason in both languages") {
  const TemporaryFolder folder;
  Disk disk;
  try {
    disk.write_new(folder / "no/file", "x");
    FAIL("written");
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::Io);
    CHECK(error.where.file == folder / "no/file");
    CHECK(error.message == Text{"création impossible : fichier ou dossier introuvable",
                                "cannot create: no such file or folder"});
  }
  CHECK(system_reason(ENOSPC).fr == "il n'y a plus de place sur le disque");
  CHECK(system_reason(EROFS).fr == "le disque est en lecture seule");
  CHECK(system_reason(EDQUOT).fr == "votre quota de disque est atteint");
}

TEST_CASE("a lock keeps another process out until it is released") {
  const TemporaryFolder folder;
  Disk disk;
  const std::string path = folder / "lock";
  auto lock = disk.lock(path, 0);
  REQUIRE(lock != nullptr);
  CHECK(disk.status(path)->mode == 0600);
  const auto free_for_child = [&] {
    const pid_t child = ::fork();
    if (child == 0) {
      Disk other;
      ::_exit(other.lock(path, 0) != nullptr ? 1 : 0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WEXITSTATUS(status) == 1;
  };
  CHECK_FALSE(free_for_child());
  lock.reset();
  CHECK(free_for_child());
}

TEST_CASE("a lock ends with its process") {
  const TemporaryFolder folder;
  Disk disk;
  const pid_t child = ::fork();
  if (child == 0) {
    Disk other;
    const auto lock = other.lock(folder / "lock", 0);
    ::_exit(lock != nullptr ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WEXITSTATUS(status) == 0);
  CHECK(disk.lock(folder / "lock", 0) != nullptr);
}

TEST_CASE("a folder that may not be written is told in words") {
  if (::geteuid() == 0) {
    return;  // root may write everywhere
  }
  const TemporaryFolder folder;
  Disk disk;
  REQUIRE(::chmod(folder.path().c_str(), 0500) == 0);
  CHECK(code_of([&] { disk.write_new(folder / "file", "x"); }) == ErrorCode::Io);
  REQUIRE(::chmod(folder.path().c_str(), 0700) == 0);
  CHECK(disk.list(folder.path()).empty());
}

TEST_CASE("two threads of one process keep each other out, and both get the lock in turn") {
  const TemporaryFolder folder;
  const std::string path = folder / "lock";
  int inside = 0, met = 0, turns_taken = 0;
  const auto work = [&] {
    Disk disk;
    for (int i = 0; i < 5; ++i) {
      const auto lock = disk.lock(path, 60);
      met += ++inside == 1 ? 0 : 1;
      ++turns_taken;
      --inside;
    }
  };
  std::thread other(work);
  work();
  other.join();
  CHECK(met == 0);
  CHECK(turns_taken == 10);
}

TEST_CASE("a rename that must not replace leaves both files as they are") {
  const TemporaryFolder folder;
  Disk disk;
  disk.write_new(folder / "a", "a");
  disk.write_new(folder / "b", "b");
  CHECK(code_of([&] { disk.rename_new(folder / "a", folder / "b"); }) == ErrorCode::Conflict);
  CHECK(disk.read(folder / "a") == "a");
  CHECK(disk.read(folder / "b") == "b");
  disk.rename_new(folder / "a", folder / "c");
  CHECK(disk.read(folder / "c") == "a");
  CHECK_FALSE(disk.status(folder / "a"));
  CHECK(code_of([&] { disk.rename_new(folder / "a", folder / "d"); }) == ErrorCode::Io);
}

TEST_CASE(
    "folders are made in one whose parent is closed, as long as nothing has to be made there") {
  const TemporaryFolder folder;
  Disk disk;
  disk.make_folders(folder / "closed/open");
  REQUIRE(::chmod((folder / "closed").c_str(), 0100) == 0);
  disk.make_folders(folder / "closed/open/a");
  CHECK(disk.status(folder / "closed/open/a")->is_folder);
  disk.write_new(folder / "file", "");
  CHECK(code_of([&] { disk.make_folders(folder / "file/a"); }) == ErrorCode::Io);
  CHECK(code_of([&] { disk.make_folders(folder / "file"); }) == ErrorCode::Io);
  REQUIRE(::chmod((folder / "closed").c_str(), 0700) == 0);
}

}  // namespace pos
