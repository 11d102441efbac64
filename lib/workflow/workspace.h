#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/file_system.h"
#include "crypto/age_file.h"
#include "crypto/signature.h"
#include "domain/case.h"
#include "domain/rulebook.h"
#include "storage/form_file.h"
#include "storage/identity_file.h"
#include "storage/vault.h"
#include "workflow/recollection.h"

namespace pos {

/// Where things are and how this run works: options and environment, as plain values.
struct Access {
  std::string vault_folder;  ///< as given; empty: the nearest parent of `current_folder`
  std::string current_folder;
  std::string schemas_folder;
  std::string identity_path;
  std::string identities_path;      ///< where `identities/` lies, when on another medium
  std::string locks_folder;         ///< outside the vault
  std::string state_folder;         ///< for what this machine remembers; empty: nothing is
  std::string trusted_fingerprint;  ///< the user says that it is this vault's (`pos key trust`)
  /// How a key file is opened that may be protected.
  std::function<Unlocking(const std::string& path)> unlocking;
  Instant now;
  bool clock_given = false;
  int lock_timeout = 10;
};

/// Where a command needs the user's key and none is named (NoKey).
Error no_key_named();

/// Who signs what a run writes: the user, or with the recovery key `recovery`, `by` the user.
struct Author {
  std::string code;
  std::string by;
  const Identity* identity = nullptr;
  const SigningKey* key = nullptr;
};

/// A vault, its rules and its user, opened once and handed to every use case.
class Workspace {
 public:
  /// Errors: NoVault, Integrity, Newer.
  Workspace(FileSystem& disk, Access access);

  FileSystem& disk;
  const Access access;

  Instant now() const { return access.now; }
  /// A path from the current folder, without `.` and `..`.
  std::string absolute(const std::string& path) const;
  Vault& vault() { return vault_; }
  Schemas& schemas() { return schemas_; }
  /// The edition that the vault works by.
  const Rulebook& rules();
  const Form& form(std::string_view code) { return schemas_.form(code); }
  bool knows_form(std::string_view code);
  /// For reading: a form that is not known here has no fields, so that one entry of a newer edition
  /// hides no case.
  Forms forms();

  /// The staff member whose key this is; the vault is unlocked with it.
  /// Errors: NoKey when there is no identity, or no card carries it; as reading the key file gives.
  const Person& me();
  bool has_role(StaffRole role);
  /// Whether this run has needed the user's key so far.
  bool is_unlocked() const { return keys_.has_value(); }
  /// Opens the user's key where that asks nobody: a plain file, or one that is kept unlocked. For
  /// what needs no key but is better with what this machine remembers.
  /// Errors: Integrity (id "founding").
  bool open_unasked();
  /// What the user's key opens, read on first use.
  UserKeys& keys();
  const SigningKey& signature_key();
  /// Takes the recovery key out of its file for this run: it opens every file, and what is written
  /// is signed with it. Errors: NoKey when it is not that of this vault; as reading the file gives.
  void use_recovery(const std::string& file);
  /// The same for a key that is at hand and is this vault's.
  void use_recovery(Identity recovery);
  bool has_recovery() const { return recovery_.has_value(); }
  Author author();
  /// Before anything is signed. Errors: NoKey when the user's card does not carry the user's keys:
  /// somebody else could then write in their name (architecture 4.2); as `require_present_readers`.
  void require_own_card();
  /// Before anything is sealed; warns of what is held back. Errors: Integrity where `pos.yaml`, a
  /// card or a group cannot be read, or lacks what was seen before or what it names: put back to an
  /// older copy, it would open what is written to who has left.
  void require_present_readers();
  /// The first such file; empty where there is none.
  std::string rolled_back_card();
  /// Where the user's recipient stood in the last file of this compartment.
  PositionHint* hint(Compartment compartment) {
    return &hints_[static_cast<std::size_t>(compartment)];
  }
  /// What the user has seen of this vault on this machine; the key is opened for it.
  Recollection& recollection();
  const Memory& memory() { return recollection().memory(); }
  /// What this run sees and does, to be remembered at its end.
  Sightings& sightings() { return recollection_.sightings(); }
  /// At the end of a run: adds what was seen to the memory. Never fails.
  Remarks remember();
  /// Errors: NotFound with the nearest code, for a filter that names nobody; empty names everybody.
  void require_known_person(const std::string& code) const;
  /// Errors: Refused for those who are administrator alone: nothing of a case is open to them.
  void require_reader();
  /// Errors: Refused for those who are statistics officer or administrator alone (POS 6.3).
  void require_case_reader();

 private:
  void unlock(bool may_ask = true);
  void recollect(const Identity& user, const std::vector<const Identity*>& former);
  void warn_of_held_back();
  bool is_let_in_by(const std::string& group_file);
  const Identity* remembering_key() const;

  Vault vault_;
  Recollection recollection_;
  Schemas schemas_;
  std::optional<Rulebook> rules_;
  std::optional<UserKeys> keys_;
  std::optional<SigningKey> signing_key_;
  std::optional<Identity> recovery_;
  std::optional<SigningKey> recovery_key_;
  std::array<PositionHint, 3> hints_{};
};

}  // namespace pos
