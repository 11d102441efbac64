#include "formats/sheet.h"

#include <fmt/format.h>

#include <utility>

#include "domain/sheet_data.h"

namespace pos {
namespace {

bool is_ratio(const SheetIndicator& indicator) {
  return indicator.indicator.kind == IndicatorKind::Ratio;
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
  const bool known = indicator.total && !indicator.suppressed;
  return known ? fmt::format("{:g}", *indicator.total) : std::string();
}

Value sheet_value(const Sheet& sheet) {
  Value value = Value::map({{"schema", Value::text("pos.sheet/1")}});
  Value data = sheet_data(sheet, NoFigure::Null);
  for (Member& member : data.members) {
    value.members.push_back(std::move(member));
  }
  return value;
}

std::vector<CsvRow> sheet_rows(const Sheet& sheet) {
  std::vector<CsvRow> rows = {{"indicator", "kind", "unit", "dimensions", "value", "of"}};
  for (const SheetIndicator& each : sheet.indicators) {
    const Indicator& indicator = each.indicator;
    const auto add = [&](std::string dimensions, std::string value, int of, bool suppressed) {
      rows.push_back({indicator.id, std::string(word(indicator.kind)), indicator.unit,
                      std::move(dimensions), suppressed ? "" : std::move(value),
                      is_ratio(each) && !suppressed ? std::to_string(of) : ""});
    };
    add("", total_text(each), each.of, each.suppressed);
    for (const SheetTable& table : each.tables) {
      for (const SheetCell& cell : table.cells) {
        add(dimensions_text(table, cell), std::to_string(cell.value), cell.of, cell.suppressed);
      }
    }
  }
  return rows;
}

}  // namespace pos
