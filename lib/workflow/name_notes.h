#pragma once

#include <string>
#include <vector>

#include "storage/atomic_write.h"
#include "workflow/case_files.h"

namespace pos {

/// Whether the case has names that are closed to who opened its files, or lie elsewhere.
bool names_closed(const CaseFiles& files);
/// What tells those who may still hold such names who the manager is now: a part of the facts,
/// sealed to the last manager before who is in office and to recovery. By it that person's next
/// command seals the names to the new manager (architecture 4.2, "Handing over"). Nothing where
/// names are open, or nobody is left.
std::vector<FileToWrite> hand_over_note(Workspace& workspace, const CaseFiles& files);
/// Whether the path is that of such a note.
bool is_note(const Journal& journal, const CaseId& id, const std::string& path);
/// Whether an opened part of the facts is such a note by what it says itself, and the names, which
/// are sealed to `readers` now, have still to be handed over.
bool is_waiting_note(Workspace& workspace, const CaseId& id, const Stream& facts,
                     const std::string& path, const std::vector<std::string>& readers);
/// Writes it where it is missing.
void leave_note(Workspace& workspace, const CaseFiles& files);

/// The names of cases that were assigned to others while they were closed to who assigned them: the
/// user, who had the case, seals them to its manager now. Looks only where a note was left.
///
/// Shape:  the cases whose names were handed over.
/// Errors: none: what cannot be done now is left for the next command.
std::vector<CaseId> hand_over_names(Workspace& workspace);

}  // namespace pos
