#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "domain/form.h"

namespace pos {

// A field or code through the editions of the procedures: `since` one it is there, `until` one it
// was asked (pos-forms(5), "Editions").

enum class Standing { Present, Retired, ToCome };

/// In an edition; empty: the latest.
inline Standing standing_in(const std::string& edition, const std::string& since,
                            const std::string& until) {
  if (!edition.empty() && since > edition) {
    return Standing::ToCome;
  }
  return until.empty() || (!edition.empty() && edition < until) ? Standing::Present
                                                                : Standing::Retired;
}

/// Read where an entry has it, and asked of nobody.
inline Field retired(Field field) {
  field.retired = field.calculated = true;
  field.required = field.expected = false;
  field.required_when.clear();
  field.expected_when.clear();
  field.every.clear();
  field.relevant.reset();
  return field;
}

/// What is retired stands last, and only where nothing present has its name.
template <class Item>
void add_retired(std::vector<Item>& present, std::vector<Item> former, std::string Item::*name) {
  for (Item& each : former) {
    if (std::none_of(present.begin(), present.end(),
                     [&](const Item& other) { return other.*name == each.*name; })) {
      present.push_back(std::move(each));
    }
  }
}

}  // namespace pos
