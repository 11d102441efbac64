#include "storage/backup.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "crypto/hash.h"
#include "storage/atomic_write.h"
#include "storage/check.h"
#include "storage/layout.h"

namespace pos {
namespace {

constexpr std::string_view kVaultCopy = "vault";
constexpr std::string_view kNamesCopy = "identities";
constexpr std::string_view kNote = "LISEZ-MOI.txt";
// No file of a vault is that large (FileSystem::kReadLimit); what else lies there is held in memory
// while it is copied, and an old laptop has little.
constexpr std::uint64_t kLargest = 256U << 20;
// A synchroniser may be writing; one that never stops is no time for a backup.
constexpr int kAttempts = 20;

constexpr std::string_view kNoteText =
    "Sauvegarde d'un coffre de pos\n"
    "\n"
    "Vérifier la copie :   sha256sum --quiet -c SHA256SUMS\n"
    "Restaurer :           écarter d'abord ce qui s'y trouve encore\n"
    "                      (mv /chemin/du/coffre /chemin/du/coffre.ancien),\n"
    "                      puis copier le dossier vault/ à sa place (cp -r vault "
    "/chemin/du/coffre),\n"
    "                      et identities/, s'il existe, sur son support ;\n"
    "                      puis : pos --vault /chemin/du/coffre check --read-data\n"
    "Sans SHA256SUMS, la copie est inachevée. Les dossiers restent chiffrés ; il faut les clés.\n"
    "\n"
    "Backup of a vault of pos\n"
    "\n"
    "Verify the copy:      sha256sum --quiet -c SHA256SUMS\n"
    "Restore:              first move away what is still there\n"
    "                      (mv /path/of/the/vault /path/of/the/vault.old),\n"
    "                      then copy the folder vault/ to its place (cp -r vault "
    "/path/of/the/vault),\n"
    "                      and identities/, where there is one, to its medium;\n"
    "                      then: pos --vault /path/of/the/vault check --read-data\n"
    "Without SHA256SUMS the copy is unfinished. The cases stay encrypted; the keys are needed.\n";

std::string normal(const std::string& path) {
  std::string plain = std::filesystem::path(path).lexically_normal().string();
  while (plain.size() > 1 && plain.ends_with('/')) {
    plain.pop_back();
  }
  return plain;
}

bool lies_in(const std::string& path, const std::string& folder) {
  const std::string inner = normal(path);
  const std::string outer = normal(folder);
  return inner == outer || inner.starts_with(outer == "/" ? outer : outer + "/");
}

Error inside_vault(const std::string& destination) {
  return Error(ErrorCode::Usage,
               {"une sauvegarde ne se fait pas dans le coffre lui-même",
                "a backup is not made inside the vault itself"},
               {"choisir un autre support : une clé USB, un disque externe",
                "choose another medium: a stick, an external disk"},
               {destination, 0, ""});
}

/// `20261003T101500Z`
std::string compact(Instant now) {
  std::string words = to_string(now);
  std::erase_if(words, [](char c) { return c == '-' || c == ':'; });
  return words;
}

/// A name as `sha256sum` writes it.
std::string manifest_line(const std::string& hash, const std::string& name) {
  std::string escaped;
  for (const char c : name) {
    escaped += c == '\\' ? "\\\\" : c == '\n' ? "\\n" : std::string(1, c);
  }
  return (escaped == name ? "" : "\\") + hash + "  " + escaped + "\n";
}

/// A file of the vault, and its name in the backup.
struct Source {
  std::string path, name;
  friend bool operator==(const Source&, const Source&) = default;
};
using FilesRead = std::vector<std::pair<Source, std::string>>;

/// Where the names are kept away from this machine, or were lost here.
bool has_no_names(const Vault& vault) {
  return list_case_files(vault.files(), vault.compartment_path(Compartment::Identity)).empty() &&
         !list_told_cases(vault).empty();
}

class Copying {
 public:
  Copying(const Vault& vault, const std::string& destination, Instant now, const Progress& progress)
      : vault_(vault), files_(vault.files()), progress_(progress) {
    name_ = vault.office().code + "-" + compact(now);
    backup_.folder = join_path(destination, name_);
    const std::string& elsewhere = vault.place().identities;
    backup_.names_elsewhere = !elsewhere.empty();
    backup_.names_missing =
        backup_.names_elsewhere ? !files_.status(elsewhere) : has_no_names(vault);
  }

