// A copy that can be trusted: whole, read back, opened from itself alone, or plainly no backup.
#include <doctest/doctest.h>

#include <algorithm>

#include "crypto/hash.h"
#include "support/effort.h"
#include "support/forwarding_file_system.h"
#include "support/json_reader.h"
#include "support/remembering.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

constexpr const char* kBackupStick = "/media/stick";

TwoChildren with_stick() {
  TwoChildren office = two_children();
  office.files.make_folders(kBackupStick);
  return office;
}

/// The files under a folder, by their path within it.
std::map<std::string, std::string> files_under(const TwoChildren& office, std::string folder) {
  std::map<std::string, std::string> found;
  folder += "/";
  for (const auto& [path, bytes] : office.files.files()) {
    if (path.starts_with(folder)) {
      found[path.substr(folder.size())] = bytes;
    }
  }
  return found;
}

bool has_manifest(const TwoChildren& office) {
  const auto all = files_under(office, kBackupStick);
  return std::any_of(all.begin(), all.end(),
                     [](const auto& file) { return file.first.ends_with("/SHA256SUMS"); });
}

/// Lays the backup's vault into another place and works there.
void restore(TwoChildren& office, const std::string& backup) {
  for (const auto& [path, bytes] : files_under(office, backup + "/vault")) {
    office.files.put("/t/restored/" + path, bytes);
  }
  office.environment["POS_VAULT"] = "/t/restored";
}

/// Every reading of the girl's case finds it changed by a synchroniser, so many times.
class SynchroniserAtWork final : public ForwardingFileSystem {
 public:
  SynchroniserAtWork(MemoryFileSystem& files, std::map<std::string, std::string> newer, int times)
      : ForwardingFileSystem(files), disk_(files), newer_(std::move(newer)), times_(times) {}

  std::optional<std::string> read(const std::string& path, std::uint64_t limit) override {
    const auto bytes = ForwardingFileSystem::read(path, limit);
    if (newer_.contains(path) && times_ > 0) {
      --times_;
      for (const auto& [file, fresh] : newer_) {
        // What was there and what comes, in turns: the last turn leaves the newer ones.
        const std::string present = *disk_.read(file);
        older_.emplace(file, present);
        disk_.put(file, times_ % 2 == 0 ? fresh : older_.at(file));
      }
    }
    return bytes;
  }

 private:
  MemoryFileSystem& disk_;
  std::map<std::string, std::string> newer_, older_;
  int times_;
};

}  // namespace

TEST_CASE("a backup holds every file as it lies, takes no key and tells where it is") {
  TwoChildren office = with_stick();
  office.files.put(std::string(kVaultFolder) + "/.gitattributes", "*.age -text\n");
  office.files.put(std::string(kVaultFolder) + "/.git/HEAD", "ref");
  office.files.put(std::string(kVaultFolder) + "/cases/2026/.x.0f.tmp", "half");
  office.environment["POS_IDENTITY"] = "";
  const std::string folder = office.get(std::string("backup ") + kBackupStick);
  CHECK(folder == "/media/stick/DRPFEF-BKO-1-20260415T120000Z");
  auto expected = files_under(office, kVaultFolder);
  expected.erase(".git/HEAD");
  expected.erase("cases/2026/.x.0f.tmp");
  CHECK(expected.size() > 15);
  CHECK(files_under(office, folder + "/vault") == expected);
  for (const auto& [path, bytes] : expected) {
    CHECK(office.files.status(folder + "/vault/" + path)->mode == 0600U);
  }
  CHECK(office.files.status(folder)->mode == 0700U);
}

TEST_CASE("the manifest names every file with its SHA-256, as sha256sum reads it") {
  TwoChildren office = with_stick();
  const std::string folder = office.get(std::string("backup ") + kBackupStick);
  auto all = files_under(office, folder);
  const std::string manifest = all.at("SHA256SUMS");
  all.erase("SHA256SUMS");
  std::string expected;
  for (const auto& [name, bytes] : all) {
    expected += sha256_hex(bytes) + "  " + name + "\n";
  }
  CHECK(manifest == expected);
  for (const char* words :
       {"sha256sum", "mv /chemin/du/coffre ", "mv /path/of/the/vault ", "cp -r vault "}) {
    CHECK(says(all.at("LISEZ-MOI.txt"), words));
  }
}

