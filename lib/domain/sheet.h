#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/statistics.h"

namespace pos {

/// Whose cases a sheet counts: a manager's own, a supervisor's team's, all of the structure.
enum class SheetScope { Own, Team, Structure };
std::string_view word(SheetScope scope);
Text label(SheetScope scope);

struct SheetHead {
  CountedMonth month;
  std::string structure;
  SheetScope scope = SheetScope::Structure;
  int revision = 1;
  std::string rules;   ///< edition
  int cases_read = 0;  ///< within the scope
  int unreadable = 0;  ///< files of the user's that could not be used
};

/// One figure of a breakdown; none is zero of zero.
struct SheetCell {
  std::vector<std::string> codes;  ///< one for each dimension of its table
  int value = 0;
  int of = 0;                 ///< of a ratio: out of how many
  std::optional<bool> above;  ///< whether it is above the indicator's standard
};

struct SheetTable {
  std::vector<std::string> dimensions;
  std::vector<SheetCell> cells;  ///< by code
};

struct SheetIndicator {
  Indicator indicator;
  std::optional<double> total;  ///< none: a median of nothing; halves occur in medians only
  int of = 0;
  std::vector<SheetTable> tables;
};

/// `open_end = open_start + new + reopened + transferred_in − not_eligible − closed −
/// transferred_out − duplicate`: the flows counted from what happened, the open cases from their
/// state.
struct Balance {
  std::array<int, kBalanceTerms> terms{};

  int operator[](BalanceTerm term) const { return terms[static_cast<std::size_t>(term)]; }
  int expected_end() const;
  bool holds() const { return expected_end() == (*this)[BalanceTerm::OpenEnd]; }
};

struct Sheet {
  SheetHead head;
  std::vector<SheetIndicator> indicators;  ///< in the order of the book, with zeros
  Balance balance;

  bool complete() const { return head.unreadable == 0; }
  /// nullptr where there is none.
  const SheetIndicator* find(std::string_view id) const;
};

/// A month counted case by case (POS 3.2). Keeps references to what it is made with.
class SheetCount {
 public:
  SheetCount(const IndicatorBook& book, const Rulebook& rules, const Staff& staff,
             const CountedMonth& month);

  void add(const CaseInMonth& c);
  /// `head.cases_read` and `head.month` are filled in.
  Sheet sheet(SheetHead head) const;

 private:
  struct Figure {
    int value = 0;
    int of = 0;
  };
  using Figures = std::map<std::vector<std::string>, Figure>;
  struct Tally {
    const Indicator* indicator;
    Figure total;
    std::vector<int> days;
    std::set<std::string> managers;
    std::vector<Figures> tables;
  };

  bool is_counted(Tally& tally, const Occurrence& occurrence) const;
  void count(Tally& tally, const Occurrence& occurrence) const;
  std::vector<std::string> codes(const std::string& dimension, const Occurrence& occurrence) const;
  std::vector<std::vector<std::string>> cells(const std::vector<std::string>& dimensions,
                                              const Indicator& indicator, const std::string& part,
                                              const Occurrence& occurrence) const;
  SheetIndicator result(const Tally& tally) const;

  const IndicatorBook& book_;
  const Rulebook& rules_;
  const Staff& staff_;
  CountedMonth month_;
  int cases_ = 0;
  std::vector<Tally> tallies_;
};

/// The case as the month looks at it; `at` gives it as of a moment.
CaseInMonth in_month(const Journal& journal, const std::function<Case(Instant)>& at,
                     const CountedMonth& month, const Rulebook& rules);

}  // namespace pos
