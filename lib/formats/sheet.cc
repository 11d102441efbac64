#include "formats/sheet.h"

#include <fmt/format.h>

#include <utility>

#include "formats/json.h"

namespace pos {
namespace {

Value words(std::string_view text) {
  return Value::text(std::string(text));
}

bool is_ratio(const SheetIndicator& indicator) {
  return indicator.indicator.kind == IndicatorKind::Ratio;
}

Value head_value(const Sheet& sheet) {
  const SheetHead& head = sheet.head;
  const Month month = head.month.month;
  return Value::map({{"period", Value::text(to_string(month))},
                     {"from", Value::text(to_string(first_day(month)))},
                     {"to", Value::text(to_string(last_day(month)))},
                     {"structure", Value::text(head.structure)},
                     {"level", Value::text("structure")},
                     {"scope", words(word(head.scope))},
                     {"revision", json_number(head.revision)},
                     {"rules", Value::text(head.rules)},
                     {"cases_read", json_number(head.cases_read)},
                     {"complete", Value::boolean(sheet.complete())},
                     {"unreadable", json_number(head.unreadable)},
                     {"generated", Value::text(to_string(head.month.now))}});
}

Value cell_value(const SheetTable& table, const SheetCell& cell, bool ratio) {
  Value dimensions = Value::map({});
  for (std::size_t i = 0; i < table.dimensions.size(); ++i) {
    dimensions.set(table.dimensions[i], Value::text(cell.codes[i]));
  }
  Value value =
      Value::map({{"dimensions", std::move(dimensions)}, {"value", json_number(cell.value)}});
  if (ratio) {
    value.set("of", json_number(cell.of));
  }
  if (cell.above) {
    value.set("above", Value::boolean(*cell.above));
  }
  return value;
}

Value indicator_value(const SheetIndicator& found) {
  const std::string total = total_text(found);
  Value value = Value::map({{"id", Value::text(found.indicator.id)},
                            {"kind", words(word(found.indicator.kind))},
                            {"unit", Value::text(found.indicator.unit)},
                            {"total", total.empty() ? json_null() : Value::number(total)}});
  if (is_ratio(found)) {
    value.set("of", json_number(found.of));
  }
  std::vector<Value> cells;
  for (const SheetTable& table : found.tables) {
    for (const SheetCell& cell : table.cells) {
      cells.push_back(cell_value(table, cell, is_ratio(found)));
    }
  }
  value.set("by", Value::list(std::move(cells)));
  return value;
}

Value balance_value(const Balance& balance) {
  Value value = Value::map({});
  for (std::size_t i = 0; i < kBalanceTerms; ++i) {
    value.set(word(static_cast<BalanceTerm>(i)), json_number(balance.terms[i]));
  }
  value.set("holds", Value::boolean(balance.holds()));
  return value;
}

std::string dimensions_text(const SheetTable& table, const SheetCell& cell) {
  std::string text;
  for (std::size_t i = 0; i < table.dimensions.size(); ++i) {
    text += (i > 0 ? ";" : "") + table.dimensions[i] + "=" + cell.codes[i];
  }
  return text;
}

}  // namespace

std::string total_text(const SheetIndicator& indicator) {
  return indicator.total ? fmt::format("{:g}", *indicator.total) : std::string();
}

Value sheet_value(const Sheet& sheet) {
  std::vector<Value> indicators;
  for (const SheetIndicator& each : sheet.indicators) {
    indicators.push_back(indicator_value(each));
  }
  return Value::map({{"schema", Value::text("pos.sheet/1")},
                     {"sheet", head_value(sheet)},
                     {"indicators", Value::list(std::move(indicators))},
                     {"balance", balance_value(sheet.balance)}});
}

std::vector<CsvRow> sheet_rows(const Sheet& sheet) {
  std::vector<CsvRow> rows = {{"indicator", "kind", "unit", "dimensions", "value", "of"}};
  for (const SheetIndicator& each : sheet.indicators) {
    const Indicator& indicator = each.indicator;
    const auto add = [&](std::string dimensions, std::string value, int of) {
      rows.push_back({indicator.id, std::string(word(indicator.kind)), indicator.unit,
                      std::move(dimensions), std::move(value),
                      is_ratio(each) ? std::to_string(of) : ""});
    };
    add("", total_text(each), each.of);
    for (const SheetTable& table : each.tables) {
      for (const SheetCell& cell : table.cells) {
        add(dimensions_text(table, cell), std::to_string(cell.value), cell.of);
      }
    }
  }
  return rows;
}

}  // namespace pos
