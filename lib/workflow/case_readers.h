#pragma once

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

/// To whom a compartment must be sealed now (Vault::readers).
std::vector<std::string> required_readers(Workspace& workspace, Compartment compartment,
                                          const CaseReaders& readers);

/// What must be written so that the opened parts are sealed to these readers: the same documents
/// byte for byte, in the same files. Nothing where they are already.
std::vector<FileToWrite> sealed_anew(const OpenParts& parts,
                                     const std::vector<std::string>& readers);

/// The managers that the case had before its present one and who are in office, each once.
std::vector<std::string> former_managers(Workspace& workspace, const Journal& journal);

/// What tells those who may still hold the names who the manager is now, where the names are closed
/// to who assigns: a part of the facts, sealed to them and recovery. By it their next command seals
/// the names to the new manager (architecture 4.2, "Handing over"). Nothing where nobody is left.
std::vector<FileToWrite> hand_over_note(Workspace& workspace, const CaseId& id,
                                        const Journal& journal);

}  // namespace pos
