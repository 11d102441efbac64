#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/programme.h"
#include "domain/programme_eligibility.h"
#include "domain/programme_results.h"
#include "domain/sheet.h"
#include "workflow/casework.h"
#include "workflow/workspace.h"

namespace pos {

// Programmes of the vault (architecture 4; POS 4.2.1). A vault without one shows and asks nothing
// of them.

/// By code, as their believed documents say them.
std::vector<Programme> programmes(Workspace& workspace);
/// Errors: NotFound with the nearest code.
Programme find_programme(Workspace& workspace, const std::string& code);

/// A new programme by the form `programme`, or a change of one in what is given.
/// Errors: Conflict for a code that is there, NotFound for one that is not; Invalid, with every
///         fault of the input; Refused (id "role") for all but organisation managers, supervisors
///         and administrators.
void begin_programme(Workspace& workspace, const std::string& code, const Filled& filled);
void change_programme(Workspace& workspace, const std::string& code, const Filled& filled);

/// How a programme fits a child, and whether it takes part.
struct ProgrammeFit {
  CaseId id;
  std::string programme;
  std::vector<CriterionFit> criteria;
  Fits fits = Fits::Unknown;
  bool takes_part = false;
};
struct ProgrammeFits {
  std::vector<ProgrammeFit> items;  ///< by case, then programme
  std::vector<Text> warnings;
  bool complete = true;
  bool intact = true;  ///< no case has lost what was seen before
};
/// One case, or all open ones that this user reads; one programme, or all that have not ended
/// (POS 4.2.1). Whoever takes part is told in any case.
/// Errors: Refused for those who read no case; NotFound.
ProgrammeFits programme_fits(Workspace& workspace, const std::optional<CaseId>& id,
                             const std::string& programme);

/// What a registration should look at, as it is saved: its programme is not known here, has ended
/// or does not fit; else which ones fit a child that none has. Nothing in a vault without one.
/// A programme refuses nobody (POS 3.1.1): these are warnings and notes.
void advise_on_programmes(Workspace& workspace, const Case& c, std::vector<Text>& warnings,
                          std::vector<Text>& notes);

struct ProgrammeReport {
  Programme programme;
  ProgrammeFigures figures;
};
struct ProgrammeReports {
  SheetScope scope = SheetScope::Structure;
  int cases_read = 0;
  std::vector<ProgrammeReport> items;  ///< by code
  std::vector<Text> warnings;
  bool complete = true;
  bool intact = true;
};
/// Results against targets, from the facts that this user counts (reporting.h), without a name;
/// of one programme, or of all.
/// Errors: NotFound; as `counting_scope`.
ProgrammeReports programme_reports(Workspace& workspace, const std::string& programme);

}  // namespace pos
