#pragma once

#include <string>

#include "base/date.h"
#include "base/text.h"

namespace pos {

/// What stands on the sheet of a key, the secret lines aside. Any text may be empty where it is
/// not known: then there is a line to write it on.
struct PaperSheet {
  bool recovery = false;  ///< the office's recovery key
  bool known = true;      ///< whose key it is; else it may be a recovery key too
  std::string holder;     ///< name and code of the person
  std::string office;     ///< name and code
  std::string structure;
  std::string fingerprint;  ///< of the vault, 64 hex digits
  std::string recipient;    ///< `age1…`
  int copy = 1;
  Date printed{};
};

/// A page of at most 66 lines of 80 columns; the eight lines of the secret come between the two,
/// each after its head.
struct PaperText {
  std::string before, after;
};
PaperText paper_sheet(const PaperSheet& sheet, Language language);

/// What stands before line `number` of the secret.
std::string paper_line_head(int number);

}  // namespace pos
