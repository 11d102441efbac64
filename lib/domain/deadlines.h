#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/case.h"
#include "domain/rulebook.h"

namespace pos {

enum class ObligationState { Pending, DueToday, Overdue, Met, MetLate, Missed, NotRequired };
std::string_view word(ObligationState state);
Text label(ObligationState state);

/// Something the procedures require of a case by a due time, with the reason for it.
struct Obligation {
  Step step;
  std::optional<Instant> due;  ///< nullopt where nothing sets a time
  ObligationState state;
  struct Basis {
    std::string event;  ///< e.g. "initial_assessment"
    std::string entry;
    When at;
  } basis;
  struct Met {
    std::string entry;
    When at;
  };
  std::optional<Met> met;
  bool recommended = false;        ///< not of the POS: never counted in timeliness
  std::string rule;                ///< e.g. "deadlines.full_assessment.high"
  std::string source;              ///< e.g. "POS 4.3"
  std::string edition;             ///< in force at the basis, e.g. "pos-2020.08"
  std::optional<RiskLevel> level;  ///< in force at the due time
  std::string subject;  ///< the entry or row it is about, where a step occurs several times
};

/// Everything that `c` owes, owed or need not do, at `c.now`.
///
/// Shape:  by due time (none last), then step, then subject.
/// Units:  UTC, to the second.
/// Errors: none.
/// Source: architecture 5.3; POS 4.3, 5.1.2, 5.2, 5.5, 5.6.
std::vector<Obligation> obligations(const Case& c, const Rulebook& rules);

/// The difference of dates between now and an overdue step's due time; 0 for any other.
int overdue_days(const Obligation& obligation, Instant now);

}  // namespace pos
