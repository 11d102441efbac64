// What `pos doctor` says of keys: the user's file, the recovery key, what was proven of both.
#include <algorithm>
#include <map>
#include <set>

#include "crypto/age_file.h"
#include "storage/known_vaults.h"
#include "storage/layout.h"
#include "storage/vault_change.h"
#include "workflow/doctor_parts.h"
#include "workflow/paper.h"

namespace pos {
namespace {

/// A key file is a few hundred bytes; nothing larger is read in search of one.
constexpr std::uint64_t kKeyFileLimit = 4096;
/// So that a folder of thousands of files costs no more than a moment.
constexpr int kFilesLookedAt = 4000;
constexpr std::chrono::days kBackupTime(7);
constexpr unsigned kWritableByOthers = 022;
constexpr unsigned kSticky = 01000;

bool lies_in(const std::string& path, const std::string& folder) {
  return path.starts_with(folder + "/");
}

void examine_access(Workspace& workspace, const std::string& path, bool is_protected,
                    DoctorItems& items) {
  const DoctorLevel level = is_protected ? DoctorLevel::Warning : DoctorLevel::Wrong;
  if (is_open_to_others(workspace.disk, path)) {
    items.push_back({"identity-permissions", level,
                     text("d'autres utilisateurs peuvent lire {}", "other users can read {}", path),
                     text("`chmod 600 {}`", "`chmod 600 {}`", path)});
  }
  const std::optional<FileStatus> folder = workspace.disk.status(folder_of(path));
  if (folder && (folder->mode & kWritableByOthers) != 0 && (folder->mode & kSticky) == 0) {
    items.push_back({"identity-folder", DoctorLevel::Warning,
                     text("d'autres utilisateurs peuvent remplacer des fichiers de {}",
                          "other users can replace files of {}", folder_of(path)),
                     text("`chmod go-w {}`", "`chmod go-w {}`", folder_of(path))});
  }
  if (lies_in(path, workspace.absolute(workspace.vault().place().folder))) {
    items.push_back({"identity-in-vault",
                     level,
                     text("la clé {} est dans le coffre, que d'autres machines reçoivent",
                          "the key {} lies in the vault, which other machines receive", path),
                     {"la déplacer hors du coffre", "move it out of the vault"}});
  }
}

/// Opens the memory where the key opens without more; what keeps it closed is an item.
const Memory* memory_of(Workspace& workspace, DoctorItems& items) {
  try {
    return &workspace.memory();
  } catch (const Error& error) {
    const bool not_given = error.code == ErrorCode::Usage;
    items.push_back({not_given ? "identity-closed" : "identity-unusable",
                     not_given ? DoctorLevel::Note : DoctorLevel::Wrong,
                     text("la clé personnelle ne s'ouvre pas : {}",
                          "the secret key does not open: {}", error.message),
                     error.hint});
    return nullptr;
  }
}

/// The recipients of the keys that lie open in a file.
std::set<std::string> keys_in_file(FileSystem& disk, const std::string& path) {
  std::set<std::string> recipients;
  const std::optional<FileStatus> status = disk.status(path);
  if (!status || !status->is_regular || status->size > kKeyFileLimit) {
    return recipients;
  }
  try {
    std::string bytes = disk.read(path, kKeyFileLimit).value_or("");
    if (bytes.find("AGE-SECRET-KEY-1") != std::string::npos) {
      for (const Identity& key : parse_identities(bytes)) {
        recipients.insert(to_string(key.recipient()));
      }
    }
    wipe(bytes.data(), bytes.size());
  } catch (const Error&) {
    recipients.clear();  // not ours to read, or no key file
  }
  return recipients;
}

/// Where a key file is likely to be left: the user's folder and the folders in it, where the user
/// works, beside the vault and beside the user's own key.
std::set<std::string> likely_folders(const Workspace& workspace, const std::string& vault,
                                     const Machine& machine) {
  std::set<std::string> folders = {vault, folder_of(vault), workspace.access.current_folder};
  if (!workspace.access.identity_path.empty()) {
    folders.insert(folder_of(workspace.absolute(workspace.access.identity_path)));
  }
  if (!machine.config_folder.empty()) {
    folders.insert(join_path(machine.config_folder, "pos"));
  }
  if (!machine.home.empty()) {
    folders.insert(machine.home);
    for (const FolderEntry& entry : workspace.disk.list(machine.home)) {
      if (entry.is_folder && !entry.name.starts_with('.')) {
        folders.insert(join_path(machine.home, entry.name));
      }
    }
  }
  return folders;
}

/// Where `pos init` and `pos group rotate recovery` have written it from here.
std::set<std::string> told_recovery_files(Workspace& workspace) {
  const Office& office = workspace.vault().office();
  try {
    return KnownVaults::read(workspace.disk, workspace.access.state_folder)
        .recovery_files({office.vault_id, office.fingerprint, ""});
  } catch (const Error&) {
    return {};  // every run warns of a list that cannot be read
  }
}

/// Files of recovery keys, and whether it is the present one.
std::map<std::string, bool> recovery_files(Workspace& workspace, const Machine& machine) {
  const std::string vault = workspace.absolute(workspace.vault().place().folder);
  const std::string& present = workspace.vault().office().recovery_recipient;
  const std::set<std::string> recipients = recovery_recipients(workspace.vault());
  std::map<std::string, bool> found;
  const auto look_at = [&](const std::string& path) {
    const std::set<std::string> keys = keys_in_file(workspace.disk, path);
    if (std::any_of(keys.begin(), keys.end(),
                    [&](const std::string& key) { return recipients.contains(key); })) {
      found[path] = keys.contains(present);
    }
  };
  for (const std::string& path : told_recovery_files(workspace)) {
    look_at(path);
  }
  int looked_at = 0;
  for (const std::string& folder : likely_folders(workspace, vault, machine)) {
    std::vector<FolderEntry> entries;
    try {
      entries = workspace.disk.list(folder);
    } catch (const Error&) {
      continue;  // closed to us, then also to the key
    }
    for (const FolderEntry& entry : entries) {
      const std::string path = join_path(folder, entry.name);
      if (!entry.is_folder && ++looked_at <= kFilesLookedAt) {
        look_at(path);
      }
    }
  }
  return found;
}

void examine_copies(Workspace& workspace, const Memory& memory, DoctorItems& items) {
  const std::vector<int> proven =
      proven_copies(memory, workspace.vault().office().recovery_recipient);
  if (proven.size() >= 2) {
    return;
  }
  // The administrator keeps the key; to the others it is good to know.
  const std::string& code = workspace.keys().code();
  const bool keeper =
      workspace.vault().staff().has_role(code, StaffRole::Administrator, workspace.now());
  items.push_back(
      {"recovery-unproven",
       keeper ? DoctorLevel::Warning : DoctorLevel::Note,
       proven.empty()
           ? Text{"aucun exemplaire de la clé de secours n'a été prouvé avec votre clé sur cette "
                  "machine : s'il n'y en a pas, une clé perdue perd ses dossiers",
                  "no copy of the recovery key was proven with your key on this machine: where "
                  "there is none, a lost key loses its case files"}
           : text("un seul exemplaire de la clé de secours a été prouvé, le numéro {}",
                  "only one copy of the recovery key was proven, number {}", proven.front()),
       {"`pos key paper FICHIER` l'imprime en deux exemplaires, `pos key verify-paper` prouve "
        "chacun",
        "`pos key paper FILE` prints it in two copies, `pos key verify-paper` proves each"}});
}

void examine_backups(const Workspace& workspace, const Memory& memory, DoctorItems& items) {
  const Text hint = {"`pos backup DOSSIER`, sur un disque qui n'est pas dans cette machine",
                     "`pos backup FOLDER`, on a disk that is not in this machine"};
  const auto latest =
      std::max_element(memory.backups.begin(), memory.backups.end(),
                       [](const BackupMade& a, const BackupMade& b) { return a.at < b.at; });
  if (latest == memory.backups.end()) {
    items.push_back({"backup-none",
                     DoctorLevel::Warning,
                     {"aucune sauvegarde de ce coffre n'a été faite d'ici",
                      "no backup of this vault was made from here"},
                     hint});
    return;
  }
  const bool old = latest->at + kBackupTime < workspace.now();
  const auto age =
      std::max(std::chrono::days(0),
               std::chrono::duration_cast<std::chrono::days>(workspace.now() - latest->at));
  items.push_back({old ? "backup-old" : "backup-latest",
                   old ? DoctorLevel::Warning : DoctorLevel::Note,
                   text("la dernière sauvegarde faite d'ici date du {}, il y a {} jour(s) : {}",
                        "the last backup made from here is of {}, {} day(s) ago: {}",
                        to_string(latest->at), age.count(), latest->destination),
                   old ? hint
                       : Text{"`pos backup DOSSIER --test-restore` prouve qu'elle s'ouvre",
                              "`pos backup FOLDER --test-restore` proves that it opens"}});
}

DoctorItem present_recovery(const std::string& path) {
  return {"recovery-on-machine",
          DoctorLevel::Wrong,
          text("la clé de secours est encore sur cette machine : {}",
               "the recovery key is still on this machine: {}", path),
          {"prouver deux exemplaires hors de la machine, puis effacer ce fichier",
           "prove two copies off the machine, then remove this file"}};
}

DoctorItem former_recovery(const std::string& path) {
  return {"former-recovery-on-machine",
          DoctorLevel::Warning,
          text("une ancienne clé de secours est encore sur cette machine, et ouvre les "
               "sauvegardes d'avant : {}",
               "a former recovery key is still on this machine, and opens the backups from "
               "before: {}",
               path),
          {"la garder sous clé hors de la machine tant qu'elle sert (machines absentes, "
           "sauvegardes d'avant), puis effacer ce fichier",
           "keep it locked away off the machine while it is needed (machines that are away, "
           "backups from before), then remove this file"}};
}

}  // namespace

void examine_key(Workspace& workspace, DoctorItems& items) {
  if (workspace.access.identity_path.empty()) {
    const Error error = no_key_named();
    items.push_back({"identity-none", DoctorLevel::Note, error.message, error.hint});
    return;
  }
  const std::string path = workspace.absolute(workspace.access.identity_path);
  std::optional<std::string> bytes = workspace.disk.read(path);
  if (!bytes) {
    items.push_back({"identity-missing",
                     DoctorLevel::Wrong,
                     text("fichier de clé introuvable : {}", "no such identity file: {}", path),
                     {"l'indiquer par --identity, ou le refaire d'après sa feuille : `pos key "
                      "restore-paper`",
                      "name it with --identity, or make it again from its sheet: `pos key "
                      "restore-paper`"}});
    return;
  }
  const bool is_protected = is_age_file(*bytes);
  wipe(bytes->data(), bytes->size());
  examine_access(workspace, path, is_protected, items);
  if (!is_protected) {
    items.push_back(
        {"identity-plain",
         DoctorLevel::Note,
         text("la clé {} n'a pas de phrase de passe", "the key {} has no passphrase", path),
         {"que le disque soit chiffré, et la session fermée en partant",
          "keep the disk encrypted, and the session closed when you leave"}});
  }
}

void examine_recovery(Workspace& workspace, const Machine& machine, DoctorItems& items) {
  for (const auto& [path, is_present] : recovery_files(workspace, machine)) {
    items.push_back(is_present ? present_recovery(path) : former_recovery(path));
  }
  if (workspace.access.identity_path.empty() ||
      !workspace.disk.status(workspace.access.identity_path)) {
    return;
  }
  if (const Memory* memory = memory_of(workspace, items)) {
    examine_copies(workspace, *memory, items);
    examine_backups(workspace, *memory, items);
  }
}

}  // namespace pos
