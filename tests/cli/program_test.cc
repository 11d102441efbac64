// The program itself, as a process on a disk.
#include <doctest/doctest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "crypto/passphrase.h"
#include "crypto/random.h"
#include "storage/disk.h"
#include "support/json_reader.h"
#include "support/places.h"
#include "support/temporary_folder.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

std::string text_of_file(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

/// The office of the two children, laid out on a disk.
class RealOffice {
 public:
  RealOffice() {
    for (const auto& [path, bytes] : office.files.files()) {
      if (path.starts_with("/t/") || path == "boy.yaml") {
        put(path, bytes);
      }
    }
  }

  TwoChildren office = two_children();

  std::string path(const std::string& name) const { return folder_ / name; }

  /// `line`: what a shell reads after the program's name. Standard error goes to the file `err`.
  int run(const std::string& line, const std::string& before = "") {
    const std::string command =
        "cd '" + folder_.path() + "' && " + before + " env -i HOME='" + folder_.path() +
        "' POS_LANG=en POS_VAULT='" + folder_.path() + "/t/vault' POS_SCHEMAS='" + folder_.path() +
        "/t/schemas' POS_IDENTITY='" + folder_.path() +
        "/t/keys/adiarra.key' POS_NOW=2026-04-15T12:00:00Z '" + program() + "' " + line;
    const int status = std::system(("(" + command + ") 2>'" + path("err") + "'").c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string err() const { return text_of_file(path("err")); }

 private:
  static std::string program() {
    const char* given = std::getenv("POS_PROGRAM");
    return given == nullptr ? test::built_program() : given;
  }
  void put(const std::string& name, const std::string& bytes) {
    const std::filesystem::path file = path(name);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
    std::filesystem::permissions(
        file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }

  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("results that a full disk did not take are an error of their own") {
  RealOffice place;
  for (const char* words : {"list", "due --format json", "due --format ics", "--help", "--version",
                            "report --month 2026-04", "form blank 1.C", "check"}) {
    CAPTURE(words);
    CHECK(place.run(std::string(words) + " >/dev/full </dev/null") == 16);
    CHECK(place.err().find("standard output could not be written") != std::string::npos);
  }
  CHECK(place.run("list --format json >/dev/full") == 16);
  CHECK(told(read_json(place.err()), "error.kind") == "io");
}

TEST_CASE("an entry saved before a full standard output is saved") {
  RealOffice place;
  CHECK(place.run("record " + place.office.girl + " 5.A --from - >/dev/full </dev/null") == 4);
  CHECK(place.run("register --from boy.yaml >/dev/full") == 16);
  CHECK(place.run("list --format json >out") == 0);
  CHECK(told(read_json(text_of_file(place.path("out"))), "items") == "3");
}

TEST_CASE("a second process waits for the case and gives up in time") {
  RealOffice place;
  Disk disk;
  const VaultPlace where{place.path("t/vault"), place.path(".local/state/pos/locks"), "", 0};
  const std::string words = "void " + place.office.girl + " 01 --reason x --lock-timeout ";
  {
    const auto held = Vault::open(disk, where).lock_case(CaseId::parse(place.office.girl).value());
    REQUIRE(held != nullptr);
    CHECK(place.run(words + "0") == 11);
    CHECK(place.run(words + "0 --format json") == 11);
    CHECK(told(read_json(place.err()), "error.kind") == "locked");
    CHECK(place.run("show " + place.office.girl + " >out") == 0);
  }
  CHECK(place.run(words + "0") == 5);
}

TEST_CASE("without a terminal nothing is asked, and a passphrase comes from where it was told") {
  RealOffice place;
  const std::string key = place.path("new.key");
  CHECK(place.run("key new new.key </dev/null") == 2);
  CHECK_FALSE(std::filesystem::exists(key));
  std::ofstream(place.path("words")) << "canari inventé\nrest\n";
  std::ofstream(place.path("wrong")) << "canari\n";
  CHECK(place.run("key new new.key --passphrase-file words >out") == 0);
  CHECK(place.run("key card new.key --code new --name New </dev/null >out") == 2);
  CHECK(place.run("key card new.key --code new --name New --passphrase-fd 3 3<words >out") == 0);
  CHECK(text_of_file(place.path("out")).find("recipient: \"age1") != std::string::npos);
  CHECK(place.run("key card new.key --code new --name New --passphrase-fd 3 3<wrong >out") == 12);
  CHECK(text_of_file(place.path("out")) == "");
  CHECK(place.err().find("canari") == std::string::npos);
}

TEST_CASE("a descriptor that is none, or is not open, is a fault of the command line") {
  RealOffice place;
  std::ofstream(place.path("words")) << "canari inventé\n";
  for (const std::string wrong : {"-1", "3", "9", "words", "3x", "' 3'", "4294967299"}) {
    CAPTURE(wrong);
    // Whether a passphrase is needed or not: nothing of the vault may come in its place.
    CHECK(place.run("people list --passphrase-fd " + wrong + " >out") == 2);
    CHECK(place.err().find("open it with the command: --passphrase-fd 3") != std::string::npos);
  }
  CHECK(place.run("people list --passphrase-fd 0 <words >out") == 0);
}

TEST_CASE("a key unlocked by one process opens to the next, where the kernel keeps keys") {
  RealOffice place;
  const std::string plain = text_of_file(place.path("t/keys/adiarra.key"));
  std::ofstream(place.path("closed.key"), std::ios::binary) << encrypt_with_passphrase_with(
      plain, "canari inventé", {random_secret(16), Salt{}, random_bytes<16>(), 10});
  std::ofstream(place.path("words")) << "canari inventé\n";
  const std::string list = "list --identity closed.key --no-input >out";
  CHECK(place.run(list) == 2);
  const int unlocked =
      place.run("unlock --for 1m --identity closed.key --passphrase-fd 3 3<words >out");
  if (unlocked != 0) {
    CHECK(unlocked == 1);
    CHECK(place.err().find("the system keeps no key here") != std::string::npos);
    MESSAGE("the kernel keeps no keys here: skipped");
    return;
  }
  CHECK(place.run(list) == 0);
  std::ofstream(place.path("closed.key"), std::ios::binary) << encrypt_with_passphrase_with(
      plain, "canari inventé", {random_secret(16), Salt{}, random_bytes<16>(), 10});
  CHECK(place.run(list) == 2);
}

TEST_CASE("a key that others may read is refused with the command that helps") {
  RealOffice place;
  std::filesystem::permissions(place.path("t/keys/adiarra.key"), std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  CHECK(place.run("list") == 15);
  CHECK(place.err().find("chmod 600") != std::string::npos);
}

TEST_CASE("files are the user's alone, whatever the process inherited") {
  using std::filesystem::perms;
  for (const char* inherited : {"umask 000;", "umask 022;", "umask 777;"}) {
    CAPTURE(inherited);
    RealOffice place;
    REQUIRE(place.run("register --from boy.yaml >/dev/null", inherited) == 0);
    REQUIRE(place.run("key new own/fresh.key --no-passphrase >/dev/null",
                      std::string("mkdir own; ") + inherited) == 0);
    int made = 0;
    for (const char* folder :
         {"t/vault/cases", "t/vault/facts", "t/vault/identities", ".local", "own"}) {
      for (const auto& entry : std::filesystem::recursive_directory_iterator(place.path(folder))) {
        CAPTURE(entry.path());
        const perms mode = entry.status().permissions();
        made += entry.is_regular_file() ? 1 : 0;
        CHECK((!entry.is_regular_file() || mode == (perms::owner_read | perms::owner_write)));
      }
    }
    CHECK(made > 3);
    for (const char* folder : {".local", ".local/state/pos", ".local/state/pos/locks"}) {
      CHECK(std::filesystem::status(place.path(folder)).permissions() == perms::owner_all);
    }
  }
}

TEST_CASE("a form that never ends is refused, from a file as from standard input") {
  RealOffice place;
  CHECK(place.run("form check 1.B /dev/zero") == 4);
  CHECK(place.err().find("/dev/zero: too large: the limit is 16777216 bytes") != std::string::npos);
  CHECK(place.run("register --from - </dev/zero") == 4);
  CHECK(place.err().find("stdin: too large") != std::string::npos);
  CHECK(place.run("register --from - <empty", "touch empty;") == 4);
}

TEST_CASE("what is written on a disk is read again by another process") {
  RealOffice place;
  REQUIRE(place.run("register --from boy.yaml >out") == 0);
  const std::string id = text_of_file(place.path("out")).substr(0, 17);
  CHECK(place.run("show " + id + " --format json >out") == 0);
  CHECK(told(read_json(text_of_file(place.path("out"))), "case") == id);
  CHECK(place.run("check --read-data >out") == 0);
}

}  // namespace pos::test