TEST_CASE("a restored backup is the office again") {
  TwoChildren office = with_stick();
  const std::string list = office.get("list --format json");
  restore(office, office.get(std::string("backup ") + kBackupStick));
  CHECK(office.get("list --format json") == list);
  CHECK(office.run("check --read-data").code == 0);
  office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
}

TEST_CASE("a backup is never made in the vault, nor over another one, nor into nothing") {
  TwoChildren office = with_stick();
  const auto before = office.files.files();
  for (const std::string& inside : {std::string(kVaultFolder), std::string(kVaultFolder) + "/cases",
                                    std::string("/t/vault/../vault/x")}) {
    CHECK(office.run("backup " + inside).code == 2);
  }
  CHECK(office.run("backup /media/absent").code == 16);
  CHECK(office.files.files() == before);
  office.get(std::string("backup ") + kBackupStick);
  const auto made = files_under(office, kBackupStick);
  CHECK(office.run(std::string("backup ") + kBackupStick).code == 14);
  CHECK(files_under(office, kBackupStick) == made);
}

TEST_CASE("a backup into the vault through a link is refused") {
  TwoChildren office = with_stick();
  // What a link does: what is made under the stick lies in the vault.
  class Linked final : public ForwardingFileSystem {
   public:
    using ForwardingFileSystem::ForwardingFileSystem;
    void make_folders(const std::string& path) override {
      const std::string stick = kBackupStick;
      files_.make_folders(path.starts_with(stick) ? kVaultFolder + path.substr(stick.size())
                                                  : path);
    }
    void sync_folder(const std::string&) override {}
  };
  Linked disk(office.files);
  const Outcome outcome = office.run_on(disk, {"backup", kBackupStick});
  CHECK(outcome.code == 2);
  CHECK(says(outcome.err, "inside the vault"));
  CHECK(files_under(office, kBackupStick).empty());
}

TEST_CASE(
    "a disk that fails at any call leaves no backup that looks whole, and the vault as it was") {
  TwoChildren prepared = with_stick();
  prepared.environment["POS_NOW"] = prepared.now;  // which is then not remembered
  int calls = 0;
  {
    TwoChildren office = prepared;
    FaultyFileSystem disk(office.files, 0, Fault::Refused);
    REQUIRE(office.run_on(disk, {"backup", kBackupStick}).code == 0);
    calls = disk.calls();
  }
  CHECK(calls > 40);
  for (const Fault fault : {Fault::Refused, Fault::Killed}) {
    for (int n = 1; n <= calls; n = n < calls ? std::min(calls, n + turns(9, 1, 29)) : calls + 1) {
      CAPTURE(n);
      TwoChildren office = prepared;
      const auto vault = office.vault();
      FaultyFileSystem disk(office.files, n, fault);
      const Outcome outcome = office.run_on(disk, {"backup", kBackupStick});
      CHECK(outcome.code == 16);
      CHECK(outcome.out.empty());
      CHECK(says(outcome.err, "no space left on the disk"));
      // The very last sync comes after the manifest has its place, and everything is there.
      CHECK((n == calls || !has_manifest(office)));
      CHECK(office.vault() == vault);
    }
  }
}

TEST_CASE("a medium that gives back something else is told, and there is no manifest") {
  TwoChildren office = with_stick();
  class Forgetful final : public ForwardingFileSystem {
   public:
    using ForwardingFileSystem::ForwardingFileSystem;
    void write_new(const std::string& path, std::string_view bytes) override {
      const bool spoilt = path.ends_with("people/mkone.yaml");
      files_.write_new(path, spoilt ? bytes.substr(0, bytes.size() - 1) : bytes);
    }
  };
  Forgetful disk(office.files);
  const Outcome outcome = office.run_on(disk, {"backup", kBackupStick});
  CHECK(outcome.code == 16);
  CHECK(says(outcome.err, "people/mkone.yaml"));
  CHECK(says(outcome.err, "SHA256SUMS"));
  CHECK_FALSE(has_manifest(office));
}

