#pragma once

#include <string>
#include <vector>

#include "domain/form.h"
#include "storage/case_document.h"

namespace pos {

/// The header of a file of one case's compartment.
StreamHeader case_header(Compartment compartment, const std::string& id,
                         std::vector<std::string> readers);

/// The journal: the documents of all parts of the compartment `case`, each checked. Those that are
/// WellSigned are what `judge` (domain/journal.h) takes; the others are reported, never used, and
/// kept when the file is written again.
///
/// `former_ids`: the identifiers that the case had before `renumber` entries, the oldest first.
/// What such an entry has among its ancestors, and itself, is checked under the former one.
///
/// What a supervisor's acceptance of a package has among its ancestors was written in the vault
/// that the case came from, and is checked by the cards of senders. One by somebody else, or whose
/// journal was not opened there, is Unclaimed: it takes over nothing.
///
/// Errors: ErrorCode::Integrity when the parts are of different cases or compartments.
/// Source: format.md 3, 5.4, 5.5.
std::vector<CaseDocument> read_case(const std::vector<Stream>& parts,
                                    const FindSigningKey& find_key,
                                    const std::vector<std::string>& former_ids = {});

/// The documents of the compartment `identity`. WellSigned is what a well-signed entry of the
/// journal names by its hash and repeats, and what is a descendant of all `erasures`: the hashes
/// of the valid `erase` entries. Erased is what does not show by its `after` that it came later;
/// a document ahead of the journal (is_dropped) is left for when its entry comes.
///
/// Errors: as for read_case.
/// Source: format.md 6.1; architecture 4.7.
std::vector<CaseDocument> read_identity(const std::vector<Stream>& parts,
                                        const std::vector<CaseDocument>& journal,
                                        const FindSigningKey& find_key,
                                        const std::vector<std::string>& erasures = {});

/// Whether an `erase` drops an identity document that no entry known here names: all that it was
/// written upon is known, and one of these erasures is not among its ancestors.
bool is_dropped(const Entry& identity, const std::vector<CaseDocument>& journal,
                const std::vector<std::string>& erasures);

/// The entries of the well-signed ones.
std::vector<Entry> well_signed_entries(const std::vector<CaseDocument>& documents);

/// The bytes of all documents, bad ones too, but without what is Erased: what a file written anew
/// must hold besides what is added.
std::vector<std::string> bytes_to_keep(const std::vector<CaseDocument>& documents);

}  // namespace pos
