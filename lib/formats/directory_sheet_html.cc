#include "formats/directory_sheet.h"
#include "formats/html.h"

namespace pos {
namespace {

constexpr std::string_view kStyle =
    "body{font-family:sans-serif;font-size:10pt;margin:1.5cm}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #666;padding:3pt;vertical-align:top;text-align:left}"
    "thead{display:table-header-group}tr{break-inside:avoid}"
    ".heading{background:#ddd;font-weight:bold}.standing{font-size:8pt}"
    "p{margin:2pt 0}";

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
  const std::string code = language == Language::French ? "fr" : "en";
  std::string out = "<!DOCTYPE html>\n<html lang=\"" + code +
                    "\">\n<head><meta charset=\"utf-8\">" + "<title>" + escape_html(sheet.title) +
                    "</title><style>" + std::string(kStyle) + "</style></head>\n<body>\n<h1>" +
                    escape_html(sheet.title) + "</h1>\n" +
                    paragraphs({sheet.place, sheet.printed, sheet.introduction}) + table_of(sheet);
  for (const DirectorySheet::Part& part : sheet.parts) {
    out += "<h2>" + escape_html(part.title) + "</h2>\n" + paragraphs(part.lines) + "\n";
  }
  return out + "</body>\n</html>\n";
}

}  // namespace pos