TEST_CASE("a case that a synchroniser changes meanwhile is copied as it stood at one moment") {
  TwoChildren office = with_stick();
  TwoChildren later = office;
  later.get("record " + later.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
  std::map<std::string, std::string> newer;
  for (const std::string& path : {office.identity_file(office.girl), office.case_file(office.girl),
                                  office.facts_file(office.girl)}) {
    newer[path] = later.bytes(path);
  }
  const TwoChildren before = office;
  for (int times = 1; times <= 7; times += 2) {
    CAPTURE(times);
    office = before;
    SynchroniserAtWork disk(office.files, newer, times);
    const Outcome outcome = office.run_on(disk, {"backup", kBackupStick, "--test-restore=all"});
    CHECK_MESSAGE(outcome.code == 0, outcome.err);
  }
  office = before;
  SynchroniserAtWork restless(office.files, newer, 100000);
  const Outcome outcome = office.run_on(restless, {"backup", kBackupStick});
  CHECK(outcome.code == 11);
  CHECK_FALSE(has_manifest(office));
}

TEST_CASE("a case that a command is changing is waited for, and not copied half") {
  TwoChildren office = with_stick();
  const VaultPlace place{kVaultFolder, "/home/.local/state/pos/locks", "", 0};
  const auto lock = Vault::open(office.files, place).lock_case(CaseId::parse(office.girl).value());
  CHECK(office.run(std::string("backup --lock-timeout 0 ") + kBackupStick).code == 11);
  CHECK_FALSE(has_manifest(office));
}

TEST_CASE("names on another medium are copied with the vault, or said to be missing") {
  TwoChildren office = with_stick();
  office.files.put("/home/.config/pos/config.yaml", "identities_path: /media/names\n");
  SUBCASE("mounted") {
    for (const std::string& id : {office.girl, office.boy}) {
      const std::string from = office.identity_file(id);
      office.files.put("/media/names/2026/" + id + ".yaml.age", office.bytes(from));
      office.files.remove(from);
    }
    const std::string folder =
        office.get(std::string("backup ") + kBackupStick + " --test-restore=all");
    CHECK(files_under(office, folder + "/identities") == files_under(office, "/media/names"));
    CHECK(files_under(office, folder + "/vault/identities").empty());
    CHECK(office.run("backup /media/names").code == 2);
  }
  SUBCASE("absent") {
    const Outcome outcome = office.run(std::string("backup --format json ") + kBackupStick);
    CHECK(outcome.code == 3);
    CHECK(told(read_json(outcome.out), "names") == "not_mounted");
    CHECK(told(read_json(outcome.out), "complete") == "false");
    CHECK(has_manifest(office));
  }
}

TEST_CASE("what is no regular file is left out, and named") {
  TwoChildren office = with_stick();
  office.files.put(std::string(kVaultFolder) + "/pipe", "");
  class WithPipe final : public ForwardingFileSystem {
   public:
    using ForwardingFileSystem::ForwardingFileSystem;
    std::optional<FileStatus> status(const std::string& path) override {
      auto found = files_.status(path);
      if (path.ends_with("/pipe")) {
        found->is_regular = false;
      }
      return found;
    }
  };
  WithPipe disk(office.files);
  const Outcome outcome = office.run_on(disk, {"backup", kBackupStick});
  CHECK(outcome.code == 3);
  CHECK(says(outcome.err, "pipe is not in it: not a regular file"));
}

TEST_CASE("what is far larger than any file of a vault is left out, and named") {
  TwoChildren office = with_stick();
  office.files.put(std::string(kVaultFolder) + "/film.mp4", "");
  class WithFilm final : public ForwardingFileSystem {
   public:
    using ForwardingFileSystem::ForwardingFileSystem;
    std::optional<std::string> read(const std::string& path, std::uint64_t limit) override {
      if (path.ends_with("/film.mp4") && limit < (300U << 20)) {
        throw Error(ErrorCode::Integrity, same_text("file too large"));
      }
      return ForwardingFileSystem::read(path, limit);
    }
  };
  WithFilm disk(office.files);
  const Outcome outcome = office.run_on(disk, {"backup", kBackupStick});
  CHECK(outcome.code == 3);
  CHECK(says(outcome.err, "film.mp4 is not in it: file too large"));
}

TEST_CASE("a trial opens cases from the backup alone and says how many") {
  TwoChildren office = with_stick();
  const Value all =
      read_json(office.get(std::string("backup --test-restore=all --format json ") + kBackupStick));
  CHECK(told(all, "schema") == "pos.backup/1");
  CHECK(told(all, "cases") == "2");
  CHECK(told(all, "restored.cases") == "2");
  CHECK(told(all, "restored.files") == "6");
  CHECK(told(all, "items") == "0");
  office.now = "2026-04-16T12:00:00Z";
  const Value one =
      read_json(office.get(std::string("backup --test-restore=1 --format json ") + kBackupStick));
  CHECK(told(one, "restored.cases") == "1");
  office.now = "2026-04-17T12:00:00Z";
  CHECK(told(read_json(office.get(std::string("backup --format json ") + kBackupStick)),
             "restored") == "null");
}

TEST_CASE("a trial finds what is wrong in what was copied, and names no name") {
  TwoChildren office = with_stick();
  std::string bytes = office.bytes(office.case_file(office.girl));
  bytes[bytes.size() - 20] = static_cast<char>(bytes[bytes.size() - 20] ^ 1);
  office.files.put(office.case_file(office.girl), bytes);
  const Outcome outcome =
      office.run_on(office.files, {"backup", kBackupStick, "--test-restore=all"});
  CHECK(outcome.code == 13);
  CHECK(says(outcome.err, office.girl));
  CHECK(says(outcome.out, kBackupStick));
  CHECK(has_manifest(office));
}

TEST_CASE("a backup of a vault that has lost what was seen is made, told, and is no whole one") {
  TwoChildren office = with_stick();
  office.get("check --read-data");
  SUBCASE("a child") {
    for (const std::string& file : {office.case_file(office.girl), office.facts_file(office.girl),
                                    office.identity_file(office.girl)}) {
      office.files.remove(file);
    }
    const Outcome outcome =
        office.run(std::string("backup --test-restore=all --format json ") + kBackupStick);
    CHECK(outcome.code == 13);
    const Value document = read_json(outcome.out);
    CHECK(told(document, "complete") == "false");
    CHECK(told(document, "items") == "1");
    CHECK(told(document, "items.0.kind") == "missing");
    CHECK(told(document, "items.0.file") == "cases/2026/" + office.girl + ".yaml.age");
    CHECK(told(document, "restored.cases") == "1");
  }
  SUBCASE("every child") {
    for (const auto& [path, bytes] : office.vault()) {
      if (path.ends_with(".yaml.age")) {
        office.files.remove(path);
      }
    }
    const Outcome outcome = office.run(std::string("backup ") + kBackupStick);
    CHECK(outcome.code == 13);
    CHECK(says(outcome.err, "cases/2026/" + office.boy));
    CHECK(says(outcome.err, "this backup is not whole: the vault lacks what this machine"));
  }
  SUBCASE("entries of one that the trial opens") {
    const auto earlier = office.vault();
    office.get(visit(office.girl));
    put_back(office, earlier);
    CHECK(office.run(std::string("backup --test-restore=all ") + kBackupStick).code == 13);
  }
  SUBCASE("all names") {
    for (const std::string& id : {office.girl, office.boy}) {
      office.files.remove(office.identity_file(id));
    }
    office.environment["POS_IDENTITY"] = "";  // as one who has seen nothing
    const Outcome outcome = office.run(std::string("backup ") + kBackupStick);
    CHECK(outcome.code == 3);
    CHECK(says(outcome.err, "the names are not in it: this vault has cases, and no file of names"));
    office.environment.erase("POS_IDENTITY");
  }
  CHECK(has_manifest(office));
  const Outcome doctor = office.run("doctor --format json");
  CHECK(says(doctor.out, "backup-none"));
}

TEST_CASE("a trial that opens nothing proves nothing") {
  TwoChildren office = with_stick();
  office.person = "nba";
  CHECK(office.run_on(office.files, {"backup", kBackupStick, "--test-restore"}).code == 12);
  office.environment["POS_IDENTITY"] = "";
  office.now = "2026-04-16T12:00:00Z";
  const auto before = files_under(office, kBackupStick);
  CHECK(office.run(std::string("backup --test-restore ") + kBackupStick).code == 12);
  CHECK(files_under(office, kBackupStick) == before);
  for (const char* words : {"0", "x", "-1", "1.5"}) {
    CHECK(office.run(std::string("backup ") + kBackupStick + " --test-restore=" + words).code == 2);
  }
}

}  // namespace pos::test
