#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/sheet_state.h"
#include "storage/sheet_file.h"
#include "workflow/casework.h"
#include "workflow/reporting.h"
#include "workflow/workspace.h"

namespace pos {

// Monthly sheets that are kept, and what becomes of them (POS 3.2): deposited, processed, validated
// by the actors of the region, shared with the central level. All of it is signed; nothing that was
// written is changed.

/// A step of a sheet's way.
struct SheetStep {
  SheetState state = SheetState::Draft;
  std::string on;  ///< the day
  std::string author;
  std::string file;
  Value data;  ///< what the document says
};

/// The sheet of a structure and period in its latest revision.
struct SavedSheet {
  std::string period, code;
  int revision = 0;
  std::vector<SheetStep> steps;  ///< of this revision, the first made it
  std::vector<int> revisions;    ///< all that there are
  bool shared_copy = false;      ///< a copy with suppressed figures: it has no states

  std::string name() const { return period + "/" + code; }
  SheetState state() const { return steps.back().state; }
  bool validated_before = false;  ///< an earlier revision was validated
};

/// What the user opens of the sheets of this vault: by period, then code.
std::vector<SavedSheet> saved_sheets(Workspace& workspace, std::vector<Finding>& findings);
/// Errors: NotFound, with the nearest name.
SavedSheet find_sheet(Workspace& workspace, const std::string& name);
/// Its figures. Errors: Invalid where they are of another edition.
Sheet figures_of(Workspace& workspace, const SavedSheet& saved);

/// The number that the sheet has, or would have, once it is kept: one more than the latest that the
/// user opens.
int next_revision(Workspace& workspace, const Sheet& sheet);

/// Keeps a sheet as the next revision, signed: sealed to the statistics group and recovery, one
/// that may be shared plain. `reason` is needed where a revision before it was validated.
///
/// Shape:  the sheet's name; `sheet` gets its revision.
/// Errors: Refused (id "role") for who is no statistics officer or supervisor; (id "scope") for a
///         sheet that is not of the whole structure; (id "balance"); Usage without the reason.
std::string save_sheet(Workspace& workspace, Sheet& sheet, const std::string& reason);

/// What is recorded of a step, besides who and when it was written.
struct StepRecord {
  std::string on;                       ///< the day; empty: today
  std::string to;                       ///< of a deposit: a structure of the directory, or empty
  std::string note;                     ///< the region's, that goes with the sheet
  std::vector<std::string> recipients;  ///< of the central level; empty: all
  std::optional<Filled> validation;     ///< the form `sheet`
  std::vector<Text> warnings = {};      ///< of days that contradict those before
};
/// Takes a sheet one state further; adds to the record's warnings.
///
/// Shape:  the file that was written, within the vault: a deposit's is sealed to the structure that
///         receives it, too, and carries the figures.
/// Errors: Refused (id "sheet-state") unless the sheet is in the state before; (id "role");
/// Invalid,
///         with every fault of the record; NotFound.
std::string advance_sheet(Workspace& workspace, const std::string& name, SheetState to,
                          StepRecord& record);

/// Errors: Refused (id "role") for who is neither statistics officer nor supervisor.
void require_sheet_role(Workspace& workspace);

/// To whom sheets are sealed: the group `statistics`, the receiver where there is one, recovery.
std::vector<std::string> sheet_readers(const Vault& vault, const std::string& receiver);

}  // namespace pos
