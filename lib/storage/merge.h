#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/staff.h"
#include "storage/case_document.h"
#include "storage/plain_judge.h"

namespace pos {

// Several versions of one file made one (format.md 8). Nothing is read or written here.

/// One version of a file: as it lies, and cut into its documents.
struct FileVersion {
  std::string bytes;
  Stream stream;
};

/// What counts of a version in a merge.
struct MergeSide {
  std::string sha256;               ///< of the version as it lies
  std::set<std::string> documents;  ///< hashes, without header, seal and what was erased
  bool may_stay = true;             ///< it holds nothing that was erased
  int rank = 0;                     ///< of versions with the same documents the lowest stays
};

/// The version whose bytes stay: one that has all documents. Of several the one of the lowest rank,
/// then the one with the smaller SHA-256. nullopt where the union has to be written.
std::optional<std::size_t> staying(const std::vector<MergeSide>& sides);

/// The documents of all versions of a file of a case, each once and in order; facts without seals.
struct CaseUnion {
  std::vector<CaseDocument> documents;
  std::vector<MergeSide> sides;  ///< one for each version
};

/// The `id` of an error that says nothing against a document, only that it cannot be proven here:
/// its author, the key or the right may be in another file, not yet merged.
inline constexpr std::string_view kUnproven = "unproven";
/// The same of facts that someone known has sealed, whose right only the journal can show.
inline constexpr std::string_view kUnvouched = "unvouched";

// What all versions hold alike is nobody's change: it is kept, whatever it is worth.
//
// Errors of all: Integrity, with the document's place: a version of another case, compartment or
// vault; a document that one version brings and that is malformed, badly signed, or (id kUnproven)
// signed by nobody known here; two registrations, which are two children.

CaseUnion unite_case(const std::vector<FileVersion>& versions, const FindSigningKey& find_key);

/// `journal` and its `erasures` as far as the merger knows them: what they drop counts nowhere;
/// what no entry known here names is judged by its signature alone.
CaseUnion unite_identity(const std::vector<FileVersion>& versions,
                         const std::vector<CaseDocument>& journal, const FindSigningKey& find_key,
                         const std::vector<std::string>& erasures);

/// `own`: hashes of the facts documents that the merger's own journal yields; they need nobody to
/// vouch for them. What a former manager alone has sealed is unvouched beside a present one's file,
/// and so is, always, what was sealed by someone who has no right to.
/// Errors: also Integrity for two different documents of one case entry.
CaseUnion unite_facts(const std::vector<FileVersion>& versions, const FindSigningKey& find_key,
                      const Staff& staff, const std::set<std::string>& own = {});

/// The same for a plain file.
struct PlainUnion {
  std::vector<std::string> documents;  ///< their bytes
  std::vector<MergeSide> sides;
};

/// `united` holds all versions' documents in order; it and `judged` are what `judge_plain_files`
/// made of the vault with them.
PlainUnion unite_plain(const std::vector<FileVersion>& versions, const PlainFile& united,
                       const JudgedFiles& judged);

}  // namespace pos
