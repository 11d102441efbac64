#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "storage/known_vaults.h"
#include "storage/memory.h"
#include "storage/vault.h"

namespace pos {

/// What is said at the end of a run.
struct Remarks {
  std::vector<Text> warnings;
  Text fingerprint;           ///< of a vault that is not confirmed yet
  bool kept = false;          ///< all that was seen and done is remembered
  std::optional<Error> lost;  ///< why it is not, where that comes from the disk
};

/// What this machine remembers of the vault: its founding document for everybody who uses this
/// account, and the memory of the user whose key is opened. One reading, and at most one writing at
/// the end (architecture 4.5).
class Recollection {
 public:
  /// `trusted`: a fingerprint that the user vouches for; empty for none.
  /// Errors: Integrity (id "founding") for another vault than the one known here.
  Recollection(FileSystem& files, std::string state_folder, FoundVault found, std::string trusted);

  /// Reads the user's memory; with a new key, what was seen with a `former` one. Errors: Integrity
  /// (id "founding"); nothing is written then.
  void open(const Identity& user, const std::vector<const Identity*>& former);
  bool is_open() const { return !user_key_.empty(); }
  /// Whether something is remembered with that key.
  bool remembers(const Identity& user) const;
  /// Empty before `open`.
  const Memory& memory() const { return memory_; }
  Sightings& sightings() { return sightings_; }
  /// What is remembered of the case; what was never seen or is accepted is empty.
  const RememberedCase& of(const CaseId& id) const;

  /// How the vault's documents came here; nullopt where that is not known yet.
  std::optional<Reception> reception(Instant now) const;
  /// Files of the vault of which documents were seen and believed before and are gone or cannot be
  /// read.
  std::set<std::string> lost_files(const Vault& vault) const;
  /// Files of which documents counted before and do not any more, so that somebody could be back.
  std::set<std::string> undone_files(const Vault& vault) const;
  /// What the file lacks by its own documents, without what the user has accepted.
  std::vector<std::string> unaccepted(const PlainFile& file) const;
  /// Accepts that.
  void accept_lacking(const PlainFile& file, Instant now);
  /// Keeps that for every user of this account, at once. Never fails: the next command says that
  /// nothing can be remembered.
  void note(const VaultNotes& notes);
  /// KnownVaults::to_sign
  std::set<std::string> to_sign() const { return known_.to_sign(found_); }
  /// Is said at the end of the run, once.
  void warn(const Text& warning);
  /// The user has compared the fingerprint.
  void confirm();
  /// Writes what was seen: the documents of the vault at `now`, none where the clock is not to be
  /// trusted. Never fails.
  Remarks keep(const Vault& vault, const Identity* user, std::optional<Instant> now);

 private:
  void read_known();
  void inherit(const std::vector<const Identity*>& former);
  void require_founding(KnownVaults::Verdict verdict) const;
  MemoryPlace place(const Identity& user) const;
  bool confirmed() const;
  void see_documents(const Vault& vault, Instant now);
  bool set_aside_quietly(const std::string& path);
  void write(const Identity& user);

  FileSystem& files_;
  std::string state_folder_;
  FoundVault found_;
  std::string trusted_;
  KnownVaults known_;
  std::string user_key_;  ///< empty before `open`
  Memory memory_;
  Sightings sightings_;
  bool known_usable_ = false;
  bool memory_usable_ = false;
  bool refused_ = false;
  std::vector<Text> warnings_;
};

/// The fingerprint as people read it, with what to do.
Text fingerprint_line(const std::string& fingerprint);

}  // namespace pos
