#pragma once

#include <optional>

#include "base/progress.h"
#include "storage/check.h"
#include "workflow/nightly_share.h"
#include "workflow/workspace.h"

namespace pos {

struct CheckRequest {
  std::optional<NightlyShare> read_data;  ///< which cases to open with the user's key; none: no key
  bool strict = false;                    ///< the procedures' own consistency too
  Progress progress;
};

/// What is wrong in the vault. Names, signed plain files and age headers need no key. What this
/// machine has seen before is compared where the key is opened, or opens without a passphrase.
CheckReport check_vault(Workspace& workspace, const CheckRequest& request);

/// Of that, what this machine has seen before and is gone now. Opens the user's key, and no case
/// but those whose names are gone.
CheckReport check_seen(Workspace& workspace);

}  // namespace pos
