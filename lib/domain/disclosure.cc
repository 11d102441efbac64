#include "domain/disclosure.h"

#include <algorithm>
#include <map>
#include <utility>

#include "domain/linear_system.h"

namespace pos {
namespace {

/// What an outsider has to reckon with of a small figure.
constexpr long kWidth = kSmallFigure - 1;

/// A figure as it is shown or not: a count, or of a ratio what was done, what was not, and out of
/// how many, which come and go together.
struct Figure {
  std::vector<int> numbers;
  bool is_total = false;
  bool suppressed = false;

  bool is_zero() const {
    return std::all_of(numbers.begin(), numbers.end(), [](int number) { return number == 0; });
  }
  bool is_small() const {
    return std::any_of(numbers.begin(), numbers.end(),
                       [](int number) { return number > 0 && number < kSmallFigure; });
  }
  int size() const { return *std::max_element(numbers.begin(), numbers.end()); }
};

/// Figures that add up to nothing: each with its factor.
using Relation = std::vector<std::pair<std::size_t, int>>;

class Suppression {
 public:
  Suppression(Sheet& sheet, const IndicatorBook& book) : sheet_(sheet), book_(book) {}

  void run() {
    for (SheetIndicator& indicator : sheet_.indicators) {
      add_indicator(indicator);
    }
    add_balance();
    for (Figure& figure : figures_) {
      figure.suppressed = figure.is_small();
    }
    while (const std::optional<std::size_t> exposed = find_exposed()) {
      if (!suppress_beside(*exposed)) {
        break;
      }
    }
    write_back();
  }

 private:
  std::vector<int> numbers(const SheetIndicator& indicator, int value, int of) const {
    return indicator.indicator.kind == IndicatorKind::Ratio
               ? std::vector<int>{value, of - value, of}
               : std::vector<int>{value};
  }
  std::size_t add(std::vector<int> numbers, bool is_total) {
    figures_.push_back({std::move(numbers), is_total, false});
    return figures_.size() - 1;
  }
  void relate(Relation relation);
  void add_indicator(SheetIndicator& indicator);
  void add_groups(const SheetIndicator& indicator, const std::vector<std::size_t>& firsts);
  void add_balance();
  std::optional<std::size_t> find_exposed() const;
  bool suppress_beside(std::size_t exposed);
  void write_back();

