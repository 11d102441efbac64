#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/journal.h"
#include "storage/merge.h"
#include "workflow/merging.h"

namespace pos {

// What merging files of a case needs to know, whoever brought them.

/// The case's journal as far as the merger knows it.
struct KnownJournal {
  bool open = false;  ///< some version of it can be opened
  std::vector<CaseDocument> documents;
  Journal journal;
};

/// The user's keys; none where no secret key is named, as on a machine that only carries files.
const std::vector<Identity>& keys_to_merge(Workspace& workspace);

/// A version of a case's file, opened; nullopt where it is not for this user.
/// Errors: Integrity, Newer; also where the header is not that of such a file.
std::optional<Stream> open_version(Workspace& workspace, const CaseId& id, Compartment compartment,
                                   const std::string& bytes, const std::string& name);

KnownJournal known_journal(Workspace& workspace, std::vector<CaseDocument> documents);

/// Errors: as the merges of storage/merge.h.
CaseUnion unite_versions(Workspace& workspace, Compartment compartment,
                         const std::vector<FileVersion>& versions, const KnownJournal& known);

/// Whether that journal says who reads the case: it is whole, and lacks nothing that was seen.
bool says_readers(Workspace& workspace, const CaseId& id, const KnownJournal& known);

/// The bytes of the merged file: those of the version that stays, else the union sealed to the
/// readers required now. With `mends`, so is a version that would stay and is sealed to others;
/// but not where one of them is a key unknown here: then it knows more. nullopt where this user may
/// not write it: nobody knows who must read it, who reads was rolled back, or the facts are not
/// theirs to seal.
std::optional<std::string> merged_bytes(Workspace& workspace, const CaseId& id,
                                        Compartment compartment,
                                        const std::vector<FileVersion>& versions, CaseUnion merged,
                                        const KnownJournal& known, bool mends);

/// One case of this vault, with the files of `other` where that is given.
void merge_case(Workspace& workspace, const CaseId& id, const Vault* other, MergeReport& report);

/// All plain files. `other` is a copy of the same vault, or null.
/// Errors: Integrity where the two together are founded twice.
void merge_plain_files(Workspace& workspace, const Vault* other, MergeReport& report);

/// Cards of the vaults that cases came from; those of `other` that the directory vouches for.
void merge_sender_cards(Workspace& workspace, const Vault& other, MergeReport& report);
/// Versions of one such card, joined. Errors: Integrity where two documents found that vault.
std::string merged_card(Workspace& workspace, const std::vector<FileVersion>& versions);

/// Why `merged_bytes` gives nothing; where a file of the case is damaged here, what mends it.
Text not_written_anew(Workspace& workspace, bool is_damaged = false);
/// Why a version stays a part.
Text kept_beside(Text why);

}  // namespace pos
