#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace pos {

struct Choice {
  std::string code;
  Text label;
  friend bool operator==(const Choice&, const Choice&) = default;
};

/// A list of codes with their labels. An open list has no fixed values: the vault, the directory
/// or the region supplies them.
struct CodeList {
  std::string id;
  Text label;
  bool open = false;
  std::vector<Choice> choices;

  const Choice* find(std::string_view code) const;
};

/// Codes of an open list: `[A-Za-z0-9_/-]+` (contract.md, "Cases").
bool is_open_code(std::string_view code);

/// The candidate that `word` was probably meant to be; empty when none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace pos
