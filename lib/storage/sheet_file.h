#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/age_keys.h"
#include "storage/document.h"
#include "storage/vault.h"

namespace pos {

// Monthly sheets of a vault (architecture 4). Every document has a file of its own, named by its
// entry, so that two copies of a vault unite by having the files of both:
//
//   reports/<period>/<code>.<ULID>.yaml.age    sealed to statistics, its receiver and recovery
//   reports/<period>/<code>.<ULID>.yaml        plain: figures that may be shared, small ones
//                                              suppressed
//
// `<code>` is the structure's, or `region-<region>`, `nation-<structure>` of a merged sheet. The
// header's `id` is the file's name without its ending.

struct SheetPlace {
  std::string period, code, entry;
  bool sealed = true;

  std::string id() const { return code + "." + entry; }
  /// Within the vault.
  std::string path() const;
};
/// Whose file or copy it is, by its name alone; nullopt for a stray.
std::optional<SheetPlace> sheet_place(std::string_view path_in_vault);

struct SheetDocument {
  SheetPlace place;
  std::string file;  ///< within the vault
  Document document;
  std::string author;
  Instant recorded;
};

/// What of the sheets the keys open and is believed: well signed, for this place, by a statistics
/// officer or a supervisor, each document once, in order (format.md 5.2).
struct SheetFiles {
  std::vector<SheetDocument> documents;
  std::vector<std::string> closed;  ///< files that none of the keys opens
  std::vector<Finding> findings;    ///< what is damaged or not believed
  std::vector<Error> unread;        ///< of each that the disk does not give, why; `where` names it
};
SheetFiles read_sheet_files(const Vault& vault, std::span<const Identity> keys);

/// Whether these bytes are a plain sheet that may be believed, of that path within the vault.
bool vouches_for_sheet(const Vault& vault, const std::string& file, std::string_view bytes);

/// The document of a sheet's stream, sealed or plain, wherever it lies; nullopt where none of the
/// keys opens it. Nothing is said of its signature. Errors: Integrity, Newer.
std::optional<Stream> open_sheet(std::string_view bytes, std::span<const Identity> keys,
                                 const std::string& name);

/// The bytes of a new document's file, for these readers where it is sealed.
std::string write_sheet_file(const Vault& vault, const SheetPlace& place,
                             const std::vector<std::string>& readers, std::string_view document);
/// The header that such a file begins with.
StreamHeader sheet_header(const Vault& vault, const SheetPlace& place);

}  // namespace pos
