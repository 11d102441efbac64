#pragma once

#include <array>
#include <string>
#include <vector>

#include "domain/structure_standing.h"

namespace pos {

/// What is printed: for whom, of where, and with what.
struct DirectorySheetHead {
  std::string office;
  std::string place;      ///< « Lieu : »; may be empty, to be written in
  bool by_place = false;  ///< the map of actors: by region instead of by heading
  bool with_history = false;
  Instant now;
};

/// The directory for paper, after the model of POS 3.4.1: the four columns under its headings, in
/// its order, then routes and coordination. It holds no child's name, as no entry does, and no key.
struct DirectorySheet {
  struct Entry {
    std::string name;
    std::array<std::vector<std::string>, 3> columns;  ///< services, structure, remarks
    std::string standing;                             ///< verified by whom and when, marks
    std::vector<std::string> history;                 ///< its journal, where it was asked for
  };
  struct Group {
    std::string title;
    std::vector<Entry> entries;
  };
  struct Part {
    std::string title;
    std::vector<std::string> lines;
  };
  std::string title, place, introduction, printed;
  std::array<std::string, 4> columns;
  std::vector<Group> groups;
  std::vector<Part> parts;  ///< routes, coordination, what is left out
};

/// `items` in their order; those that are not accessible or have ended are only named at the end.
DirectorySheet directory_sheet(const std::vector<DirectoryItem>& items,
                               const DirectorySheetHead& head, const Form& form,
                               const CodeLists& lists, const DirectoryRules& rules,
                               Language language);

/// At most 78 characters a line.
std::string write_text(const DirectorySheet& sheet);
/// One page that needs nothing else, for a browser to print.
std::string write_html(const DirectorySheet& sheet, Language language);

}  // namespace pos
