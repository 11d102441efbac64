#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "storage/known_vaults.h"
#include "storage/vault.h"
#include "support/test_office.h"
#include "support/two_children.h"

namespace pos::test {

/// Every path under the folder, with its bytes.
inline std::map<std::string, std::string> kept_under(const CommandLine& office,
                                                     const std::string& folder) {
  std::map<std::string, std::string> found;
  for (const auto& [path, bytes] : office.files.files()) {
    if (path.starts_with(folder + "/")) {
      found.emplace(path, bytes);
    }
  }
  return found;
}

inline std::string memory_file(const CommandLine& office, const std::string& person) {
  const std::string key = key_id(signing_key(staff_member(person).identity).public_key);
  for (const auto& [path, bytes] : kept_under(office, kStateFolder)) {
    if (path.ends_with(key + ".age")) {
      return path;
    }
  }
  return "";
}

/// Forgets everything, as on another machine.
inline void forget(CommandLine& office) {
  for (const auto& [path, bytes] : kept_under(office, kStateFolder)) {
    office.files.remove(path);
  }
}

inline std::string fingerprint_of(CommandLine& office) {
  return Vault::open(office.files, {kVaultFolder, "/t/locks", "", 0}).office().fingerprint;
}

/// The vault's files as they were.
inline void put_back(CommandLine& office, const std::map<std::string, std::string>& earlier) {
  for (const auto& [path, bytes] : office.vault()) {
    office.files.remove(path);
  }
  for (const auto& [path, bytes] : earlier) {
    office.files.put(path, bytes);
  }
}

/// Whether `check` tells of that file so.
inline bool finds(CommandLine& office, const std::string& words, const std::string& kind,
                  const std::string& file) {
  const Outcome check = office.run(words + " --format json");
  CHECK(check.code == 13);
  return says(check.out, file + "\",\"kind\":\"" + kind + "\"");
}

}  // namespace pos::test
