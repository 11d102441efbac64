// What `pos doctor` sees of the vault's folder: who may read it, what waits in it, git.
#include <algorithm>

#include "storage/layout.h"
#include "workflow/doctor_parts.h"

namespace pos {
namespace {

constexpr unsigned kOthers = 077;
constexpr std::string_view kDriver = "[merge \"pos\"]";

/// What is counted on a walk through all of it.
struct Walk {
  int open_to_others = 0;
  int temporaries = 0;
};

void walk(FileSystem& disk, const std::string& folder, Walk& found) {
  for (const FolderEntry& entry : disk.list(folder)) {
    if (entry.name == ".git") {
      continue;
    }
    const std::string path = join_path(folder, entry.name);
    const std::optional<FileStatus> status = disk.status(path);
    found.open_to_others += status && (!status->own || (status->mode & kOthers) != 0) ? 1 : 0;
    found.temporaries += is_temporary_name(entry.name) ? 1 : 0;
    if (entry.is_folder) {
      walk(disk, path, found);
    }
  }
}

/// How many files are parts or copies of others, of cases and of plain files.
int parts_waiting(const Vault& vault) {
  std::size_t parts = 0;
  for (const Compartment compartment :
       {Compartment::Identity, Compartment::Case, Compartment::Facts}) {
    for (const auto& [id, paths] :
         list_case_files(vault.files(), vault.compartment_path(compartment))) {
      parts += paths.size() - (is_case_file_name(name_of(paths.front())) ? 1 : 0);
    }
  }
  for (const std::string_view kind : kPlainKinds) {
    for (const auto& [code, paths] : list_plain_files(vault.files(), vault.place().folder, kind)) {
      parts += paths.size() - 1;
    }
  }
  return static_cast<int>(parts);
}

void examine_walk(const Vault& vault, DoctorItems& items) {
  Walk found;
  walk(vault.files(), vault.place().folder, found);
  const std::optional<FileStatus> top = vault.files().status(vault.place().folder);
  const bool closed_above = top && top->own && (top->mode & kOthers) == 0;
  if (found.open_to_others > 0 && !closed_above) {
    items.push_back(
        {"vault-permissions", DoctorLevel::Warning,
         text("d'autres utilisateurs de la machine peuvent voir le coffre ; fichiers et "
              "dossiers : {}",
              "other users of the machine can see the vault; files and folders: {}",
              found.open_to_others),
         text("`chmod -R go= {}`", "`chmod -R go= {}`", vault.place().folder)});
  }
  if (found.temporaries > 0) {
    items.push_back({"temporaries",
                     DoctorLevel::Note,
                     text("fichiers temporaires d'écritures interrompues : {}",
                          "temporary files of writes that broke off: {}", found.temporaries),
                     {"`pos check --repair` les range", "`pos check --repair` puts them away"}});
  }
  if (const int parts = parts_waiting(vault)) {
    items.push_back({"parts-waiting",
                     DoctorLevel::Note,
                     text("parties ou copies de conflit qui attendent d'être réunies : {}",
                          "parts or conflict copies that wait to be joined: {}", parts),
                     {"la prochaine commande de qui peut les ouvrir, ou `pos merge --conflicts`",
                      "the next command of who can open them, or `pos merge --conflicts`"}});
  }
}

void examine_identities(const Vault& vault, DoctorItems& items) {
  if (!vault.place().identities.empty() && !vault.files().status(vault.place().identities)) {
    items.push_back(
        {"identities-not-mounted",
         DoctorLevel::Note,
         text("le dossier des identités n'est pas monté : {}",
              "the folder of identities is not mounted: {}", vault.place().identities),
         {"brancher son support pour lire les noms", "plug in its medium to read names"}});
  }
}

bool names_driver(FileSystem& disk, const std::string& path) {
  const std::string config = disk.read(path).value_or("");
  const std::size_t found = config.find(kDriver);
  return found != std::string::npos &&
         config.find("driver", found + kDriver.size()) != std::string::npos;
}

void examine_git(const Vault& vault, const Machine& machine, DoctorItems& items) {
  FileSystem& disk = vault.files();
  const std::string folder = vault.place().folder;
  if (!disk.status(join_path(folder, ".git"))) {
    return;
  }
  const std::vector<std::string> configs = {join_path(folder, ".git/config"),
                                            join_path(machine.home, ".gitconfig"),
                                            join_path(machine.config_folder, "git/config")};
  if (std::none_of(configs.begin(), configs.end(),
                   [&](const std::string& path) { return names_driver(disk, path); })) {
    items.push_back(
        {"git-merge-driver",
         DoctorLevel::Warning,
         {"git ne sait pas réunir deux versions d'un dossier dans cette copie du coffre",
          "git cannot join two versions of a case file in this clone of the vault"},
         text("`pos init --git {}`", "`pos init --git {}`", folder)});
  }
  const std::string attributes = disk.read(join_path(folder, ".gitattributes")).value_or("");
  if (attributes.find("merge=pos") == std::string::npos) {
    items.push_back({"git-attributes",
                     DoctorLevel::Wrong,
                     {".gitattributes ne protège pas les fichiers : git peut changer leurs fins de "
                      "ligne, donc leurs signatures",
                      ".gitattributes does not protect the files: git may change their line ends, "
                      "and so their signatures"},
                     {"y mettre `*.age -text -diff merge=pos` et `*.yaml -text merge=pos`",
                      "put `*.age -text -diff merge=pos` and `*.yaml -text merge=pos` there"}});
  }
}

}  // namespace

void examine_folder(Workspace& workspace, const Machine& machine, DoctorItems& items) {
  const Vault& vault = workspace.vault();
  examine_walk(vault, items);
  examine_identities(vault, items);
  examine_git(vault, machine, items);
}

}  // namespace pos
