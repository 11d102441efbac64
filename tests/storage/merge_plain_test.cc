// Two versions of a plain file.
#include <doctest/doctest.h>

#include "storage/layout.h"
#include "storage/merge.h"
#include "storage/plain_write.h"
#include "support/memory_file_system.h"
#include "support/merge_refused.h"
#include "support/test_vault.h"

using namespace pos;

namespace {

/// Two replicas of one vault.
struct Replicas {
  MemoryFileSystem ours_disk, theirs_disk;
  Vault ours, theirs;

  explicit Replicas(const MemoryFileSystem& disk)
      : ours_disk(disk), theirs_disk(disk), ours(open(ours_disk)), theirs(open(theirs_disk)) {}

  static Vault open(FileSystem& disk) { return Vault::open(disk, {"/t/vault", "/t/locks", "", 0}); }
  static FileVersion version(const Vault& vault, const std::string& path) {
    const std::string bytes = vault.files().read(vault.path_of(path)).value();
    return {bytes, parse_stream(bytes, path, Padding::None)};
  }
  PlainUnion merged(std::string_view kind, const std::string& code) const {
    const std::string path = plain_path(kind, code);
    const std::vector<FileVersion> versions = {version(ours, path), version(theirs, path)};
    PlainFiles all = read_plain_files(ours.files(), "/t/vault");
    PlainFile& file = all.at({std::string(kind), code});
    unite(file, versions[1].stream);
    const JudgedFiles judged = judge_plain_files(all);
    return unite_plain(versions, file, judged);
  }
};

const Value& clinic(const char* name) {
  static Value data;
  data = Value::map({{"name", Value::text(name)}});
  return data;
}

struct PlainOffice {
  MemoryFileSystem disk;
  TestVault vault{disk};
};

}  // namespace

TEST_CASE("a plain file is united, and gives the same on both sides") {
  PlainOffice office;
  const Signer admin = office.vault.administrator().signer();
  set_directory_entry(office.vault.vault(), admin, "clinic", clinic("One"), office.vault.now);
  Replicas replicas(office.disk);
  set_directory_entry(replicas.ours, admin, "clinic", clinic("Two"),
                      time_at("2026-01-06T10:00:00Z"));
  set_directory_entry(replicas.theirs, admin, "clinic", clinic("Three"),
                      time_at("2026-01-06T09:00:00Z"));
  const PlainUnion merged = replicas.merged(kDirectoryKind, "clinic");
  CHECK(merged.documents.size() == 3);
  CHECK(merged.documents[1].find("Three") != std::string::npos);
  CHECK(staying(merged.sides) == std::nullopt);
  std::swap(replicas.ours, replicas.theirs);
  CHECK(replicas.merged(kDirectoryKind, "clinic").documents == merged.documents);
}

TEST_CASE("a plain document that nobody known has signed is unproven, a changed one is refused") {
  PlainOffice office;
  const Signer admin = office.vault.administrator().signer();
  set_directory_entry(office.vault.vault(), admin, "clinic", clinic("One"), office.vault.now);
  const TestPerson stranger("stranger", 0x66);
  Replicas replicas(office.disk);
  office.vault.inject(stranger.signer(), kDirectoryKind, "clinic", clinic("Mine"));
  replicas.theirs_disk = office.disk;
  CHECK(merge_refused([&] { replicas.merged(kDirectoryKind, "clinic"); }).id == kUnproven);
  std::string changed = replicas.ours_disk.read("/t/vault/directory/clinic.yaml").value();
  changed.replace(changed.find("One"), 3, "Two");
  replicas.theirs_disk.put("/t/vault/directory/clinic.yaml", changed);
  CHECK(merge_refused([&] { replicas.merged(kDirectoryKind, "clinic"); }).id.empty());
}

TEST_CASE("plain files of two vaults are refused") {
  PlainOffice office, other;
  const Signer admin = office.vault.administrator().signer();
  set_directory_entry(office.vault.vault(), admin, "clinic", clinic("One"), office.vault.now);
  set_directory_entry(other.vault.vault(), admin, "clinic", clinic("One"), other.vault.now);
  Replicas replicas(office.disk);
  replicas.theirs_disk = other.disk;
  merge_refused([&] { replicas.merged(kDirectoryKind, "clinic"); });
}
