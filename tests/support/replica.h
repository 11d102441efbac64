#pragma once

#include <string>

#include "support/command_line.h"

namespace pos::test {

/// Lays what another copy of the vault has and this one has not beside it, as a synchroniser leaves
/// it after a conflict: the file itself where there was none, a conflict copy where both changed.
inline void bring(CommandLine& here, const CommandLine& other, const std::string& stamp) {
  for (const auto& [path, bytes] : other.vault()) {
    const std::optional<std::string> present = here.files.read(path);
    const std::size_t ending = path.size() - std::string(".age").size();
    if (!present) {
      here.files.put(path, bytes);
    } else if (*present != bytes && path.ends_with(".age")) {
      here.files.put(path.substr(0, ending) + ".sync-conflict-" + stamp + "-ABCDEFG.age", bytes);
    }
  }
}

}  // namespace pos::test