  Backup run() {
    begin();
    try {
      refuse_inside(vault_.place().folder);
      refuse_inside(vault_.place().identities);
      copy_cases();
      copy_rest();
      write(Source{"", std::string(kNote)}, kNoteText);
      finish();
    } catch (Error& error) {
      if (error.code != ErrorCode::Usage) {
        error.hint = text("la copie inachevée n'a pas de {} : supprimer {}",
                          "the unfinished copy has no {}: remove {}", kManifest, backup_.folder);
      }
      throw;
    }
    return std::move(backup_);
  }

 private:
  void begin();
  void refuse_inside(const std::string& folder);
  void copy_cases();
  void copy_case(const CaseId& id);
  void copy_rest();
  void list_rest(const std::string& folder, const std::string& name, std::vector<Source>& found);
  std::vector<Source> rest();
  FilesRead read_all(const std::vector<Source>& sources);
  std::optional<std::string> read_one(const Source& source);
  template <class List>
  FilesRead read_at_rest(List list);
  void write(const Source& source, std::string_view bytes);
  void finish();

  std::string case_name(Compartment compartment) const {
    const bool elsewhere = compartment == Compartment::Identity && backup_.names_elsewhere;
    return elsewhere ? std::string(kNamesCopy)
                     : join_path(kVaultCopy, compartment_folder(compartment));
  }

