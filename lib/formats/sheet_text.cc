#include "formats/sheet_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

#include "formats/sheet.h"

namespace pos {
namespace {

// A line is a label and, flush right, a figure.
constexpr std::size_t kLabelWidth = 62;
constexpr std::size_t kFigureWidth = 16;

std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string padded(const std::string& text, std::size_t to) {
  const std::size_t own = width(text);
  return own < to ? text + std::string(to - own, ' ') : text;
}

std::string right(const std::string& text, std::size_t to) {
  const std::size_t own = width(text);
  return own < to ? std::string(to - own, ' ') + text : text;
}

/// The words of a label in lines that leave room for the figure.
std::vector<std::string> wrapped_lines(const std::string& text, std::size_t limit) {
  std::vector<std::string> lines = {""};
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string next = text.substr(at, end - at);
    std::string& line = lines.back();
    if (!line.empty() && width(line) + 1 + width(next) > limit) {
      lines.push_back(next);
    } else {
      line += (line.empty() ? "" : " ") + next;
    }
    at = end + 1;
  }
  return lines;
}

const Text& month_name(unsigned month) {
  static const std::array<Text, 12> names = {{{"janvier", "January"},
                                              {"février", "February"},
                                              {"mars", "March"},
                                              {"avril", "April"},
                                              {"mai", "May"},
                                              {"juin", "June"},
                                              {"juillet", "July"},
                                              {"août", "August"},
                                              {"septembre", "September"},
                                              {"octobre", "October"},
                                              {"novembre", "November"},
                                              {"décembre", "December"}}};
  return names[month - 1];
}

/// The order and the words of a dimension's codes.
struct Code {
  std::string code;
  std::string label;
  std::size_t rank = std::numeric_limits<std::size_t>::max();
};

class Printer {
 public:
  Printer(const Sheet& sheet, const IndicatorBook& book, const CodeLists& lists, Language language)
      : sheet_(sheet), book_(book), lists_(lists), language_(language) {}

  std::string print() {
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
    return std::move(out_);
  }

 private:
  const std::string& in(const Text& text) const { return text.in(language_); }

  void print_line(const std::string& line) {
    out_.append(line, 0, line.find_last_not_of(' ') + 1);
    out_ += '\n';
  }

  void print_heading(const std::string& heading) {
    print_line("");
    print_line(heading);
    print_line(std::string(kLabelWidth + kFigureWidth, '-'));
  }

  void print_figure(const std::string& label, const std::string& figure, std::size_t indent,
                    const std::string& note = "") {
    const std::vector<std::string> lines = wrapped_lines(label, kLabelWidth - indent);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
      print_line(std::string(indent, ' ') + lines[i]);
    }
    print_line(padded(std::string(indent, ' ') + lines.back(), kLabelWidth) +
               right(figure, kFigureWidth) + note);
  }

  void print_fact(const Text& name, const std::string& words) {
    print_line(padded(in(name), 18) + words);
  }

