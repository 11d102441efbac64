#pragma once

#include <set>
#include <string>
#include <vector>

#include "storage/document.h"
#include "support/memory_file_system.h"

namespace pos::test {

/// What stands in the vaults of a test's office, opened with the recovery key.
struct VaultContents {
  /// `<kind>/<subject> <hash>` of every document, seals left out: they are made anew.
  std::set<std::string> documents;
  /// Files with the name of a vault's file or a key's that cannot be read as one.
  std::set<std::string> unreadable;
  std::set<std::string> temporaries;

  /// Those of `earlier` that are gone.
  std::vector<std::string> lost_since(const VaultContents& earlier) const;
};

VaultContents contents_of(MemoryFileSystem& files);

/// A sealed stream, opened with that person's key.
Stream opened(const std::string& bytes, const std::string& reader = "adiarra");
/// The bytes of its documents.
std::vector<std::string> documents_of(const Stream& stream);

/// What lies where, how large it is and how many documents that makes, whatever is drawn at random
/// in it: states alike are looked at closely once.
std::string likeness(const MemoryFileSystem& files, const VaultContents& contents);

}  // namespace pos::test
