#include "domain/sheet.h"

#include <algorithm>
#include <utility>

#include "domain/code_list.h"

namespace pos {
namespace {

struct ScopeWord {
  std::string_view word;
  Text label;
};

const ScopeWord& scope_word(SheetScope scope) {
  static const std::array<ScopeWord, 3> words = {{
      {"own", {"mes dossiers", "own cases"}},
      {"team", {"équipe", "team"}},
      {"structure", {"structure", "structure"}},
  }};
  return words[static_cast<std::size_t>(scope)];
}

const ScopeWord& level_word(SheetLevel level) {
  static const std::array<ScopeWord, 3> words = {{
      {"structure", {"structure", "structure"}},
      {"region", {"région", "region"}},
      {"nation", {"pays", "nation"}},
  }};
  return words[static_cast<std::size_t>(level)];
}

/// The mean of the middle two where their number is even.
std::optional<double> median(std::vector<int> values) {
  if (values.empty()) {
    return std::nullopt;
  }
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2.0;
}

int limit_of(Standard standard, const Rulebook& rules) {
  return standard == Standard::Caseload ? rules.caseload_limit : rules.supervision_limit;
}

}  // namespace

std::string_view word(SheetScope scope) {
  return scope_word(scope).word;
}
Text label(SheetScope scope) {
  return scope_word(scope).label;
}

std::string_view word(SheetLevel level) {
  return level_word(level).word;
}
std::optional<SheetLevel> parse_sheet_level(std::string_view word) {
  for (const SheetLevel level : {SheetLevel::Structure, SheetLevel::Region, SheetLevel::Nation}) {
    if (level_word(level).word == word) {
      return level;
    }
  }
  return std::nullopt;
}
Text label(SheetLevel level) {
  return level_word(level).label;
}

int Balance::expected_end() const {
  const Balance& b = *this;
  return b[BalanceTerm::OpenStart] + b[BalanceTerm::New] + b[BalanceTerm::Reopened] +
         b[BalanceTerm::TransferredIn] - b[BalanceTerm::NotEligible] - b[BalanceTerm::Closed] -
         b[BalanceTerm::TransferredOut] - b[BalanceTerm::Duplicate];
}

Balance balance_of(const std::vector<SheetIndicator>& indicators) {
  Balance balance;
  for (const SheetIndicator& each : indicators) {
    if (each.indicator.term) {
      balance.terms[static_cast<std::size_t>(*each.indicator.term)] =
          static_cast<int>(each.total.value_or(0));
    }
  }
  return balance;
}

const SheetIndicator* Sheet::find(std::string_view id) const {
  const auto found =
      std::find_if(indicators.begin(), indicators.end(),
                   [&](const SheetIndicator& each) { return each.indicator.id == id; });
  return found == indicators.end() ? nullptr : &*found;
}

SheetCount::SheetCount(const IndicatorBook& book, const Rulebook& rules, const Staff& staff,
                       const CountedPeriod& period)
    : book_(book), rules_(rules), staff_(staff), period_(period) {
  for (const Indicator& indicator : book.indicators) {
    Tally tally{&indicator, {}, {}, {}, {}};
    tally.tables.resize(indicator.by.size());
    tallies_.push_back(std::move(tally));
  }
}

std::vector<std::string> SheetCount::codes(const std::string& dimension,
                                           const Occurrence& occurrence) const {
  const Dimension* found = book_.dimension(dimension);
  return found == nullptr ? std::vector<std::string>{std::string(kUnknown)}
                          : codes_of(*found, occurrence, rules_, staff_);
}

bool SheetCount::is_counted(Tally& tally, const Occurrence& occurrence) const {
  if (tally.indicator->what == Counted::Managers &&
      !tally.managers.insert(occurrence.of->manager).second) {
    return false;
  }
  const Indicator& indicator = *tally.indicator;
  return (indicator.only.empty() || has_one(indicator.only, occurrence)) &&
         !has_one(indicator.except, occurrence);
}

bool SheetCount::has_one(const std::vector<Indicator::Filter>& filters,
                         const Occurrence& occurrence) const {
  return std::any_of(filters.begin(), filters.end(), [&](const Indicator::Filter& filter) {
    const std::vector<std::string> own = codes(filter.dimension, occurrence);
    return std::any_of(own.begin(), own.end(),
                       [&](const std::string& code) { return holds(filter.codes, code); });
  });
}

/// Every combination of the codes that the occurrence has in the dimensions.
std::vector<std::vector<std::string>> SheetCount::cells(const std::vector<std::string>& dimensions,
                                                        const Indicator& indicator,
                                                        const std::string& part,
                                                        const Occurrence& occurrence) const {
  std::vector<std::vector<std::string>> result = {{}};
  for (const std::string& dimension : dimensions) {
    const std::vector<std::string> own =
        dimension == indicator.each ? std::vector<std::string>{part} : codes(dimension, occurrence);
    std::vector<std::vector<std::string>> longer;
    for (const std::vector<std::string>& cell : result) {
      for (const std::string& code : own) {
        longer.push_back(cell);
        longer.back().push_back(code);
      }
    }
    result = std::move(longer);
  }
  return result;
}

void SheetCount::count(Tally& tally, const Occurrence& occurrence) const {
  const Indicator& indicator = *tally.indicator;
  const std::vector<std::string> parts =
      indicator.each.empty() ? std::vector<std::string>{""} : codes(indicator.each, occurrence);
  const auto add = [&](Figure& figure) {
    figure.value += occurrence.in_time ? 1 : 0;
    ++figure.of;
  };
  tally.days.push_back(occurrence.days);
  for (const std::string& part : parts) {
    add(tally.total);
    for (std::size_t i = 0; i < indicator.by.size(); ++i) {
      for (const std::vector<std::string>& cell :
           cells(indicator.by[i], indicator, part, occurrence)) {
        add(tally.tables[i][cell]);
      }
    }
  }
}

void SheetCount::add(const CaseInPeriod& c) {
  cases_ += c.known.registered() ? 1 : 0;
  for (Tally& tally : tallies_) {
    for (const Occurrence& occurrence : occurrences(*tally.indicator, c, period_)) {
      if (is_counted(tally, occurrence)) {
        count(tally, occurrence);
      }
    }
  }
}

SheetIndicator SheetCount::result(const Tally& tally) const {
  const Indicator& indicator = *tally.indicator;
  const bool is_median = indicator.kind == IndicatorKind::Median;
  SheetIndicator result{indicator,
                        is_median ? median(tally.days) : std::optional<double>(tally.total.value),
                        tally.total.of,
                        {},
                        {},
                        {},
                        false,
                        {}};
  for (std::size_t i = 0; i < indicator.by.size(); ++i) {
    SheetTable table{indicator.by[i], {}};
    for (const auto& [codes, figure] : tally.tables[i]) {
      std::optional<bool> above;
      if (indicator.standard) {
        above = figure.value > limit_of(*indicator.standard, rules_);
      }
      table.cells.push_back({codes, figure.value, figure.of, above, false});
    }
    result.tables.push_back(std::move(table));
  }
  return result;
}

SheetIndicator SheetCount::staff_figure(const Indicator& indicator,
                                        const std::string& region) const {
  int count = 0;
  for (const std::string& code : staff_.codes()) {
    count += staff_.has_role(code, StaffRole::CaseManager, period_.end()) ? 1 : 0;
  }
  SheetIndicator figure{indicator, count, count, {}, {}, {}, false, {}};
  for (const std::vector<std::string>& dimensions : indicator.by) {
    SheetTable table{dimensions, {}};
    if (count > 0) {
      const std::string code = region.empty() ? std::string(kUnknown) : region;
      table.cells.push_back(
          {std::vector<std::string>(dimensions.size(), code), count, count, {}, false});
    }
    figure.tables.push_back(std::move(table));
  }
  return figure;
}

Sheet SheetCount::sheet(SheetHead head) const {
  head.period = period_;
  head.cases_read = cases_;
  Sheet sheet{std::move(head), {}, {}};
  for (const Tally& tally : tallies_) {
    const Indicator& indicator = *tally.indicator;
    sheet.indicators.push_back(indicator.what == Counted::CaseManagers
                                   ? staff_figure(indicator, sheet.head.region)
                                   : result(tally));
  }
  sheet.balance = balance_of(sheet.indicators);
  return sheet;
}

void compare(Sheet& sheet, const Sheet& before) {
  for (SheetIndicator& each : sheet.indicators) {
    if (const SheetIndicator* same = before.find(each.indicator.id)) {
      each.before = {same->total, same->of};
    }
  }
}

CaseInPeriod in_period(const Journal& journal, const std::function<Case(Instant)>& at,
                       const CountedPeriod& period, const Rulebook& rules) {
  CaseInPeriod c{
      journal, at(period.from() - std::chrono::seconds(1)), at(period.end()), at(period.now), {}};
  if (c.end.registered()) {
    c.obligations = obligations(c.end, rules);
  }
  return c;
}

}  // namespace pos
