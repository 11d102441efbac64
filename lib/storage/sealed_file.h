#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/age_file.h"
#include "crypto/age_keys.h"
#include "storage/document.h"

namespace pos {

/// An age file of the text for these recipients (`age1…`), in their order.
/// Errors: ErrorCode::Invalid for a recipient that is none.
std::string seal_file(std::string_view text, const std::vector<std::string>& recipients);

/// nullopt when none of the identities opens it: it is not theirs, which is no error.
/// Errors: ErrorCode::Integrity with `where.file`.
std::optional<WipedString> open_file(std::string_view bytes, std::span<const Identity> identities,
                                     const std::string& name, PositionHint* hint = nullptr);

/// A file of a case: the documents under their header, padded, sealed to the header's readers.
std::string seal_stream(const StreamHeader& header, const std::vector<std::string>& documents);

/// A file of a case, opened and cut into its documents; nullopt as for `open_file`.
/// Errors: those of `open_file` and `parse_stream`; ErrorCode::Integrity for a kind that is not
///         sealed, or when the recipients are not as many as `readers` names (format.md 2.4).
std::optional<Stream> open_stream(std::string_view bytes, std::span<const Identity> identities,
                                  const std::string& name, PositionHint* hint = nullptr);

}  // namespace pos
