// The recovery key replaced.

#include <algorithm>

#include "storage/group_file.h"
#include "storage/layout.h"
#include "storage/plain_write.h"

namespace pos {
namespace {

const std::string kRecoveryCode(kRecovery);

bool is_present_recovery(const Vault& vault, const Identity& key) {
  return to_string(key.recipient()) == vault.office().recovery_recipient;
}

void require_nobodys(const Vault& vault, const Identity& fresh) {
  const std::string owner = vault.owner_of(to_string(fresh.recipient()));
  if (!owner.empty()) {
    throw Error(ErrorCode::Conflict,
                text("cette clé est déjà celle de {}", "this key is already that of {}", owner));
  }
}

void require_former(const Vault& vault, const Identity& former) {
  if (!is_present_recovery(vault, former)) {
    throw Error(ErrorCode::NoKey, {"ce n'est pas la clé de secours de ce coffre",
                                   "this is not the recovery key of this vault"});
  }
}

void name_recovery(PlainChange& change, const Identity& former, const Identity& fresh) {
  const Value recovery = Value::map({{"recipient", Value::text(to_string(fresh.recipient()))},
                                     {"signing_key", Value::text(signing_key(fresh).public_key)}});
  change.append_as({kRecoveryCode, &former}, kVaultKind, "pos",
                   Value::map({{"recovery", recovery}}));
}

bool opens_whole(const Identity& key, const Group& group) {
  return std::all_of(group.secrets.begin(), group.secrets.end(), [&](const std::string& secret) {
    return !open_group_secret(secret, std::span(&key, 1), plain_path(kGroupKind, group.name))
                .empty();
  });
}

std::vector<std::string> groups_closed_to(const Vault& vault, const Identity& key) {
  for (const auto& [named, file] : vault.plain_files()) {
    if (named.first == kGroupKind) {
      require_read(file);
    }
  }
  std::vector<std::string> names;
  for (const auto& [name, group] : vault.groups()) {
    if (!opens_whole(key, group)) {
      names.push_back(name);
    }
  }
  return names;
}

}  // namespace

// The documents that the groups had stay in their files, and the former key opens the secrets in
// them: so each group gets a new key with the new recovery key, or who holds the former one would
// go on reading.
int replace_recovery(Vault& vault, std::span<const Identity> keys, Instant now) {
  const Identity& fresh = keys.front();
  PlainChange change(vault, {kRecoveryCode, &fresh}, now);
  if (!is_present_recovery(vault, fresh)) {
    require_nobodys(vault, fresh);
    require_former(vault, keys.back());
    name_recovery(change, keys.back(), fresh);
  }
  const std::vector<std::string> closed = groups_closed_to(vault, fresh);
  for (const std::string& group : closed) {
    renew_group(change, change.signer(), group, keys);
  }
  return static_cast<int>(closed.size());
}

}  // namespace pos
