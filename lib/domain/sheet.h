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

/// Whose sheet it is: one structure's, or added up of those of a region or of the country.
enum class SheetLevel { Structure, Region, Nation };
std::string_view word(SheetLevel level);
std::optional<SheetLevel> parse_sheet_level(std::string_view word);
Text label(SheetLevel level);

struct SheetHead {
  CountedPeriod period;
  std::string structure;
  std::string region;  ///< the office's
  std::string actor;   ///< `state`, `non_state`; empty: the office has not said (POS 1.2)
  SheetLevel level = SheetLevel::Structure;
  SheetScope scope = SheetScope::Structure;
  int revision = 1;
  std::string rules;                    ///< edition
  int cases_read = 0;                   ///< within the scope
  int unreadable = 0;                   ///< files of the user's that could not be used
  bool shared = false;                  ///< small cells are suppressed (architecture 5.7)
  std::optional<CalendarPeriod> trend;  ///< the period whose totals stand beside
  std::vector<std::string> structures;  ///< of a merged sheet: whose sheets are in it
  std::vector<std::string> missing;     ///< of a merged sheet: who has sent none
};

/// One figure of a breakdown; none is zero of zero.
struct SheetCell {
  std::vector<std::string> codes;  ///< one for each dimension of its table
  int value = 0;
  int of = 0;                 ///< of a ratio: out of how many
  std::optional<bool> above;  ///< whether it is above the indicator's standard
  bool suppressed = false;    ///< of a shared sheet: `value` and `of` are not to be shown
};

struct SheetTable {
  std::vector<std::string> dimensions;
  std::vector<SheetCell> cells;  ///< by code
};

struct SheetIndicator {
  Indicator indicator;
  std::optional<double> total;  ///< none: a median of nothing; halves occur in medians only
  int of = 0;                   ///< of a ratio: out of how many; of a median: of how many
  struct Before {
    std::optional<double> total;
    int of = 0;
  };
  std::optional<Before> before;  ///< the same in the period before, where that was counted too
  /// Of a merged median: those of the sheets lie between these, and so does that of all cases.
  std::optional<double> low, high;
  bool suppressed = false;  ///< of a shared sheet: the totals are not to be shown
  std::vector<SheetTable> tables;
};

/// `open_end = open_start + new + reopened + transferred_in − not_eligible − closed −
/// transferred_out − duplicate`: the flows counted from what happened, the open cases from their
/// state.
struct Balance {
  std::array<int, kBalanceTerms> terms{};
  std::array<bool, kBalanceTerms> suppressed{};

  int operator[](BalanceTerm term) const { return terms[static_cast<std::size_t>(term)]; }
  int expected_end() const;
  bool holds() const { return expected_end() == (*this)[BalanceTerm::OpenEnd]; }
};

/// The balance that the totals of the indicators give.
Balance balance_of(const std::vector<SheetIndicator>& indicators);

struct Sheet {
  SheetHead head;
  std::vector<SheetIndicator> indicators;  ///< in the order of the book, with zeros
  Balance balance;

  bool complete() const { return head.unreadable == 0; }
  /// nullptr where there is none.
  const SheetIndicator* find(std::string_view id) const;
};

/// A period counted case by case (POS 3.2). Keeps references to what it is made with.
class SheetCount {
 public:
  SheetCount(const IndicatorBook& book, const Rulebook& rules, const Staff& staff,
             const CountedPeriod& period);

  void add(const CaseInPeriod& c);
  /// `head.cases_read` and `head.period` are filled in.
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

  bool has_one(const std::vector<Indicator::Filter>& filters, const Occurrence& occurrence) const;
  bool is_counted(Tally& tally, const Occurrence& occurrence) const;
  void count(Tally& tally, const Occurrence& occurrence) const;
  std::vector<std::string> codes(const std::string& dimension, const Occurrence& occurrence) const;
  std::vector<std::vector<std::string>> cells(const std::vector<std::string>& dimensions,
                                              const Indicator& indicator, const std::string& part,
                                              const Occurrence& occurrence) const;
  SheetIndicator result(const Tally& tally) const;
  SheetIndicator staff_figure(const Indicator& indicator, const std::string& region) const;

  const IndicatorBook& book_;
  const Rulebook& rules_;
  const Staff& staff_;
  CountedPeriod period_;
  int cases_ = 0;
  std::vector<Tally> tallies_;
};

/// Lays the totals of the period before beside those of the sheet: the trend (POS 3.2).
void compare(Sheet& sheet, const Sheet& before);

/// The case as the period looks at it; `at` gives it as of a moment.
CaseInPeriod in_period(const Journal& journal, const std::function<Case(Instant)>& at,
                       const CountedPeriod& period, const Rulebook& rules);

}  // namespace pos
