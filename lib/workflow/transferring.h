#pragma once

#include <string>
#include <vector>

#include "workflow/casework.h"
#include "workflow/workspace.h"

namespace pos {

// A case goes from one vault to another, its journal with it, signatures intact (architecture 4.6,
// 5.5; POS 3.4.2.1). Until the receipt is here it is the sender's.

/// A package that lies in the outbox.
struct SentPackage {
  std::string file;  ///< its path within the vault
  std::vector<Text> warnings;
};

/// Writes the package of a transfer (A.2) that the structure has not answered yet, with the case as
/// it now stands; in the place of an earlier one.
///
/// Errors: Refused (ids "structure" where the directory has not both its age key and its
///         fingerprint, "consent", "role", "entry"); NotFound; NoKey and Integrity where the case
///         or its names are not whole; Io.
SentPackage send_case(Workspace& workspace, const CaseId& id, const std::string& entry);
/// The same for a transfer just saved: it tells where the package is, or why there is none yet.
void add_package(Workspace& workspace, Saved& saved);

/// How a package is accepted.
struct Acceptance {
  std::string to;             ///< the case manager who takes the case
  std::string over_caseload;  ///< why to somebody who then has too many open cases
  std::string trusted;        ///< a fingerprint that the user compared by another channel
};
struct AcceptedCase {
  Saved saved;
  std::string receipt;  ///< its path within the vault
};
/// Takes over the case of a package: its journal as it is, the acceptance, the assign to its new
/// manager, names and facts, and the receipt for the sender. Done again, it only writes a receipt
/// that is gone.
///
/// Errors: Refused (ids "role", "unknown-sender", "receiver", "caseload", "returned"); NoKey;
///         Integrity for what is not whole, or not signed by the vault that it names; Conflict for
///         a package that was accepted already, or another case with the identifier; Newer; Io.
AcceptedCase accept_case(Workspace& workspace, const std::string& file,
                         const Acceptance& acceptance);

/// Closes a transferred case by the receipt of the vault that has it now.
/// Errors: Refused (ids "unknown-sender", "receiver", "entry"); NoKey; Integrity; as `record_form`.
Saved close_transfer(Workspace& workspace, const std::string& file, const Manner& manner);

}  // namespace pos