  Sheet& sheet_;
  const IndicatorBook& book_;
  std::vector<Figure> figures_;
  std::vector<Relation> relations_;
  std::map<std::string, std::size_t> totals_;         ///< figures by indicator
  std::vector<std::pair<bool*, std::size_t>> marks_;  ///< where each figure's mark stands
};

/// Keeps a relation that is true of all its numbers; where a case has several codes, it is not.
void Suppression::relate(Relation relation) {
  for (std::size_t i = 0; i < figures_[relation.front().first].numbers.size(); ++i) {
    int sum = 0;
    for (const auto& [figure, factor] : relation) {
      sum += factor * figures_[figure].numbers[i];
    }
    if (sum != 0) {
      return;
    }
  }
  relations_.push_back(std::move(relation));
}

void Suppression::add_indicator(SheetIndicator& indicator) {
  if (indicator.indicator.kind == IndicatorKind::Median) {
    return;
  }
  const int total = static_cast<int>(indicator.total.value_or(0));
  const std::size_t whole = add(numbers(indicator, total, indicator.of), true);
  totals_[indicator.indicator.id] = whole;
  marks_.push_back({&indicator.suppressed, whole});
  std::vector<std::size_t> firsts;
  for (SheetTable& table : indicator.tables) {
    firsts.push_back(figures_.size());
    Relation sum = {{whole, -1}};
    for (SheetCell& cell : table.cells) {
      const std::size_t figure = add(numbers(indicator, cell.value, cell.of), false);
      marks_.push_back({&cell.suppressed, figure});
      sum.emplace_back(figure, 1);
    }
    relate(std::move(sum));
  }
  add_groups(indicator, firsts);
}

/// A group's figure is the sum of its codes', where the sheet has both.
void Suppression::add_groups(const SheetIndicator& indicator,
                             const std::vector<std::size_t>& firsts) {
  for (std::size_t of = 0; of < indicator.tables.size(); ++of) {
    const SheetTable& grouped = indicator.tables[of];
    const Dimension* group = book_.dimension(grouped.dimensions.front());
    for (std::size_t from = 0; from < indicator.tables.size(); ++from) {
      const SheetTable& fine = indicator.tables[from];
      const Dimension* code = book_.dimension(fine.dimensions.front());
      if (group == nullptr || code == nullptr || group->groups.empty() || !code->groups.empty() ||
          group->role != code->role || group->from != code->from || fine.dimensions.size() > 1) {
        continue;
      }
      for (std::size_t i = 0; i < grouped.cells.size(); ++i) {
        Relation sum = {{firsts[of] + i, -1}};
        for (std::size_t j = 0; j < fine.cells.size(); ++j) {
          const auto found = group->groups.find(fine.cells[j].codes.front());
          const std::string& in =
              found == group->groups.end() ? fine.cells[j].codes.front() : found->second;
          if (in == grouped.cells[i].codes.front()) {
            sum.emplace_back(firsts[from] + j, 1);
          }
        }
        relate(std::move(sum));
      }
    }
  }
}

void Suppression::add_balance() {
  Relation sum;
  for (SheetIndicator& indicator : sheet_.indicators) {
    if (!indicator.indicator.term) {
      continue;
    }
    const BalanceTerm term = *indicator.indicator.term;
    const bool comes = term == BalanceTerm::OpenStart || term == BalanceTerm::New ||
                       term == BalanceTerm::Reopened || term == BalanceTerm::TransferredIn;
    const std::size_t whole = totals_.at(indicator.indicator.id);
    sum.emplace_back(whole, comes ? 1 : -1);
    marks_.push_back({&sheet_.balance.suppressed[static_cast<std::size_t>(term)], whole});
  }
  if (!sum.empty()) {
    relate(std::move(sum));
  }
}

/// A small figure that an outsider could work out, or nearly.
std::optional<std::size_t> Suppression::find_exposed() const {
  LinearSystem system;
  std::vector<std::size_t> first;
  for (const Figure& figure : figures_) {
    for (std::size_t i = 0; i < figure.numbers.size(); ++i) {
      // What is suppressed is not zero: of a ratio, that is out of how many.
      const int least = i + 1 == figure.numbers.size() ? 1 : 0;
      const std::size_t number =
          figure.suppressed ? system.add_unknown(least) : system.add_known(figure.numbers[i]);
      if (i == 0) {
        first.push_back(number);
      }
    }
    if (figure.numbers.size() == 3) {
      system.add_sum({{first.back(), 1}, {first.back() + 1, 1}, {first.back() + 2, -1}});
    }
  }
  for (const Relation& relation : relations_) {
    for (std::size_t i = 0; i < figures_[relation.front().first].numbers.size(); ++i) {
      std::vector<std::pair<std::size_t, int>> sum;
      for (const auto& [figure, factor] : relation) {
        sum.emplace_back(first[figure] + i, factor);
      }
      system.add_sum(std::move(sum));
    }
  }
  const std::vector<LinearSystem::Range> ranges = system.ranges();
  for (std::size_t figure = 0; figure < figures_.size(); ++figure) {
    for (std::size_t i = 0; i < figures_[figure].numbers.size(); ++i) {
      const int number = figures_[figure].numbers[i];
      const LinearSystem::Range& range = ranges[first[figure] + i];
      if (number > 0 && number < kSmallFigure &&
          (range.most < kSmallFigure || range.most - range.least < kWidth)) {
        return figure;
      }
    }
  }
  return std::nullopt;
}

/// Suppresses the least figure that stands in a sum with it: a cell rather than a total, in a fixed
/// order; where its sums have none left, the least of all.
bool Suppression::suppress_beside(std::size_t exposed) {
  const auto is_better = [&](std::size_t a, std::size_t b) {
    return std::make_pair(figures_[a].is_total, figures_[a].size()) <
           std::make_pair(figures_[b].is_total, figures_[b].size());
  };
  std::optional<std::size_t> best;
  const auto consider = [&](std::size_t figure) {
    if (!figures_[figure].suppressed && !figures_[figure].is_zero() &&
        (!best || is_better(figure, *best))) {
      best = figure;
    }
  };
  for (const Relation& relation : relations_) {
    const bool holds_it = std::any_of(relation.begin(), relation.end(),
                                      [&](const auto& term) { return term.first == exposed; });
    for (const auto& [figure, factor] : holds_it ? relation : Relation{}) {
      consider(figure);
    }
  }
  for (std::size_t figure = 0; !best && figure < figures_.size(); ++figure) {
    consider(figure);
  }
  if (best) {
    figures_[*best].suppressed = true;
  }
  return best.has_value();
}

void Suppression::write_back() {
  for (const auto& [mark, figure] : marks_) {
    *mark = figures_[figure].suppressed;
  }
}

bool names_staff(const std::vector<std::string>& dimensions, const IndicatorBook& book) {
  return std::any_of(dimensions.begin(), dimensions.end(), [&](const std::string& id) {
    const Dimension* dimension = book.dimension(id);
    return dimension != nullptr && (dimension->from == DimensionSource::Manager ||
                                    dimension->from == DimensionSource::Supervisor);
  });
}

void forget_staff(Sheet& sheet, const IndicatorBook& book) {
  std::erase_if(sheet.indicators, [&](const SheetIndicator& each) {
    const auto& by = each.indicator.by;
    return !by.empty() && std::all_of(by.begin(), by.end(),
                                      [&](const auto& one) { return names_staff(one, book); });
  });
  for (SheetIndicator& indicator : sheet.indicators) {
    std::erase_if(indicator.tables,
                  [&](const SheetTable& table) { return names_staff(table.dimensions, book); });
    indicator.before.reset();
  }
}

/// The middle of a few lengths of time is nearly one child's; and were it shown of many alone, it
/// would tell on which side of the bound the closures are that its sheet suppresses.
void suppress_medians(Sheet& sheet) {
  for (SheetIndicator& indicator : sheet.indicators) {
    if (indicator.indicator.kind == IndicatorKind::Median) {
      indicator.suppressed = indicator.of > 0;
      indicator.of = 0;
      indicator.low.reset();
      indicator.high.reset();
    }
  }
}

}  // namespace

Sheet for_sharing(Sheet sheet, const IndicatorBook& book) {
  sheet.head.shared = true;
  sheet.head.trend.reset();
  forget_staff(sheet, book);
  Suppression(sheet, book).run();
  suppress_medians(sheet);
  return sheet;
}

int count_suppressed(const Sheet& sheet) {
  int count = 0;
  for (const SheetIndicator& indicator : sheet.indicators) {
    count += indicator.suppressed ? 1 : 0;
    for (const SheetTable& table : indicator.tables) {
      count += static_cast<int>(std::count_if(table.cells.begin(), table.cells.end(),
                                              [](const auto& cell) { return cell.suppressed; }));
    }
  }
  return count;
}

}  // namespace pos
