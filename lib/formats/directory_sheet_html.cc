#include "formats/directory_sheet.h"
#include "formats/html.h"

namespace pos {
namespace {

constexpr std::string_view kDirectoryStyle =
    ".heading{background:#ddd;font-weight:bold}.standing{font-size:8pt}p{margin:2pt 0}";

std::string paragraphs(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) {
    out += "<p>" + escape_html(line) + "</p>";
  }
  return out;
}

std::string row_of(const DirectorySheet::Entry& entry) {
  std::string row = "<tr><td>" + escape_html(entry.name) + "</td>";
  for (std::size_t i = 0; i < entry.columns.size(); ++i) {
    row += "<td>" + paragraphs(entry.columns[i]);
    if (i + 1 == entry.columns.size()) {
      row += "<p class=\"standing\">" + escape_html(entry.standing) + "</p>" +
             paragraphs(entry.history);
    }
    row += "</td>";
  }
  return row + "</tr>\n";
}

std::string table_of(const DirectorySheet& sheet) {
  std::string out = "<table>\n<thead><tr>";
  for (const std::string& column : sheet.columns) {
    out += "<th>" + escape_html(column) + "</th>";
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const DirectorySheet::Group& group : sheet.groups) {
    out += "<tr><td class=\"heading\" colspan=\"4\">" + escape_html(group.title) + "</td></tr>\n";
    for (const DirectorySheet::Entry& entry : group.entries) {
      out += row_of(entry);
    }
  }
  return out + "</tbody>\n</table>\n";
}

}  // namespace

std::string write_html(const DirectorySheet& sheet, Language language) {
  std::string out = "<h1>" + escape_html(sheet.title) + "</h1>\n" +
                    paragraphs({sheet.place, sheet.printed, sheet.introduction}) + table_of(sheet);
  for (const DirectorySheet::Part& part : sheet.parts) {
    out += "<h2>" + escape_html(part.title) + "</h2>\n" + paragraphs(part.lines) + "\n";
  }
  return html_page(sheet.title, kDirectoryStyle, out, language);
}

}  // namespace pos
