#include "formats/sheet_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "domain/disclosure.h"
#include "formats/sheet.h"
#include "formats/sheet_head.h"

namespace pos {
namespace {

constexpr std::string_view kSuppressed = "·";

/// The order and the words of a dimension's codes.
struct Code {
  std::string code;
  std::string label;
  std::size_t rank = std::numeric_limits<std::size_t>::max();
};

class PageMaker {
 public:
  PageMaker(const Sheet& sheet, const IndicatorBook& book, const CodeLists& lists,
            Language language)
      : sheet_(sheet), book_(book), lists_(lists), language_(language) {}

  std::vector<SheetBlock> make() {
    print_head();
    const Text* section = nullptr;
    for (const SheetIndicator& each : sheet_.indicators) {
      if (section == nullptr || !(*section == each.indicator.section)) {
        section = &each.indicator.section;
        print_heading(in(*section));
      }
      print_indicator(each);
    }
    print_balance();
    print_trend();
    return std::move(blocks_);
  }

 private:
  const std::string& in(const Text& text) const { return text.in(language_); }

  void add(SheetBlock::Kind kind, std::string label) {
    blocks_.push_back({kind, std::move(label)});
  }
  void print_line(std::string line) { add(SheetBlock::Kind::Line, std::move(line)); }
  void print_heading(std::string heading) { add(SheetBlock::Kind::Heading, std::move(heading)); }
  void print_figure(std::string label, std::string figure, bool part, std::string note = "") {
    blocks_.push_back({part ? SheetBlock::Kind::Part : SheetBlock::Kind::Figure, std::move(label),
                       std::move(figure), std::move(note)});
  }

  void print_head() {
    const SheetHead& head = sheet_.head;
    add(SheetBlock::Kind::Title, in(sheet_title(head)));
    for (const auto& [name, words] : sheet_facts(sheet_, language_)) {
      blocks_.push_back({SheetBlock::Kind::Fact, in(name), words});
    }
    if (head.period.now < head.period.last()) {
      print_line(
          in({"PROVISOIRE : la période n'est pas finie ; chiffres à l'heure de l'établissement.",
              "PROVISIONAL: the period is not over; figures as of the time above."}));
    }
    if (head.shared) {
      print_line(in(text("DIFFUSION : {} chiffre(s) masqué(s) (·), aucun ne se déduit des autres.",
                         "SHARED: {} figure(s) suppressed (·), none follows from the others.",
                         count_suppressed(sheet_))));
    }
    if (!sheet_.complete()) {
      print_line(in(text("INCOMPLÈTE : {} dossier(s) que l'on n'a pas pu lire en entier.",
                         "INCOMPLETE: {} case(s) could not be read in full.", head.unreadable)));
    }
  }

  std::string share(int value, int of) const {
    if (of == 0) {
      return "–";
    }
    // Rounded half up, in whole numbers.
    const int percent = (200 * value + of) / (2 * of);
    return fmt::format("{} / {}{}", value, of, flush_right(fmt::format("{} %", percent), 7));
  }

  std::string total(const SheetIndicator& found) const {
    if (found.suppressed) {
      return std::string(kSuppressed);
    }
    if (found.indicator.kind == IndicatorKind::Ratio) {
      return share(static_cast<int>(*found.total), found.of);
    }
    if (found.low && found.high) {
      return fmt::format("{} – {}{}", decimal(*found.low), decimal(*found.high),
                         in({" jours", " days"}));
    }
    std::string words = total_text(found);
    if (words.empty()) {
      return "–";
    }
    if (language_ == Language::French) {
      std::replace(words.begin(), words.end(), '.', ',');
    }
    const bool days = found.indicator.kind == IndicatorKind::Median;
    return days ? words + in({" jours", " days"}) : words;
  }

  std::string decimal(double number) const {
    std::string words = fmt::format("{:g}", number);
    if (language_ == Language::French) {
      std::replace(words.begin(), words.end(), '.', ',');
    }
    return words;
  }

