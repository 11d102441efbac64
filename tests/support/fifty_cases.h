#pragma once

#include <string>
#include <vector>

#include "storage/check.h"
#include "support/command_line.h"

namespace pos::test {

/// The office with fifty cases of adiarra's, each registered with names and with a consent of its
/// own, seen two days later. Made once; each test takes a copy.
struct FiftyCases : CommandLine {
  std::vector<std::string> ids;

  static std::string name(const std::string& folder, const std::string& id) {
    return folder + "/2026/" + id + ".yaml.age";
  }
  static std::string path(const std::string& in_vault) {
    return std::string(kVaultFolder) + "/" + in_vault;
  }
  std::string bytes(const std::string& in_vault) { return files.read(path(in_vault)).value(); }
  void put(const std::string& in_vault, std::string bytes) {
    files.put(path(in_vault), std::move(bytes));
  }
  void remove(const std::string& in_vault) { files.remove(path(in_vault)); }

  /// What the check of everything finds, with the key of `who`.
  CheckReport examine(const std::string& who = "adiarra");
  /// The same of one case alone.
  CheckReport examine_one(const std::string& id, const std::string& who = "adiarra");
};

FiftyCases fifty_cases();

}  // namespace pos::test
