#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/value.h"
#include "domain/case_id.h"
#include "domain/form.h"
#include "domain/journal.h"
#include "domain/rulebook.h"

namespace pos {

/// Finds a form's definition by its code.
using Forms = std::function<const Form&(std::string_view code)>;

// The forms that have a part of their own in the procedures, by their codes there.
inline constexpr std::string_view kConsentForm = "1.A";
inline constexpr std::string_view kInitialAssessmentForm = "1.C";
inline constexpr std::string_view kFullAssessmentForm = "2.A";
inline constexpr std::string_view kCarePlanForm = "3.A";
inline constexpr std::string_view kFollowUpForm = "5.A";
inline constexpr std::string_view kClosureForm = "6.A";
inline constexpr std::string_view kReferralForm = "A.1";
inline constexpr std::string_view kTransferForm = "A.2";
inline constexpr std::string_view kCommunityReferralForm = "A.3";
inline constexpr std::string_view kReopeningForm = "B.1";
/// Ours: the link of two files of one child.
inline constexpr std::string_view kLinkForm = "1.L";

/// The reason of closure that a transfer is, and its answer that makes it one.
inline constexpr std::string_view kTransferred = "transferred";
inline constexpr std::string_view kAccepted = "accepted";

/// The life of a case (architecture 5.1), in its order: the status is the furthest state that the
/// present episode has reached. Before it stands the report (signalement) of a child that is not
/// registered yet, or never was.
enum class CaseStatus {
  Reported,
  ReportClosed,
  Registered,
  Eligible,
  NotEligible,
  InitiallyAssessed,
  Assessed,
  Planned,
  PlanValidated,
  InImplementation,
  ClosureRequested,
  Closed,
  Duplicate,  ///< of another file of the same child, which goes on
};
std::string_view word(CaseStatus status);
std::optional<CaseStatus> parse_case_status(std::string_view word);
const std::vector<CaseStatus>& all_case_statuses();
Text label(CaseStatus status);

/// An entry laid over another by `completes`, with its own date and author.
struct Completion {
  std::string entry;
  When occurred;
  Instant recorded;
  std::string author;
  Value data;
};

/// The supervisor's act on an entry as it then stood.
struct Validation {
  std::string entry;
  std::string author;
  When occurred;
  Decision decision = Decision::Approved;
};

/// A form that counts: the entry with what corrects and completes it laid together.
struct Event {
  std::string entry;  ///< of the original, also where a correction stands in its place
  /// Where the original stands in the journal, which trusts no clock: who knew another comes later.
  std::size_t told = 0;
  std::string form;
  std::string edition;
  When occurred;
  Instant recorded;
  std::string author;
  Value data;  ///< completions laid over, rows joined by `unique_id`
  std::vector<Completion> completions;
  std::optional<Validation> validation;  ///< the last one that still holds
  std::optional<When> first_approved;    ///< whether or not that approval still holds
};

/// What the journal began with, where a child was reported before being registered (POS 3.4.2.1).
struct Report {
  std::string entry;
  When start;
  std::optional<When> closed;  ///< without a registration
  std::string closed_by;       ///< the entry that says so
};

/// From a registration or reopening to its end: the first of a decision that the child is not
/// eligible, a validated closure, an accepted transfer, and the link to the file that goes on in
/// its place. Only a reopening, a correction or, of a link, a withdrawal undoes an end.
struct Episode {
  std::size_t first = 0;  ///< index into events of the 1.B or B.1; what lies before the 1.B
                          ///< belongs to the first episode
  When start;
  std::optional<When> not_eligible;
  std::optional<When> closure_requested;
  std::optional<When> closed;  ///< the validation of the closure, or the transfer's acceptance
  std::string closure_reason;
  std::string transfer;           ///< the A.2 whose acceptance closed it; else empty
  std::optional<When> duplicate;  ///< left as the duplicate of `same_as`
  std::string same_as;            ///< the other file's identifier

  /// The first of its ends.
  std::optional<When> end() const;
};

struct LevelChange {
  When at;
  RiskLevel level;
  std::string entry;
};

/// What the journal of one case says at a moment: events that occurred up to it, and nothing else.
struct Case {
  CaseId id;
  Instant now;
  std::string manager;
  std::string structure, unit;
  bool masked = false;
  std::vector<Event> events;        ///< by occurred, then in the order of the journal
  std::optional<Report> report;     ///< where the journal began with one
  std::optional<When> taken_over;   ///< from another vault, also where that is to come
  std::size_t takeover = 0;         ///< where that entry stands in the journal
  std::vector<Episode> episodes;    ///< empty: not registered at that moment
  std::vector<LevelChange> levels;  ///< assessed levels, by occurred
  Forms forms;
  /// A mask that nobody accepted yet, by somebody who had or led the case once: it counts for whom
  /// the names open to.
  bool mask_awaits = false;

  bool counts_as_masked() const { return masked || mask_awaits; }
  bool registered() const { return !episodes.empty(); }
  /// Whether the case is this office's by now: what was before is told by another one's sheets.
  bool here() const { return !taken_over || taken_over->at <= now; }
  /// Whether it is of the vault that the case came from, whatever its clock said.
  bool came_with(const Event& event) const { return taken_over && event.told < takeover; }
  bool open() const;  ///< here, registered, not closed, not decided not eligible
                      ///< (architecture 5.1), and no duplicate
  CaseStatus status() const;
  const Event& registration() const;
  const Episode& episode() const { return episodes.back(); }
  /// The level in force at a moment (architecture 5.3); nullopt where nothing says.
  std::optional<RiskLevel> level_at(Instant moment, const Rulebook& rules) const;
  /// Events of the present episode, by occurred: [begin, end) of `events`.
  std::size_t episode_begin() const { return episodes.size() < 2 ? 0 : episodes.back().first; }
  /// Events of a form in the present episode, by occurred.
  std::vector<const Event*> of_form(std::string_view form) const;
  /// The start of the plan's implementation in the present episode (S of architecture 5.3).
  std::optional<Date> implementation_start() const;
  std::optional<Date> implementation_end() const;
};

/// Whether emergency care is open: some emergency without an end (POS 5.1.2).
bool emergency_open(const Case& c);
/// Whether it was at that moment, by what is known of it now.
bool emergency_open(const Case& c, Instant moment);

/// Whether the case is one of `development` or of an `emergency` (POS 1.1, 3.2), as its latest
/// entry says; empty where none does, then it is as its office. It takes nothing away.
std::string context_of(const Case& c);

/// The answer that an event's form gives to a role; nullptr where there is none.
const Value* answer(const Case& c, const Event& event, Role role);
/// Its scalar, empty where there is none.
std::string answer_text(const Case& c, const Event& event, Role role);
std::vector<std::string> answer_codes(const Case& c, const Event& event, Role role);
std::optional<When> answer_when(const Case& c, const Event& event, Role role);
bool answer_yes(const Case& c, const Event& event, Role role);

/// Computes the case at `now` from its judged journal.
///
/// Shape:  the same from the facts as from the case compartment.
/// Errors: what `forms` throws for a code it does not know; entries that do not count are left out.
/// Source: architecture 4.3 (corrects, completes, voids, validate), 5.1, 5.2.
Case read_case(const CaseId& id, const Journal& journal, const Forms& forms, const Staff& staff,
               const std::string& structure, Instant now);

}  // namespace pos
