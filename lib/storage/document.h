#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "base/value.h"
#include "crypto/signature.h"
#include "storage/document_kind.h"

namespace pos {

/// The first document of a stream. It is unsigned and so no evidence: name, folder and `id` must
/// be compared by the caller.
struct StreamHeader {
  const DocumentKind* kind = nullptr;
  std::string id;
  std::vector<std::string> readers;  ///< recipients; only where `kind->has_readers`, never empty
  std::string vault;                 ///< the vault's id; only where not
};

/// One signed document as it stood in its stream. What is malformed is kept, never used.
struct Document {
  std::string bytes;  ///< exact, with the signature line and the last LF
  std::string hash;   ///< BLAKE2b-256 of the bytes, 64 hex digits
  Value values;       ///< all keys, `signature` included; empty when the document is malformed
  std::optional<Finding> fault;  ///< why it is malformed, with file and line
  int line = 0;                  ///< of its first byte in the stream

  bool well_formed() const { return !fault.has_value(); }
};

struct Stream {
  StreamHeader header;
  std::vector<Document> documents;  ///< in the order of the stream, without the header
  std::string name;                 ///< the file's, for messages
};

/// What one stream, and one case out of all its parts, may hold: a child who is seen every week for
/// fifty years has fewer. Who knew whom is judged in the square of it.
inline constexpr std::size_t kDocumentLimit = 4096;
/// What may be sealed: with its header and tags it is a file that is still read.
inline constexpr std::size_t kStreamLimit = FileSystem::kReadLimit - (128U << 10);

/// Sealed streams end in LFs up to a multiple of 1024 bytes, plain ones do not (format.md 2.2).
enum class Padding { None, Kibibyte };
inline constexpr std::size_t kPaddingBlock = 1024;

/// Stands before every document of a stream.
inline constexpr std::string_view kSeparator = "---\n";

/// Cuts a stream into its documents. `name` is the file's, for messages.
///
/// Errors: ErrorCode::Integrity for what is wrong before or in the header, and for more than
///         kDocumentLimit documents; ErrorCode::Newer for a higher version; all with `where.file`.
Stream parse_stream(std::string_view bytes, const std::string& name, Padding padding);

/// The documents' bytes as they are, in this order, under a header.
/// Errors: ErrorCode::Invalid for what no reader would take: over kDocumentLimit or kStreamLimit.
std::string compose_stream(const StreamHeader& header, const std::vector<std::string>& documents,
                           Padding padding);

/// A document from its exact bytes, checked as one of that kind.
Document read_document(std::string bytes, const DocumentKind& kind, const std::string& name = "",
                       int line = 1);

/// What a signature stands for beside the bytes (format.md 3).
struct SigningContext {
  std::string label;
  std::string scope;
  std::string subject;
};
SigningContext signing_context(const StreamHeader& header);
std::string signed_message(const SigningContext& context, std::string_view bytes);

/// The bytes of a document with these values (in the order of format.md 2.7, without `signature`)
/// and its signature.
std::string write_document(Value values, const SigningKey& key, const SigningContext& context);

/// Whether the signature in the document is that of this key (base64) in this context. False for
/// what is malformed or has no signature.
bool is_signed_by(const Document& document, std::string_view public_key,
                  const SigningContext& context);

/// Sets a key to these words; where there are none, the key is left out.
void set_text(Value& values, std::string_view key, std::string_view words);

/// The document's bytes before its `signature:` line; all of them where it has none.
std::string_view unsigned_part(std::string_view bytes);

}  // namespace pos
