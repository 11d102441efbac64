// Files go back and forth between this code and the program `age`, where that is installed.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "crypto/age_armor.h"
#include "crypto/expect.h"
#include "crypto/passphrase.h"

namespace pos {
namespace {

// Around the size of a chunk, with and without its tag.
bool age_is_installed() {
  static const bool found = std::system("command -v age >/dev/null 2>&1") == 0;
  if (!found) {
    std::printf("age program: skipped, it is not installed\n");
  }
  return found;
}

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "pos-age-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  std::string path(std::string_view name) const { return path_ + "/" + std::string(name); }
  void write(std::string_view name, std::string_view bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
  }
  std::string read(std::string_view name) const {
    std::ostringstream bytes;
    bytes << std::ifstream(path(name), std::ios::binary).rdbuf();
    return bytes.str();
  }
  /// `age` with these arguments, in this folder.
  bool age(const std::string& arguments) const {
    return std::system(("cd '" + path_ + "' && age " + arguments + " 2>/dev/null").c_str()) == 0;
  }

 private:
  std::string path_;
};

/// A chroot without /dev/pts has no terminals to give, and `age -p` asks for its passphrase at one.
bool has_terminals() {
  const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  if (terminal < 0) {
    MESSAGE("no pseudo-terminals here (mount devpts on /dev/pts): `age -p` is not tried");
    return false;
  }
  close(terminal);
  return true;
}

/// Runs `age` at a terminal of its own and gives the passphrase as often as it is asked for.
bool age_at_terminal(const std::vector<std::string>& arguments, const std::string& passphrase) {
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
  REQUIRE(child >= 0);
  if (child == 0) {
    std::vector<char*> words = {const_cast<char*>("age")};
    for (const std::string& argument : arguments) {
      words.push_back(const_cast<char*>(argument.c_str()));
    }
    words.push_back(nullptr);
    execvp("age", words.data());
    _exit(127);
  }
  std::string seen;
  std::string block(512, '\0');
  ssize_t size = 0;
  while ((size = read(terminal, block.data(), block.size())) > 0) {
    seen.append(block, 0, static_cast<std::size_t>(size));
    if (seen.find(": ") != std::string::npos) {
      seen.clear();
      const std::string line = passphrase + "\n";
      REQUIRE(write(terminal, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
    }
  }
  close(terminal);
  int status = -1;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string sample(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) {
    bytes[i] = static_cast<char>(i * 31 + i / 256);
  }
  return bytes;
}

std::string text(const WipedString& wiped) {
  return std::string(std::string_view(wiped));
}

}  // namespace

TEST_CASE("the program `age` opens what we write, and we open what it writes") {
  if (!age_is_installed()) {
    return;
  }
  const Folder folder;
  const auto readers = identities_of(1, 2, 3);
  for (const std::size_t count : {1U, 2U, 3U}) {
    std::vector<Recipient> recipients;
    std::string options;
    for (std::size_t i = 0; i < count; ++i) {
      recipients.push_back(readers[i].recipient());
      options += "-r " + to_string(recipients.back()) + " ";
    }
    folder.write("key", secret_text(readers[count - 1]));
    for (const std::size_t size : kPayloadSizes) {
      for (const bool armored : {false, true}) {
        CAPTURE(count);
        CAPTURE(size);
        CAPTURE(armored);
        const std::string plain = sample(size);
        const std::string ours = age_encrypt(plain, recipients);
        folder.write("ours", armored ? put_on_armor(ours) : ours);
        CHECK(folder.age("-d -i key ours > opened"));
        CHECK((folder.read("opened") == plain));

        folder.write("plain", plain);
        CHECK(folder.age((armored ? "-a " : "") + options + "plain > theirs"));
        const std::string theirs = folder.read("theirs");
        CHECK(is_armored(theirs) == armored);
        CHECK((age_decrypt(theirs, std::span(readers).subspan(count - 1, 1)) ==
               std::string_view(plain)));
      }
    }
  }
}

TEST_CASE("the program `age` uses an identity file that we protected, and we one of its own") {
  if (!age_is_installed() || !has_terminals()) {
    return;
  }
  const std::string passphrase = "clé d'Aïssata, très sûre";
  const Folder folder;
  const auto identities = identities_of(0x42);
  const WipedString key_file =
      identity_file_text(identities, *parse_instant("2026-01-05T09:30:00Z"));

  folder.write("protected", encrypt_with_passphrase(key_file, passphrase));
  folder.write("file", example_file());
  CHECK(age_at_terminal(
      {"-d", "-i", folder.path("protected"), "-o", folder.path("opened"), folder.path("file")},
      passphrase));
  CHECK(folder.read("opened") == kExamplePlain);

  folder.write("key", key_file);
  for (const bool armored : {false, true}) {
    const std::string name = armored ? "theirs.asc" : "theirs";
    std::vector<std::string> arguments = {"-p", "-o", folder.path(name), folder.path("key")};
    if (armored) {
      arguments.insert(arguments.begin(), "-a");
    }
    CHECK(age_at_terminal(arguments, passphrase));
    const std::string theirs = folder.read(name);
    CHECK(is_armored(theirs) == armored);
    CHECK(needs_passphrase(theirs));
    CHECK(text(decrypt_with_passphrase(theirs, passphrase)) == text(key_file));
  }
}

TEST_CASE("the program `age` reads an identity file with a present and a former key") {
  if (!age_is_installed()) {
    return;
  }
  const Folder folder;
  const auto group = identities_of(9, 8);
  folder.write("key", identity_file_text(group, *parse_instant("2026-01-05T09:30:00Z")));
  for (const Identity& identity : group) {
    folder.write("file", age_encrypt("plain", std::vector{identity.recipient()}));
    CHECK(folder.age("-d -i key file > opened"));
    CHECK(folder.read("opened") == "plain");
  }
}

}  // namespace pos
