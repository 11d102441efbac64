#pragma once

#include <string>
#include <string_view>

#include "base/value.h"
#include "storage/config.h"
#include "storage/form_file.h"
#include "storage/founding.h"
#include "storage/identity_file.h"
#include "workflow/workspace.h"

namespace pos {

// What needs no vault yet: keys, cards, the founding of an office, filled forms as they are read.

/// A new key in a new file; its recipient. Errors: as `make_identity_file`.
std::string make_key(FileSystem& disk, const std::string& path, const SecretBytes* passphrase,
                     Instant now);
/// The public card of the key in a file, as YAML. Errors: as `load_identities`.
std::string card_of_key(FileSystem& disk, const std::string& path, const Unlocking& unlocking,
                        const std::string& code, const std::string& name);
/// Keeps the key of a protected file opened for that time; false for one without a passphrase.
/// Errors: NoKey where no file is named; Failure (id "keyring") where the system keeps no keys; as
///         `load_identities`.
bool unlock_key(FileSystem& disk, const std::string& path, const Unlocking& unlocking,
                std::chrono::seconds time);
/// Where this machine keeps what is outside every vault.
struct MachineFolders {
  std::string locks;
  std::string state;  ///< empty: nothing is remembered
};
/// A new vault; its fingerprint, which counts as confirmed by the first administrator from now on.
/// Errors: as `found_vault`.
std::string found_office(FileSystem& disk, const std::string& folder, const MachineFolders& machine,
                         const Founding& founding, Instant now);
/// Sets up a vault that is there for git, its own files only; its folder: `named`, or where that is
/// empty looked for from `start`. Errors: NoVault.
std::string prepare_for_git(FileSystem& disk, const std::string& named, const std::string& start,
                            bool with_identities);
/// Whether the folder or one above it is a git repository's.
bool is_in_repository(FileSystem& disk, std::string folder);
/// The user says that this is the vault's fingerprint, in full, with or without its groups.
/// Errors: Usage for what is no fingerprint; Refused (id "fingerprint") for another one.
void trust_founding(Workspace& workspace, const std::string& typed);
/// A filled form, YAML or JSON. Errors: Invalid, with every fault.
Value read_input(std::string_view bytes, const std::string& name);

}  // namespace pos
