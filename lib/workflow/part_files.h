#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/atomic_write.h"
#include "workflow/case_files.h"

namespace pos {

/// Errors: Io where the folder `identities` lies on another medium that is not there now: what is
/// written then would hide what it holds.
void require_mounted_identities(Workspace& workspace);

/// What is kept of a compartment when its parts are folded into `main`: a part that holds anything
/// but well-signed documents stays a part, so that it spoils nothing, and is taken out of `parts`.
/// What an erasure dropped is kept nowhere.
std::vector<std::string> fold(const std::vector<CaseDocument>& documents, OpenParts& parts,
                              const std::string& main);

/// The word of the part that keeps a version: by its bytes, so that all give it one name; by that
/// word where the name is taken, by a part that was sealed anew since.
std::string free_part_word(std::string_view bytes,
                           const std::function<bool(const std::string&)>& is_taken);

/// A file of the case that is closed to this user becomes a part beside it, before another takes
/// its place. Nothing where it opens, or is not there.
std::vector<FileToWrite> closed_aside(Workspace& workspace, Compartment compartment,
                                      const CaseId& id, const OpenParts& parts);

/// What is to be done with the identity compartment of a case.
struct IdentityWork {
  std::vector<FileToWrite> files;
  std::vector<std::string> removed;  ///< parts that were folded, on the disk
};

/// The identity files as they must lie for these readers, with the new document where `fresh` is
/// not empty: parts folded, other readers mended, erased documents gone. Empty where all is well.
/// While names that count are closed to the user nothing is folded, and the new document lies in a
/// part of its own, named by the entry.
///
/// Source: architecture 4.2 (parts), 4.6 (readers are mended), 4.7.
IdentityWork identity_work(Workspace& workspace, CaseFiles& files,
                           const std::vector<std::string>& readers, const std::string& fresh,
                           const std::string& entry);

}  // namespace pos
