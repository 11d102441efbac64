#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/identity_file.h"
#include "storage/vault.h"

namespace pos {

/// Who signs a document of the vault: a person's code or `recovery`, and their identity.
struct Signer {
  std::string code;
  const Identity* identity = nullptr;
};

// Each change takes the vault's lock, reads the vault anew, appends signed documents and leaves
// `vault` as it then stands. Notes say what is left for others to do (a member's `group add`).
//
// Errors of all: Refused (id "role") for who may not; NotFound; Conflict for what exists; Usage
// where the recovery key is needed and `recovery` is null; Locked; Io.

using Notes = std::vector<Text>;

struct NewPerson {
  Card card;
  std::vector<StaffRole> roles;
  std::string unit;
  std::string supervisor;
  std::vector<std::string> managers;  ///< whom a data clerk records for
  std::optional<WorkerType> worker_type = std::nullopt;
};
/// Makes the unit's group where the person is its first, puts a supervisor into `team-<unit>` and a
/// statistics officer into `statistics`.
Notes add_person(Vault& vault, const Signer& administrator, const NewPerson& person,
                 const Identity* recovery, Instant now);

/// What is absent stays as it is.
struct PersonChange {
  std::optional<std::string> name;
  std::optional<std::vector<StaffRole>> roles;
  std::optional<std::string> unit;
  std::optional<std::string> supervisor;
  std::optional<std::vector<std::string>> managers;
  std::optional<WorkerType> worker_type = std::nullopt;
};
Notes set_person(Vault& vault, const Signer& administrator, const std::string& code,
                 const PersonChange& change, const Identity* recovery, Instant now);

/// Ends the role: `last_day` is the last one. The removals in groups are made at once where the
/// signer or the recovery key can, else by the next member (`complete_removals`).
Notes retire_person(Vault& vault, const Signer& administrator, const std::string& code,
                    Date last_day, const Identity* recovery, Instant now);

/// New keys on a card, by its former key or by recovery. Returns, by their hashes, the documents of
/// groups that the former key signed for the new one: `mend_groups` by that one signs them anew.
std::set<std::string> replace_keys(Vault& vault, const Signer& former_or_recovery,
                                   const Card& fresh, Instant now);

/// A new group without members, made by recovery.
void create_group(Vault& vault, const Identity& recovery, const std::string& group, Instant now);
/// By a member, or by recovery.
void add_member(Vault& vault, const Signer& signer, const std::string& group,
                const std::string& code, Instant now);
/// Makes a new group key; the former ones stay in it for who remains.
void remove_member(Vault& vault, const Signer& signer, const std::string& group,
                   const std::string& code, Instant now);
/// Whether nobody else in office is a member: then only recovery lets somebody in, or takes them
/// out.
bool is_last_member(const Vault& vault, const std::string& group, const std::string& code,
                    Instant now);
/// What opens to a member who has left, and until when.
Text still_a_member(const Vault& vault, const std::string& group, const std::string& code,
                    Instant now);
/// Whether these keys, a member's, open a secret of the group, but not the one of its recipient:
/// what is sealed to the group opens to whoever signed that, and not to its members. A member's or
/// recovery's next change of the group gives it a new key.
bool has_foreign_key(const Group& group, std::span<const Identity> keys);
/// Members of groups whose card has ended.
std::vector<std::pair<std::string, std::string>> pending_removals(const Vault& vault, Instant now);
/// Removes those that the signer can, and joins concurrent documents of their groups. Of `to_sign`,
/// what is the last word of a group is signed anew: with it came the end of the key that signed it,
/// so that others hold it back. Nothing else of a former key: a thief may have signed it.
void mend_groups(Vault& vault, const Signer& signer, Instant now,
                 const std::set<std::string>& to_sign = {});

/// Adds or changes an entry of the directory or a programme: `data` is laid over what is there.
void set_directory_entry(Vault& vault, const Signer& signer, const std::string& code,
                         const Value& data, Instant now);
void set_programme(Vault& vault, const Signer& signer, const std::string& code, const Value& data,
                   Instant now);
/// Adds records to a unit's, each under its own key.
void set_team_record(Vault& vault, const Signer& signer, const std::string& unit, const Value& data,
                     Instant now);

/// Replaces the recovery key: `pos.yaml` names the new one, signed by the present one; then every
/// group gets a new key and is sealed to the new one. What a broken run left is completed by the
/// next. `keys`: the new one first, after it the one that it replaces. Returns the groups renewed.
/// Errors: NoKey when the second one is not this vault's; Conflict where the new one is, or was,
/// somebody's, a group's, or the recovery key: others could then read all with it.
int replace_recovery(Vault& vault, std::span<const Identity> keys, Instant now);

/// The recovery keys that `pos.yaml` has named so far, the present one among them.
std::set<std::string> recovery_recipients(const Vault& vault);

/// Says that the documents of a plain file may be used, those held back included: by an
/// administrator or recovery; of a group by a member or recovery, where something is held back
/// (else Conflict). `keys`: what the signer has to open it with beside their present one.
void confirm_documents(Vault& vault, const Signer& signer, std::string_view kind,
                       const std::string& code, Instant now, std::span<const Identity> keys = {});

/// Lays a file into `schemas/` at that place and names it with its SHA-256 in `pos.yaml`, so that
/// it counts; what `pos.yaml` named there before counts no more.
void add_schema(Vault& vault, const Signer& administrator, const std::string& place,
                const std::string& bytes, Instant now);

/// Changes `pos.yaml`; `recovery` and `policy` by the recovery key alone.
void set_office(Vault& vault, const Signer& signer, const Value& data, Instant now);

}  // namespace pos
