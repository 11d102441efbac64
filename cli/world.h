#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/file_system.h"
#include "base/text.h"
#include "workflow/setup.h"

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
  // The ways that a passphrase comes in (passphrase_input.h).
  std::function<SecretBytes(const std::string& prompt)> ask_passphrase;
  std::function<SecretBytes(int descriptor)> read_passphrase;
  std::function<SecretBytes(const std::string& path)> read_passphrase_file;
  /// A file that the user named, null where there is none: it may be a link or a pipe, which no
  /// file of a vault is. Where this is absent the disk reads.
  std::function<std::unique_ptr<std::istream>(const std::string& path)> open_named;
  bool error_is_terminal = false;
  /// Runs another program, its words first, and gives its exit code; nullopt where it is not
  /// installed. Where it is absent no program is.
  std::function<std::optional<int>(const std::vector<std::string>& words)> run_program = {};
  /// Where opened keys stay between two runs; nullptr where they cannot.
  Keyring* keyring = nullptr;
  /// Bytes that the user can still write where the path lies; nullopt where nobody knows.
  std::function<std::optional<std::uint64_t>(const std::string& path)> free_space = {};
  /// Whether a descriptor is open; where this is absent each is.
  std::function<bool(int descriptor)> is_open = {};
};

}  // namespace pos::cli
