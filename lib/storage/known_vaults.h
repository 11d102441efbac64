#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/text.h"

namespace pos {

/// A vault as it was found: its identifier, the fingerprint of its founding document, and the hash
/// of the path where it lies.
struct FoundVault {
  std::string vault, founding, place;
  friend auto operator<=>(const FoundVault&, const FoundVault&) = default;
};

/// What else is to be known of a vault without any key.
struct VaultNotes {
  std::string recovery_file = {};      ///< where a recovery key of it was written, or empty
  std::set<std::string> to_sign = {};  ///< as KnownVaults tells
};

/// The founding documents that this account has seen, in a plain file of the state folder, so that
/// commands without a key compare too. Nothing in it is secret.
///
/// Shape:  `<state>/vaults.yaml`; per place one vault, per vault one fingerprint.
/// Source: architecture 4.5; format.md 4 (fingerprint).
class KnownVaults {
 public:
  /// Errors: Integrity for a damaged one; Io.
  static KnownVaults read(FileSystem& files, const std::string& state_folder);

  enum class Verdict { New, Known, OtherFounding, OtherVault };
  Verdict judge(const FoundVault& found) const;
  /// Whether the user with that key has compared the fingerprint; anybody, for an empty key.
  bool confirmed(const FoundVault& found, std::string_view key = {}) const;
  /// Where the vault's recovery keys were written from here, whether they still lie there or not.
  std::set<std::string> recovery_files(const FoundVault& found) const;
  /// Hashes of groups' documents that a former key of somebody's signed here for the new one.
  std::set<std::string> to_sign(const FoundVault& found) const;

 private:
  friend void pin(FileSystem&, const std::string&, const FoundVault&, const std::string&,
                  const VaultNotes&);
  struct Known {
    FoundVault vault;
    std::set<std::string> confirmed_by;    ///< key ids
    std::set<std::string> recovery_files;  ///< paths
    std::set<std::string> to_sign;         ///< hashes
  };
  std::vector<Known> known_;
};

/// Under a lock, remembers the vault in the place of what contradicts it; with the key id of a user
/// who has compared the fingerprint, or empty; with more to note of it.
/// Errors: as `read`, Locked, Io.
void pin(FileSystem& files, const std::string& state_folder, const FoundVault& found,
         const std::string& confirmed_by, const VaultNotes& notes = {});

/// `<state>/vaults.yaml`
std::string known_vaults_path(std::string_view state_folder);

/// A fingerprint in groups of four, to be read aloud.
std::string grouped(std::string_view fingerprint);
/// The fingerprint that was typed, whatever its groups and case; empty for what is none.
std::string parse_fingerprint(std::string_view typed);

}  // namespace pos
