#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/value.h"
#include "domain/occupancy.h"
#include "domain/structure_search.h"
#include "domain/structure_standing.h"
#include "formats/csv.h"

namespace pos {

/// An entry for scripts: its code, the fields that have an answer, and `standing` with `notes`.
Value item_value(const DirectoryItem& item, Language language);
CsvRow directory_header();
CsvRow directory_row(const DirectoryItem& item);

/// The marks of an entry for people, a word each: to be verified, not accessible, places.
std::string marks_of(const DirectoryItem& item, Language language);

/// A structure that was found, with the reasons why it fits or not.
Value match_value(const Match& match, const DirectoryItem& item,
                  const std::map<std::string, int>& taken, Language language);
/// The same for people: a line for the structure, one for whom to call, one for each reason, which
/// begins with `+` (fits), `?` (to be asked), `-` (does not fit) or `!` (of the entry itself).
std::string match_text(const Match& match, const DirectoryItem& item,
                       const std::map<std::string, int>& taken, Language language);

/// What `pos directory check` says of an entry.
Value note_value(const std::string& code, const DirectoryNote& note, Language language);

}  // namespace pos
