#pragma once

#include <concepts>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "domain/entry.h"
#include "storage/document.h"

namespace pos {

/// What a document of a case is worth by its bytes and signature alone; what its author had the
/// right to write is judged elsewhere (domain/journal.h).
enum class DocumentState {
  WellSigned,
  BadlySigned,
  UnknownAuthor,  ///< nobody is known by that name
  Malformed,
  Repeated,   ///< another well-signed document has the same `entry`
  Unclaimed,  ///< no entry names this identity document; no present manager's seal has these facts
  Erased,     ///< an identity document from before an `erase`
};

/// A document of a case, out of one of its files.
struct CaseDocument {
  Document document;
  const DocumentKind* kind = nullptr;
  std::string file;  ///< the first part that has it
  Entry entry;       ///< empty when the document is malformed
  DocumentState state = DocumentState::WellSigned;
  Finding doubt;             ///< why it is not WellSigned, with file and line
  std::string subject;       ///< the identifier it is signed under: a renumbered case has several
  bool from_sender = false;  ///< written in the vault that the case came from, by its cards

  bool well_signed() const { return state == DocumentState::WellSigned; }
};

/// The signing key (base64) with the id `key` that the author's card had at `recorded`. Empty for
/// an author who had no such key then, nullopt for one who is not known.
using FindKey = std::function<std::optional<std::string>(std::string_view author,
                                                         std::string_view key, Instant recorded)>;

/// Whether the author was a supervisor of this vault's then, who may accept what another one sends.
using MayAccept = std::function<bool(std::string_view author, Instant recorded)>;

/// Finds keys on the cards of this vault, and on those of the vaults that cases came from, which
/// prove only what was written before the case was accepted (format.md 3).
class FindSigningKey {
 public:
  template <std::invocable<std::string_view, std::string_view, Instant> Find>
  requires(!std::same_as<std::remove_cvref_t<Find>, FindSigningKey>) FindSigningKey(Find own)
      : own_(std::move(own)) {}
  FindSigningKey(FindKey own, FindKey senders, MayAccept may_accept)
      : own_(std::move(own)), senders_(std::move(senders)), may_accept_(std::move(may_accept)) {}

  std::optional<std::string> operator()(std::string_view author, std::string_view key,
                                        Instant recorded) const {
    return own_(author, key, recorded);
  }
  std::optional<std::string> of_senders(std::string_view author, std::string_view key,
                                        Instant recorded) const {
    return senders_ ? senders_(author, key, recorded) : std::nullopt;
  }
  bool may_accept(std::string_view author, Instant recorded) const {
    return may_accept_ && may_accept_(author, recorded);
  }

 private:
  FindKey own_, senders_;
  MayAccept may_accept_;
};

/// The documents of all parts, each once, in the order they are met; those that are not Malformed
/// still have to be checked.
///
/// Errors: ErrorCode::Integrity when a part is of another kind, or of another case than the first;
///         when there are more than kDocumentLimit documents.
std::vector<CaseDocument> unite_parts(const std::vector<Stream>& parts, std::string_view kind);

/// Sets the state and the subject of a document that is not Malformed, signed for the case
/// `subject`: by the cards of the sender where it is `from_sender`.
void check_signature(CaseDocument& document, const std::string& subject,
                     const FindSigningKey& find_key);

/// Different well-signed documents of one `entry` become Repeated, all of them (format.md 5.4).
void mark_repeated(std::vector<CaseDocument>& documents);

void set_doubt(CaseDocument& document, DocumentState state, Text why);

}  // namespace pos
