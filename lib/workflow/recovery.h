#pragma once

#include <string>

#include "workflow/workspace.h"

namespace pos {

/// What a replacement of the recovery key has done.
struct RecoveryReplaced {
  std::string recipient;  ///< of the new key
  int groups = 0;         ///< that got a new key
  bool made = false;      ///< the new key's file was made
};

/// Puts the key of `fresh_file` in the place of that of `former_file`. A file that is not there is
/// made, plain and of mode 0600; one that is there holds a key made before, so that its copies on
/// paper can be proven first. From then on the run has both keys and signs with the new one: what
/// lies sealed to the former one is `rekey`'s (sealing.h). What broke off is completed by the same
/// call, however long after.
///
/// Errors: NoKey where the former one is not this vault's, or was never; Conflict where the new one
///         is somebody's; Refused (id "recovery-in-vault"), and for who is not in office; as key
///         files and the vault's writes give.
RecoveryReplaced rotate_recovery(Workspace& workspace, const std::string& former_file,
                                 const std::string& fresh_file);

}  // namespace pos
