#include "formats/html.h"

namespace pos {
namespace {

constexpr std::string_view kPageStyle =
    "@page{size:A4;margin:1.5cm}"
    "body{font-family:sans-serif;font-size:10pt;max-width:18cm;margin:1.5cm auto;padding:0 5mm}"
    "@media print{body{max-width:none;margin:0;padding:0}}"
    "table{border-collapse:collapse;width:100%}tr{break-inside:avoid}"
    "thead{display:table-header-group}"
    "th,td{border:1px solid #666;padding:2pt 4pt;text-align:left;vertical-align:top}"
    "footer{margin-top:12pt;font-size:8pt}";

}  // namespace

std::string escape_html(std::string_view words) {
  std::string out;
  for (const char c : words) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string html_page(std::string_view title, std::string_view style, std::string_view body,
                      Language language) {
  std::string page = "<!DOCTYPE html>\n<html lang=\"";
  page += language == Language::French ? "fr" : "en";
  page += "\">\n<head><meta charset=\"utf-8\"><title>" + escape_html(title) + "</title><style>";
  page.append(kPageStyle).append(style).append("</style></head>\n<body>\n").append(body);
  return page + "</body>\n</html>\n";
}

}  // namespace pos