  void print_indicator(const SheetIndicator& found) {
    print_figure(in(found.indicator.label), total(found), false);
    if (found.indicator.target > 0) {
      print_figure(in({"objectif national", "national target"}),
                   fmt::format("{} %", found.indicator.target), true);
    }
    for (const SheetTable& table : found.tables) {
      if (!says_something(table)) {
        continue;
      }
      if (table.dimensions.size() == 2) {
        print_cross(table);
      } else {
        print_rows(found, table);
      }
    }
  }

  static bool says_something(const SheetTable& table) {
    return std::any_of(table.cells.begin(), table.cells.end(), [](const SheetCell& cell) {
      return std::any_of(cell.codes.begin(), cell.codes.end(),
                         [](const std::string& code) { return code != kUnknown; });
    });
  }

  Code code_of(const Dimension& dimension, const std::string& code) const {
    if (code == kUnknown) {
      return {code, in({"non renseigné", "unknown"})};
    }
    if (dimension.list.empty()) {
      return {code, dimension.age_bands ? band_label(code) : code, band_rank(code)};
    }
    const CodeList& list = lists_(dimension.list);
    const Choice* choice = list.find(code);
    return choice == nullptr ? Code{code, code, list.choices.size()}
                             : Code{code, in(choice->label),
                                    static_cast<std::size_t>(choice - list.choices.data())};
  }

  static std::string band_label(std::string band) {
    const std::size_t dash = band.find('-');
    return dash == std::string::npos ? band : band.replace(dash, 1, "–");
  }

  /// Bands of ages begin with a number; other codes stand in the order of their letters.
  static std::size_t band_rank(const std::string& code) {
    std::size_t rank = 0;
    std::from_chars(code.data(), code.data() + code.size(), rank);
    return rank;
  }

  /// The codes that a column of the table has, in the order of their list, unknown last.
  std::vector<Code> codes(const SheetTable& table, std::size_t column) const {
    const Dimension& dimension = *book_.dimension(table.dimensions[column]);
    std::vector<Code> found;
    for (const SheetCell& cell : table.cells) {
      const std::string& code = cell.codes[column];
      if (std::none_of(found.begin(), found.end(),
                       [&](const Code& each) { return each.code == code; })) {
        found.push_back(code_of(dimension, code));
      }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Code& a, const Code& b) { return a.rank < b.rank; });
    return found;
  }

  void print_rows(const SheetIndicator& found, const SheetTable& table) {
    add(SheetBlock::Kind::Subtitle, in(book_.dimension(table.dimensions[0])->label));
    for (const Code& code : codes(table, 0)) {
      const auto cell =
          std::find_if(table.cells.begin(), table.cells.end(),
                       [&](const SheetCell& each) { return each.codes[0] == code.code; });
      const bool ratio = found.indicator.kind == IndicatorKind::Ratio;
      const std::string figure = cell->suppressed ? std::string(kSuppressed)
                                 : ratio          ? share(cell->value, cell->of)
                                                  : std::to_string(cell->value);
      print_figure(code.label, figure, true,
                   cell->above.value_or(false) ? in({"au-dessus", "above"}) : "");
    }
  }

  /// A sum of which one part is suppressed is suppressed.
  static std::string sum(const SheetTable& table, const std::string& row,
                         const std::vector<std::string>& columns) {
    int result = 0;
    bool suppressed = false;
    for (const SheetCell& cell : table.cells) {
      const bool fits =
          cell.codes[0] == row &&
          (columns.empty() || std::count(columns.begin(), columns.end(), cell.codes[1]) > 0);
      result += fits ? cell.value : 0;
      suppressed = suppressed || (fits && cell.suppressed);
    }
    return suppressed ? std::string(kSuppressed) : std::to_string(result);
  }

  struct Column {
    std::string label;
    std::vector<std::string> of;  ///< codes; empty: all
  };

  std::vector<Column> columns(const SheetTable& table) const {
    const Dimension& dimension = *book_.dimension(table.dimensions[1]);
    std::vector<Column> result;
    for (const Code& code : codes(table, 1)) {
      if (code.code == kUnknown) {
        result.push_back({in({"inconnu", "unknown"}), {code.code}});
      } else {
        result.push_back({code.label, {code.code}});
      }
    }
    if (!dimension.sum.empty()) {
      result.push_back({"(" + band_label(dimension.sum) + ")", dimension.sum_of});
    }
    result.push_back({in({"total", "total"}), {}});
    return result;
  }

