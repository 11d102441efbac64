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

Error taken(Text message) {
  return {ErrorCode::Conflict,
          std::move(message),
          {"d'autres peuvent l'avoir ; en faire une nouvelle : `pos key new FICHIER`",
           "others may have it; make a new one: `pos key new FILE`"}};
}

Error taken_by(std::string_view kind, const std::string& code) {
  return taken(kind == kGroupKind ? text("cette clé est, ou était, celle du groupe {}",
                                         "this key is, or was, that of the group {}", code)
                                  : text("cette clé est, ou était, celle de {}",
                                         "this key is, or was, that of {}", code));
}

bool names_recipient(const PlainDocument& document, const std::string& recipient) {
  const Value* data = document.document.values.find("data");
  return data != nullptr && data->is_map() && data->scalar_of("recipient") == recipient;
}

/// The secrets of a group keep its former ones, those of documents that are gone too.
bool has_secret(const Group& group, std::span<const Identity> keys, const std::string& recipient) {
  std::vector<std::string> sealed = group.secrets;
  sealed.insert(sealed.end(), group.former_secrets.begin(), group.former_secrets.end());
  return std::any_of(sealed.begin(), sealed.end(), [&](const std::string& secret) {
    const std::vector<Identity> opened =
        open_group_secret(secret, keys, plain_path(kGroupKind, group.name));
    return std::any_of(opened.begin(), opened.end(), [&](const Identity& key) {
      return to_string(key.recipient()) == recipient;
    });
  });
}

/// The recovery key opens every name: who has, or once had, the key would read them all.
void require_nobodys(const Vault& vault, std::span<const Identity> keys) {
  const std::string recipient = to_string(keys.front().recipient());
  if (recovery_recipients(vault).contains(recipient)) {
    throw taken({"cette clé a déjà été la clé de secours de ce coffre, et a été remplacée",
                 "this key was the recovery key of this vault before, and was replaced"});
  }
  for (const auto& [named, file] : vault.plain_files()) {
    for (const PlainDocument& document : file.documents) {
      if (names_recipient(document, recipient)) {
        throw taken_by(named.first, named.second);
      }
    }
  }
  for (const auto& [name, group] : vault.groups()) {
    if (has_secret(group, keys, recipient)) {
      throw taken_by(kGroupKind, name);
    }
  }
}

void require_former(const Vault& vault, const Identity& former) {
  if (!is_present_recovery(vault, former)) {
    throw not_the_recovery_key("");
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

std::set<std::string> recovery_recipients(const Vault& vault) {
  std::set<std::string> recipients;
  for (const PlainDocument& document : vault.plain_file(kVaultKind, kOfficeCode)->documents) {
    const Value* recovery = document.believed ? data_of(document).find("recovery") : nullptr;
    if (recovery != nullptr) {
      recipients.insert(recovery->scalar_of("recipient"));
    }
  }
  return recipients;
}

// The documents that the groups had stay in their files, and the former key opens the secrets in
// them: so each group gets a new key with the new recovery key, or who holds the former one would
// go on reading.
int replace_recovery(Vault& vault, std::span<const Identity> keys, Instant now) {
  const Identity& fresh = keys.front();
  PlainChange change(vault, {kRecoveryCode, &fresh}, now);
  if (!is_present_recovery(vault, fresh)) {
    require_nobodys(vault, keys);
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
