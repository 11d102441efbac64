#include "storage/config.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pos {

TEST_CASE("without a configuration nothing is configured") {
  MemoryFileSystem files;
  const Config config = read_config(files, "/home/a/.config", "/home/a");
  CHECK(config.identity.empty());
  CHECK(config.identities_path.empty());
}

TEST_CASE("the configuration says where the identity lies") {
  MemoryFileSystem files;
  files.put("/home/a/.config/pos/config.yaml",
            "identity: ~/keys/key.txt\nidentities_path: /media/stick/identities\n");
  const Config config = read_config(files, "/home/a/.config", "/home/a");
  CHECK(config.identity == "/home/a/keys/key.txt");
  CHECK(config.identities_path == "/media/stick/identities");
}

TEST_CASE("relative paths of the configuration start at its folder") {
  MemoryFileSystem files;
  files.put("/home/a/.config/pos/config.yaml", "identity: key.txt\n");
  CHECK(read_config(files, "/home/a/.config", "/home/a").identity == "/home/a/.config/pos/key.txt");
}

TEST_CASE("an unknown field of the configuration is an error with its line") {
  MemoryFileSystem files;
  files.put("/c/pos/config.yaml", "identity: key.txt\nidentite: x\n");
  try {
    read_config(files, "/c", "/h");
    FAIL("read");
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::Invalid);
    CHECK(error.where == Location{"/c/pos/config.yaml", 2, "identite"});
  }
}

}  // namespace pos
