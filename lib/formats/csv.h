#pragma once

#include <string>
#include <vector>

namespace pos {

using CsvRow = std::vector<std::string>;

/// RFC 4180: commas, CRLF only where quoted text holds it, LF line ends, quotes where needed. A
/// cell that a spreadsheet would take for a formula is preceded by an apostrophe, but no telephone
/// number.
std::string write_csv(const std::vector<CsvRow>& rows);

/// For French spreadsheets: semicolons, CRLF, UTF-8 with a byte order mark, decimal comma;
/// telephone numbers that begin with `+` are text, with an apostrophe too.
std::string write_excel_csv(const std::vector<CsvRow>& rows);

/// Several words as one cell, a blank between them.
std::string joined(const std::vector<std::string>& words);

}  // namespace pos
