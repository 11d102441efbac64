#pragma once

#include <functional>
#include <string>

#include "workflow/casework.h"
#include "workflow/referral_print.h"
#include "workflow/transferring.h"

namespace pos {

// A referral goes to who gives the service as an encrypted file, beside or instead of its paper
// (architecture 4.6, 5.5; POS 3.4.2.3). It holds the sheet and nothing else of the case; any age
// program opens it, and `pos` proves who sent it.

/// The sheet of a referral as its receiver reads it, in both languages.
using WriteSheet = std::function<Text(const SharedForm& form)>;

/// Writes the package of a referral (A.1) for the structure's age key, in the place of an earlier
/// one: with name and contact where the form shares them.
///
/// Errors: Refused (ids "structure" where the directory has no age key of it, "role", "entry",
///         "consent"); NotFound; as `shared_form`; Io.
SentPackage send_referral(Workspace& workspace, const CaseId& id, const std::string& entry,
                          const WriteSheet& write);
/// The same for a referral just saved, where its structure has a key: it tells where the package
/// is, or why there is none yet.
void add_referral_package(Workspace& workspace, const std::string& structure,
                          const WriteSheet& write, Saved& saved);

/// What another vault sent of a child whom it refers here.
struct ReceivedReferral {
  std::string office;       ///< that sent it, by the name that it gives itself
  std::string fingerprint;  ///< of its vault
  bool known = false;       ///< the directory names that vault
  std::string author;       ///< name and code
  Instant sent;
  Text sheet;
};
/// Errors: NotFound; NoKey; Usage for a package of another purpose; Refused (id "receiver");
///         Integrity for what is not whole, or not signed by a case manager of the vault it names.
ReceivedReferral open_referral(Workspace& workspace, const std::string& file);

}  // namespace pos
