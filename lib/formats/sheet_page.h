#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/sheet.h"
#include "formats/sheet_text.h"

namespace pos {

/// A part of a sheet that people read, before it is laid out as text or as a page for paper.
struct SheetBlock {
  enum class Kind {
    Title,
    Fact,  ///< of the head: name and words
    Line,
    Heading,
    Figure,
    Subtitle,
    Part,   ///< a figure of a breakdown
    Cross,  ///< of two dimensions: `rows`, the first with the names of the columns
  };
  Kind kind = Kind::Line;
  std::string label{};
  std::string figure{};
  std::string note{};
  std::vector<std::vector<std::string>> rows{};
};

/// All of them, in order: head, sections with their indicators, balance, trend.
std::vector<SheetBlock> sheet_page(const Sheet& sheet, const IndicatorBook& book,
                                   const CodeLists& lists, Language language);

/// In characters.
std::size_t width_of(std::string_view text);
std::string flush_right(const std::string& text, std::size_t to);

}  // namespace pos
