#pragma once

#include <string>

#include "base/value.h"
#include "domain/entry.h"
#include "storage/document.h"

namespace pos {

// Between an entry and the values of the documents that hold it: its case document, the identity
// document that belongs to it, its de-identified double among the facts (format.md 2.7, 6.1, 6.3).
// The keys stand in their order; `signature` is not among them. What is empty is left out, but
// `after` always stands, and `data` always with a form.

Value case_values(const Entry& entry);
/// `answers` are the identity answers in place of the entry's own.
Value identity_values(const Entry& entry, const Value& answers);
/// `answers` are the facts answers in place of the entry's own; `entry.hash` must be that of the
/// case document.
Value facts_values(const Entry& entry, const Value& answers);

/// The signed bytes of the case document of an entry in the case `id`.
std::string write_case_document(const Entry& entry, const std::string& id, const SigningKey& key);
/// The signed bytes of its identity document; the case entry's `identity` is their hash, so it is
/// written first.
std::string write_identity_document(const Entry& entry, const Value& answers, const std::string& id,
                                    const SigningKey& key);
/// The bytes of its facts document; the seal of their file signs them.
std::string write_facts_document(const Entry& entry, const Value& answers);

/// The entry that a well-formed document of one of these kinds (not a seal) holds. Its hash is the
/// case document's: for facts the one that is written in it, for an identity document empty.
Entry read_entry(const Document& document, const DocumentKind& kind);

}  // namespace pos
