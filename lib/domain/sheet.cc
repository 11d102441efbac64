#include "domain/sheet.h"

#include <algorithm>
#include <utility>

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

}  // namespace

std::string_view word(SheetScope scope) {
  return scope_word(scope).word;
}
Text label(SheetScope scope) {
  return scope_word(scope).label;
}

int Balance::expected_end() const {
  const Balance& b = *this;
  return b[BalanceTerm::OpenStart] + b[BalanceTerm::New] + b[BalanceTerm::Reopened] +
         b[BalanceTerm::TransferredIn] - b[BalanceTerm::NotEligible] - b[BalanceTerm::Closed] -
         b[BalanceTerm::TransferredOut] - b[BalanceTerm::Duplicate];
}

const SheetIndicator* Sheet::find(std::string_view id) const {
  const auto found =
      std::find_if(indicators.begin(), indicators.end(),
                   [&](const SheetIndicator& each) { return each.indicator.id == id; });
  return found == indicators.end() ? nullptr : &*found;
}

SheetCount::SheetCount(const IndicatorBook& book, const Rulebook& rules, const Staff& staff,
                       const CountedMonth& month)
    : book_(book), rules_(rules), staff_(staff), month_(month) {
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
  const std::optional<Indicator::Filter>& filter = tally.indicator->filter;
  if (!filter) {
    return true;
  }
  const std::vector<std::string> own = codes(filter->dimension, occurrence);
  const bool has = std::any_of(own.begin(), own.end(), [&](const std::string& code) {
    return std::find(filter->codes.begin(), filter->codes.end(), code) != filter->codes.end();
  });
  return has != filter->except;
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

void SheetCount::add(const CaseInMonth& c) {
  cases_ += c.known.registered() ? 1 : 0;
  for (Tally& tally : tallies_) {
    for (const Occurrence& occurrence : occurrences(*tally.indicator, c, month_)) {
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
                        {}};
  for (std::size_t i = 0; i < indicator.by.size(); ++i) {
    SheetTable table{indicator.by[i], {}};
    for (const auto& [codes, figure] : tally.tables[i]) {
      std::optional<bool> above;
      if (indicator.standard) {
        above = figure.value > limit_of(*indicator.standard, rules_);
      }
      table.cells.push_back({codes, figure.value, figure.of, above});
    }
    result.tables.push_back(std::move(table));
  }
  return result;
}

Sheet SheetCount::sheet(SheetHead head) const {
  head.month = month_;
  head.cases_read = cases_;
  Sheet sheet{std::move(head), {}, {}};
  for (const Tally& tally : tallies_) {
    sheet.indicators.push_back(result(tally));
  }
  sheet.balance = balance_of(sheet.indicators);
  return sheet;
}

CaseInMonth in_month(const Journal& journal, const std::function<Case(Instant)>& at,
                     const CountedMonth& month, const Rulebook& rules) {
  CaseInMonth c{
      journal, at(month.from() - std::chrono::seconds(1)), at(month.end()), at(month.now), {}};
  if (c.end.registered()) {
    c.obligations = obligations(c.end, rules);
  }
  return c;
}

}  // namespace pos
