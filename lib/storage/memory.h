#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/file_system.h"
#include "crypto/signature.h"
#include "domain/case_id.h"
#include "domain/journal.h"

namespace pos {

/// What was last seen of a case: per compartment the hashes of the case entries that no other one
/// names. Facts name their case entries, so both can be compared.
struct RememberedCase {
  std::vector<std::string> journal, facts;  ///< empty where that was never opened
  bool identity = false;                    ///< its identity file was there
  bool closed = false;                ///< it was told that no key of the user's opens it any more
  std::vector<std::string> given_up;  ///< entries that are lost and accepted, while facts have them
  std::string assigned;               ///< the last assign that counted, by its hash
  friend bool operator==(const RememberedCase&, const RememberedCase&) = default;
};

/// A document of a plain file, as it came.
struct SeenDocument {
  std::string file;     ///< within the vault, without the parts: `people/adiarra.yaml`
  Instant at;           ///< when it was first seen
  bool late = false;    ///< its author's right or key was known to have ended by then
  bool vouched = true;  ///< it was believed once: only then is its loss one
  friend bool operator==(const SeenDocument&, const SeenDocument&) = default;
};

/// A copy of a key that was proven by reading it back: `paper 1`, the first sheet.
struct ProvenCopy {
  std::string kind;
  std::string recipient;  ///< of the key: a replaced one has no copies
  Instant at;
  friend auto operator<=>(const ProvenCopy&, const ProvenCopy&) = default;
};

/// The last one to that destination.
struct BackupMade {
  std::string destination;
  Instant at;
  friend auto operator<=>(const BackupMade&, const BackupMade&) = default;
};

/// What one user has seen of one vault on this machine, so that what is taken away or put back
/// shows. It only grows; losing it loses warnings, not data (architecture 4.5).
struct Memory {
  std::string founding;          ///< the vault's fingerprint; empty before the first use
  bool confirmed = false;        ///< the user has compared it (`pos key trust`)
  std::optional<Instant> begun;  ///< what was seen by then came before the memory
  std::map<std::string, SeenDocument> documents;  ///< of plain files, by hash
  std::set<std::string> dismissed;  ///< documents that are not believed, and told to be worthless
  std::set<std::string> refused;    ///< documents that wait, and are not to be confirmed from here
  std::map<CaseId, RememberedCase> cases;
  std::set<ProvenCopy> copies;
  std::set<BackupMade> backups;
  friend bool operator==(const Memory&, const Memory&) = default;
};

/// The entries of one file of a case, as one run has read it whole.
struct SeenEntries {
  std::set<std::string> all;
  std::vector<std::string> heads;
  std::string assigned;          ///< the last assign that counts; empty where there is none
  std::set<std::string> fallen;  ///< Journal::fallen_assigns
};
SeenEntries seen_entries(std::set<std::string> all, const Journal& journal);

/// What one run saw or did, to be united with the memory.
struct Sightings {
  std::string founding;
  bool confirmed = false;
  std::optional<Instant> begun;
  std::map<std::string, SeenDocument> documents;
  std::set<std::string> forgotten;           ///< documents whose loss is accepted
  std::set<std::string> dismissed, refused;  ///< as in Memory
  std::map<CaseId, SeenEntries> journals, facts;
  std::set<CaseId> identities;                ///< whose identity file is there
  std::set<CaseId> closed;                    ///< told to be closed to the user now
  std::map<CaseId, RememberedCase> accepted;  ///< takes the place of what was remembered
  std::set<ProvenCopy> copies;
  std::set<BackupMade> backups;
};

/// All entries that the case's journal must have: facts name entries of the journal.
std::vector<std::string> entries_of(const RememberedCase& known);
/// Those that its facts must have.
std::vector<std::string> facts_of(const RememberedCase& known);
/// Which of the remembered hashes the file lacks.
std::vector<std::string> lacking(const std::vector<std::string>& remembered,
                                 const SeenEntries& seen);

/// Adds what was seen. A hash stays remembered until a file that has it is seen with later ones.
void unite(Memory& memory, const Sightings& sightings);

/// The hash of the absolute path where a vault lies.
std::string machine_place(std::string_view path);
/// `<vault id>-<hash of the path>`: what this machine keeps about the vault that lies there,
/// under the user's folders for states and caches.
std::string machine_folder_name(std::string_view vault_id, std::string_view path);

/// How long a command waits for another that writes what this machine keeps.
inline constexpr int kMachineLockSeconds = 5;

/// Whose memory of which vault, and where.
struct MemoryPlace {
  std::string folder;  ///< on the disk, `…/<machine_folder_name>`
  std::string vault;   ///< the vault's id
  const Identity* user = nullptr;

  /// `<folder>/<the user's key id>.age`
  std::string file() const;
};

/// Sealed to the user alone and signed by them. Empty where there is none yet.
/// Errors: Integrity for one that is damaged, another's or badly signed; Newer; Io.
Memory read_memory(FileSystem& files, const MemoryPlace& place);

/// Where the sightings add to what was `read` at the beginning, or that was inherited: reads it
/// anew under a lock, unites and writes. Errors: those of `read_memory`; Locked; Io.
void extend_memory(FileSystem& files, const MemoryPlace& place, const Memory& read,
                   const Sightings& sightings);

/// Gives what cannot be used another name beside, where it stays. Returns that path. Errors: Io.
std::string set_aside(FileSystem& files, const std::string& path);

}  // namespace pos
