#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "domain/role.h"
#include "domain/rulebook.h"

namespace pos {

/// Flow: what happened in the period. Stock: what there is at its end. Ratio: of what was asked,
/// what was done. Median: the middle of several lengths of time.
enum class IndicatorKind { Flow, Stock, Ratio, Median };
std::string_view word(IndicatorKind kind);
std::optional<IndicatorKind> parse_indicator_kind(std::string_view word);

/// What the program knows how to count; an indicator says which of it, and by what.
enum class Counted {
  OpenAtStart,
  OpenAtEnd,
  Registrations,
  IneligibleDecisions,
  Reopenings,
  Acceptances,  ///< of a case handed over by another office
  Closures,
  Duplicates,           ///< files that left as the duplicate of another one
  Entries,              ///< of the indicator's forms
  CompleteAssessments,  ///< full ones
  PlanValidations,
  Obligations,  ///< of the indicator's step
  ReferralAnswers,
  UnansweredReferrals,
  Managers,  ///< with open cases at the end
  InactiveCases,
  FollowedCases,  ///< open at some time of the period
  CaseManagers,   ///< of the staff at the end, with cases or without
};
std::string_view word(Counted counted);
std::optional<Counted> parse_counted(std::string_view word);

/// The terms of the balance (architecture 5.7), in the order of the sheet.
enum class BalanceTerm {
  OpenStart,
  New,
  Reopened,
  TransferredIn,
  NotEligible,
  Closed,
  TransferredOut,
  Duplicate,
  OpenEnd,
};
inline constexpr std::size_t kBalanceTerms = 9;
std::string_view word(BalanceTerm term);
std::optional<BalanceTerm> parse_balance_term(std::string_view word);

/// The limits of POS 3.3.1 that a row is held against.
enum class Standard { Caseload, Supervision };
std::string_view word(Standard standard);
std::optional<Standard> parse_standard(std::string_view word);

/// Where the code of a dimension comes from. Registration, Event and Latest ask a form for the
/// dimension's role: that of the case, the counted one, the last one that answers it.
enum class DimensionSource {
  Registration,
  Event,
  Latest,
  RiskLevel,
  Structure,
  Manager,
  Supervisor,
};
std::string_view word(DimensionSource source);
std::optional<DimensionSource> parse_dimension_source(std::string_view word);

struct Dimension {
  std::string id;
  Text label;
  DimensionSource from = DimensionSource::Registration;
  std::optional<Role> role;
  std::string list;        ///< the code list with the labels; empty: codes speak for themselves
  bool age_bands = false;  ///< the answer is an age; the rules have the bands
  std::string sum;         ///< a further column of printed sheets: the sum of `sum_of`
  std::vector<std::string> sum_of;
  /// Codes that are counted together, each with the code of its group; others stay themselves.
  std::map<std::string, std::string> groups;
};

struct Indicator {
  std::string id;
  Text section;  ///< heading under which a printed sheet has it
  Text label;
  IndicatorKind kind = IndicatorKind::Flow;
  Counted what = Counted::Entries;
  std::string unit;
  std::vector<std::string> forms;
  std::optional<Step> step;
  /// Counted once for every code of this dimension; empty: once.
  std::string each;
  struct Filter {
    std::string dimension;
    std::vector<std::string> codes;
  };
  std::vector<Filter> only;    ///< those that have a code of one of these; none: all
  std::vector<Filter> except;  ///< those that have a code of none of these
  int services = 0;  ///< of followed cases: from how many categories on the care is integrated
  int target = 0;    ///< of a ratio: the share, in percent, that the country has set itself
  std::vector<std::vector<std::string>> by;  ///< breakdowns, each one or more dimensions
  std::optional<BalanceTerm> term;
  std::optional<Standard> standard;
  std::string source;
};

/// What a monthly sheet counts, by edition (schemas/indicators/<edition>.yaml).
struct IndicatorBook {
  std::string edition;
  std::vector<Dimension> dimensions;
  std::vector<Indicator> indicators;  ///< in the order of the sheet

  /// nullptr where there is none.
  const Dimension* dimension(std::string_view id) const;
};

}  // namespace pos
