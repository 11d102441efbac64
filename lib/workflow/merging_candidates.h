#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/ulid.h"
#include "storage/layout.h"
#include "storage/merge.h"

namespace pos {

/// A version of a file, in this vault or in the other.
struct CaseCandidate {
  enum class State { Closed, Refused, Accepted, Note };
  std::string file;  ///< within its vault
  std::string path;  ///< on the disk
  bool own = true;
  std::string bytes;
  Stream stream;
  State state = State::Closed;

  bool is_main() const { return is_case_file_name(name_of(file)); }
  /// Neither the file nor a part that a command has named by a word (format.md 8.2).
  bool is_conflict_copy() const {
    const std::string name = name_of(file);
    const std::size_t dot = name.find('.');
    const std::string word = name.substr(dot + 1, name.find('.', dot + 1) - dot - 1);
    return !is_main() && (word.size() != 26 || word.find_first_not_of(kCrockford) != word.npos);
  }
};

using Documents = std::set<std::string>;

/// The versions of one compartment's file; own ones first, the file before its parts.
struct Versions {
  std::vector<CaseCandidate> candidates;
  CaseUnion merged;  ///< of the accepted ones, in their order

  std::vector<FileVersion> accepted() const {
    std::vector<FileVersion> versions;
    for (const CaseCandidate& each : candidates) {
      if (each.state == CaseCandidate::State::Accepted) {
        versions.push_back({each.bytes, each.stream});
      }
    }
    return versions;
  }
  /// Hashes of what an accepted one has; of another one nothing is known.
  const Documents& documents_of(const CaseCandidate& candidate) const {
    static const Documents unknown;
    std::size_t side = 0;
    for (const CaseCandidate& each : candidates) {
      if (each.state == CaseCandidate::State::Accepted) {
        if (&each == &candidate) {
          return merged.sides[side].documents;
        }
        ++side;
      }
    }
    return unknown;
  }
  /// To whom the file itself is sealed, where it is open.
  std::vector<std::string> readers() const {
    for (const CaseCandidate& each : candidates) {
      if (each.own && each.is_main()) {
        return each.stream.header.readers;
      }
    }
    return {};
  }
  template <class Test>
  bool some(Test test) const {
    return std::any_of(candidates.begin(), candidates.end(), test);
  }
  bool has_own() const {
    return some([](const CaseCandidate& each) { return each.own; });
  }
  bool has_main(CaseCandidate::State state) const {
    return some([state](const CaseCandidate& each) {
      return each.own && each.is_main() && each.state == state;
    });
  }
};

}  // namespace pos
