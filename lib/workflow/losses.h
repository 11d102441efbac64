#pragma once

#include <string>
#include <vector>

#include "storage/case_document.h"
#include "workflow/workspace.h"

namespace pos {

struct CaseFiles;

// What this machine has seen of cases and is no longer there (architecture 4.5).

/// The entries of a journal as it was read, whatever they are worth.
SeenEntries seen_entries(const std::vector<CaseDocument>& documents, const Journal& journal);

/// Whether entries of the case were seen before, and their loss was not accepted.
bool is_remembered(Workspace& workspace, const CaseId& id);
/// All of them that a journal must have: facts name entries of the journal.
std::vector<std::string> remembered_entries(Workspace& workspace, const CaseId& id);

/// Remembers what the journal has. `closed`: how many parts of it the user's keys do not open; what
/// is missing may lie there. Errors: Integrity where it lacks what was seen before.
void see_journal(Workspace& workspace, const CaseId& id, const SeenEntries& seen, int closed);
/// Only compares. Errors: the same.
void require_remembered(Workspace& workspace, const CaseId& id, const SeenEntries& seen,
                        int closed);
/// Whether the journal cannot say who reads the case: an entry that counts follows one that is not
/// there, or an assign, a mask or an erasure shares its identifier with another document.
bool is_torn(const std::vector<CaseDocument>& documents, const Journal& journal);
/// Whether the last assign that counted on this machine counts no more, and nobody who knew of it
/// has assigned the case since: a card that was dated back may have made it fall, and who had the
/// case before would read it again.
bool has_fallen_assign(Workspace& workspace, const CaseId& id, const Journal& journal);
/// The same for facts.
void see_facts(Workspace& workspace, const CaseId& id, const SeenEntries& seen, int closed);

/// Remembered cases, not known to be closed to the user, of which the vault has no file.
std::vector<CaseId> missing_cases(Workspace& workspace, const std::set<CaseId>& there);

/// Integrity, with what to do.
Error lost_entries(const CaseId& id, Compartment compartment, std::size_t count, int closed);
Error missing_case(const CaseId& id);
/// Whether identity answers that an entry names, which counts, are in none of these documents. What
/// was erased is not lost.
bool lacks_names(const Journal& journal, const std::vector<CaseDocument>& identities);
/// Whether closed parts may hold names that matter: where all that the journal names is open, or
/// erased, a part is an older version at most.
bool closed_names_matter(const std::vector<CaseDocument>& journal, const Journal& judged,
                         const std::vector<CaseDocument>& identities, int closed);
bool closed_names_matter(const CaseFiles& files);
/// Needs no memory: the journal has the hashes. `closed`: parts that none of the user's keys opens,
/// which may hold them. Errors: Integrity where names are lost, and their medium is there.
void require_whole_names(Workspace& workspace, const CaseId& id, const Journal& journal,
                         const std::vector<CaseDocument>& identities, int closed);
/// `missing_case`, or NotFound where it was never seen.
Error no_files(Workspace& workspace, const CaseId& id);

}  // namespace pos
