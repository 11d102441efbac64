#pragma once

#include <string>

#include "workflow/case_files.h"

namespace pos {

/// Signs the entry (filling its author, key, times and parents) and writes identity, case and
/// facts, in this order; the case document is the commit (architecture 4.4). Parts are folded, and
/// every opened file is sealed to those who read it then; names that are closed to this user stay
/// as they are, and the new ones become a part beside them. With the recovery key at hand it is the
/// author.
///
/// Shape:  the entry as written; its document's bytes in `document`.
/// Errors: Refused where the author has no right; Invalid where an act's reason or purpose holds a
///         name; Conflict where a file was changed since it was
///         read, by what does not know our lock; Io.
struct Written {
  Entry entry;
  std::string document;
};
Written append(Workspace& workspace, CaseFiles& files, Entry entry, const Value& identity_answers,
               bool dry_run);

/// Signs an entry as `append` does, and writes nothing: it goes with the next one.
Written sign_before(Workspace& workspace, const CaseFiles& files, Entry entry);

/// Folds and seals the identity files anew where they do not lie as they must (part_files.h), and
/// adds no entry.
void mend_identities(Workspace& workspace, CaseFiles& files);
/// Removes identity files of a case for good.
void remove_identities(Workspace& workspace, const CaseId& id,
                       const std::vector<std::string>& paths);

/// The same as `append` by a data clerk, who can open nothing: as parts beside what is there.
Written append_closed(Workspace& workspace, const CaseId& id, Entry entry,
                      const Value& identity_answers, bool dry_run);

}  // namespace pos
