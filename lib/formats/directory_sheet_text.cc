#include <algorithm>

#include "formats/directory_sheet.h"

namespace pos {
namespace {

constexpr std::size_t kPaperWidth = 78;

/// Characters, not bytes.
std::size_t characters(std::string_view words) {
  return static_cast<std::size_t>(std::count_if(words.begin(), words.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

/// The words in lines that begin with the margin, the first with `first`, which is as wide.
void wrap(std::string& out, const std::string& first, const std::string& words) {
  const std::string margin(characters(first), ' ');
  std::string line = first;
  bool fresh = true;
  std::string_view rest = words;
  while (!rest.empty()) {
    const std::size_t end = rest.find_first_of(" \n");
    const std::string_view word = rest.substr(0, end);
    const bool broken = end != std::string_view::npos && rest[end] == '\n';
    // What stands after a blank in French ends no line and begins none.
    const bool mark = word == ":" || word == ";";
    if (!fresh && !mark && characters(line) + 1 + characters(word) > kPaperWidth) {
      out += line + "\n";
      line = margin;
      fresh = true;
    }
    line += (fresh ? "" : " ") + std::string(word);
    fresh = false;
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (broken) {
      out += line + "\n";
      line = margin;
      fresh = true;
    }
  }
  out += fresh ? "" : line + "\n";
}

void write_entry(std::string& out, const DirectorySheet::Entry& entry) {
  out += "\n";
  wrap(out, "", entry.name);
  for (const std::vector<std::string>& column : entry.columns) {
    for (const std::string& line : column) {
      wrap(out, "  - ", line);
    }
  }
  wrap(out, "  ", "(" + entry.standing + ")");
  for (const std::string& line : entry.history) {
    wrap(out, "      ", line);
  }
}

}  // namespace

std::string write_text(const DirectorySheet& sheet) {
  std::string out = sheet.title + "\n" + sheet.place + "\n" + sheet.printed + "\n\n";
  wrap(out, "", sheet.introduction);
  for (const DirectorySheet::Group& group : sheet.groups) {
    out += "\n";
    wrap(out, "== ", group.title);
    for (const DirectorySheet::Entry& entry : group.entries) {
      write_entry(out, entry);
    }
  }
  for (const DirectorySheet::Part& part : sheet.parts) {
    out += "\n== " + part.title + "\n\n";
    for (const std::string& line : part.lines) {
      wrap(out, "  - ", line);
    }
  }
  return out;
}

}  // namespace pos
