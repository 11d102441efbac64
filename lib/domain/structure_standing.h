#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/deadlines.h"
#include "domain/structure.h"

namespace pos {

/// One document of an entry's journal: who wrote what, when.
struct EntryChange {
  Instant recorded;
  std::string author;
  bool by_supervisor = false;       ///< at that time
  std::vector<std::string> fields;  ///< whose answer became another
  bool confirms = false;            ///< a supervisor says that it stands as it is
};

/// How far an entry can be relied on (POS 3.3.1, 3.4.1): case managers keep it, a supervisor
/// confirms it. What a supervisor writes or
/// verifies is confirmed by that.
enum class Confirmation { Unconfirmed, Confirmed, Changed };
std::string_view word(Confirmation confirmation);

struct Standing {
  std::optional<Date> verified;
  std::string verified_by;  ///< a person's code, or as the entry says
  std::optional<Instant> due;
  bool stale = false;  ///< not verified in time
  Confirmation confirmation = Confirmation::Unconfirmed;
  std::string confirmed_by;
  std::optional<Instant> confirmed_at;
};

/// `changes` in the order of the journal.
Standing standing_of(const Structure& structure, const std::vector<EntryChange>& changes,
                     const Form& form, const DirectoryRules& rules, Instant now);

/// Whether it manages cases, is not of the State and has not signed the POS (3.1.2).
bool lacks_signature(const Structure& structure, const DirectoryRules& rules);

/// When the entry is to be verified again; nullopt where it says no date. Its basis is the last
/// verification.
std::optional<Obligation> verification(const Structure& structure, const DirectoryRules& rules,
                                       Instant now);

/// Something that the office should look at.
struct DirectoryNote {
  std::string kind;  ///< `stale`, `unconfirmed`, `not_accessible`, `ended`, `convention_ended`,
                     ///< `no_focal_point`, `unsigned`, `places`, `route`
  Text words;
  friend bool operator==(const DirectoryNote&, const DirectoryNote&) = default;
};

/// One entry with all that is known of it.
struct DirectoryItem {
  Structure structure;
  Value entry;  ///< the answers as they now are
  std::vector<EntryChange> changes;
  Standing standing;
  std::vector<DirectoryNote> notes;
};

/// Of one entry. `route`: it stands on a referral route of the region and was changed, is not
/// accessible or has ended since that was last reviewed (POS 1.4, 3.4.1).
std::vector<DirectoryNote> notes_of(const Structure& structure,
                                    const std::vector<EntryChange>& changes,
                                    const Standing& standing, const Form& form,
                                    const DirectoryRules& rules,
                                    const std::map<std::string, int>& taken, Instant now);

}  // namespace pos
