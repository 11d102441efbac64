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
  std::vector<std::string> paths;      ///< on the disk, of the opened ones
  int closed = 0;                      ///< parts that are not for this user
  std::map<std::string, Read> before;  ///< by path, what was read of every part
  bool none() const { return paths.empty() && closed == 0; }
};

/// Every file is read once. Errors: Integrity, with the file; also when its header names another
/// case than its name does.
OpenParts open_parts(Workspace& workspace, Compartment compartment, const CaseId& id);
OpenParts open_parts(Workspace& workspace, const CaseId& id, std::vector<std::string> paths,
                     Compartment compartment);

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
};
JudgedFacts judge_facts(Workspace& workspace, const OpenParts& parts);

/// One case's three files, held locked while it is changed.
struct CaseFiles {
  CaseId id;
  std::unique_ptr<FileLock> lock;
  OpenParts journal_parts, identity_parts, facts_parts;
  std::vector<CaseDocument> journal_documents, identity_documents;
  Journal journal;
};

/// Takes the case's lock and opens what the user can.
/// Errors: NotFound; Refused for roles that read no case; NoKey when the journal is closed to this
///         user; Integrity; Locked; Newer where it holds a form that is not known here; Conflict
///         when a part of the journal is sealed to others only, so that it cannot be extended.
CaseFiles open_to_write(Workspace& workspace, const CaseId& id);
/// For a new case: nothing is there yet. Errors: Locked; Conflict where the identifier is taken.
CaseFiles begin_case(Workspace& workspace, const CaseId& id);

/// Signs the entry (filling its author, key, times and parents) and writes identity, case and
/// facts, in this order; the case document is the commit (architecture 4.4). Parts are folded;
/// names that are closed to this user stay as they are, and the new ones become a part beside them.
///
/// Shape:  the entry as written; its document's bytes in `document`.
/// Errors: Refused where the author has no right; Conflict where a file was changed since it was
///         read, by what does not know our lock; Io.
struct Written {
  Entry entry;
  std::string document;
};
Written append(Workspace& workspace, CaseFiles& files, Entry entry, const Value& identity_answers,
               bool dry_run);

/// The same by a data clerk, who can open nothing: as parts beside what is there.
Written append_closed(Workspace& workspace, const CaseId& id, Entry entry,
                      const Value& identity_answers, bool dry_run);

}  // namespace pos
