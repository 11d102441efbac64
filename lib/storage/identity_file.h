#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/file_system.h"
#include "crypto/age_keys.h"
#include "crypto/keyring.h"

namespace pos {

/// Asked at most once, and only when a file needs it.
using AskPassphrase = std::function<SecretBytes()>;

/// How a protected key file is opened: from the keyring, where it was unlocked, else by a
/// passphrase, asked for as often as that.
struct Unlocking {
  AskPassphrase ask;
  int tries = 1;
  Keyring* keyring = nullptr;
};

/// The user's identities from their age identity file, plain or protected by a passphrase.
///
/// Errors: NotFound; NoKey for a wrong passphrase; Refused (id "identity-permissions") for a plain
///         one that others may read, with the `chmod` that helps; Integrity with `where.file`.
std::vector<Identity> load_identities(FileSystem& files, const std::string& path,
                                      const Unlocking& unlocking);
inline std::vector<Identity> load_identities(FileSystem& files, const std::string& path,
                                             const AskPassphrase& ask) {
  return load_identities(files, path, Unlocking{ask});
}

/// Keeps the keys of a protected file opened for that time, under a name that fits this file alone.
/// False for a plain file, which has nothing to unlock. Errors: as `load_identities`, and those of
/// the keyring.
bool keep_unlocked(FileSystem& files, const std::string& path, const Unlocking& unlocking,
                   std::chrono::seconds time);

/// Whether others may read it, so that a warning is due (a protected one is only warned of).
bool is_open_to_others(FileSystem& files, const std::string& path);

/// Errors: Conflict where the file exists.
void require_no_file(FileSystem& files, const std::string& path);

/// A new file of mode 0600; protected where a passphrase is given.
/// Errors: Conflict where the file exists.
void write_identity_file(FileSystem& files, const std::string& path, const Identity& identity,
                         const SecretBytes* passphrase, Instant now);

/// Writes a new identity so, and returns it.
Identity make_identity_file(FileSystem& files, const std::string& path,
                            const SecretBytes* passphrase, Instant now);

/// What a person hands to an administrator: nothing secret.
struct Card {
  std::string code;
  std::string name;
  std::string recipient;
  std::string signing_key;
  friend bool operator==(const Card&, const Card&) = default;
};
Card make_card(const Identity& identity, std::string code, std::string name);
/// Canonical YAML: code, name, recipient, signing_key.
std::string write_card(const Card& card);
/// Errors: Invalid, with the file's name, for anything but such a card with usable keys.
Card read_card(std::string_view bytes, const std::string& name);

}  // namespace pos
