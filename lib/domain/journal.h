#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "domain/entry.h"
#include "domain/staff.h"

namespace pos {

/// What became of an entry (contract.md, `pos history`).
enum class EntryState {
  Valid,
  Invalid,
  UnknownAuthor,
  NotAuthorised,
  Superseded,
  Void,
  Concurrent,
};
std::string_view word(EntryState state);
Text label(EntryState state);
/// Whether its author had the right to write it, whatever became of it later.
bool is_rightful(EntryState state);
/// Whether an `accept` would let it count (architecture 4.3).
bool is_acceptable(const Entry& entry, EntryState state);

/// The entries of one case in their order (format.md 5), each judged by the rights its author had.
struct Journal {
  std::vector<Entry> entries;      ///< in order; all well signed
  std::vector<EntryState> states;  ///< of each; Superseded and Concurrent still count as rightful
  std::vector<Text> reasons;       ///< why an entry is not Valid; empty text where it is
  std::string manager;             ///< the case's present manager; empty where nothing opens it
  std::vector<std::string> lost;   ///< hashes that `after` names and no entry has
  std::vector<Text> findings;      ///< e.g. two registrations, a `recorded` before an ancestor's
  std::vector<std::vector<bool>> known;  ///< known[i][j]: the writer of entry i knew entry j
  std::vector<std::string> vaults;       ///< by whose cards each was judged: the vault that it was
                                         ///< written in; empty for this one

  /// What the journal began with: the registration, or a report (0.S); nullptr where neither is
  /// there.
  const Entry* opening() const;
  /// The child's registration: the opening, or what followed the report; nullptr without one.
  const Entry* registration() const;
  /// The first usable entry with that identifier, else an Invalid one; nullptr where none has it.
  const Entry* find(std::string_view id) const;
  /// The entry that `id` corrects or completes in the end; `id` itself where it does neither.
  std::string original(std::string_view id) const;
  /// Whether the entry enters the computed state: Valid, or the last in order of Concurrent ones.
  bool counts(std::size_t index) const;
  /// The person of this office to whom an entry gives the case; empty where it gives it to none.
  std::string manager_given(std::size_t index) const;
  /// The acceptance by which the case came here from another vault; nullptr where it began here.
  const Entry* takeover() const;
  /// The last erasure of the names that counts; nullptr where there is none.
  const Entry* erasure() const;
  /// The last assign that is valid; nullptr where there is none.
  const Entry* last_assign() const;
  /// Hashes of the assigns whose author had no right to them, and of which the author of no valid
  /// one knew.
  std::vector<std::string> fallen_assigns() const;
  /// The heads: hashes that no other entry names, in the order of the digits.
  std::vector<std::string> heads() const;
  /// The manager at that moment, by the valid assigns up to it.
  std::string manager_at(Instant moment) const;
  /// Whether every entry is used or rightly withdrawn (`complete` of contract.md).
  bool complete() const;
};

/// Orders and judges the well-signed entries of one case; the same result from the case's own
/// documents and from its facts, whoever computes it.
///
/// Errors: none; what is wrong is a state or a finding.
/// Source: format.md 5; architecture 4.3 (rights).
Journal judge(std::vector<Entry> entries, const Staff& staff);

/// Whether `entry.author` may write `entry` at its `recorded` upon this journal; a refusal says
/// why. Used before writing; `judge` uses the same rights. An `after` or `hash` still empty is no
/// matter.
///
/// Errors: ErrorCode::Refused (id "role", "self-validation", or "entry" where it names an entry
/// that
///         it cannot be about).
void require_right(const Journal& journal, const Entry& entry, const Staff& staff);

}  // namespace pos
