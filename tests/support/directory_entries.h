#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "domain/structure_search.h"
#include "domain/structure_standing.h"
#include "storage/yaml.h"
#include "support/case_builder.h"
#include "support/shipped_schemas.h"

namespace pos::test {

/// An entry of the directory out of YAML, checked by its form; the office's region is BKO.
inline Value entry_of(const std::string& yaml) {
  const CodeLists lists = shipped().schemas.lists();
  const Checked checked = check(shipped().schemas.form("directory"), read_yaml(yaml, "entry"),
                                {lists, {}, {}, nullptr});
  REQUIRE(checked.findings.empty());
  return checked.answers;
}

inline Structure structure(const std::string& code, const std::string& yaml) {
  return read_structure(shipped().schemas.form("directory"), code, entry_of(yaml), "BKO");
}

inline SearchGround ground(std::string_view now = "2026-03-04T10:00:00Z",
                           std::map<std::string, int> taken = {}) {
  return {shipped().schemas.form("directory"), shipped().schemas.lists(), shipped().rules.directory,
          instant(now), std::move(taken)};
}

/// `yes`, `ask` or `no`; `-` where the structure does not offer what is needed.
inline std::string fit_of(const std::string& yaml, const Need& need,
                          std::string_view now = "2026-03-04T10:00:00Z",
                          std::map<std::string, int> taken = {}) {
  const std::vector<Structure> all = {structure("X", yaml)};
  const std::vector<Match> matches = search(all, need, ground(now, std::move(taken)));
  return matches.empty() ? "-" : std::string(word(matches.front().fit));
}

}  // namespace pos::test
