#include "domain/sheet_merge.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace pos {
namespace {

class MergeFaults {
 public:
  MergeFaults(const std::vector<SheetPart>& parts, SheetLevel level)
      : first_(parts.front().sheet.head), level_(level) {}

  void look_at(const SheetPart& part) {
    const SheetHead& head = part.sheet.head;
    if (!(head.period.period == first_.period.period)) {
      add(part, "period",
          text("la période est {}, et non {}", "the period is {}, not {}",
               to_string(head.period.period), to_string(first_.period.period)));
    }
    if (head.rules != first_.rules) {
      add(part, "rules",
          text("l'édition est {}, et non {}", "the edition is {}, not {}", head.rules,
               first_.rules));
    }
    if (head.level >= level_) {
      add(part, "level",
          {"cette fiche réunit déjà d'autres fiches de ce niveau",
           "this sheet has already been merged to this level"});
    }
    if (head.scope != SheetScope::Structure) {
      add(part, "scope",
          {"cette fiche ne compte pas toute la structure",
           "this sheet does not count the whole structure"});
    }
    if (head.shared) {
      add(part, "shared",
          {"des chiffres y sont masqués : une somme serait fausse",
           "figures are suppressed in it: a sum would be wrong"});
    }
    if (!part.sheet.balance.holds()) {
      add(part, "balance", {"la fiche n'est pas équilibrée", "the sheet does not balance"});
    }
    look_for_twice(part);
  }

  std::vector<Finding> take() { return std::move(findings_); }

 private:
  void add(const SheetPart& part, const std::string& field, Text message) {
    findings_.push_back({{part.name, 0, field}, std::move(message), {}});
  }

  void look_for_twice(const SheetPart& part) {
    for (const std::string& structure : structures_of(part.sheet)) {
      const auto [before, fresh] = seen_.emplace(structure, part.name);
      if (!fresh) {
        add(part, "structure",
            text("{} est déjà dans {}", "{} is in {} already", structure, before->second));
      }
    }
  }

  const SheetHead& first_;
  SheetLevel level_;
  std::map<std::string, std::string> seen_;
  std::vector<Finding> findings_;
};

bool is_of_staff(const std::string& id, const IndicatorBook& book) {
  const Dimension* dimension = book.dimension(id);
  return dimension != nullptr && (dimension->from == DimensionSource::Manager ||
                                  dimension->from == DimensionSource::Supervisor);
}

/// `DRPFEF-BKO/adiarra`: two offices may give one code to two people.
std::vector<std::string> told_apart(std::vector<std::string> codes, const SheetTable& table,
                                    const Sheet& part, const IndicatorBook& book) {
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (part.head.level == SheetLevel::Structure && codes[i] != kUnknown &&
        is_of_staff(table.dimensions[i], book)) {
      codes[i] = part.head.structure + "/" + codes[i];
    }
  }
  return codes;
}

void add_tables(SheetIndicator& to, const SheetIndicator& from, const Sheet& part,
                const IndicatorBook& book) {
  for (std::size_t i = 0; i < to.tables.size() && i < from.tables.size(); ++i) {
    std::vector<SheetCell>& cells = to.tables[i].cells;
    for (const SheetCell& cell : from.tables[i].cells) {
      SheetCell added = cell;
      added.codes = told_apart(cell.codes, to.tables[i], part, book);
      const auto same = std::find_if(cells.begin(), cells.end(), [&](const SheetCell& each) {
        return each.codes == added.codes;
      });
      if (same == cells.end()) {
        cells.push_back(std::move(added));
      } else {
        same->value += cell.value;
        same->of += cell.of;
      }
    }
    std::sort(cells.begin(), cells.end(),
              [](const SheetCell& a, const SheetCell& b) { return a.codes < b.codes; });
  }
}

void add_median(SheetIndicator& to, const SheetIndicator& from) {
  const std::optional<double> low = from.low ? from.low : from.total;
  const std::optional<double> high = from.high ? from.high : from.total;
  if (!low || !high) {
    return;
  }
  const bool first = !to.total && !to.low;
  if (first) {
    to.total = from.total;
    to.low = from.low;
    to.high = from.high;
  } else {
    to.low = std::min(to.low ? *to.low : *to.total, *low);
    to.high = std::max(to.high ? *to.high : *to.total, *high);
    to.total.reset();
  }
  to.of += from.of;
}

void add_indicator(SheetIndicator& to, const SheetIndicator& from, const Sheet& part,
                   const IndicatorBook& book) {
  if (to.indicator.kind == IndicatorKind::Median) {
    return add_median(to, from);
  }
  to.total = to.total.value_or(0) + from.total.value_or(0);
  to.of += from.of;
  add_tables(to, from, part, book);
}

std::string common_actor(const std::vector<SheetPart>& parts) {
  std::set<std::string> actors;
  for (const SheetPart& part : parts) {
    actors.insert(part.sheet.head.actor);
  }
  return actors.size() == 1 ? *actors.begin() : std::string();
}

}  // namespace

std::vector<std::string> structures_of(const Sheet& sheet) {
  return sheet.head.level == SheetLevel::Structure ? std::vector<std::string>{sheet.head.structure}
                                                   : sheet.head.structures;
}

std::vector<Finding> faults_of_merge(const std::vector<SheetPart>& parts, SheetLevel level) {
  MergeFaults faults(parts, level);
  for (const SheetPart& part : parts) {
    faults.look_at(part);
  }
  return faults.take();
}

Sheet merge_sheets(const std::vector<SheetPart>& parts, SheetHead head, const IndicatorBook& book,
                   Instant now) {
  head.period = {parts.front().sheet.head.period.period, now};
  head.rules = parts.front().sheet.head.rules;
  head.actor = common_actor(parts);
  Sheet merged{std::move(head), {}, {}};
  for (const Indicator& indicator : book.indicators) {
    SheetIndicator sum;
    sum.indicator = indicator;
    for (const auto& dimensions : indicator.by) {
      sum.tables.push_back({dimensions, {}});
    }
    if (indicator.kind != IndicatorKind::Median) {
      sum.total = 0;
    }
    for (const SheetPart& part : parts) {
      if (const SheetIndicator* found = part.sheet.find(indicator.id)) {
        add_indicator(sum, *found, part.sheet, book);
      }
    }
    merged.indicators.push_back(std::move(sum));
  }
  for (const SheetPart& part : parts) {
    merged.head.cases_read += part.sheet.head.cases_read;
    merged.head.unreadable += part.sheet.head.unreadable;
    const std::vector<std::string> of = structures_of(part.sheet);
    merged.head.structures.insert(merged.head.structures.end(), of.begin(), of.end());
  }
  std::sort(merged.head.structures.begin(), merged.head.structures.end());
  merged.balance = balance_of(merged.indicators);
  return merged;
}

}  // namespace pos
