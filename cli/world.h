#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/file_system.h"
#include "base/text.h"

namespace pos {
class Keyring;
}

namespace pos::cli {

/// Everything outside the program that a run may reach; tests make their own.
struct World {
  FileSystem& disk;
  const Clock& clock;
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  std::function<std::string(const std::string& name)> environment;  ///< empty where unset
  std::string current_folder;
  std::string program_folder;  ///< where the program itself lies; schemas are found from it
  bool input_is_terminal = false;
  bool output_is_terminal = false;
  /// Asks on the terminal without echo.
  std::function<std::string(const std::string& prompt)> ask_passphrase;
  /// All that a file descriptor still gives (for --passphrase-fd).
  std::function<std::string(int descriptor)> read_descriptor;
  /// A file that the user named: it may be a link or a pipe, which no file of a vault is. Where it
  /// is absent the disk reads.
  std::function<std::optional<std::string>(const std::string& path)> read_named;
  bool error_is_terminal = false;
  /// Runs another program, its words first, and gives its exit code; nullopt where it is not
  /// installed. Where it is absent no program is.
  std::function<std::optional<int>(const std::vector<std::string>& words)> run_program = {};
  /// Where opened keys stay between two runs; nullptr where they cannot.
  Keyring* keyring = nullptr;
  /// Bytes that the user can still write where the path lies; nullopt where nobody knows.
  std::function<std::optional<std::uint64_t>(const std::string& path)> free_space = {};
};

}  // namespace pos::cli
