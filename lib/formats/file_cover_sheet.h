#pragma once

#include <string>

#include "base/value.h"
#include "domain/file_cover.h"

namespace pos {

/// Of which case the cover is, as its head says.
struct FileCoverHead {
  std::string office, structure;
  std::string id;
  std::size_t episode = 0;
  Text status;
  Text level;
  std::string manager;  ///< code; no name stands on the sheet
  Text rules;           ///< the edition that the checklist is of
  Date printed{};
};

/// Cover page and checklist on one sheet, at most 80 columns wide, without the child's name.
std::string write_text(const FileCoverHead& head, const FileCover& cover, Language language);
/// The same as one page that needs nothing else, for a browser to print.
std::string write_html(const FileCoverHead& head, const FileCover& cover, Language language);
/// What scripts read of it, without an envelope.
Value cover_value(const FileCover& cover, Language language);

}  // namespace pos
