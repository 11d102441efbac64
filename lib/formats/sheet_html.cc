#include <utility>

#include "formats/html.h"
#include "formats/sheet_page.h"

namespace pos {
namespace {

constexpr std::string_view kSheetStyle =
    "h1{font-size:13pt}h2{font-size:11pt;margin:10pt 0 3pt}p{margin:2pt 0}"
    ".number{text-align:right;white-space:pre;width:25%}.part td:first-child{padding-left:16pt}"
    ".cross{table-layout:fixed}.cross .number{width:auto}"
    ".of{background:#eee;font-style:italic}.sign{margin-top:20pt}";

/// One table to a section; a breakdown by two dimensions is a table of its own.
class HtmlSheet {
 public:
  void add(const SheetBlock& block) {
    const bool in_table =
        block.kind == SheetBlock::Kind::Figure || block.kind == SheetBlock::Kind::Subtitle ||
        block.kind == SheetBlock::Kind::Part || block.kind == SheetBlock::Kind::Fact;
    open_table(in_table);
    switch (block.kind) {
      case SheetBlock::Kind::Title:
        return write("<h1>", block.label, "</h1>\n");
      case SheetBlock::Kind::Line:
        return write("<p>", block.label, "</p>\n");
      case SheetBlock::Kind::Heading:
        return write("<h2>", block.label, "</h2>\n");
      case SheetBlock::Kind::Subtitle:
        return write("<tr class=\"of\"><td colspan=\"2\">", block.label, "</td></tr>\n");
      case SheetBlock::Kind::Fact:
        write("<tr><th>", block.label, "</th>");
        return write("<td>", block.figure, "</td></tr>\n");
      case SheetBlock::Kind::Figure:
        return add_figure("<tr><td>", block);
      case SheetBlock::Kind::Part:
        return add_figure("<tr class=\"part\"><td>", block);
      case SheetBlock::Kind::Cross:
        return add_cross(block.rows);
    }
  }

  std::string take() {
    open_table(false);
    return std::move(out_);
  }

 private:
  void write(std::string_view before, std::string_view words, std::string_view after) {
    out_.append(before).append(escape_html(words)).append(after);
  }

  void open_table(bool open) {
    if (open != open_) {
      out_ += open ? "<table>\n" : "</table>\n";
      open_ = open;
    }
  }

  void add_figure(std::string_view before, const SheetBlock& block) {
    write(before, block.label, block.note.empty() ? "" : " – ");
    write("", block.note, "</td>");
    write("<td class=\"number\">", block.figure, "</td></tr>\n");
  }

  void add_cross(const std::vector<std::vector<std::string>>& rows) {
    out_ += "<table class=\"cross\">\n";
    for (const std::vector<std::string>& row : rows) {
      const bool head = &row == &rows.front();
      out_ += "<tr>";
      for (const std::string& cell : row) {
        const bool first = &cell == &row.front();
        write(head || first ? "<th>" : "<td class=\"number\">", cell,
              head || first ? "</th>" : "</td>");
      }
      out_ += "</tr>\n";
    }
    out_ += "</table>\n";
  }

  bool open_ = false;
  std::string out_;
};

}  // namespace

std::string write_sheet_html(const Sheet& sheet, const IndicatorBook& book, const CodeLists& lists,
                             Language language) {
  HtmlSheet page;
  const std::vector<SheetBlock> blocks = sheet_page(sheet, book, lists, language);
  for (const SheetBlock& block : blocks) {
    page.add(block);
  }
  const Text sign = {"Date, nom, fonction et signature :", "Date, name, function and signature:"};
  return html_page(blocks.front().label, kSheetStyle,
                   page.take() + "<p class=\"sign\">" + escape_html(sign.in(language)) + "</p>\n",
                   language);
}

}  // namespace pos
