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
  std::optional<RestoreTest> tested;
  bool remembered = false;  ///< for `doctor`; it takes the user's key, opened without a question
};

/// Copies the vault (storage/backup.h) and, where asked, opens cases drawn at random from the copy.
/// A copy takes no key; a trial does, and asks for it before anything is written. A whole copy is
/// remembered where the user's key is open, unless the clock is not to be trusted.
///
/// Errors: those of `back_up`; NoKey.
BackupResult make_backup(Workspace& workspace, const BackupRequest& request);

}  // namespace pos
