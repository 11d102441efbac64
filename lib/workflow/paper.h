#pragma once

#include <string>
#include <vector>

#include "crypto/paper_key.h"
#include "storage/identity_file.h"
#include "workflow/workspace.h"

namespace pos {

// A key on paper: whose it is, whether a copy is right, and what was proven (architecture 4.2).

/// The key of a file that has one. Errors: as `load_identities`; Invalid where it has several.
Identity one_key(FileSystem& disk, const std::string& path, const Unlocking& unlocking);

/// Whose key it is in the vault: `recovery` or a person's code and name; empty for nobody's.
struct KeyHolder {
  std::string code, name;
  bool is_recovery() const { return code == kRecovery; }
};
KeyHolder holder_of(const Vault& vault, const Recipient& recipient);

/// Where the user's own key is named and opens their memory: keeps that this copy was proven. False
/// where there is nothing to keep it in.
bool remember_copy(Workspace& workspace, const PaperKey& paper);

/// The numbers of the copies of the vault's recovery key that the user has proven.
std::vector<int> proven_copies(const Memory& memory, const std::string& recipient);

}  // namespace pos
