#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "workflow/workspace.h"

namespace pos {

/// What must be mended now, what should be, what is good to know.
enum class DoctorLevel { Wrong, Warning, Note };
std::string_view word(DoctorLevel level);
Text label(DoctorLevel level);

/// Something about the vault, its keys or this machine, and what to do next.
struct DoctorItem {
  std::string id;  ///< of its kind, for scripts
  DoctorLevel level = DoctorLevel::Note;
  Text message;
  Text hint;
};
using DoctorItems = std::vector<DoctorItem>;

/// What of the machine is asked for beside the disk.
struct Machine {
  std::string home;           ///< the user's folder; empty where none is known
  std::string config_folder;  ///< `~/.config`
  /// Bytes still free where a path lies; nullopt where nobody knows.
  std::function<std::optional<std::uint64_t>(const std::string& path)> free_space;
};

/// Looks at everything around the case files and changes nothing. The user's key is used where it
/// opens, for what this machine remembers of backups and of proven copies.
///
/// Shape:  what is wrong first, in the order in which it is looked at.
/// Errors: those of the disk for the vault itself. What cannot be looked at is an item.
DoctorItems examine(Workspace& workspace, const Machine& machine);

}  // namespace pos
