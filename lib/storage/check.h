#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "storage/memory.h"
#include "storage/vault.h"

namespace pos {

/// Something that is not as it should be with a file. Kinds are words that scripts rely on:
///   stray, misplaced, temporary, part, duplicate, not_mounted    by names and bytes
///   unreadable                          the disk does not give it, or not to this user
///   damaged, not_believed               plain files, age headers, headers that do not fit the name
///   malformed, badly_signed, unknown_author, repeated, not_authorised, lost, clock    entries
///   badly_sealed, rolled_back, facts_differ, stale                                    facts
///   readers, unclaimed, closed
///   supervisor                          a card names one who does not count
///   lost, rolled_back, missing, closed     against what this machine has seen before
/// and, by `check --strict` alone, those of workflow/consistency.h.
struct CheckItem {
  std::string file;  ///< within the vault
  std::string kind;
  Text message;
  bool harmless = false;  ///< the next command mends it, or it is nothing of ours
  friend bool operator==(const CheckItem&, const CheckItem&) = default;
};

struct CheckReport {
  std::size_t files = 0;
  std::size_t opened = 0;  ///< sealed files that the user's key opened
  std::vector<CheckItem> items;
  /// Nothing is wrong; with `strict` nothing harmless either.
  bool sound(bool strict = false) const;
};

/// Looks at names, plain signed files and age headers. Needs no key.
/// Errors: Io.
CheckReport check_files(const Vault& vault);

/// What of a case the user could open.
struct SeenCase {
  std::optional<SeenEntries> journal, facts;  ///< nullopt where no part was opened
  std::set<Compartment> files;                ///< of which files are there, open or not
  bool closed = false;                        ///< of a part that none of the user's keys opens
  bool unread = false;                        ///< the disk does not give a part
  bool names_mounted = false;                 ///< the medium of the names is there
  bool erased = false;
};

/// Opens what the user can of one case: every signature, the seals, facts against the journal,
/// headers against names and present readers. Adds what it finds.
/// Errors: Io.
SeenCase check_case(const Vault& vault, UserKeys& keys, const CaseId& id, Instant now,
                    CheckReport& report);

/// Opens what these keys open of the monthly sheets that are kept: who signed them, and whether
/// they lie where they belong. Adds what it finds. Errors: Io.
void check_sheets(const Vault& vault, std::span<const Identity> keys, CheckReport& report);

/// By names alone: remembered cases without a file, documents of plain files that are gone.
void check_names_seen(const Vault& vault, const Memory& memory, CheckReport& report);
/// Whether an opened case has all that was seen of it.
void check_case_seen(const CaseId& id, const SeenCase& seen, const RememberedCase& known,
                     CheckReport& report);

/// The cases of the vault, by any compartment.
std::vector<CaseId> list_cases(const Vault& vault);
/// Those of which the journal or the facts are there: names alone are no case.
std::vector<CaseId> list_told_cases(const Vault& vault);
/// Whether the disk gives every file of the case: where work on it fails (Io) though it does, the
/// disk takes nothing, and other cases will fare no better. Errors: Io where it gives nothing at
/// all.
bool all_readable(const Vault& vault, const CaseId& id);

}  // namespace pos
