#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/text.h"
#include "workflow/workspace.h"

namespace pos {

/// A file that the user's keys do not open, though it may have to be sealed anew, and whose do.
struct LeftFile {
  std::string file;  ///< within the vault
  Text to;
};

/// What became of the files of cases that were compared with the readers they must have now.
struct Sealing {
  std::size_t sealed = 0;  ///< files written anew
  std::size_t right = 0;   ///< files that were right
  std::size_t others = 0;  ///< cases of which nothing opens to the user
  std::vector<LeftFile> left;
  std::vector<Text> failures;  ///< cases that could not be judged, and why
  bool complete() const { return left.empty() && failures.empty(); }
};

/// Seals the files of one case to those who read it now, as its journal says, or to who opens the
/// facts alone, its facts. Every file is written by itself and keeps its documents byte for byte,
/// so that a kill leaves each as it was or as it must be, and the next run goes on. Facts that lack
/// entries are written anew by those who may seal them.
///
/// `only`: recipients; files that are sealed to none of them, and need not be, are left alone.
/// Errors: Locked; Integrity, Newer; Io.
void seal_case_anew(Workspace& workspace, const CaseId& id, const std::set<std::string>& only,
                    Sealing& sealing);

/// The same for the monthly sheets that are kept: whoever opens one seals it to the statistics
/// group, its receiver and recovery as they are now. Errors: Io; Conflict.
void seal_sheets_anew(Workspace& workspace, const std::set<std::string>& only, Sealing& sealing);

/// The same for every case, and for the sheets.
/// Errors: Io.
Sealing seal_all_anew(Workspace& workspace, const std::set<std::string>& only,
                      const Progress& progress);

/// The keys that a group has and had; none for no name. Errors: NotFound.
std::set<std::string> recipients_of(Workspace& workspace, const std::string& group);

/// The same for every case; a group's name limits it to what its keys, present and former, open.
/// Completes what is left to do in the user's groups before.
/// Errors: NotFound for the group; Refused for who is not in office; Io.
Sealing rekey(Workspace& workspace, const std::string& group, const Progress& progress);

}  // namespace pos
