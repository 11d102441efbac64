#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/progress.h"
#include "storage/backup.h"
#include "storage/check.h"
#include "workflow/workspace.h"

namespace pos {

/// What a trial of restoring has opened, out of the backup alone.
struct RestoreTest {
  std::size_t cases = 0;  ///< with the user's key, every signature verified
  CheckReport report;     ///< what is wrong in the backup
};

struct BackupRequest {
  std::string destination;
  bool test_restore = false;
  std::optional<std::size_t> sample;  ///< how many cases to open; none: all that are the user's
  Progress progress;
};

struct BackupResult {
  Backup backup;
  CheckReport lost;  ///< what this machine has seen before and the vault has no more
  std::optional<RestoreTest> tested;
  bool remembered = false;  ///< for `doctor`; it takes the user's key, opened without a question
  /// Nothing is known to be missing or wrong in it.
  bool whole() const;
};

/// Copies the vault (storage/backup.h) and, where asked, opens cases drawn at random from the copy.
/// A copy takes no key; a trial does, and asks for it before anything is written. Where
/// the user's key is open, the vault is compared with what was seen of it: one that has lost
/// something is copied all the same, and is no whole copy. A whole one is remembered, unless the
/// clock is not to be trusted.
///
/// Errors: those of `back_up`; NoKey.
BackupResult make_backup(Workspace& workspace, const BackupRequest& request);

}  // namespace pos
