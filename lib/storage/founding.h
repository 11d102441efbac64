#pragma once

#include <string>

#include "storage/identity_file.h"
#include "storage/vault.h"

namespace pos {

/// What `pos init` needs to know.
struct Founding {
  std::string code, name, region, structure, edition;  ///< the office's
  Card administrator;                                  ///< of the first administrator
  std::string recovery_file;     ///< where the secret of `recovery` is written (0600)
  bool with_identities = false;  ///< git carries `identities/` too
};

/// Makes a vault in the folder: `pos.yaml`, the first administrator's card, the group
/// `statistics` without members, and what keeps synchronisers from harm.
///
/// A run that broke off is repeated with the same words; it goes on with its recovery key.
///
/// Errors: Conflict where there is a vault or the recovery file exists; Refused (id
///         "recovery-in-vault") for a recovery file inside the vault; Invalid for a bad code.
Vault found_vault(FileSystem& files, VaultPlace place, const Founding& founding, Instant now);

/// Both paths absolute; links are followed.
/// Errors: Refused (id "recovery-in-vault") for a recovery key's file in the vault that it opens.
void require_outside_vault(FileSystem& files, const std::string& recovery_file,
                           const std::string& vault_folder);
/// The same where it is not known which vault it opens: no folder above the file is one.
void require_outside_vaults(FileSystem& files, const std::string& recovery_file);

}  // namespace pos
