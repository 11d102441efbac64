// A sheet read back from the tree of values that tells of it.
#include <algorithm>
#include <charconv>
#include <utility>

#include "base/error.h"
#include "domain/sheet_data.h"

namespace pos {
namespace {

class SheetReading {
 public:
  SheetReading(const IndicatorBook& book, const std::string& name) : book_(book), name_(name) {}

  Sheet sheet(const Value& data) {
    Sheet sheet;
    sheet.head = head(map_of(data, "sheet"));
    for (const Value& each : list_of(data, "indicators")) {
      if (std::optional<SheetIndicator> found = indicator(each)) {
        sheet.indicators.push_back(std::move(*found));
      }
    }
    read_balance(map_of(data, "balance"), sheet);
    if (findings_.empty() && !sheet.head.shared) {
      check_balance(sheet);
    }
    if (!findings_.empty()) {
      throw invalid_input(std::move(findings_));
    }
    return sheet;
  }

 private:
  void add(const Value& where, const std::string& field, Text message) {
    findings_.push_back({{name_, where.line, field}, std::move(message), {}});
  }

  const Value& map_of(const Value& data, const std::string& key) {
    static const Value none;
    const Value* found = data.find(key);
    if (found == nullptr || !found->is_map()) {
      add(data, key, {"manque", "is missing"});
      return none;
    }
    return *found;
  }

  const std::vector<Value>& list_of(const Value& data, const std::string& key) {
    static const std::vector<Value> none;
    const Value* found = data.find(key);
    if (found == nullptr || !found->is_list()) {
      add(data, key, {"une liste est attendue", "a list is expected"});
      return none;
    }
    return found->items;
  }

  /// A count; where there may be none, nullopt without a fault.
  std::optional<int> count(const Value& map, const std::string& key, bool may_lack) {
    const std::string& digits = map.scalar_of(key);
    if (digits.empty() && may_lack) {
      return std::nullopt;
    }
    int number = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (fault != std::errc() || end != digits.data() + digits.size() || number < 0) {
      add(map, key, {"un nombre entier est attendu", "a whole number is expected"});
    }
    return number;
  }

  /// Whole or half.
  std::optional<double> half(const Value& map, const std::string& key) {
    std::string digits = map.scalar_of(key);
    if (digits.empty()) {
      return std::nullopt;
    }
    const bool is_half = digits.ends_with(".5");
    digits.resize(digits.size() - (is_half ? 2 : 0));
    int number = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (fault != std::errc() || end != digits.data() + digits.size() || number < 0) {
      add(map, key, {"un nombre est attendu", "a number is expected"});
    }
    return number + (is_half ? 0.5 : 0.0);
  }

  SheetHead head(const Value& map) {
    SheetHead head;
    const std::optional<CalendarPeriod> period = parse_calendar_period(map.scalar_of("period"));
    const std::optional<Instant> now = parse_instant(map.scalar_of("generated"));
    const std::optional<SheetLevel> level = parse_sheet_level(map.scalar_of("level"));
    if (!period || !now || !level) {
      add(map,
          !period ? "period"
          : !now  ? "generated"
                  : "level",
          {"manque ou est mal écrit", "is missing or not well written"});
    }
    head.period = {period.value_or(CalendarPeriod{}), now.value_or(Instant{})};
    head.level = level.value_or(SheetLevel::Structure);
    head.structure = map.scalar_of("structure");
    head.region = map.scalar_of("region");
    head.actor = map.scalar_of("actor") == "unstated" ? "" : map.scalar_of("actor");
    head.scope = map.scalar_of("scope") == word(SheetScope::Own)    ? SheetScope::Own
                 : map.scalar_of("scope") == word(SheetScope::Team) ? SheetScope::Team
                                                                    : SheetScope::Structure;
    head.rules = map.scalar_of("rules");
    if (head.rules != book_.edition) {
      add(map, "rules", text("ce n'est pas l'édition {}", "not the edition {}", book_.edition));
    }
    head.shared = map.scalar_of("shared") == "true";
    head.revision = count(map, "revision", false).value_or(1);
    head.cases_read = count(map, "cases_read", head.shared).value_or(0);
    head.unreadable = count(map, "unreadable", false).value_or(0);
    head.trend = parse_calendar_period(map.scalar_of("previous"));
    head.structures = map.texts_of("structures");
    head.missing = map.texts_of("missing");
    return head;
  }

