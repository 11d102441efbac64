#include "formats/csv.h"

#include <algorithm>
#include <string_view>

namespace pos {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_number(std::string_view cell) {
  if (cell.starts_with('-')) {
    cell.remove_prefix(1);
  }
  return !cell.empty() && is_digit(cell.front()) && is_digit(cell.back()) &&
         std::count(cell.begin(), cell.end(), '.') <= 1 &&
         std::all_of(cell.begin(), cell.end(), [](char c) { return is_digit(c) || c == '.'; });
}

/// `+223 76 54 00 00`: nothing but figures, which no spreadsheet can be made to do anything by.
bool is_telephone(std::string_view cell) {
  return cell.starts_with('+') && cell.size() > 1 &&
         cell.find_first_not_of("0123456789 .-()", 1) == std::string_view::npos;
}

bool is_formula(const std::string& cell) {
  return !cell.empty() &&
         std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos &&
         !is_number(cell);
}

std::string quoted(const std::string& cell, char separator) {
  if (cell.find_first_of(std::string("\"\r\n") + separator) == std::string::npos) {
    return cell;
  }
  std::string result = "\"";
  for (const char c : cell) {
    result += c;
    if (c == '"') {
      result += c;
    }
  }
  return result + "\"";
}

std::string write_rows(const std::vector<CsvRow>& rows, char separator, const char* line_end,
                       bool for_spreadsheet) {
  std::string out;
  for (const CsvRow& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::string cell = row[i];
      // A spreadsheet would reckon with a telephone number; a program wants it as it is.
      if (is_formula(cell) && (for_spreadsheet || !is_telephone(cell))) {
        cell.insert(0, "'");
      } else if (for_spreadsheet && is_number(cell)) {
        std::replace(cell.begin(), cell.end(), '.', ',');
      }
      if (i > 0) {
        out += separator;
      }
      out += quoted(cell, separator);
    }
    out += line_end;
  }
  return out;
}

}  // namespace

std::string write_csv(const std::vector<CsvRow>& rows) {
  return write_rows(rows, ',', "\n", false);
}

std::string write_excel_csv(const std::vector<CsvRow>& rows) {
  return "\xEF\xBB\xBF" + write_rows(rows, ';', "\r\n", true);
}

std::string joined(const std::vector<std::string>& words) {
  std::string cell;
  for (const std::string& word : words) {
    cell += (cell.empty() ? "" : " ") + word;
  }
  return cell;
}

}  // namespace pos
