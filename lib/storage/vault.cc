#include "storage/vault.h"

#include <algorithm>
#include <set>
#include <utility>

#include "storage/group_file.h"
#include "storage/layout.h"

namespace pos {
namespace {

/// Lines as `sha256sum` writes them, run in the vault's folder.
std::map<std::string, std::string> named_additions(const std::vector<std::string>& lines) {
  constexpr std::size_t kHash = 64;
  const std::string between = "  schemas/";
  std::map<std::string, std::string> named;
  for (const std::string& line : lines) {
    if (line.size() > kHash && line.compare(kHash, between.size(), between) == 0) {
      named[line.substr(kHash + between.size())] = line.substr(0, kHash);
    }
  }
  return named;
}

Office office_of(const JudgedFiles& judged, const PlainFile& file) {
  static const Value none;
  const Value& state = judged.office;
  const Value* recovery = state.find("recovery");
  const Value* policy = state.find("policy");
  Office office;
  office.vault_id = file.header.vault;
  office.fingerprint = judged.fingerprint;
  office.code = file.header.id;
  office.name = state.scalar_of("name");
  office.region = state.scalar_of("region");
  office.structure = state.scalar_of("structure");
  office.edition = state.scalar_of("edition");
  office.recovery_recipient = (recovery != nullptr ? *recovery : none).scalar_of("recipient");
  office.recovery_signing_key = (recovery != nullptr ? *recovery : none).scalar_of("signing_key");
  office.policy = policy != nullptr ? *policy : none;
  office.additions = named_additions(state.texts_of("schemas"));
  office.manager_only = office.policy.scalar_of("identity") == "manager_only";
  return office;
}

/// Hashes that a believed document names as written before it.
std::set<std::string> followed(const PlainFile& file) {
  std::set<std::string> hashes;
  for (const PlainDocument& document : file.documents) {
    if (document.believed) {
      const std::vector<std::string> after = document.document.values.texts_of("after");
      hashes.insert(after.begin(), after.end());
    }
  }
  return hashes;
}

void add_secrets(Group& group, const PlainFile& file) {
  const std::set<std::string> before = followed(file);
  for (auto document = file.documents.rbegin(); document != file.documents.rend(); ++document) {
    if (document->believed) {
      const bool head = !before.contains(document->document.hash);
      (head ? group.secrets : group.former_secrets)
          .push_back(document->document.values.find("data")->scalar_of("secret"));
    }
  }
}

void add_former_members(Group& group, const PlainFile& file) {
  std::set<std::string> former;
  for (const PlainDocument& document : file.documents) {
    if (document.believed) {
      const std::vector<std::string> members =
          document.document.values.find("data")->texts_of("members");
      former.insert(members.begin(), members.end());
    }
  }
  for (const std::string& member : group.members) {
    former.erase(member);
  }
  group.former = {former.begin(), former.end()};
}

Group group_of(const std::string& name, const Value& state, const PlainFile& file) {
  Group group;
  group.name = name;
  group.recipient = state.scalar_of("recipient");
  group.members = state.texts_of("members");
  add_secrets(group, file);
  add_former_members(group, file);
  return group;
}

bool contains(const std::vector<std::string>& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

Error locked(const std::string& path) {
  return Error(
      ErrorCode::Locked,
      {"un autre programme modifie ces fichiers", "another program is changing these files"},
      {"réessayer, ou attendre plus longtemps avec --lock-timeout",
       "try again, or wait longer with --lock-timeout"},
      {path, 0, {}});
}

}  // namespace

Vault::Vault(FileSystem& files, VaultPlace place) : files_(&files), place_(std::move(place)) {
  reload();
}

Vault Vault::open(FileSystem& files, VaultPlace place) {
  return Vault(files, std::move(place));
}

void Vault::reload() {
  plain_ = read_plain_files(*files_, place_.folder);
  sender_files_.clear();
  for (const std::string& id : list_senders(*files_, place_.folder)) {
    sender_files_[id] = read_sender_files(*files_, place_.folder, id);
  }
  for (const auto& [id, files] : admitted_) {
    sender_files_[id] = files;
  }
  judge();
}

void Vault::receive(Reception reception) {
  reception_ = std::move(reception);
  if (anything_came_later(plain_, *reception_)) {
    judge();
  }
  // What is there now came before anything that this run writes, such as its author's end.
  const Instant before = reception_->now - std::chrono::seconds(1);
  for (const auto& [key, file] : plain_) {
    for (const PlainDocument& document : file.documents) {
      const std::string& hash = document.document.hash;
      reception_->documents.try_emplace(hash,
                                        SeenDocument{file.path, before, late_.contains(hash)});
    }
  }
}

std::optional<Instant> Vault::came_at(const std::string& hash) const {
  if (!reception_ || !reception_->documents.contains(hash)) {
    return std::nullopt;
  }
  return reception_->documents.at(hash).at;
}

Vault Vault::letting_in(std::string_view kind, const std::string& code) const {
  Vault whole = *this;
  const PlainFile* file = plain_file(kind, code);
  if (file != nullptr && whole.reception_) {
    const std::set<std::string> in = file->to_confirm();
    for (const PlainDocument& document : file->documents) {
      if (document.held_back && !in.contains(document.document.hash)) {
        continue;
      }
      whole.reception_->documents[document.document.hash] = {file->path, whole.reception_->begun};
    }
    whole.judge();
  }
  return whole;
}

Vault Vault::taken_up(const Successor& successor) const {
  Vault whole = *this;
  if (whole.reception_) {
    whole.reception_->successor = successor;
    whole.judge();
  }
  return whole;
}

void Vault::judge() {
  judged_ = reception_ ? judge_received(plain_, *reception_, late_) : judge_plain_files(plain_);
  office_ = office_of(judged_, *plain_file(kVaultKind, kOfficeCode));
  groups_.clear();
  for (const auto& [name, state] : judged_.groups) {
    groups_[name] = group_of(name, state, *plain_file(kGroupKind, name));
  }
  judge_senders();
}

// Whoever has the folder could lay cards of a vault of their own into it.
bool Vault::vouches_for(const std::string& fingerprint) const {
  return std::any_of(plain_.begin(), plain_.end(), [&](const auto& item) {
    const auto& documents = item.second.documents;
    return item.first.first == kDirectoryKind &&
           std::any_of(documents.begin(), documents.end(), [&](const PlainDocument& document) {
             return document.believed && data_of(document).scalar_of("fingerprint") == fingerprint;
           });
  });
}

bool Vault::trusts(const std::string& fingerprint) const {
  return std::any_of(judged_.directory.begin(), judged_.directory.end(), [&](const auto& entry) {
    return entry.second.scalar_of("fingerprint") == fingerprint;
  });
}

// What of them is not believed is the other office's concern; what they do not prove shows in the
// case.
void Vault::judge_senders() {
  senders_.clear();
  SendingStaffs staffs;
  for (auto& [id, files] : sender_files_) {
    try {
      JudgedFiles judged = judge_sender(files, id);
      if (vouches_for(judged.fingerprint)) {
        staffs[id] = std::make_shared<const Staff>(judged.staff);
        senders_.emplace(id, std::move(judged));
      }
    } catch (const Error& error) {
      if (error.code != ErrorCode::Integrity) {
        throw;
      }
    }
  }
  judged_.staff.set_senders(std::move(staffs));
}

void Vault::admit(const std::string& vault_id, PlainFiles files) {
  admitted_[vault_id] = files;
  sender_files_[vault_id] = std::move(files);
  judge();
}

std::optional<std::string> Vault::sender_key(std::string_view author, std::string_view key,
                                             Instant recorded) const {
  std::optional<std::string> found;
  for (const auto& [id, judged] : senders_) {
    const std::optional<std::string> here = find_signing_key(judged, author, key, recorded);
    found = here && (!found || found->empty()) ? here : found;
  }
  return found;
}

FindSigningKey card_keys(const Vault& vault) {
  return FindSigningKey(
      [&vault](std::string_view author, std::string_view key, Instant recorded) {
        return vault.signing_key(author, key, recorded);
      },
      [&vault](std::string_view author, std::string_view key, Instant recorded) {
        return vault.sender_key(author, key, recorded);
      },
      [&vault](std::string_view author, Instant recorded) {
        return vault.staff().has_role(author, StaffRole::Supervisor, recorded);
      });
}

const Group* Vault::group(std::string_view name) const {
  const auto found = groups_.find(std::string(name));
  return found == groups_.end() ? nullptr : &found->second;
}

const PlainFile* Vault::plain_file(std::string_view kind, std::string_view code) const {
  const auto found = plain_.find({std::string(kind), std::string(code)});
  return found == plain_.end() ? nullptr : &found->second;
}

std::optional<std::string> Vault::signing_key(std::string_view author, std::string_view key,
                                              Instant recorded) const {
  return find_signing_key(judged_, author, key, recorded);
}

std::string Vault::owner_of(std::string_view recipient) const {
  if (recipient == office_.recovery_recipient) {
    return std::string(kRecovery);
  }
  for (const std::string& code : judged_.staff.codes()) {
    if (judged_.staff.latest(code)->recipient == recipient) {
      return code;
    }
  }
  return {};
}

std::vector<std::string> Vault::readers(Compartment compartment, std::string_view manager,
                                        bool masked, Instant now) const {
  std::vector<std::string> readers;
  const bool is_identity = compartment == Compartment::Identity;
  if (judged_.staff.has_role(manager, StaffRole::CaseManager, now)) {
    readers.push_back(judged_.staff.at(manager, now)->recipient);
  }
  const Person* card = judged_.staff.card(manager, now);
  const Group* team = card == nullptr ? nullptr : group(team_of(card->unit));
  if (team != nullptr && !(is_identity && (masked || office_.manager_only))) {
    readers.push_back(team->recipient);
  }
  const Group* statistics = group(kStatistics);
  if (statistics != nullptr && compartment == Compartment::Facts) {
    readers.push_back(statistics->recipient);
  }
  readers.push_back(office_.recovery_recipient);
  return readers;
}

std::string Vault::path_of(const std::string& path_in_vault) const {
  return join_path(place_.folder, path_in_vault);
}

std::string Vault::compartment_path(Compartment compartment) const {
  if (compartment == Compartment::Identity && !place_.identities.empty()) {
    return place_.identities;
  }
  return path_of(compartment_folder(compartment));
}

bool Vault::has_identities() const {
  const std::string folder = compartment_path(Compartment::Identity);
  if (place_.identities.empty()) {
    return files_->status(folder).has_value();
  }
  // Where it is not mounted, the folder that it is mounted on may be there.
  return !files_->list(folder).empty();
}

std::unique_ptr<FileLock> Vault::lock_file(const std::string& name) const {
  files_->make_folders(place_.locks);
  const std::string path = join_path(place_.locks, name);
  std::unique_ptr<FileLock> lock = files_->lock(path, place_.lock_seconds);
  if (lock == nullptr) {
    throw locked(path);
  }
  return lock;
}

std::unique_ptr<FileLock> Vault::lock() const {
  return lock_file(office_.vault_id + ".lock");
}

std::unique_ptr<FileLock> Vault::lock_case(const CaseId& id) const {
  return lock_file(fmt::format("{}-{}.lock", office_.vault_id, id.text()));
}

Error not_the_recovery_key(const std::string& file) {
  return Error(
      ErrorCode::NoKey,
      {"ce n'est pas la clé de secours de ce coffre", "this is not the recovery key of this vault"},
      {"c'est celle que `pos init` a écrite, ou la dernière que `pos group rotate recovery` a mise "
       "à sa place ; est-ce bien le bon coffre ?",
       "it is the one that `pos init` wrote, or the last one that `pos group rotate recovery` put "
       "in its place; is this the right vault?"},
      {file, 0, ""});
}

UserKeys::UserKeys(const Vault& vault, std::string code, std::vector<Identity> own)
    : vault_(&vault), code_(std::move(code)), identities_(std::move(own)) {}

const Identity& UserKeys::own() const {
  for (const Identity& identity : identities_) {
    if (!code_.empty() && vault_->owner_of(to_string(identity.recipient())) == code_) {
      return identity;
    }
  }
  throw Error(
      ErrorCode::NoKey,
      {"aucune fiche de ce coffre ne porte votre clé", "no card of this vault carries your key"},
      {"un administrateur vous ajoute avec `pos people add`",
       "an administrator adds you with `pos people add`"});
}

std::vector<const Identity*> UserKeys::former() const {
  std::vector<const Identity*> former;
  for (const Identity& identity : identities_) {
    const std::string recipient = to_string(identity.recipient());
    const auto owner = vault_->judged().owners.find(recipient);
    if (owner != vault_->judged().owners.end() && owner->second == code_ &&
        vault_->owner_of(recipient) != code_) {
      former.push_back(&identity);
    }
  }
  return former;
}

const std::vector<Identity>& UserKeys::all() {
  if (!std::exchange(groups_opened_, true) && code_ != kRecovery) {
    open_groups();
  }
  return identities_;
}

void UserKeys::add(Identity identity) {
  all();
  std::vector<Identity> more;
  more.push_back(std::move(identity));
  for (const auto& [name, group] : vault_->groups()) {
    for (const std::string& secret : group.secrets) {
      add_new(more, open_group_secret(secret, std::span(more.data(), 1), name));
    }
  }
  add_new(identities_, std::move(more));
}

void UserKeys::open_groups() {
  for (const auto& [name, group] : vault_->groups()) {
    const bool member = contains(group.members, code_);
    if (!member && !contains(group.former, code_)) {
      continue;
    }
    bool opened = false;
    for (const std::string& secret : group.secrets) {
      std::vector<Identity> inside = open_group_secret(secret, identities_, name);
      opened = opened || !inside.empty();
      add_new(identities_, std::move(inside));
    }
    if (member && opened) {
      continue;  // the former ones are in it
    }
    for (const std::string& secret : group.former_secrets) {
      add_new(identities_, open_group_secret(secret, identities_, name));
    }
  }
}

}  // namespace pos
