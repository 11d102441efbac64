#include "formats/sheet_text.h"

#include <algorithm>
#include <utility>

#include "formats/sheet_page.h"

namespace pos {
namespace {

// A line is a label and, flush right, a figure.
constexpr std::size_t kLabelWidth = 62;
constexpr std::size_t kFigureWidth = 16;

std::string padded(const std::string& text, std::size_t to) {
  const std::size_t own = width_of(text);
  return own < to ? text + std::string(to - own, ' ') : text;
}

/// The words of a label in lines that leave room for the figure.
std::vector<std::string> wrapped_lines(const std::string& text, std::size_t limit) {
  std::vector<std::string> lines = {""};
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string next = text.substr(at, end - at);
    std::string& line = lines.back();
    if (!line.empty() && width_of(line) + 1 + width_of(next) > limit) {
      lines.push_back(next);
    } else {
      line += (line.empty() ? "" : " ") + next;
    }
    at = end + 1;
  }
  return lines;
}

class TextSheet {
 public:
  void add(const SheetBlock& block) {
    switch (block.kind) {
      case SheetBlock::Kind::Title:
        add_line(block.label);
        return add_line("");
      case SheetBlock::Kind::Fact:
        return add_line(padded(block.label, 18) + block.figure);
      case SheetBlock::Kind::Line:
        return add_line(block.label);
      case SheetBlock::Kind::Heading:
        add_line("");
        add_line(block.label);
        return add_line(std::string(kLabelWidth + kFigureWidth, '-'));
      case SheetBlock::Kind::Figure:
        return add_figure(block, 0);
      case SheetBlock::Kind::Subtitle:
        return add_line("  " + block.label);
      case SheetBlock::Kind::Part:
        return add_figure(block, 4);
      case SheetBlock::Kind::Cross:
        return add_cross(block.rows);
    }
  }
  std::string take() { return std::move(out_); }

 private:
  void add_line(const std::string& line) {
    out_.append(line, 0, line.find_last_not_of(' ') + 1);
    out_ += '\n';
  }

  void add_figure(const SheetBlock& block, std::size_t indent) {
    const std::vector<std::string> lines = wrapped_lines(block.label, kLabelWidth - indent);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
      add_line(std::string(indent, ' ') + lines[i]);
    }
    add_line(padded(std::string(indent, ' ') + lines.back(), kLabelWidth) +
             flush_right(block.figure, kFigureWidth) +
             (block.note.empty() ? "" : "  " + block.note));
  }

  void add_cross(const std::vector<std::vector<std::string>>& rows) {
    constexpr std::size_t kFirst = 20;
    constexpr std::size_t kEach = 9;
    const std::size_t used = kFirst + kEach * (rows.front().size() - 1);
    const std::string gap(used < kLabelWidth + kFigureWidth ? kLabelWidth + kFigureWidth - used : 0,
                          ' ');
    for (const std::vector<std::string>& row : rows) {
      std::string line = padded("    " + row.front(), kFirst) + gap;
      for (std::size_t i = 1; i < row.size(); ++i) {
        line += flush_right(row[i], kEach);
      }
      add_line(line);
    }
  }

  std::string out_;
};

}  // namespace

std::string write_sheet(const Sheet& sheet, const IndicatorBook& book, const CodeLists& lists,
                        Language language) {
  TextSheet text;
  for (const SheetBlock& block : sheet_page(sheet, book, lists, language)) {
    text.add(block);
  }
  return text.take();
}

}  // namespace pos
