#include "workflow/workspace.h"

#include <algorithm>
#include <filesystem>
#include <span>

#include "storage/layout.h"
#include "storage/plain_write.h"
#include "storage/rules_file.h"

namespace pos {
namespace {

Vault open_vault(FileSystem& disk, const Access& access) {
  VaultPlace place;
  place.folder = find_vault(disk, access.vault_folder, "", access.current_folder);
  place.locks = access.locks_folder;
  place.identities = access.identities_path;
  place.lock_seconds = access.lock_timeout;
  place.clock_given = access.clock_given;
  return Vault::open(disk, std::move(place));
}

FoundVault found_vault_at(const Vault& vault, const Access& access) {
  const std::string& folder = vault.place().folder;
  const std::string path =
      folder.starts_with('/') ? folder : join_path(access.current_folder, folder);
  return {vault.office().vault_id, vault.office().fingerprint, machine_place(path)};
}

}  // namespace

Error no_key_named() {
  return Error(ErrorCode::NoKey,
               {"aucune clé personnelle n'est indiquée", "no secret key is named"},
               {"la donner par --identity ou POS_IDENTITY ; `pos key new` en fait une",
                "name it with --identity or POS_IDENTITY; `pos key new` makes one"});
}

Workspace::Workspace(FileSystem& files, Access how)
    : disk(files),
      access(std::move(how)),
      vault_(open_vault(disk, access)),
      recollection_(disk, access.state_folder, found_vault_at(vault_, access),
                    access.trusted_fingerprint),
      schemas_(disk, access.schemas_folder,
               {vault_.path_of("schemas"), [this] { return vault_.office().additions; }},
               [this] { return vault_.office().edition; }) {}

std::string Workspace::absolute(const std::string& path) const {
  const std::string whole = path.starts_with('/') ? path : join_path(access.current_folder, path);
  std::string normal = std::filesystem::path(whole).lexically_normal().string();
  while (normal.size() > 1 && normal.ends_with('/')) {
    normal.pop_back();
  }
  return normal;
}

const Rulebook& Workspace::rules() {
  if (!rules_) {
    rules_ = load_rules(disk, access.schemas_folder, vault_.office().edition);
  }
  return *rules_;
}

bool Workspace::knows_form(std::string_view code) {
  return schemas_.knows(code);
}

Forms Workspace::forms() {
  return [this](std::string_view code) -> const Form& {
    static const Form unknown;
    return knows_form(code) ? schemas_.form(code) : unknown;
  };
}

namespace {

/// The card that carries the key may be the one that cannot be read.
void require_whole_cards(const Vault& vault) {
  for (const auto& [key, file] : vault.plain_files()) {
    if (key.first == kPersonKind && !file.findings.empty()) {
      const Finding& damage = file.findings.front();
      throw Error(file.unread ? ErrorCode::Io : ErrorCode::Integrity, damage.message,
                  {"aucune autre fiche du personnel ne porte cette clé ; `pos check` dit ce qui ne "
                   "va pas, une sauvegarde a la fiche entière",
                   "no other staff card carries this key; `pos check` says what is wrong, a backup "
                   "has the whole card"},
                  damage.where);
    }
  }
}

/// A key of somebody's who has been given another one since is told so.
Error on_no_card(const Vault& vault, std::span<const Identity> keys, const std::string& path) {
  for (const Identity& identity : keys) {
    const auto owner = vault.judged().owners.find(to_string(identity.recipient()));
    if (owner != vault.judged().owners.end()) {
      return Error(
          ErrorCode::NoKey,
          text("cette clé a été celle de {}, et a été remplacée",
               "this key was that of {}, and was replaced", owner->second),
          {"utiliser la nouvelle : --identity ou POS_IDENTITY ; si elle est perdue, la clé "
           "de secours en donne une autre : `pos people set --card … --recovery FICHIER`",
           "use the new one: --identity or POS_IDENTITY; where that is lost, the recovery "
           "key gives another: `pos people set --card … --recovery FILE`"},
          {path, 0, ""});
    }
  }
  return Error(ErrorCode::NoKey,
               {"aucune fiche du personnel ne porte cette clé", "no staff card carries this key"},
               {"un administrateur ajoute la personne par `pos people add`",
                "an administrator adds the person with `pos people add`"},
               {path, 0, ""});
}

}  // namespace

namespace {

/// Whose card carries the first of the keys that one carries; empty for nobody's.
std::string owner_among(const Vault& vault, const std::vector<Identity>& keys) {
  std::string code;
  for (const Identity& identity : keys) {
    code = code.empty() ? vault.owner_of(to_string(identity.recipient())) : code;
  }
  return code;
}

}  // namespace

void Workspace::unlock(bool may_ask) {
  if (keys_) {
    return;
  }
  if (access.identity_path.empty()) {
    throw no_key_named();
  }
  Unlocking unlocking = access.unlocking(access.identity_path);
  if (!may_ask) {
    unlocking = {[]() -> SecretBytes { throw no_key_named(); }, 1, unlocking.keyring};
  }
  std::vector<Identity> own = load_identities(disk, access.identity_path, unlocking);
  std::string code = owner_among(vault_, own);
  // A card that was laid in theirs' place is held back by what this machine has seen alone.
  for (auto key = own.begin(); code.empty() && key != own.end(); ++key) {
    if (recollection_.remembers(*key)) {
      recollect(*key, {});
      code = owner_among(vault_, own);
    }
  }
  if (code.empty()) {
    require_whole_cards(vault_);
    throw on_no_card(vault_, own, access.identity_path);
  }
  keys_.emplace(vault_, std::move(code), std::move(own));
  signing_key_.emplace(signing_key(keys_->own()));
  if (!recollection_.is_open()) {
    recollect(keys_->own(), keys_->former());
  }
}

void Workspace::recollect(const Identity& user, const std::vector<const Identity*>& former) {
  recollection_.open(user, former);
  if (std::optional<Reception> reception = recollection_.reception(now())) {
    vault_.receive(std::move(*reception));
  }
}

bool Workspace::open_unasked() {
  try {
    unlock(false);
    return true;
  } catch (const Error& error) {
    if (error.code == ErrorCode::Integrity && error.id == "founding") {
      throw;
    }
    return false;
  }
}

Recollection& Workspace::recollection() {
  unlock();
  return recollection_;
}

/// Whose memory it is; nobody's where the run has found that no card carries the key.
const Identity* Workspace::remembering_key() const {
  if (!keys_ || !signing_key_) {
    return nullptr;
  }
  try {
    return &keys_->own();
  } catch (const Error&) {
    return nullptr;
  }
}

Remarks Workspace::remember() {
  return recollection_.keep(vault_, remembering_key(),
                            access.clock_given ? std::nullopt : std::optional(now()));
}

UserKeys& Workspace::keys() {
  unlock();
  return *keys_;
}

const SigningKey& Workspace::signature_key() {
  unlock();
  return *signing_key_;
}

void Workspace::use_recovery(const std::string& file) {
  unlock();
  for (Identity& identity : load_identities(disk, file, access.unlocking(file))) {
    if (to_string(identity.recipient()) == vault_.office().recovery_recipient) {
      return use_recovery(std::move(identity));
    }
  }
  throw not_the_recovery_key(file);
}

void Workspace::use_recovery(Identity recovery) {
  unlock();
  recovery_.emplace(SecretBytes(recovery.secret().bytes()));
  recovery_key_.emplace(pos::signing_key(*recovery_));
  keys_->add(std::move(recovery));
}

Author Workspace::author() {
  if (recovery_) {
    return {std::string(kRecovery), me().code, &*recovery_, &*recovery_key_};
  }
  return {me().code, "", &keys().own(), &signature_key()};
}

namespace {

Error clock_behind(const Text& why) {
  return refusal("clock", why,
                 {"régler l'horloge ; sinon donner l'heure juste par --now, qui reste marquée",
                  "set the clock; else give the right time with --now, which stays marked"},
                 "");
}

}  // namespace

void Workspace::require_own_card() {
  const Person& person = me();
  const auto carries_own_keys = [this](const Person& card) {
    return card.recipient == to_string(keys().own().recipient()) &&
           card.signing_key == signature_key().public_key;
  };
  if (!carries_own_keys(person)) {
    // What is signed before the keys begin would be badly signed for good.
    const Person* latest = vault_.staff().latest(person.code);
    if (latest != nullptr && carries_own_keys(*latest)) {
      throw clock_behind(
          text("l'horloge ({}) est en retard : votre fiche porte vos clés depuis plus tard",
               "the clock ({}) is behind: your card has your keys from a later time on",
               to_string(now())));
    }
    throw Error(ErrorCode::NoKey,
                {"votre fiche ne porte pas vos clés", "your card does not carry your keys"},
                {"ne rien saisir ; le signaler au superviseur et à qui garde la clé de secours",
                 "enter nothing; tell the supervisor and whoever keeps the recovery key"},
                {plain_path(kPersonKind, person.code), 0, ""});
  }
  require_present_readers();
}

namespace {

/// Whether the file decides to whom something is sealed.
bool widens(const std::string& file) {
  return folder_of(file) == plain_folder(kGroupKind) ||
         folder_of(file) == plain_folder(kPersonKind) ||
         file == plain_path(kVaultKind, kOfficeCode);
}

Error undone_error(const std::string& file) {
  return Error(
      ErrorCode::Integrity,
      {"des documents qui comptaient ne comptent plus : ce qui serait écrit pourrait s'ouvrir à "
       "qui est parti ; rien n'a été écrit",
       "documents that counted count no more: what would be written might open to who has left; "
       "nothing was written"},
      text("`pos check` dit pourquoi ; de vive voix avec leur auteur et un administrateur : ce qui "
           "est arrivé trop tard, `pos check --accept {0}` le confirme, par qui en a le droit ; "
           "sinon elle admet qu'ils ne comptent plus (`--refuse` d'abord, si l'un attend), et ce "
           "qu'ils disaient est à refaire",
           "`pos check` says why; face to face with their author and an administrator: what came "
           "too late is confirmed by `pos check --accept {0}`, run by who has the right; else that "
           "accepts that they count no more (`--refuse` first, where one waits), and what they "
           "said is to be done again",
           file),
      {file, 0, ""});
}

}  // namespace

/// Whether the user is no member of that group, and may go on from what waits there.
bool Workspace::is_let_in_by(const std::string& group_file) {
  const Signer user = {keys().code(), nullptr};
  const std::string group = code_of_name(name_of(group_file)).value_or("");
  return !may_change_group(vault_, user, group, now()) &&
         may_change_group(vault_.taken_up({group, user.code}), user, group, now());
}

// The end of somebody's role may be among it, and what is written opens to them still.
void Workspace::warn_of_held_back() {
  for (const auto& [file, is_group] : held_back_files(vault_.plain_files())) {
    const Text accept = !is_group ? Text{"par un administrateur", "by an administrator"}
                        : is_let_in_by(file)
                            ? Text{"par vous, qu'il fait entrer, ou par un membre du groupe",
                                   "by you, whom it lets in, or by a member of the group"}
                            : Text{"par un membre du groupe", "by a member of the group"};
    recollection().warn(text(
        "{0} : un changement arrivé après la fin des droits de son auteur n'est pas utilisé ; pour "
        "l'utiliser, une fois vérifié : `pos check --accept {0}`, {1}, ou avec --recovery FICHIER "
        "; sinon, pour ne plus le voir ici : `pos check --refuse {0}`",
        "{0}: a change that came after its author's right had ended is not used; to use it, once "
        "verified: `pos check --accept {0}`, {1}, or with --recovery FILE; else, to see it no more "
        "here: `pos check --refuse {0}`",
        file, accept));
  }
}

std::string Workspace::rolled_back_card() {
  for (const std::string& file : recollection().lost_files(vault_)) {
    if (widens(file)) {
      return file;
    }
  }
  if (const std::set<std::string> undone = recollection().undone_files(vault_); !undone.empty()) {
    return *undone.begin();
  }
  for (const auto& [key, file] : vault_.plain_files()) {
    if (widens(file.path) && (file.unread || !recollection().unaccepted(file).empty())) {
      return file.path;
    }
  }
  return "";
}

void Workspace::require_present_readers() {
  warn_of_held_back();
  const std::string file = rolled_back_card();
  for (const auto& [key, plain] : vault_.plain_files()) {
    for (const Finding& why : plain.unreadable) {
      if (plain.unread && plain.path == file && why.where.file == file) {
        throw Error(ErrorCode::Io,
                    text("{} ; ce qui serait écrit pourrait s'ouvrir à qui est parti : rien n'a "
                         "été écrit",
                         "{}; what would be written might open to who has left: nothing was "
                         "written",
                         why.message),
                    {"reprendre le fichier d'une sauvegarde, ou réparer le disque",
                     "take the file from a backup, or mend the disk"},
                    why.where);
      }
    }
  }
  if (recollection().undone_files(vault_).contains(file)) {
    throw undone_error(file);
  }
  if (!file.empty()) {
    throw Error(
        ErrorCode::Integrity,
        {"des documents qui étaient là n'y sont plus : ce qui serait écrit pourrait s'ouvrir à qui "
         "est parti ; rien n'a été écrit",
         "documents that were there are gone: what would be written might open to who has left; "
         "nothing was written"},
        text("laisser finir le synchroniseur, ou reprendre le fichier d'une sauvegarde ; "
             "`pos check --accept {}` admet la perte",
             "let the synchroniser finish, or take the file from a backup; "
             "`pos check --accept {}` accepts the loss",
             file),
        {file, 0, ""});
  }
}

const Person& Workspace::me() {
  const std::string& code = keys().code();
  if (const Person* person = vault_.staff().at(code, now())) {
    return *person;
  }
  const Person* card = vault_.staff().card(code, now());
  if (card == nullptr || to_string(day_of(now())) < card->from) {
    throw clock_behind(text("l'horloge ({}) est en retard : votre fiche a été faite plus tard",
                            "the clock ({}) is behind: your card was made later",
                            to_string(now())));
  }
  throw refusal("role",
                {"votre rôle dans ce bureau a pris fin", "your role in this office has ended"},
                {"demander à un administrateur", "ask an administrator"}, "POS 6.3");
}

bool Workspace::has_role(StaffRole role) {
  return me().has(role);
}

void Workspace::require_known_person(const std::string& code) const {
  require_people(vault_.staff(), {code});
}

void Workspace::require_reader() {
  const Person& person = me();
  const bool reads = std::any_of(person.roles.begin(), person.roles.end(),
                                 [](StaffRole role) { return role != StaffRole::Administrator; });
  if (!reads) {
    throw refusal("role",
                  {"un administrateur ne lit rien des dossiers",
                   "an administrator reads nothing of the cases"},
                  {}, "POS 6.3");
  }
}

void Workspace::require_case_reader() {
  const Person& person = me();
  if (has_recovery()) {
    return;
  }
  const bool reads = std::any_of(person.roles.begin(), person.roles.end(), [](StaffRole role) {
    return role != StaffRole::StatisticsOfficer && role != StaffRole::Administrator;
  });
  if (!reads) {
    const bool counts = person.has(StaffRole::StatisticsOfficer);
    throw refusal(
        "role", {"ce rôle ne lit aucun dossier", "this role reads no case"},
        counts ? Text{"la fiche mensuelle et les échéances lui sont ouvertes : `pos report`, `pos "
                      "due`",
                      "the monthly sheet and the deadlines are open to it: `pos report`, `pos due`"}
               : Text{"il tient le personnel, les clés et le coffre : `pos people`, `pos check`",
                      "it keeps staff, keys and the vault: `pos people`, `pos check`"},
        "POS 6.3");
  }
}

}  // namespace pos
