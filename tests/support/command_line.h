#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "support/memory_file_system.h"
#include "support/memory_keyring.h"
#include "support/test_office.h"

namespace pos::test {

/// What one command did.
struct Outcome {
  int code = 0;
  std::string out, err;
};

/// Someone at work in an office in memory: commands as they are typed, run in this process.
///
/// After every command it is checked that no identity answer of the forms it was given stands in
/// its messages (or its results, unless names were asked for), and, where it failed, that no file
/// of the vault has changed and that something was said.
class CommandLine {
 public:
  CommandLine() = default;

  MemoryFileSystem files = new_office();
  std::string now = "2026-03-02T09:00:00Z";
  std::string person = "adiarra";
  std::string input;  ///< standard input of the next commands
  bool input_is_terminal = false;
  bool error_is_terminal = false;
  /// What is typed at the questions without echo, in turn; one that is not foreseen fails the test.
  std::vector<std::string> passphrases;
  MemoryKeyring keyring;
  std::string descriptor;                           ///< what --passphrase-fd gives
  std::map<std::string, std::uint64_t> free_space;  ///< by path; else nobody knows
  std::map<std::string, std::string> environment = {{"POS_VAULT", kVaultFolder},
                                                    {"POS_SCHEMAS", kSchemasFolder},
                                                    {"POS_LANG", "en"},
                                                    {"HOME", "/home"}};

  /// Other programs, as World::run_program has them.
  std::function<std::optional<int>(const std::vector<std::string>&)> run_program;

  /// `words`: cut at blanks, `'…'` and `"…"` kept together; without `pos` itself.
  Outcome run(const std::string& words);
  Outcome run(const std::vector<std::string>& words);
  /// On another disk in place of `files`, without the checks above.
  Outcome run_on(FileSystem& disk, const std::vector<std::string>& words);
  /// Its standard output without the last line end; fails the test unless it exits 0.
  std::string get(const std::string& words);

  /// The files of the vault, with their bytes.
  std::map<std::string, std::string> vault() const;
  /// Whoever can read a case finds nothing wrong in the vault.
  void check_vault();
  /// What `check --read-data` says to those who read cases, of what it finds; empty: nothing.
  std::string what_check_finds();

 private:
  void learn_names(const std::vector<std::string>& words);
  void check_discretion(const std::vector<std::string>& words, const Outcome& outcome) const;

  std::vector<std::string> names_;  ///< identity answers given so far, with their single words
};

std::vector<std::string> cut_words(const std::string& line);
bool says(const std::string& text, const std::string& words);

}  // namespace pos::test
