#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/atomic_write.h"
#include "workflow/case_files.h"

namespace pos {

/// By whom a case is read now, as its journal says, or its facts.
struct CaseReaders {
  std::string manager;
  bool masked = false;
};
CaseReaders readers_by(Workspace& workspace, const CaseId& id, const Journal& journal);

/// The parts that may tell this user whose the case is: sealed by recovery, by the user or by the
/// user's supervisor. Facts that others seal say of themselves who has the case, and whoever reads
/// by them must not open more (architecture 4.2).
OpenParts telling_parts(Workspace& workspace, const OpenParts& parts);

/// To whom a compartment must be sealed now (Vault::readers).
std::vector<std::string> required_readers(Workspace& workspace, Compartment compartment,
                                          const CaseReaders& readers);

/// Whether one of the user's keys is among these readers.
bool opens_to_user(Workspace& workspace, const std::vector<std::string>& readers);

/// These readers, with the present keys of groups in the place of former ones: opens nothing to
/// anybody, whoever has the case.
std::vector<std::string> with_present_groups(Workspace& workspace,
                                             std::vector<std::string> readers);

/// To whom an entry that is being written seals the file. Where the journal is torn, or its last
/// assign has fallen (workflow/losses.h), nobody gains or loses by it: those whom the file names
/// stay; who is assigned such a case reads it, and its names as if it were masked.
std::vector<std::string> readers_to_write(Workspace& workspace, Compartment compartment,
                                          const CaseFiles& files, const Entry& fresh);

/// What must be written so that the opened parts are sealed to these readers: the same documents
/// byte for byte, in the same files. Nothing where they are already.
std::vector<FileToWrite> sealed_anew(const OpenParts& parts,
                                     const std::vector<std::string>& readers);

/// Whether what opens of a journal says by itself whose the case is, since a hand-over. Versions
/// from before it are closed to the new manager, as they must be: what lies closed beside is no
/// loss to them, and what they write meanwhile is united with it later.
bool is_handed_over(const std::vector<CaseDocument>& documents, const Journal& journal);
/// Facts that are closed to the case's manager, or to that person's supervisor, may be those of a
/// hand-over to somebody else. No file that does not open proves it, so it is told, and the case
/// stays in the listing, which is not whole then.
std::optional<Text> doubt_of_hand_over(Workspace& workspace, const CaseId& id,
                                       const OpenParts& facts, const Journal& journal);
/// Whose the case was before its present manager, the latest last, each once.
std::vector<std::string> managers_before(const Journal& journal);

}  // namespace pos
