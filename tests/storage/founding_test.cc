#include "storage/founding.h"

#include <doctest/doctest.h>

#include "support/failing.h"
#include "support/forwarding_file_system.h"
#include "support/memory_file_system.h"
#include "support/test_vault.h"

namespace pos {
namespace {

const Instant kFoundedAt = time_at("2026-01-02T09:00:00Z");

Founding founding(const std::string& recovery_file) {
  return {"DRPFEF-BKO-1", "Bureau inventé",
          "BKO",          "DRPFEF-BKO",
          "pos-2020.08",  TestPerson("amaiga", 0x03).card(),
          recovery_file,  false};
}

Error founding_error(FileSystem& files, const Founding& wanted) {
  return error_of([&] { found_vault(files, {"/v", "/locks", "", 0}, wanted, kFoundedAt); });
}

}  // namespace

TEST_CASE("founding writes what a vault begins with, and the recovery key beside it") {
  MemoryFileSystem files;
  TestVault office(files);
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : files.files()) {
    paths.push_back(path);
  }
  CHECK(paths == std::vector<std::string>{"/t/recovery.key", "/t/vault/.gitattributes",
                                          "/t/vault/.gitignore", "/t/vault/.stignore",
                                          "/t/vault/groups/statistics.yaml",
                                          "/t/vault/people/amaiga.yaml", "/t/vault/pos.yaml"});
  CHECK(files.status("/t/recovery.key")->mode == 0600);
  CHECK(*files.read("/t/vault/.gitattributes") ==
        "*.age -text -diff merge=pos\n*.yaml -text merge=pos\n");
  CHECK(*files.read("/t/vault/.gitignore") == ".*.tmp\n/identities/\n");
  CHECK(*files.read("/t/vault/.stignore") == ".*.tmp\n");
}

TEST_CASE("a vault is not founded over another one, nor over a file for the recovery key") {
  MemoryFileSystem files;
  files.put("/v/pos.yaml", "");
  files.put("/keys/there", "kept");
  CHECK(founding_error(files, founding("/keys/new")).code == ErrorCode::Conflict);
  files.remove("/v/pos.yaml");
  CHECK(founding_error(files, founding("/keys/there")).code == ErrorCode::Conflict);
  CHECK(*files.read("/keys/there") == "kept");
}

TEST_CASE("the recovery key is kept out of the vault") {
  MemoryFileSystem files;
  files.make_folders("/v/keys");
  for (const char* path : {"/v/key", "/v/keys/key", "/w/../v/key", "/v/./key"}) {
    CAPTURE(path);
    CHECK(founding_error(files, founding(path)).id == "recovery-in-vault");
  }
  CHECK(files.files().empty());
}

TEST_CASE("the recovery key is kept out of the vault that a link leads into") {
  // `/stick` is a link to `/v/keys`.
  class WithLink final : public ForwardingFileSystem {
   public:
    using ForwardingFileSystem::ForwardingFileSystem;
    std::string real_path(const std::string& path) override {
      return path.starts_with("/stick") ? "/v/keys" + path.substr(6) : path;
    }
  };
  MemoryFileSystem files;
  files.make_folders("/v/keys");
  files.make_folders("/stick");
  WithLink disk(files);
  CHECK(founding_error(disk, founding("/stick/key")).id == "recovery-in-vault");
  CHECK(files.files().empty());
  files.put("/v/pos.yaml", "");
  CHECK(error_of([&] { require_outside_vaults(disk, "/stick/key"); }).id == "recovery-in-vault");
  require_outside_vaults(disk, "/elsewhere/key");
}

TEST_CASE("codes and regions of an office are checked before anything is written") {
  MemoryFileSystem files;
  files.make_folders("/keys");
  Founding wanted = founding("/keys/key");
  wanted.code = "a/b";
  CHECK(founding_error(files, wanted).where.field == "code");
  wanted = founding("/keys/key");
  wanted.region = "bamako";
  CHECK(founding_error(files, wanted).where.field == "region");
  CHECK(files.files().empty());
}

TEST_CASE("what a git repository ignores already stays ignored") {
  MemoryFileSystem files;
  files.make_folders("/keys");
  files.put("/v/.gitignore", "*.bak");
  found_vault(files, {"/v", "/locks", "", 0}, founding("/keys/key"), kFoundedAt);
  CHECK(*files.read("/v/.gitignore") == "*.bak\n.*.tmp\n/identities/\n");
}

TEST_CASE("identities go into git when they are meant to") {
  MemoryFileSystem files;
  files.make_folders("/keys");
  Founding wanted = founding("/keys/key");
  wanted.with_identities = true;
  found_vault(files, {"/v", "/locks", "", 0}, wanted, kFoundedAt);
  CHECK(*files.read("/v/.gitignore") == ".*.tmp\n");
}

}  // namespace pos
