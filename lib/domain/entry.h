#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/text.h"
#include "base/value.h"

namespace pos {

/// What is recorded beside forms (architecture 4.3).
enum class Act { Assign, Validate, Void, Mask, Accept, Access, Erase, Renumber };
std::string_view word(Act act);
Text label(Act act);
std::optional<Act> parse_act(std::string_view word);

/// A supervisor's decision on a plan or a closure.
enum class Decision { Approved, Returned };
std::string_view word(Decision decision);
std::optional<Decision> parse_decision(std::string_view word);

/// One signed document of a case's journal, or its de-identified double among the facts: both
/// have this shape, the facts one with fewer answers. Never changed, only added to.
struct Entry {
  std::string id;    ///< ULID
  std::string hash;  ///< of the case entry's bytes, 64 hex digits
  std::string form;  ///< a form's code, or empty for an act
  std::optional<Act> act;
  std::string edition;
  When occurred;
  Instant recorded;
  bool clock_given = false;
  std::string author;
  std::string by;                  ///< who used the recovery key
  std::string on_behalf;           ///< `for`: the manager, in a data clerk's entry
  std::string key;                 ///< finds the author's signing key; absent among facts
  std::vector<std::string> after;  ///< hashes of the heads it was written upon

  // Entries (their identifiers) that this one is about; empty where it is not.
  std::string corrects, completes, voids, validates, accepts;

  std::string to;  ///< assign, renumber
  std::optional<Decision> decision;
  std::optional<bool> masked;
  std::string package, purpose, reason;
  std::string identity;  ///< hash of the identity document that belongs to it
  Value data;            ///< answers by field

  /// A form that is there by itself: it neither corrects nor completes another.
  bool is_original() const { return corrects.empty() && completes.empty(); }
  /// Whether it begins a journal: a registration, or the report that comes before one.
  bool opens_journal() const;
  /// The manager whose entry it is: the author, or for whom a clerk wrote.
  const std::string& written_for() const { return on_behalf.empty() ? author : on_behalf; }
  /// Whether it takes the case over from another vault (`accept` with `package`, which facts leave
  /// out).
  bool takes_over() const { return act == Act::Accept && accepts.empty(); }
};

/// The code of the form that opens a case: its entry is the registration.
inline constexpr std::string_view kRegistrationForm = "1.B";
/// That of a report (signalement, POS 3.4.2.1), ours: a journal may begin with one, in the place of
/// the registration, which then follows it or never comes.
inline constexpr std::string_view kReportForm = "0.S";

}  // namespace pos