  const Vault& vault_;
  FileSystem& files_;
  const Progress& progress_;
  std::string name_;
  Backup backup_;
  std::set<std::string> folders_;              ///< made in the backup, without its own path
  std::set<std::string> copied_;               ///< paths
  std::map<std::string, std::string> hashes_;  ///< by name
  std::vector<LeftOut> unread_;                ///< of the files that are being read
};

void Copying::begin() {
  const std::string real = files_.real_path(folder_of(backup_.folder)) + "/";
  for (const std::string& folder : {vault_.place().folder, vault_.place().identities}) {
    if (!folder.empty() && real.starts_with(files_.real_path(folder) + "/")) {
      throw inside_vault(folder);
    }
  }
  if (files_.status(backup_.folder)) {
    throw Error(ErrorCode::Conflict, {"cette sauvegarde existe déjà", "this backup exists already"},
                {"rien n'est jamais écrasé : recommencer dans une seconde",
                 "nothing is ever overwritten: try again in a second"},
                {backup_.folder, 0, ""});
  }
  files_.make_folders(backup_.folder);
  files_.sync_folder(folder_of(backup_.folder));
}

/// The new folder must not have appeared there: a second mount hides where it leads.
void Copying::refuse_inside(const std::string& folder) {
  if (folder.empty()) {
    return;
  }
  for (const FolderEntry& entry : files_.list(folder)) {
    if (entry.is_folder && entry.name == name_) {
      throw inside_vault(folder);
    }
    if (entry.is_folder && !entry.name.starts_with('.')) {
      refuse_inside(join_path(folder, entry.name));
    }
  }
}

void Copying::copy_cases() {
  const std::vector<CaseId> ids = list_cases(vault_);
  for (const CaseId& id : ids) {
    copy_case(id);
    ++backup_.cases;
    if (progress_) {
      progress_(backup_.cases, ids.size());
    }
  }
}

void Copying::copy_case(const CaseId& id) {
  const auto lock = vault_.lock_case(id);
  const std::string year = std::to_string(id.year());
  const FilesRead read = read_at_rest([&] {
    std::vector<Source> sources;
    for (Compartment compartment : {Compartment::Identity, Compartment::Case, Compartment::Facts}) {
      const std::string folder = join_path(vault_.compartment_path(compartment), year);
      for (const FolderEntry& entry : files_.list(folder)) {
        if (!entry.is_folder && case_of_name(entry.name) == id) {
          sources.push_back({join_path(folder, entry.name),
                             join_path(join_path(case_name(compartment), year), entry.name)});
        }
      }
    }
    return sources;
  });
  for (const auto& [source, bytes] : read) {
    write(source, bytes);
  }
}

void Copying::list_rest(const std::string& folder, const std::string& name,
                        std::vector<Source>& found) {
  for (const FolderEntry& entry : files_.list(folder)) {
    const Source source{join_path(folder, entry.name), join_path(name, entry.name)};
    const std::optional<FileStatus> status = files_.status(source.path);
    if (!status || is_temporary_name(entry.name) || copied_.contains(source.path) ||
        (status->is_folder && entry.name.starts_with('.'))) {
      continue;
    }
    if (status->is_folder) {
      list_rest(source.path, source.name, found);
    } else {
      found.push_back(source);
    }
  }
}

/// All that is no case: what a new case has laid there meanwhile is of the next backup.
std::vector<Source> Copying::rest() {
  std::vector<Source> found;
  list_rest(vault_.place().folder, std::string(kVaultCopy), found);
  if (backup_.names_elsewhere) {
    list_rest(vault_.place().identities, std::string(kNamesCopy), found);
  }
  std::set<std::string> cases;
  for (Compartment compartment : {Compartment::Identity, Compartment::Case, Compartment::Facts}) {
    for (const auto& [id, paths] : list_case_files(files_, vault_.compartment_path(compartment))) {
      cases.insert(paths.begin(), paths.end());
    }
  }
  std::erase_if(found, [&](const Source& source) { return cases.contains(source.path); });
  return found;
}

void Copying::copy_rest() {
  const auto lock = vault_.lock();
  const FilesRead read = read_at_rest([&] { return rest(); });
  for (const auto& [source, bytes] : read) {
    write(source, bytes);
  }
}

FilesRead Copying::read_all(const std::vector<Source>& sources) {
  FilesRead read;
  unread_.clear();
  for (const Source& source : sources) {
    if (auto bytes = read_one(source)) {
      read.emplace_back(source, std::move(*bytes));
    }
  }
  return read;
}

/// One bad sector, or a pipe laid there, must not keep the rest from being copied.
std::optional<std::string> Copying::read_one(const Source& source) {
  const std::string file =
      source.name.starts_with(kVaultCopy) ? source.name.substr(kVaultCopy.size() + 1) : source.name;
  try {
    const std::optional<FileStatus> status = files_.status(source.path);
    if (!status || status->is_regular) {
      return files_.read(source.path, kLargest);
    }
    unread_.push_back({file, {"ce n'est pas un fichier ordinaire", "not a regular file"}});
  } catch (const Error& error) {
    unread_.push_back({file, error.message});
  }
  return std::nullopt;
}

/// The files that belong together, at a moment when nobody changes them: read twice alike. The lock
/// keeps other commands out, and knows nothing of a synchroniser.
template <class List>
FilesRead Copying::read_at_rest(List list) {
  FilesRead before = read_all(list());
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    FilesRead now = read_all(list());
    if (now == before) {
      backup_.left_out.insert(backup_.left_out.end(), unread_.begin(), unread_.end());
      return now;
    }
    before = std::move(now);
  }
  throw Error(ErrorCode::Locked,
              {"ces fichiers changent sans cesse : sauvegarde impossible maintenant",
               "these files keep changing: no backup can be made now"});
}

void Copying::write(const Source& source, std::string_view bytes) {
  const std::string path = join_path(backup_.folder, source.name);
  if (!folders_.contains(folder_of(source.name))) {
    files_.make_folders(folder_of(path));
  }
  for (std::string folder = folder_of(source.name);
       folders_.insert(folder).second && folder != ".";) {
    folder = folder_of(folder);
  }
  files_.write_new(path, bytes);
  copied_.insert(source.path);
  hashes_[source.name] = sha256_hex(bytes);
  ++backup_.files;
  backup_.bytes += bytes.size();
}

/// Everything is read back from the medium before the manifest says that it is there.
void Copying::finish() {
  for (const std::string& folder : folders_) {
    files_.sync_folder(folder == "." ? backup_.folder : join_path(backup_.folder, folder));
  }
  std::string manifest;
  for (const auto& [name, hash] : hashes_) {
    const std::string path = join_path(backup_.folder, name);
    const std::optional<std::string> bytes = files_.read(path, kLargest);
    if (!bytes || sha256_hex(*bytes) != hash) {
      throw Error(ErrorCode::Io,
                  {"le support ne rend pas ce qui y a été écrit",
                   "the medium does not give back what was written"},
                  {}, {path, 0, ""});
    }
    manifest += manifest_line(hash, name);
  }
  write_atomically(files_, join_path(backup_.folder, kManifest), manifest);
}

}  // namespace

VaultPlace Backup::place(const VaultPlace& original) const {
  VaultPlace place = original;
  place.folder = join_path(folder, kVaultCopy);
  place.identities = names_elsewhere ? join_path(folder, kNamesCopy) : "";
  return place;
}

Backup back_up(const Vault& vault, const std::string& destination, Instant now,
               const Progress& progress) {
  for (const std::string& folder : {vault.place().folder, vault.place().identities}) {
    if (!folder.empty() && lies_in(destination, folder)) {
      throw inside_vault(destination);
    }
  }
  const std::optional<FileStatus> status = vault.files().status(destination);
  if (!status) {
    throw Error(ErrorCode::Io, {"ce dossier n'est pas là", "this folder is not there"},
                {"brancher et monter le support, ou créer le dossier",
                 "plug in and mount the medium, or make the folder"},
                {destination, 0, ""});
  }
  return Copying(vault, destination, now, progress).run();
}

}  // namespace pos
