#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "base/file_system.h"
#include "crypto/age_keys.h"
#include "domain/case_id.h"
#include "domain/form.h"
#include "domain/staff.h"
#include "storage/case_document.h"
#include "storage/late_documents.h"
#include "storage/plain_judge.h"

namespace pos {

/// The group of the statistics officers.
inline constexpr std::string_view kStatistics = "statistics";

/// Where a vault lies on this machine.
struct VaultPlace {
  std::string folder;
  std::string locks;       ///< folder for lock files, outside the vault; made when needed
  std::string identities;  ///< folder of the compartment identity, where it lies on another medium
  int lock_seconds = 10;   ///< how long to wait for others
  bool clock_given = false;  ///< the user says what time it is, whatever documents say of theirs
};

/// What `pos.yaml` says now.
struct Office {
  std::string vault_id;     ///< ULID
  std::string fingerprint;  ///< hash of the founding document
  std::string code, name, region, structure, edition;
  std::string recovery_recipient;    ///< `age1…`
  std::string recovery_signing_key;  ///< base64
  Value policy;
  /// What the office adds to the shipped forms and lists: the SHA-256 of each file that counts, by
  /// its place in `schemas/`.
  std::map<std::string, std::string> additions;
  bool manager_only = false;  ///< `policy.identity`: no supervisor reads names
};

/// A group key as it stands now.
struct Group {
  std::string name;
  std::string recipient;             ///< `age1…`
  std::vector<std::string> members;  ///< codes
  std::vector<std::string> former;   ///< who was a member once and is none now
  std::vector<std::string> secrets;  ///< armoured, the one for writing first; several of a merge
  std::vector<std::string> former_secrets;  ///< those that were replaced, latest first
};

/// The plain files of a vault, judged: who is who, whose keys count, who reads what. Needs no key.
class Vault {
 public:
  /// Errors: NoVault; Integrity when `pos.yaml` has not exactly one well-signed founding document.
  ///         What is wrong in other plain files is a finding.
  static Vault open(FileSystem& files, VaultPlace place);
  /// Reads everything anew, after a change or under a lock.
  void reload();
  /// From now on holds back documents by how they came to this machine (late_documents.h).
  void receive(Reception reception);
  /// When the document was seen first; nullopt for one that this run has written, or where nobody
  /// remembers.
  std::optional<Instant> came_at(const std::string& hash) const;
  /// As it would be if all documents of that file had come in time.
  Vault letting_in(std::string_view kind, const std::string& code) const;
  /// As it would be if that person, whom it may make a member, had gone on from what waits.
  Vault taken_up(const Successor& successor) const;
  /// Of what was seen first: what came too late to be believed.
  const std::set<std::string>& late() const { return late_; }

  FileSystem& files() const { return *files_; }
  const VaultPlace& place() const { return place_; }
  const Office& office() const { return office_; }
  const Staff& staff() const { return judged_.staff; }
  const JudgedFiles& judged() const { return judged_; }
  const PlainFiles& plain_files() const { return plain_; }
  const std::map<std::string, Group>& groups() const { return groups_; }
  const Group* group(std::string_view name) const;
  /// By code, as they stand now: services of the directory, programmes, units' records of their
  /// own work.
  const std::map<std::string, Value>& directory() const { return judged_.directory; }
  const std::map<std::string, Value>& programmes() const { return judged_.programmes; }
  const std::map<std::string, Value>& teams() const { return judged_.teams; }
  const PlainFile* plain_file(std::string_view kind, std::string_view code) const;
  /// What was read and is not believed, and damaged files.
  const std::vector<Finding>& findings() const { return judged_.findings; }

  /// The signing key (base64) with that id that the author's card had at `recorded`; the author
  /// `recovery` has that of `pos.yaml`. Empty: they had no such key then; nullopt: nobody is known
  /// by that name (FindSigningKey of case_document.h).
  std::optional<std::string> signing_key(std::string_view author, std::string_view key,
                                         Instant recorded) const;
  /// The same on the cards of vaults that cases came from (format.md 3).
  std::optional<std::string> sender_key(std::string_view author, std::string_view key,
                                        Instant recorded) const;
  /// Of each such vault, by its id: what its cards say, and the files that they stand in. Only
  /// those whose fingerprint stands signed in the directory, now or once.
  const std::map<std::string, JudgedFiles>& senders() const { return senders_; }
  const std::map<std::string, PlainFiles>& sender_files() const { return sender_files_; }
  bool vouches_for(const std::string& fingerprint) const;
  /// Whether an entry of the directory has it now: only such a vault sends anything new.
  bool trusts(const std::string& fingerprint) const;
  /// Takes them as if they lay here: for what is about to be written.
  void admit(const std::string& vault_id, PlainFiles files);

  /// The person whose present card carries this recipient, `recovery` for that group's; empty for
  /// neither.
  std::string owner_of(std::string_view recipient) const;

  /// To whom a compartment of a case is sealed at `now`, in the order of format.md 2.4. A manager
  /// whose card has ended, or who is no case manager any more, is left out.
  std::vector<std::string> readers(Compartment compartment, std::string_view manager, bool masked,
                                   Instant now) const;
  /// On the disk. For identities on another medium: that folder.
  std::string compartment_path(Compartment compartment) const;
  /// Whether the folder of identities is there; on another medium it is empty without that.
  bool has_identities() const;
  std::string path_of(const std::string& path_in_vault) const;

  /// The vault's lock, or that of one case; held until the result is destroyed.
  /// Errors: ErrorCode::Locked when it is not free in time.
  std::unique_ptr<FileLock> lock() const;
  std::unique_ptr<FileLock> lock_case(const CaseId& id) const;

 private:
  Vault(FileSystem& files, VaultPlace place);
  void judge();
  void judge_senders();
  std::unique_ptr<FileLock> lock_file(const std::string& name) const;

  FileSystem* files_;
  VaultPlace place_;
  PlainFiles plain_;
  std::optional<Reception> reception_;
  std::set<std::string> late_;
  JudgedFiles judged_;
  Office office_;
  std::map<std::string, Group> groups_;
  std::map<std::string, PlainFiles> sender_files_, admitted_;
  std::map<std::string, JudgedFiles> senders_;
};

/// NoKey, for another key in the recovery key's place; `file` may be empty.
Error not_the_recovery_key(const std::string& file);

/// Finds keys on the cards of the vault and of its senders; keeps a reference to it.
FindSigningKey card_keys(const Vault& vault);

/// What the user can open: their own identities and, opened when first asked for and at most once,
/// the secrets of their groups.
class UserKeys {
 public:
  /// `code` is theirs (Vault::owner_of). Keeps a reference to the vault.
  UserKeys(const Vault& vault, std::string code, std::vector<Identity> own);

  const std::string& code() const { return code_; }
  /// The identity that the user's card names; the one to sign with.
  /// Errors: ErrorCode::NoKey when the card carries none of them.
  const Identity& own() const;
  /// Those at hand that the user's card named before.
  std::vector<const Identity*> former() const;
  /// Own ones first, then those of groups, then what was added.
  const std::vector<Identity>& all();
  /// Adds a key that the user holds for this run beside their own, that of `recovery`, present or
  /// former, and what it opens of every group.
  void add(Identity identity);

 private:
  void open_groups();

  const Vault* vault_;
  std::string code_;
  std::vector<Identity> identities_;
  bool groups_opened_ = false;
};

}  // namespace pos
