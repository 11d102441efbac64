#include "domain/sheet_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace pos {
namespace {

Value bare_number(int number) {
  return Value::number(std::to_string(number));
}

Value half_number(double number) {
  return Value::number(fmt::format("{:g}", number));
}

Value of_word(std::string_view word) {
  return Value::text(std::string(word));
}

/// Sets what is known; what is not, as the user of the tree expects it.
class Figures {
 public:
  explicit Figures(NoFigure none) : none_(none) {}

  void set(Value& map, std::string_view key, std::optional<Value> value) const {
    if (value) {
      map.set(key, std::move(*value));
    } else if (none_ == NoFigure::Null) {
      map.set(key, Value::number("null"));
    }
  }
  void set_count(Value& map, std::string_view key, int count, bool suppressed) const {
    set(map, key, suppressed ? std::nullopt : std::optional(bare_number(count)));
  }
  void set_total(Value& map, std::string_view key, const std::optional<double>& total,
                 bool suppressed) const {
    set(map, key, suppressed || !total ? std::nullopt : std::optional(half_number(*total)));
  }

 private:
  NoFigure none_;
};

bool is_ratio(const SheetIndicator& indicator) {
  return indicator.indicator.kind == IndicatorKind::Ratio;
}

Value head_data(const Sheet& sheet, const Figures& figures) {
  const SheetHead& head = sheet.head;
  const CalendarPeriod& period = head.period.period;
  Value value = Value::map({{"period", Value::text(to_string(period))},
                            {"from", Value::text(to_string(period.first))},
                            {"to", Value::text(to_string(period.last))},
                            {"structure", Value::text(head.structure)},
                            {"region", Value::text(head.region)},
                            {"actor", Value::text(head.actor.empty() ? "unstated" : head.actor)},
                            {"level", of_word(word(head.level))},
                            {"scope", of_word(word(head.scope))},
                            {"revision", bare_number(head.revision)},
                            {"rules", Value::text(head.rules)}});
  figures.set_count(value, "cases_read", head.cases_read, head.shared);
  value.set("complete", Value::boolean(sheet.complete()));
  value.set("unreadable", bare_number(head.unreadable));
  value.set("generated", Value::text(to_string(head.period.now)));
  if (head.shared) {
    value.set("shared", Value::boolean(true));
  }
  if (head.trend) {
    value.set("previous", Value::text(to_string(*head.trend)));
  }
  if (head.level != SheetLevel::Structure) {
    value.set("structures", Value::texts(head.structures));
    value.set("missing", Value::texts(head.missing));
  }
  return value;
}

Value cell_data(const SheetTable& table, const SheetCell& cell, bool ratio,
                const Figures& figures) {
  Value dimensions = Value::map({});
  for (std::size_t i = 0; i < table.dimensions.size(); ++i) {
    dimensions.set(table.dimensions[i], Value::text(cell.codes[i]));
  }
  Value value = Value::map({{"dimensions", std::move(dimensions)}});
  figures.set_count(value, "value", cell.value, cell.suppressed);
  if (ratio) {
    figures.set_count(value, "of", cell.of, cell.suppressed);
  }
  if (cell.above) {
    value.set("above", Value::boolean(*cell.above));
  }
  if (cell.suppressed) {
    value.set("suppressed", Value::boolean(true));
  }
  return value;
}

Value indicator_data(const SheetIndicator& found, const Figures& figures) {
  const bool median = found.indicator.kind == IndicatorKind::Median;
  Value value = Value::map({{"id", Value::text(found.indicator.id)},
                            {"kind", of_word(word(found.indicator.kind))},
                            {"unit", Value::text(found.indicator.unit)}});
  figures.set_total(value, "total", found.total, found.suppressed);
  if (is_ratio(found)) {
    figures.set_count(value, "of", found.of, found.suppressed);
  }
  if (median && found.of > 0 && !found.suppressed) {
    value.set("cases", bare_number(found.of));
  }
  if (found.low && found.high && !found.suppressed) {
    value.set("low", half_number(*found.low));
    value.set("high", half_number(*found.high));
  }
  if (found.indicator.target > 0) {
    value.set("target", bare_number(found.indicator.target));
  }
  if (found.suppressed) {
    value.set("suppressed", Value::boolean(true));
  }
  if (found.before) {
    Value before = Value::map({});
    figures.set_total(before, "total", found.before->total, false);
    if (is_ratio(found)) {
      before.set("of", bare_number(found.before->of));
    }
    value.set("previous", std::move(before));
  }
  std::vector<Value> cells;
  for (const SheetTable& table : found.tables) {
    for (const SheetCell& cell : table.cells) {
      cells.push_back(cell_data(table, cell, is_ratio(found), figures));
    }
  }
  value.set("by", Value::list(std::move(cells)));
  return value;
}

Value balance_data(const Balance& balance, const Figures& figures) {
  Value value = Value::map({});
  for (std::size_t i = 0; i < kBalanceTerms; ++i) {
    figures.set_count(value, word(static_cast<BalanceTerm>(i)), balance.terms[i],
                      balance.suppressed[i]);
  }
  value.set("holds", Value::boolean(balance.holds()));
  return value;
}

}  // namespace

Value sheet_data(const Sheet& sheet, NoFigure none) {
  const Figures figures(none);
  std::vector<Value> indicators;
  for (const SheetIndicator& each : sheet.indicators) {
    indicators.push_back(indicator_data(each, figures));
  }
  return Value::map({{"sheet", head_data(sheet, figures)},
                     {"indicators", Value::list(std::move(indicators))},
                     {"balance", balance_data(sheet.balance, figures)}});
}

}  // namespace pos