  void print_head() {
    const SheetHead& head = sheet_.head;
    const Month month = head.month.month;
    print_line(in({"FICHE MENSUELLE DE GESTION DE CAS DE PROTECTION DE L'ENFANT",
                   "MONTHLY SHEET OF CHILD-PROTECTION CASE MANAGEMENT"}));
    print_line("");
    print_fact({"Période", "Period"},
               fmt::format("{} {} ({} – {})", in(month_name(static_cast<unsigned>(month.month()))),
                           static_cast<int>(month.year()), to_string(first_day(month)),
                           to_string(last_day(month))));
    print_fact({"Structure", "Structure"}, head.structure);
    print_fact({"Portée", "Scope"}, in(label(head.scope)));
    print_fact({"Dossiers lus", "Cases read"}, std::to_string(head.cases_read));
    print_fact({"Règles", "Rules"}, head.rules);
    print_fact({"Révision", "Revision"}, std::to_string(head.revision));
    print_fact({"Établie le", "Generated"}, to_string(head.month.now));
    if (head.month.now < head.month.last()) {
      print_line(in({"PROVISOIRE : le mois n'est pas fini ; chiffres à l'heure de l'établissement.",
                     "PROVISIONAL: the month is not over; figures as of the time above."}));
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
    return fmt::format("{} / {}{}", value, of, right(fmt::format("{} %", percent), 7));
  }

  std::string total(const SheetIndicator& found) const {
    if (found.indicator.kind == IndicatorKind::Ratio) {
      return share(static_cast<int>(*found.total), found.of);
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

  void print_indicator(const SheetIndicator& found) {
    print_figure(in(found.indicator.label), total(found), 0);
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
    print_line("  " + in(book_.dimension(table.dimensions[0])->label));
    for (const Code& code : codes(table, 0)) {
      const auto cell =
          std::find_if(table.cells.begin(), table.cells.end(),
                       [&](const SheetCell& each) { return each.codes[0] == code.code; });
      const bool ratio = found.indicator.kind == IndicatorKind::Ratio;
      print_figure(code.label, ratio ? share(cell->value, cell->of) : std::to_string(cell->value),
                   4, cell->above.value_or(false) ? in({"  au-dessus", "  above"}) : "");
    }
  }

  static int sum(const SheetTable& table, const std::string& row,
                 const std::vector<std::string>& columns) {
    int result = 0;
    for (const SheetCell& cell : table.cells) {
      const bool fits =
          cell.codes[0] == row &&
          (columns.empty() || std::count(columns.begin(), columns.end(), cell.codes[1]) > 0);
      result += fits ? cell.value : 0;
    }
    return result;
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
    constexpr std::size_t kFirst = 20;
    constexpr std::size_t kEach = 9;
    const std::vector<Column> all = columns(table);
    print_line("  " + in(book_.dimension(table.dimensions[0])->label) + " × " +
               in(book_.dimension(table.dimensions[1])->label));
    const std::size_t used = kFirst + kEach * all.size();
    const std::string gap(used < kLabelWidth + kFigureWidth ? kLabelWidth + kFigureWidth - used : 0,
                          ' ');
    std::string header = std::string(kFirst, ' ') + gap;
    for (const Column& column : all) {
      header += right(column.label, kEach);
    }
    print_line(header);
    for (const Code& row : codes(table, 0)) {
      std::string line = padded("    " + row.label, kFirst) + gap;
      for (const Column& column : all) {
        line += right(std::to_string(sum(table, row.code, column.of)), kEach);
      }
      print_line(line);
    }
  }

  void print_balance() {
    const Balance& b = sheet_.balance;
    print_heading(in({"Équilibre", "Balance"}));
    print_line(in(text("{} (ouverts au début) + {} (nouveaux) + {} (rouverts) + {} (reçus)",
                       "{} (open at the start) + {} (new) + {} (reopened) + {} (received)",
                       b[BalanceTerm::OpenStart], b[BalanceTerm::New], b[BalanceTerm::Reopened],
                       b[BalanceTerm::TransferredIn])));
    print_line(
        in(text("  − {} (non éligibles) − {} (clôturés) − {} (transférés) − {} (doubles) = {}",
                "  − {} (not eligible) − {} (closed) − {} (transferred) − {} (duplicates) = {}",
                b[BalanceTerm::NotEligible], b[BalanceTerm::Closed], b[BalanceTerm::TransferredOut],
                b[BalanceTerm::Duplicate], b.expected_end())));
    const int open = b[BalanceTerm::OpenEnd];
    print_line(in(b.holds() ? text("Ouverts à la fin : {}. La fiche est équilibrée.",
                                   "Open at the end: {}. The sheet balances.", open)
                            : text("Ouverts à la fin : {}. LA FICHE N'EST PAS ÉQUILIBRÉE.",
                                   "Open at the end: {}. THE SHEET DOES NOT BALANCE.", open)));
  }

  const Sheet& sheet_;
  const IndicatorBook& book_;
  const CodeLists& lists_;
  Language language_;
  std::string out_;
};

}  // namespace

std::string write_sheet(const Sheet& sheet, const IndicatorBook& book, const CodeLists& lists,
                        Language language) {
  return Printer(sheet, book, lists, language).print();
}

}  // namespace pos