  void print_cross(const SheetTable& table) {
    const std::vector<Column> all = columns(table);
    add(SheetBlock::Kind::Subtitle, in(book_.dimension(table.dimensions[0])->label) + " × " +
                                        in(book_.dimension(table.dimensions[1])->label));
    SheetBlock cross{SheetBlock::Kind::Cross};
    cross.rows.push_back({""});
    for (const Column& column : all) {
      cross.rows.back().push_back(column.label);
    }
    for (const Code& row : codes(table, 0)) {
      cross.rows.push_back({row.label});
      for (const Column& column : all) {
        cross.rows.back().push_back(sum(table, row.code, column.of));
      }
    }
    blocks_.push_back(std::move(cross));
  }

  std::string term(BalanceTerm each) const {
    return sheet_.balance.suppressed[static_cast<std::size_t>(each)]
               ? std::string(kSuppressed)
               : std::to_string(sheet_.balance[each]);
  }

  void print_balance() {
    const Balance& b = sheet_.balance;
    print_heading(in({"Équilibre", "Balance"}));
    print_line(in(text("{} (ouverts au début) + {} (nouveaux) + {} (rouverts) + {} (reçus)",
                       "{} (open at the start) + {} (new) + {} (reopened) + {} (received)",
                       term(BalanceTerm::OpenStart), term(BalanceTerm::New),
                       term(BalanceTerm::Reopened), term(BalanceTerm::TransferredIn))));
    print_line(
        in(text("  − {} (non éligibles) − {} (clôturés) − {} (transférés) − {} (doubles) = {}",
                "  − {} (not eligible) − {} (closed) − {} (transferred) − {} (duplicates) = {}",
                term(BalanceTerm::NotEligible), term(BalanceTerm::Closed),
                term(BalanceTerm::TransferredOut), term(BalanceTerm::Duplicate),
                b.holds() ? term(BalanceTerm::OpenEnd) : std::to_string(b.expected_end()))));
    const std::string open = term(BalanceTerm::OpenEnd);
    print_line(in(b.holds() ? text("Ouverts à la fin : {}. La fiche est équilibrée.",
                                   "Open at the end: {}. The sheet balances.", open)
                            : text("Ouverts à la fin : {}. LA FICHE N'EST PAS ÉQUILIBRÉE.",
                                   "Open at the end: {}. THE SHEET DOES NOT BALANCE.", open)));
  }

  /// What was counted in the period before, what now, and what lies between (POS 3.2).
  void print_trend() {
    if (!sheet_.head.trend) {
      return;
    }
    print_heading(in(text("Tendances, comparées à {}", "Trends, compared with {}",
                          to_string(*sheet_.head.trend))));
    for (const SheetIndicator& each : sheet_.indicators) {
      if (!each.before || !each.before->total || !each.total ||
          (*each.before->total == 0 && *each.total == 0)) {
        continue;
      }
      const double between = *each.total - *each.before->total;
      print_figure(
          in(each.indicator.label),
          fmt::format("{} → {}{}", decimal(*each.before->total), decimal(*each.total),
                      flush_right(fmt::format("{}{}",
                                              between > 0   ? "+"
                                              : between < 0 ? "−"
                                                            : "=",
                                              between == 0 ? "" : decimal(std::abs(between))),
                                  6)),
          false);
    }
  }

  const Sheet& sheet_;
  const IndicatorBook& book_;
  const CodeLists& lists_;
  Language language_;
  std::vector<SheetBlock> blocks_;
};

}  // namespace

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string flush_right(const std::string& text, std::size_t to) {
  const std::size_t own = width_of(text);
  return own < to ? std::string(to - own, ' ') + text : text;
}

std::vector<SheetBlock> sheet_page(const Sheet& sheet, const IndicatorBook& book,
                                   const CodeLists& lists, Language language) {
  return PageMaker(sheet, book, lists, language).make();
}

}  // namespace pos
