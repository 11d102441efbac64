#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/value.h"
#include "domain/case.h"
#include "workflow/workspace.h"

namespace pos {

/// A form as it was filled, before it is checked.
struct Filled {
  Value answers;              ///< field -> answer, `occurred` among them; scalars as text
  std::string name;           ///< of the file, for messages
  std::string names_in_text;  ///< why its texts may hold a name; empty: they may not
};

/// How the step is to be taken.
struct Manner {
  bool dry_run = false;      ///< nothing is written
  std::string on_behalf;     ///< the case manager for whom a data clerk enters; may be empty where
                             ///< the clerk's card names one alone
  bool has_receipt = false;  ///< of the vault that accepted the transfer
};

struct Saved {
  CaseId id;
  std::string entry;           ///< its identifier
  std::vector<Text> warnings;  ///< what the user should look at
  std::vector<Text> notes;     ///< why: the risk suggestion and its reasons
  std::string document;        ///< the case entry as written, or as it would be
};

/// What an entry has to do with an earlier one; the identifiers are those typed.
struct Links {
  std::string corrects, completes;
};

// Each step is load, decide, append, save. Errors of all of them: Invalid (every fault of the
// form), Refused (the procedures or the role), NotFound, NoKey, Locked, Integrity, Io.

/// POS 5.1. Who may read the names is warned of their own cases that may be of the same child.
Saved register_case(Workspace& workspace, const Filled& filled, const Manner& manner);
/// The report of a child who is not registered yet (0.S, POS 3.4.2.1).
Saved report_child(Workspace& workspace, const Filled& filled, const Manner& manner);
/// Registers a reported child in the file that the report began; what the form leaves out is taken
/// from the report. Errors: Refused where it is no report, or registered already.
Saved register_reported(Workspace& workspace, const CaseId& id, const Filled& filled,
                        const Manner& manner);
/// Ends a report without a registration, with its reason: `outcome`, else the form's answer.
/// Errors: as above.
Saved close_report(Workspace& workspace, const CaseId& id, const std::string& outcome,
                   Filled filled, const Manner& manner);
/// Any form, with what the procedures ask of it.
Saved record_form(Workspace& workspace, const CaseId& id, const std::string& form,
                  const Filled& filled, const Links& links, const Manner& manner);
/// 1.C where the episode has none, else 2.A, unless `form` says (POS 5.1.3, 5.2).
Saved assess(Workspace& workspace, const CaseId& id, const std::string& form, const Filled& filled,
             const Manner& manner);
/// The supervisor's validation of the latest plan (3.A) or closure (6.A) (POS 5.3 e, 5.6).
Saved validate_latest(Workspace& workspace, const CaseId& id, const std::string& form,
                      Decision decision, const Filled& filled, const Manner& manner);
/// POS 3.4.2.
Saved refer(Workspace& workspace, const CaseId& id, const std::string& structure,
            const std::string& service, const Filled& filled, const Manner& manner);
Saved answer_referral(Workspace& workspace, const CaseId& id, const std::string& entry,
                      const Filled& filled, const Manner& manner);
/// A file given up to another structure (A.2): the case stays here until that one accepts; and its
/// answer (POS 3.4.2.1). Where it has a vault, the package is written too (transferring.h).
Saved transfer(Workspace& workspace, const CaseId& id, const std::string& structure,
               const Filled& filled, const Manner& manner);
Saved answer_transfer(Workspace& workspace, const CaseId& id, const std::string& entry,
                      const Filled& filled, const Manner& manner);
Saved void_entry(Workspace& workspace, const CaseId& id, const std::string& entry,
                 const std::string& reason, const Manner& manner);

/// Seals the names to the manager and recovery alone, or to the supervisor's team again; the first
/// by the manager or the supervisor, the second by the manager (POS 6.1.2; architecture 4.2).
/// Errors: Refused where it is so already.
Saved mask_case(Workspace& workspace, const CaseId& id, bool masked, const std::string& reason,
                const Manner& manner);
/// The present manager or supervisor lets an entry count that is `not_authorised` (architecture
/// 4.3). Errors: Refused for any other entry.
Saved accept_entry(Workspace& workspace, const CaseId& id, const std::string& entry,
                   const Manner& manner);

}  // namespace pos
