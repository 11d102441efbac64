#pragma once

#include <string>
#include <vector>

namespace pos::test {

/// A command or a group of them, as its words: `key new`.
struct CommandWords {
  std::vector<std::string> words;
  bool only_groups = false;  ///< does nothing without one of those below it

  std::string line() const;
};

/// Every command of the program and every one below it.
std::vector<CommandWords> all_commands();

}  // namespace pos::test
