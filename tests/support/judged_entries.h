#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "domain/journal.h"

namespace pos::test {

inline EntryState state(const Journal& journal, std::string_view id) {
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    if (journal.entries[i].id == id) {
      return journal.states[i];
    }
  }
  FAIL("no such entry");
  return EntryState::Invalid;
}

inline bool counts(const Journal& journal, std::string_view id) {
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    if (journal.entries[i].id == id) {
      return journal.counts(i);
    }
  }
  return false;
}

inline std::vector<std::string> order(const Journal& journal) {
  std::vector<std::string> ids;
  for (const Entry& entry : journal.entries) {
    ids.push_back(entry.id);
  }
  return ids;
}

}  // namespace pos::test