  std::optional<SheetIndicator> indicator(const Value& map) {
    const std::string& id = map.scalar_of("id");
    const auto known = std::find_if(book_.indicators.begin(), book_.indicators.end(),
                                    [&](const Indicator& each) { return each.id == id; });
    if (known == book_.indicators.end()) {
      add(map, "id", {"cet indicateur est inconnu ici", "this indicator is unknown here"});
      return std::nullopt;
    }
    SheetIndicator found;
    found.indicator = *known;
    found.suppressed = map.scalar_of("suppressed") == "true";
    found.total = half(map, "total");
    const bool median = known->kind == IndicatorKind::Median;
    if (!found.total && !found.suppressed && !median) {
      add(map, "total", {"manque", "is missing"});
    }
    if (known->kind == IndicatorKind::Ratio) {
      found.of = count(map, "of", found.suppressed).value_or(0);
    }
    if (median) {
      found.of = count(map, "cases", true).value_or(0);
    }
    found.low = half(map, "low");
    found.high = half(map, "high");
    if (const Value* before = map.find("previous")) {
      found.before = {half(*before, "total"), count(*before, "of", true).value_or(0)};
    }
    for (const std::vector<std::string>& dimensions : known->by) {
      found.tables.push_back({dimensions, {}});
    }
    for (const Value& each : list_of(map, "by")) {
      read_cell(each, found);
    }
    return found;
  }

  void read_cell(const Value& map, SheetIndicator& found) {
    const Value& dimensions = map_of(map, "dimensions");
    const auto fits = [&](const SheetTable& table) {
      return table.dimensions.size() == dimensions.members.size() &&
             std::all_of(table.dimensions.begin(), table.dimensions.end(),
                         [&](const std::string& id) { return dimensions.find(id) != nullptr; });
    };
    const auto table = std::find_if(found.tables.begin(), found.tables.end(), fits);
    if (table == found.tables.end()) {
      return add(map, "dimensions",
                 {"l'indicateur ne se ventile pas ainsi", "no breakdown of the indicator"});
    }
    SheetCell cell;
    for (const std::string& id : table->dimensions) {
      cell.codes.push_back(dimensions.scalar_of(id));
    }
    cell.suppressed = map.scalar_of("suppressed") == "true";
    cell.value = count(map, "value", cell.suppressed).value_or(0);
    cell.of = found.indicator.kind == IndicatorKind::Ratio
                  ? count(map, "of", cell.suppressed).value_or(0)
                  : cell.value;
    if (!map.scalar_of("above").empty()) {
      cell.above = map.scalar_of("above") == "true";
    }
    table->cells.push_back(std::move(cell));
  }

  void read_balance(const Value& map, Sheet& sheet) {
    for (std::size_t i = 0; i < kBalanceTerms; ++i) {
      const std::string key(word(static_cast<BalanceTerm>(i)));
      const std::optional<int> term = count(map, key, sheet.head.shared);
      sheet.balance.terms[i] = term.value_or(0);
      sheet.balance.suppressed[i] = !term;
    }
  }

  void check_balance(const Sheet& sheet) {
    if (sheet.balance.terms != balance_of(sheet.indicators).terms) {
      findings_.push_back(
          {{name_, 0, "balance"},
           {"l'équilibre n'est pas celui des totaux", "the balance is not that of the totals"},
           {}});
    }
  }

  const IndicatorBook& book_;
  const std::string& name_;
  std::vector<Finding> findings_;
};

}  // namespace

Sheet read_sheet(const Value& data, const IndicatorBook& book, const std::string& name) {
  return SheetReading(book, name).sheet(data);
}

}  // namespace pos
