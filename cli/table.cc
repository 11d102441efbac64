#include "cli/table.h"

#include <algorithm>

namespace pos::cli {
namespace {

void add_row(std::string& out, const std::vector<std::string>& row,
             const std::vector<std::size_t>& widths, const std::vector<std::size_t>& right) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string fill(widths[i] - width(row[i]), ' ');
    const bool to_right = std::find(right.begin(), right.end(), i) != right.end();
    line += (i > 0 ? "  " : "") + (to_right ? fill + row[i] : row[i] + fill);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  out += line + '\n';
}

}  // namespace

std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string table(const std::vector<std::string>& header,
                  const std::vector<std::vector<std::string>>& rows,
                  const std::vector<std::size_t>& right) {
  std::vector<std::size_t> widths(header.size());
  const auto widen = [&](const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], width(row[i]));
    }
  };
  widen(header);
  std::for_each(rows.begin(), rows.end(), widen);
  std::string out;
  add_row(out, header, widths, right);
  for (const std::vector<std::string>& row : rows) {
    add_row(out, row, widths, right);
  }
  return out;
}

}  // namespace pos::cli
