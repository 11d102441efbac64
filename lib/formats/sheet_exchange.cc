#include "formats/sheet_exchange.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "formats/sheet.h"

namespace pos {
namespace {

const std::vector<std::string>& hashtags() {
  static const std::vector<std::string> tags = {
      "#org+impl+code",        "#adm1+code",       "#date+start",   "#date+end",
      "#indicator+name+i_fr",  "#indicator+code",  "#x_kind",       "#x_unit",
      "#beneficiary+sex+code", "#beneficiary+age", "#x_dimensions", "#indicator+num",
      "#indicator+num+of",     "#meta+obs_status"};
  return tags;
}

CsvRow headings(Language language) {
  return language == Language::French
             ? CsvRow{"structure", "région", "début", "fin",        "indicateur", "code", "nature",
                      "unité",     "sexe",   "âge",   "dimensions", "valeur",     "sur",  "statut"}
             : CsvRow{"structure", "region", "start", "end",        "indicator", "code", "kind",
                      "unit",      "sex",    "age",   "dimensions", "value",     "of",   "status"};
}

/// What a figure's row says of its dimensions.
struct Place {
  std::string sex, age, others;
};

Place place_of(const SheetTable& table, const SheetCell& cell) {
  Place place;
  for (std::size_t i = 0; i < table.dimensions.size(); ++i) {
    if (table.dimensions[i] == "sex") {
      place.sex = cell.codes[i];
    } else if (table.dimensions[i] == "age_group") {
      place.age = cell.codes[i];
    } else {
      place.others += (place.others.empty() ? "" : ";") + table.dimensions[i] + "=" + cell.codes[i];
    }
  }
  return place;
}

bool has_of(const SheetIndicator& indicator) {
  return indicator.indicator.kind == IndicatorKind::Ratio;
}

/// `202610`, `2026W40`, `2026`
std::string dhis2_period(const CalendarPeriod& period) {
  std::string words = to_string(period);
  std::erase(words, '-');
  return words;
}

std::string data_set(const CalendarPeriod& period) {
  switch (period.unit) {
    case CalendarPeriod::Unit::OneWeek:
      return "POS_WEEK";
    case CalendarPeriod::Unit::OneYear:
      return "POS_YEAR";
    case CalendarPeriod::Unit::OneMonth:
      break;
  }
  return "POS_MONTH";
}

/// Adds a value, and for a ratio out of how many.
void add_values(std::vector<Value>& values, const SheetIndicator& indicator,
                const std::string& combo, const std::string& value, int of) {
  const auto add = [&](const std::string& element, const std::string& figure) {
    Value one = Value::map({{"dataElement", Value::text(element)}});
    if (!combo.empty()) {
      one.set("categoryOptionCombo", Value::text(combo));
    }
    one.set("value", Value::text(figure));
    values.push_back(std::move(one));
  };
  add(indicator.indicator.id, value);
  if (has_of(indicator)) {
    add(indicator.indicator.id + "_of", std::to_string(of));
  }
}

std::string combo_of(const SheetTable& table, const SheetCell& cell) {
  std::string combo;
  for (std::size_t i = 0; i < table.dimensions.size(); ++i) {
    combo += (i > 0 ? "_" : "") + table.dimensions[i] + "_" + cell.codes[i];
  }
  return combo;
}

}  // namespace

std::vector<CsvRow> sheet_hxl(const Sheet& sheet, Language language) {
  const CalendarPeriod& period = sheet.head.period.period;
  std::vector<CsvRow> rows = {headings(language), hashtags()};
  for (const SheetIndicator& each : sheet.indicators) {
    const auto add = [&](const Place& place, const std::string& value, int of, bool suppressed) {
      rows.push_back(
          {sheet.head.structure, sheet.head.region, to_string(period.first), to_string(period.last),
           each.indicator.label.fr, each.indicator.id, std::string(word(each.indicator.kind)),
           each.indicator.unit, place.sex, place.age, place.others, suppressed ? "" : value,
           has_of(each) && !suppressed ? std::to_string(of) : "", suppressed ? "secret" : "free"});
    };
    add({}, total_text(each), each.of, each.suppressed);
    for (const SheetTable& table : each.tables) {
      for (const SheetCell& cell : table.cells) {
        add(place_of(table, cell), std::to_string(cell.value), cell.of, cell.suppressed);
      }
    }
  }
  return rows;
}

Value sheet_dhis2(const Sheet& sheet) {
  const SheetHead& head = sheet.head;
  if (!sheet.complete()) {
    throw Error(ErrorCode::Partial,
                {"des dossiers n'ont pas pu être lus : pas de fichier pour DHIS2",
                 "cases could not be read: no file for DHIS2"},
                {"un chiffre trop bas passerait pour un progrès",
                 "a figure that is too low would look like progress"});
  }
  std::vector<Value> values;
  for (const SheetIndicator& each : sheet.indicators) {
    const std::string total = total_text(each);
    if (!total.empty()) {
      add_values(values, each, "", total, each.of);
    }
    for (const SheetTable& table : each.tables) {
      for (const SheetCell& cell : table.cells) {
        if (!cell.suppressed) {
          add_values(values, each, combo_of(table, cell), std::to_string(cell.value), cell.of);
        }
      }
    }
  }
  const std::string unit = head.level == SheetLevel::Region ? head.region : head.structure;
  return Value::map({{"dataSet", Value::text(data_set(head.period.period))},
                     {"dataSetIdScheme", Value::text("code")},
                     {"dataElementIdScheme", Value::text("code")},
                     {"orgUnitIdScheme", Value::text("code")},
                     {"categoryOptionComboIdScheme", Value::text("code")},
                     {"period", Value::text(dhis2_period(head.period.period))},
                     {"orgUnit", Value::text(unit)},
                     {"completeDate", Value::text(to_string(day_of(head.period.now)))},
                     {"dataValues", Value::list(std::move(values))}});
}

}  // namespace pos
