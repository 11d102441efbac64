#pragma once

#include <string>
#include <vector>

#include "base/progress.h"
#include "base/text.h"
#include "storage/check.h"
#include "workflow/workspace.h"

namespace pos {

enum class RepairAction {
  SetAside,  ///< moved to `lost+found`
  Placed,    ///< moved to where its header says that it belongs
  Folded,    ///< parts united with their file
  Rebuilt,   ///< facts written anew out of the journal
  Left,      ///< to be mended by somebody else, or later
};
std::string_view word(RepairAction action);

struct RepairStep {
  std::string file;  ///< within the vault
  RepairAction action = RepairAction::Left;
  Text message;
};

struct Repair {
  bool planned = false;  ///< its steps say what will be done, else what was
  std::vector<RepairStep> steps;
  CheckReport after;  ///< what the whole check finds then
  void add(const std::string& file, RepairAction action, const Text& to_do, const Text& done);
  /// Once for each file.
  void leave(const std::string& file, const Text& why);
  /// `place`: where the file lies then.
  void add_set_aside(const std::string& file, const Text& why, const std::string& place);
  bool changes() const;
  bool complete() const;  ///< nothing that could be mended was left
};

/// Mends what can be mended without guessing: completes interrupted writes, rebuilds facts from
/// their journal (by who may seal them), folds parts, puts files back that lie under another's
/// name, and moves to `lost+found` what nothing vouches for. Nothing is deleted but parts and notes
/// whose every document stands in their file; the only copy of anything is never moved out of
/// sight.
///
/// Each step leaves the vault as good as before or better, so that it can be killed and run again.
/// Errors: NoKey, since only an opened file says what it is; Io.
Repair repair_vault(Workspace& workspace, const Progress& progress);

/// What `repair_vault` would do, found by doing it beside the disk.
Repair plan_repair(Workspace& workspace);

}  // namespace pos
