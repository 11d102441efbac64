#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace pos {

struct Choice {
  std::string code;
  Text label;
  Text hint{};                      ///< what the code means, where its label does not say enough
  std::vector<std::string> also{};  ///< other spellings, taken as input
  bool retired = false;             ///< of a former edition: still read, offered no more
  friend bool operator==(const Choice&, const Choice&) = default;
};

/// Whether a code is among some.
bool holds(const std::vector<std::string>& codes, std::string_view code);

/// nullptr where there is none.
const Choice* find_choice(const std::vector<Choice>& choices, std::string_view code);
/// The one of that code, or that is also spelt so, capitals aside; nullptr where there is none.
const Choice* find_spelling(const std::vector<Choice>& choices, std::string_view word);

/// A list of codes with their labels. An open list has no fixed values: the vault, the directory
/// or the region supplies them.
struct CodeList {
  std::string id;
  Text label;
  bool open = false;
  std::vector<Choice> choices;

  const Choice* find(std::string_view code) const;
  friend bool operator==(const CodeList&, const CodeList&) = default;
};

/// Codes of an open list: `[A-Za-z0-9_/-]+` (contract.md, "Cases").
bool is_open_code(std::string_view code);

/// The candidate that `word` was probably meant to be, the first of the nearest; empty when none is
/// near. Distance: letters added, dropped, changed or swapped; capitals do not count.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace pos
