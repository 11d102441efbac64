#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/progress.h"
#include "base/text.h"
#include "storage/vault.h"

namespace pos {

/// What a backup has beside the files: `sha256sum -c` understands it. Written last, so that a copy
/// without it is no backup.
inline constexpr std::string_view kManifest = "SHA256SUMS";

/// Something of the vault's folder that is not in the backup.
struct LeftOut {
  std::string file;  ///< within the vault
  Text why;
};

/// A copy of a vault that can be laid back with any file manager.
///
/// Shape:  `<folder>/vault/…`, every file as it lies; `<folder>/identities/…` where the names lie
/// on
///         another medium; a note how to restore; the manifest.
struct Backup {
  std::string folder;
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  std::size_t cases = 0;
  bool names_elsewhere = false;   ///< they lie on another medium
  bool names_missing = false;     ///< that medium is not here, or a vault with cases has none
  std::vector<LeftOut> left_out;  ///< what is no regular file, or cannot be read
  bool complete() const { return !names_missing && left_out.empty(); }
  /// Where the copied vault lies.
  VaultPlace place(const VaultPlace& original) const;
};

/// Copies the vault into a new folder `<office>-<time>` under `destination`, reads everything back
/// and compares it. Takes no key.
///
/// A case is copied as it stood at one moment, under its lock; cards and groups after all cases, so
/// that every author of a copied entry is known. Left out are temporaries and the folders of other
/// programs (`.git`, `.stfolder`).
/// `destination` and the vault's folder must be absolute.
/// Errors: Usage for a destination in the vault; Io where it is not there, full, read-only or does
///         not give back what was written; Conflict where the new folder exists; Locked. What was
///         begun then has no manifest.
Backup back_up(const Vault& vault, const std::string& destination, Instant now,
               const Progress& progress);

}  // namespace pos
