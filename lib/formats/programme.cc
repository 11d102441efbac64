#include "formats/programme.h"

#include <fmt/format.h>

#include "formats/json.h"

namespace pos {
namespace {

template <class Number>
Value number_or_null(const std::optional<Number>& number) {
  return number ? Value::number(decimal_text(static_cast<double>(*number))) : json_null();
}

template <class Number>
std::string number_text(const std::optional<Number>& number) {
  return number ? decimal_text(static_cast<double>(*number)) : std::string();
}

Value date_or_null(const std::optional<Date>& date) {
  return date ? Value::text(to_string(*date)) : json_null();
}

const char* unit_of(const ExpectedResult& result) {
  return result.percent ? "percent" : "people";
}

Value reached_value(const ProgrammeTable& table, const ProgrammeCell& cell) {
  Value dimensions = Value::map({});
  for (std::size_t i = 0; i < table.dimensions.size(); ++i) {
    dimensions.set(table.dimensions[i], Value::text(cell.codes[i]));
  }
  return Value::map({{"dimensions", std::move(dimensions)}, {"value", json_number(cell.value)}});
}

std::string reached_dimensions(const ProgrammeTable& table, const ProgrammeCell& cell) {
  std::string text;
  for (std::size_t i = 0; i < table.dimensions.size(); ++i) {
    text += (text.empty() ? "" : ";") + table.dimensions[i] + "=" + cell.codes[i];
  }
  return text;
}

Value result_value(const ResultFigure& figure) {
  const ExpectedResult& result = figure.result;
  return Value::map({{"result", Value::text(result.code)},
                     {"label", Value::text(result.words)},
                     {"kind", Value::text(result.kind)},
                     {"measure", Value::text(std::string(word(result.measure)))},
                     {"service", text_or_null(result.service)},
                     {"unit", Value::text(unit_of(result))},
                     {"per_year", Value::boolean(result.per_year)},
                     {"target", number_or_null(result.target)},
                     {"value", number_or_null(figure.value)},
                     {"of", number_or_null(figure.of)},
                     {"percent", number_or_null(figure.share())},
                     {"percent_of_target", number_or_null(figure.of_target())},
                     {"reported", date_or_null(figure.on)}});
}

}  // namespace

std::string decimal_text(double value) {
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) {
    text.resize(text.size() - 2);
  }
  return text;
}

Value programme_value(const Programme& programme, const Value& answers, Date today) {
  Value value = Value::map({{"code", Value::text(programme.code)},
                            {"state", Value::text(std::string(word(programme.status(today))))}});
  for (const Member& member : answers.members) {
    value.members.push_back(member);
  }
  return value;
}

Value criteria_value(const std::vector<CriterionFit>& criteria) {
  Value value = Value::map({});
  for (const CriterionFit& each : criteria) {
    value.set(word(each.criterion), Value::text(std::string(word(each.fits))));
  }
  return value;
}

Value programme_report_value(const Programme& programme, const ProgrammeFigures& figures) {
  std::vector<Value> cells, results;
  for (const ProgrammeTable& table : figures.tables) {
    for (const ProgrammeCell& cell : table.cells) {
      cells.push_back(reached_value(table, cell));
    }
  }
  for (const ResultFigure& figure : figures.results) {
    results.push_back(result_value(figure));
  }
  return Value::map({{"code", Value::text(programme.code)},
                     {"name", Value::text(programme.name)},
                     {"start", date_or_null(programme.start)},
                     {"end", date_or_null(programme.end)},
                     {"until", Value::text(to_string(figures.until))},
                     {"reached", json_number(figures.reached)},
                     {"present", json_number(figures.present)},
                     {"by", Value::list(std::move(cells))},
                     {"results", Value::list(std::move(results))}});
}

CsvRow programme_report_header() {
  return {"programme", "figure", "dimensions", "unit",
          "value",     "of",     "target",     "percent_of_target"};
}

std::vector<CsvRow> programme_report_rows(const Programme& programme,
                                          const ProgrammeFigures& figures) {
  const auto counted = [&](const char* figure, const std::string& dimensions, int value) {
    return CsvRow{programme.code, figure, dimensions, "people", std::to_string(value), "", "", ""};
  };
  std::vector<CsvRow> rows = {counted("reached", "", figures.reached),
                              counted("present", "", figures.present)};
  for (const ProgrammeTable& table : figures.tables) {
    for (const ProgrammeCell& cell : table.cells) {
      rows.push_back(counted("reached", reached_dimensions(table, cell), cell.value));
    }
  }
  for (const ResultFigure& figure : figures.results) {
    rows.push_back({programme.code, figure.result.code, "", unit_of(figure.result),
                    number_text(figure.value), number_text(figure.of),
                    number_text(figure.result.target), number_text(figure.of_target())});
  }
  return rows;
}

}  // namespace pos
