#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "domain/case.h"
#include "workflow/case_files.h"
#include "workflow/workspace.h"

namespace pos {

/// One case as far as this user's keys open it.
struct CaseRecord {
  CaseId id;
  Journal journal;
  std::vector<Text> findings;  ///< what of it could not be used
  bool complete() const { return findings.empty() && journal.complete(); }
};

/// All cases whose facts this user can open, by identifier. Files of others are not counted.
struct Caseload {
  std::vector<CaseRecord> cases;
  std::vector<Text> warnings;  ///< files of the user's that could not be used, and why
  int unreadable = 0;
  int lost = 0;  ///< of those: cases that are gone or have lost what was seen before
  bool complete() const { return unreadable == 0; }
};
Caseload read_caseload(Workspace& workspace);

/// The one case whose identifier begins so; case is ignored, O, I and L are read as digits.
/// Errors: NotFound: none, a wrong check character, several.
CaseId find_case(Workspace& workspace, std::string_view typed);

/// The facts of one case.
/// Errors: NotFound, NoKey, Integrity.
CaseRecord read_facts(Workspace& workspace, const CaseId& id);

/// The journal from the case compartment, with badly signed documents listed by their state.
/// Errors: NotFound, NoKey, Integrity; Refused for roles that read no case.
struct OpenedCase {
  CaseRecord record;
  std::vector<Entry> unused;              ///< badly signed or malformed ones, as far as readable
  std::vector<EntryState> unused_states;  ///< Invalid or UnknownAuthor
  std::vector<Text> unused_reasons;
  /// Identity answers by field name, the latest of each; nullopt where not asked for.
  std::optional<Value> names;
  /// The same by the entry that they belong to, with what corrects and completes it.
  std::map<std::string, Value> names_by_entry;
  bool names_pending = false;  ///< the case was handed over, and its names are still to follow
};
OpenedCase open_case(Workspace& workspace, const CaseId& id, bool with_names);

/// The one entry whose identifier begins so. Errors: NotFound: none, several.
const Entry& find_entry(const Journal& journal, const std::string& typed);

Case state_of(Workspace& workspace, const CaseRecord& record);
Case state_of(Workspace& workspace, const CaseRecord& record, Instant at);
Case state_of(Workspace& workspace, const CaseFiles& files);

}  // namespace pos
