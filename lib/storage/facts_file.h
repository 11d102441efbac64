#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "storage/case_document.h"

namespace pos {

/// One file of the compartment `facts`: its documents, which are unsigned, and the seal at its end
/// that vouches for them.
struct FactsPart {
  std::string file;
  std::string id;  ///< the case's
  std::vector<std::string> readers;
  std::vector<CaseDocument> documents;  ///< WellSigned or Malformed; without the seal
  std::string author, key;              ///< the sealer's; empty without a well-formed seal
  Instant recorded;
  DocumentState seal = DocumentState::WellSigned;
  Finding doubt;  ///< why the seal is not WellSigned

  bool well_sealed() const { return seal == DocumentState::WellSigned; }
};

/// Checks the seal: at the end, alone, with the number of entries, signed by a key of its author.
/// Whether the author may seal this case is judged by its entries, elsewhere.
///
/// Errors: ErrorCode::Integrity when the stream is of another compartment.
/// Source: format.md 6.3, 6.4.
FactsPart read_facts(const Stream& stream, const FindSigningKey& find_key);

/// What a sealer may vouch for: a present manager (or such a one's supervisor or data clerk, or
/// recovery), a manager that the case had, nobody of these.
enum class SealRight { None, Former, Present };

/// The facts of one case out of all its parts, each document once. Parts that are not well sealed,
/// or by someone without right, give nothing. Where one is sealed by a present sealer, what only
/// former ones have is Unclaimed. `rights` has one item for each part.
///
/// Errors: ErrorCode::Integrity when the parts are of different cases.
/// Source: architecture 4.3; format.md 5.4.
std::vector<CaseDocument> join_facts(const std::vector<FactsPart>& parts,
                                     const std::vector<SealRight>& rights);

struct Sealer {
  std::string author;
  const SigningKey& key;
};

/// The bytes of the seal over these facts documents of the case `id`, in this order. Its
/// `recorded` is `now`, or that of the latest entry where that is later.
std::string write_seal(const std::vector<std::string>& documents, const std::string& id,
                       const Sealer& sealer, Instant now);

/// Whether every answer of a facts document is one of its case entry; tables by their rows.
bool is_part_of(const Value& part, const Value& whole);

}  // namespace pos
