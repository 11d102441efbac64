#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "workflow/workspace.h"

namespace pos {

// Versions of a vault's files brought together (architecture 4.6; format.md 8). No entry is
// written; only documents that verify are taken; what is not taken stays where it is.

enum class MergeAction {
  Merged,   ///< the file now holds what several versions held
  Added,    ///< a file that was not here
  Beside,   ///< kept as a part beside the file: the next command of who can open both folds it
  LeftOut,  ///< not taken: damaged, badly signed, vouched for by nobody
};
std::string_view word(MergeAction action);

struct MergeItem {
  std::string file;  ///< within the vault
  MergeAction action = MergeAction::Merged;
  Text message;
};

struct MergeReport {
  std::vector<MergeItem> items;
  bool identities_absent = false;  ///< they lie on another medium that is not here
  bool some(MergeAction action) const;
};

/// Folds the copies that synchronisers leave, and other parts, into their files.
/// Errors: Locked; Io; as opening the user's keys gives.
MergeReport fold_parts(Workspace& workspace);

/// Takes over what another copy of this vault has; writes into this one alone.
/// Errors: those of fold_parts; NoVault; Integrity for another vault.
MergeReport merge_vault(Workspace& workspace, const std::string& folder);

/// Two versions of one file, as git hands them to its merge driver.
struct GitVersions {
  std::string ours, theirs;  ///< files on the disk; the result goes into the first
  std::string path;          ///< of the file they are versions of; may be empty
};
/// The folder of the vault that a file of this folder belongs to; empty where there is none.
std::string vault_around(FileSystem& disk, const std::string& folder);
/// What cannot be opened, or not be proven before git has brought the other files too, leaves the
/// first as it is, and the second becomes a part beside the file in the vault.
/// Errors: Integrity, and nothing written, for what is not merged.
MergeItem merge_versions(Workspace& workspace, const GitVersions& versions);

}  // namespace pos
