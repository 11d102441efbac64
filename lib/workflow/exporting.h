#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/cpims.h"
#include "domain/lessons.h"
#include "workflow/workspace.h"

namespace pos {

/// What of an export could not be had: said, and never left out in silence.
struct ExportState {
  std::vector<Text> warnings;
  bool complete = true;
  bool intact = true;  ///< no case has lost what was seen before
};

struct CpimsExport {
  std::vector<CpimsCase> cases;    ///< by identifier
  std::vector<const Form*> forms;  ///< whose answers are fields of the record, by code
  ExportState state;
};

/// These cases, or all that this user reads where none is named, as CPIMS+ has them (POS 6.3).
///
/// With `names` also what names or locates, on record for anyone but the manager (view_case). Names
/// are opened one file at a time (POS 6.3): without a case named, of the user's own alone, and the
/// others are said to lack theirs. Of a masked case no name is exported.
/// Errors: Refused for roles that read no case, and as view_case; for a named case also NotFound,
///         NoKey, Integrity, and Refused (id "not-registered").
CpimsExport export_cpims(Workspace& workspace, const std::vector<CaseId>& ids, bool names,
                         const std::string& purpose);

struct LessonsExport {
  std::vector<Lesson> lessons;  ///< by kind, year, text: the order tells nothing of the cases
  ExportState state;
};

/// Lessons and good practices of the reviews that this user reads, of one year or of all (POS 5.5,
/// 3.2). What names somebody, or cannot be checked because names are closed here, is left out and
/// counted. Errors: Refused for roles that read no case.
LessonsExport export_lessons(Workspace& workspace, std::optional<int> year);

}  // namespace pos
