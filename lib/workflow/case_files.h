#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "domain/journal.h"
#include "storage/atomic_write.h"
#include "storage/case_document.h"
#include "storage/facts_file.h"
#include "workflow/workspace.h"

namespace pos {

/// The parts of one compartment of a case that this user's keys open.
struct OpenParts {
  std::vector<Stream> streams;
  std::vector<std::string> paths;  ///< on the disk, of the opened ones
  int closed = 0;                  ///< parts that are not for this user
  FilesRead before;                ///< every part, also the closed ones
  bool none() const { return paths.empty() && closed == 0; }
};

/// Every file is read once. Errors: Integrity, with the file; also when its header names another
/// case than its name does.
OpenParts open_parts(Workspace& workspace, Compartment compartment, const CaseId& id);
OpenParts open_parts(Workspace& workspace, const CaseId& id, std::vector<std::string> paths,
                     Compartment compartment);

/// The files of a compartment of a case, on the disk.
std::vector<std::string> paths_of(Workspace& workspace, Compartment compartment, const CaseId& id);
/// Where a compartment of a case lies on the disk; a part of it.
std::string file_of(Workspace& workspace, Compartment compartment, const CaseId& id);
std::string part_of(Workspace& workspace, Compartment compartment, const CaseId& id,
                    const std::string& word);

/// The facts documents of all well-signed entries, in their order, and the seal.
std::vector<std::string> facts_documents(Workspace& workspace, const CaseId& id,
                                         const std::vector<Entry>& entries);

/// Whether the user may vouch for the facts of a case with that journal, and knows all its forms.
bool may_seal_facts(Workspace& workspace, const Journal& journal);
/// Facts that the journal does not have: it was rolled back, and the next write would hide that;
/// unless the user has accepted that very loss. Errors: Integrity.
void require_journal_of_facts(Workspace& workspace, const CaseId& id,
                              const std::vector<CaseDocument>& documents, const Journal& facts);

/// What the present file was when it was read.
Read read_before(const OpenParts& parts, const std::string& path);

/// NotFound; NoKey.
Error not_found(const CaseId& id);
Error closed_to_user(const CaseId& id);

/// Finds signing keys on the cards of this vault.
FindSigningKey signing_keys(Workspace& workspace);

/// Hashes of the valid `erase` entries: identity documents from before them no longer count.
std::vector<std::string> erasures(const Journal& journal);

/// The facts of a case out of its parts: what sealers with the right vouch for, in order, judged.
struct JudgedFacts {
  Journal journal;
  std::vector<Text> findings;  ///< what could not be used
  bool vouched = false;        ///< some part is sealed by one who may
  SeenEntries seen;            ///< all entries of the parts that those seal who may
};
JudgedFacts judge_facts(Workspace& workspace, const OpenParts& parts);

/// One case's three files, held locked while it is changed.
struct CaseFiles {
  CaseId id;
  std::unique_ptr<FileLock> lock;
  OpenParts journal_parts, identity_parts, facts_parts;
  std::vector<CaseDocument> journal_documents, identity_documents;
  Journal journal;
  std::vector<FileToWrite> brought;  ///< what takes its place before the next entry does
};

/// The facts are written anew with every entry, and an unknown form does not say what of it is one.
/// Errors: Newer where an entry that counts is of a form that is not known here.
void require_known_forms(Workspace& workspace, const Journal& journal);

/// Takes the case's lock and opens what the user can.
/// Errors: NotFound; Refused for roles that read no case; NoKey when the journal is closed to this
///         user; Integrity; Locked; Newer where it holds a form that is not known here; Conflict
///         when a part of the journal is sealed to others only, so that it cannot be extended.
CaseFiles open_to_write(Workspace& workspace, const CaseId& id);
/// For a new case: nothing is there yet. Errors: Locked; Conflict where the identifier is taken.
CaseFiles begin_case(Workspace& workspace, const CaseId& id);

}  // namespace pos
