// Who opens what: the groups of a vault, made and changed.

#include <algorithm>
#include <set>

#include "storage/group_file.h"
#include "storage/layout.h"
#include "storage/plain_write.h"

namespace pos {
namespace {

using Codes = std::set<std::string>;

Error unknown_group(const std::string& group) {
  return Error(ErrorCode::NotFound, text("groupe inconnu : {}", "no such group: {}", group),
               {"`pos group list` les montre", "`pos group list` shows them"});
}

/// Nullptr for one that is not there yet. Errors: Io where the disk does not give it (any more).
const Group* known_group(const Vault& vault, const std::string& group) {
  if (const PlainFile* file = vault.plain_file(kGroupKind, group)) {
    require_read(*file);
  }
  return vault.group(group);
}

void require_group(const Vault& vault, const std::string& group) {
  if (known_group(vault, group) == nullptr) {
    throw unknown_group(group);
  }
}

const Person& require_present(const Vault& vault, const std::string& code, Instant now) {
  const Person* person = vault.staff().at(code, now);
  if (person == nullptr) {
    throw Error(
        ErrorCode::NotFound,
        text("cette personne n'est pas en fonction : {}", "this person is not in office: {}", code),
        {"`pos people list` montre qui l'est", "`pos people list` shows who is"});
  }
  return *person;
}

Codes members_of(const PlainDocument& document) {
  const std::vector<std::string> members = data_of(document).texts_of("members");
  return {members.begin(), members.end()};
}

/// The believed documents of a group that `hash` rests on, itself included.
Codes history_of(const PlainFile& file, const std::string& hash) {
  Codes history = {hash};
  for (auto document = file.documents.rbegin(); document != file.documents.rend(); ++document) {
    if (history.contains(document->document.hash)) {
      const std::vector<std::string> after = document->document.values.texts_of("after");
      history.insert(after.begin(), after.end());
    }
  }
  return history;
}

std::vector<const PlainDocument*> heads_of(const PlainFile& file) {
  Codes named;
  for (const PlainDocument& document : file.documents) {
    if (document.believed) {
      const std::vector<std::string> after = document.document.values.texts_of("after");
      named.insert(after.begin(), after.end());
    }
  }
  std::vector<const PlainDocument*> heads;
  for (const PlainDocument& document : file.documents) {
    if (document.believed && !named.contains(document.document.hash)) {
      heads.push_back(&document);
    }
  }
  return heads;
}

/// The members that all heads had before they parted.
Codes common_members(const PlainFile& file, const std::vector<const PlainDocument*>& heads) {
  Codes members;
  std::vector<Codes> histories;
  for (const PlainDocument* head : heads) {
    histories.push_back(history_of(file, head->document.hash));
  }
  for (const PlainDocument& document : file.documents) {
    const bool common = document.believed &&
                        std::all_of(histories.begin(), histories.end(), [&](const Codes& history) {
                          return history.contains(document.document.hash);
                        });
    if (common) {
      members = members_of(document);
    }
  }
  return members;
}

struct Membership {
  Codes members;
  bool someone_left = false;
};

// A removal beats an addition (format.md 4).
Membership join_heads(const PlainFile& file) {
  const std::vector<const PlainDocument*> heads = heads_of(file);
  const Codes before = common_members(file, heads);
  Membership joined;
  Codes left;
  for (const PlainDocument* head : heads) {
    const Codes members = members_of(*head);
    joined.members.insert(members.begin(), members.end());
    std::set_difference(before.begin(), before.end(), members.begin(), members.end(),
                        std::inserter(left, left.end()));
  }
  for (const std::string& code : left) {
    joined.members.erase(code);
  }
  // What only one head knows, another one's key may still open to who left.
  joined.someone_left = heads.size() > 1 && !left.empty();
  return joined;
}

std::vector<Identity> opened(const std::vector<std::string>& sealed, std::span<const Identity> keys,
                             const Group& group) {
  std::vector<Identity> secrets;
  for (const std::string& secret : sealed) {
    add_new(secrets, open_group_secret(secret, keys, plain_path(kGroupKind, group.name)));
  }
  return secrets;
}

/// The group's secrets; with a new one in the front where `renewed`. Who sealed the present one to
/// themself alone does not keep others from a new one: then those before it go on.
std::vector<Identity> open_secrets(const Vault& vault, std::span<const Identity> keys,
                                   const Group& group, bool renewed) {
  std::vector<Identity> secrets = opened(group.secrets, keys, group);
  if (secrets.empty() && renewed) {
    secrets = opened(group.former_secrets, keys, group);
  }
  if (secrets.empty()) {
    throw Error(ErrorCode::NoKey,
                text("votre clé n'ouvre pas le groupe {}", "your key does not open the group {}",
                     group.name),
                {}, {vault.path_of(plain_path(kGroupKind, group.name)), 0, {}});
  }
  return secrets;
}

std::vector<std::string> recipients_of(const Vault& vault, const Codes& members, Instant now) {
  std::vector<std::string> recipients;
  for (const std::string& code : members) {
    recipients.push_back(require_present(vault, code, now).recipient);
  }
  recipients.push_back(vault.office().recovery_recipient);
  return recipients;
}

Value group_data(const Vault& vault, const Codes& members, std::span<const Identity> secrets,
                 Instant now) {
  const std::vector<std::string> recipients = recipients_of(vault, members, now);
  return Value::map({{"recipient", Value::text(to_string(secrets.front().recipient()))},
                     {"members", Value::texts({members.begin(), members.end()})},
                     {"secret", Value::text(seal_group_secret(secrets, recipients, now))}});
}

/// Whether a member of the group is none any more by their card: it ended, or made them the unit's
/// supervisor and does so no more.
bool is_out(const Vault& vault, const std::string& group, const std::string& code, Instant now) {
  const std::string team = team_of("");
  return vault.staff().at(code, now) == nullptr ||
         (group.starts_with(team) &&
          vault.staff().is_left_over(group.substr(team.size()), code, now));
}

Codes ended_members(const Vault& vault, const Group& group, Instant now) {
  Codes ended;
  for (const std::string& code : group.members) {
    if (is_out(vault, group.name, code, now)) {
      ended.insert(code);
    }
  }
  return ended;
}

/// Whether one of `to_sign` is what counts, and opens to the signer.
bool waits_for_new_key(const Vault& vault, const Group& group, const Signer& signer,
                       const Codes& to_sign) {
  const std::vector<const PlainDocument*> heads =
      heads_of(*vault.plain_file(kGroupKind, group.name));
  return heads.size() == 1 && to_sign.contains(heads.front()->document.hash) &&
         !opened(group.secrets, std::span(signer.identity, 1), group).empty();
}

/// The last one goes out of a team with recovery, or when they have let somebody in: without
/// members nobody but recovery would open what is written.
bool needs_mending(const Vault& vault, const Group& group, const Signer& signer, Instant now) {
  const std::size_t ended = ended_members(vault, group, now).size();
  return group.secrets.size() > 1 || has_foreign_key(group, std::span(signer.identity, 1)) ||
         (ended > 0 && (ended < group.members.size() || signer.code == kRecovery));
}

}  // namespace

bool has_foreign_key(const Group& group, std::span<const Identity> keys) {
  const std::vector<Identity> present = opened(group.secrets, keys, group);
  const bool is_theirs = std::any_of(present.begin(), present.end(), [&](const Identity& key) {
    return to_string(key.recipient()) == group.recipient;
  });
  return !is_theirs && !(present.empty() && opened(group.former_secrets, keys, group).empty());
}

bool may_change_group(const Vault& vault, const Signer& signer, const std::string& group,
                      Instant now) {
  const Group* known = vault.group(group);
  if (signer.code == kRecovery) {
    return true;
  }
  return known != nullptr && vault.staff().at(signer.code, now) != nullptr &&
         std::find(known->members.begin(), known->members.end(), signer.code) !=
             known->members.end();
}

namespace {

/// What the group's documents say together, without those who are out by their card.
Membership joined_membership(const Vault& vault, const std::string& group, Instant now) {
  Membership membership = join_heads(*vault.plain_file(kGroupKind, group));
  const auto is_gone = [&](const std::string& code) { return is_out(vault, group, code, now); };
  membership.someone_left =
      std::erase_if(membership.members, is_gone) > 0 || membership.someone_left;
  return membership;
}

/// A key for what is written from now on, before those that were.
void put_new_key(std::vector<Identity>& secrets) {
  std::vector<Identity> fresh;
  fresh.push_back(new_identity());
  add_new(fresh, std::move(secrets));
  secrets = std::move(fresh);
}

}  // namespace

namespace {

/// What a member has to come or go of a group.
struct Movement {
  std::vector<std::string> added, removed;
};

Value moved_group(const Vault& vault, const Signer& signer, const std::string& group,
                  const Movement& movement, std::span<const Identity> keys, Instant now) {
  std::vector<Identity> secrets;
  Membership membership;
  const Group* known = known_group(vault, group);
  if (known != nullptr) {
    membership = joined_membership(vault, group, now);
  }
  for (const std::string& code : movement.removed) {
    membership.someone_left = membership.members.erase(code) > 0 || membership.someone_left;
  }
  membership.members.insert(movement.added.begin(), movement.added.end());
  bool renewed = known == nullptr || membership.someone_left;
  if (known != nullptr) {
    renewed = renewed || has_foreign_key(*known, keys) ||
              (signer.code == kRecovery && opened(known->secrets, keys, *known).empty());
    secrets = open_secrets(vault, keys, *known, renewed);
  }
  if (renewed) {
    put_new_key(secrets);
  }
  return group_data(vault, membership.members, secrets, now);
}

}  // namespace

void write_group(PlainChange& change, const Signer& signer, const std::string& group,
                 const std::vector<std::string>& added, const std::vector<std::string>& removed) {
  change.append_as(signer, kGroupKind, group,
                   moved_group(change.vault(), signer, group, {added, removed},
                               std::span(signer.identity, 1), change.now()));
}

void renew_group(PlainChange& change, const Signer& signer, const std::string& group,
                 std::span<const Identity> keys) {
  const Group* known = known_group(change.vault(), group);
  if (known == nullptr) {
    throw unknown_group(group);
  }
  std::vector<Identity> secrets = open_secrets(change.vault(), keys, *known, true);
  put_new_key(secrets);
  const Membership membership = joined_membership(change.vault(), group, change.now());
  change.append_as(signer, kGroupKind, group,
                   group_data(change.vault(), membership.members, secrets, change.now()));
}

namespace {

bool may_change(const PlainChange& change, const Vault& vault, const std::string& group) {
  return may_change_group(vault, change.signer(), group, change.now());
}

void require_right_to_change(const PlainChange& change, const Vault& vault,
                             const std::string& group) {
  if (!may_change(change, vault, group)) {
    throw refusal(
        "role",
        text("seul un membre du groupe {} le change, ou qui tient la clé de secours",
             "only a member of the group {} changes it, or who holds the recovery key", group),
        {"`pos group list` montre les membres ; avec la clé de secours : --recovery FICHIER",
         "`pos group list` shows the members; with the recovery key: --recovery FILE"},
        "");
  }
}

}  // namespace

void confirm_group(PlainChange& change, const std::string& group, std::span<const Identity> keys) {
  require_group(change.vault(), group);
  if (!may_change(change, change.vault(), group)) {
    const Vault whole = change.vault().taken_up({group, change.signer().code});
    require_right_to_change(change, whole, group);
    return change.take_up(whole, group,
                          moved_group(whole, change.signer(), group, {}, keys, change.now()));
  }
  if (change.vault().plain_file(kGroupKind, group)->to_confirm().empty()) {
    throw Error(ErrorCode::Conflict,
                {"rien n'attend dans ce groupe", "nothing waits in this group"},
                {"`pos check` dit ce qui n'est pas cru, et pourquoi",
                 "`pos check` says what is not believed, and why"},
                {plain_path(kGroupKind, group), 0, {}});
  }
  const Vault whole = change.vault().letting_in(kGroupKind, group);
  if (!may_change(change, whole, group)) {
    throw refusal("role",
                  {"ce qui attend vous met hors du groupe : vous ne pouvez pas le confirmer",
                   "what waits puts you out of the group: you cannot confirm it"},
                  {"qui tient la clé de secours, après vérification : --recovery FICHIER",
                   "who holds the recovery key, once verified: --recovery FILE"},
                  "");
  }
  change.confirm(kGroupKind, group,
                 moved_group(whole, change.signer(), group, {}, keys, change.now()));
}

void create_group(Vault& vault, const Identity& recovery, const std::string& group, Instant now) {
  PlainChange change(vault, {std::string(kRecovery), &recovery}, now);
  if (vault.group(group) != nullptr) {
    throw Error(ErrorCode::Conflict,
                text("ce groupe existe déjà : {}", "this group exists already: {}", group));
  }
  write_group(change, change.signer(), group, {}, {});
}

void add_member(Vault& vault, const Signer& signer, const std::string& group,
                const std::string& code, Instant now) {
  PlainChange change(vault, signer, now);
  require_group(vault, group);
  require_right_to_change(change, vault, group);
  require_present(vault, code, now);
  write_group(change, signer, group, {code}, {});
}

void remove_member(Vault& vault, const Signer& signer, const std::string& group,
                   const std::string& code, Instant now) {
  PlainChange change(vault, signer, now);
  require_group(vault, group);
  require_right_to_change(change, vault, group);
  const std::vector<std::string>& members = vault.group(group)->members;
  if (std::find(members.begin(), members.end(), code) == members.end()) {
    throw Error(
        ErrorCode::NotFound,
        text("{} n'est pas membre du groupe {}", "{} is no member of the group {}", code, group),
        {"`pos group list` montre les membres", "`pos group list` shows the members"});
  }
  write_group(change, signer, group, {}, {code});
}

bool is_last_member(const Vault& vault, const std::string& group, const std::string& code,
                    Instant now) {
  const Group* known = vault.group(group);
  if (known == nullptr) {
    return false;
  }
  Codes out = ended_members(vault, *known, now);
  out.insert(code);
  return std::all_of(known->members.begin(), known->members.end(),
                     [&](const std::string& member) { return out.contains(member); });
}

Text still_a_member(const Vault& vault, const std::string& group, const std::string& code,
                    Instant now) {
  if (is_last_member(vault, group, code, now)) {
    return text(
        "personne d'autre n'est membre de {0} : ce qui s'écrit s'ouvre encore à {1}, "
        "jusqu'à `pos group add {0} CODE --recovery FICHIER` pour qui lui succède, ou `pos group "
        "remove {0} {1} --recovery FICHIER`",
        "nobody else is a member of {0}: what is written still opens to {1}, until `pos group "
        "add {0} CODE --recovery FILE` for who comes next, or `pos group remove {0} {1} --recovery "
        "FILE`",
        group, code);
  }
  return text(
      "{1} a encore la clé du groupe {0} : la prochaine commande d'un membre qui écrit dans "
      "le coffre la change, ou `pos group remove {0} {1} --recovery FICHIER`",
      "{1} still has the key of the group {0}: the next command of a member that writes "
      "changes it, or `pos group remove {0} {1} --recovery FILE`",
      group, code);
}

std::vector<std::pair<std::string, std::string>> pending_removals(const Vault& vault, Instant now) {
  std::vector<std::pair<std::string, std::string>> pending;
  for (const auto& [name, group] : vault.groups()) {
    for (const std::string& code : ended_members(vault, group, now)) {
      pending.emplace_back(name, code);
    }
  }
  return pending;
}

void mend_groups(Vault& vault, const Signer& signer, Instant now, const Codes& to_sign) {
  const auto is_to_be_written = [&](const Group& group) {
    return needs_mending(vault, group, signer, now) ||
           waits_for_new_key(vault, group, signer, to_sign);
  };
  std::vector<std::string> names;
  for (const auto& [name, group] : vault.groups()) {
    if (may_change_group(vault, signer, name, now) && is_to_be_written(group)) {
      names.push_back(name);
    }
  }
  if (names.empty()) {
    return;
  }
  PlainChange change(vault, signer, now);
  for (const std::string& name : names) {
    const Group* known = known_group(vault, name);
    if (known != nullptr && is_to_be_written(*known)) {
      write_group(change, signer, name, {}, {});
    }
  }
}

}  // namespace pos
