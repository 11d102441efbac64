// What `pos doctor` sees of the machine: room, file systems, swap.
#include <algorithm>
#include <array>
#include <sstream>

#include "storage/layout.h"
#include "workflow/doctor_parts.h"

namespace pos {
namespace {

constexpr std::uint64_t kMebibyte = 1U << 20;
constexpr std::uint64_t kTooLittle = 50 * kMebibyte;
constexpr std::uint64_t kLittle = 500 * kMebibyte;

struct Mount {
  std::string device, folder, type;
};

/// `\040` for a blank, as the kernel writes it.
std::string without_escapes(const std::string& word) {
  std::string plain;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const std::string digits = word.substr(std::min(i + 1, word.size()), 3);
    const bool escaped = word[i] == '\\' && digits.size() == 3 &&
                         digits.find_first_not_of("01234567") == std::string::npos;
    plain += escaped ? static_cast<char>(std::stoi(digits, nullptr, 8)) : word[i];
    i += escaped ? 3 : 0;
  }
  return plain;
}

/// Where a path lies: the longest mount point above it, the last mounted of several.
std::optional<Mount> mount_of(FileSystem& disk, const std::string& path) {
  std::istringstream lines(disk.read("/proc/self/mounts").value_or(""));
  std::optional<Mount> found;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    Mount mount;
    words >> mount.device >> mount.folder >> mount.type;
    mount.folder = without_escapes(mount.folder);
    const bool above =
        mount.folder == "/" || path == mount.folder || path.starts_with(mount.folder + "/");
    if (above && (!found || mount.folder.size() >= found->folder.size())) {
      found = mount;
    }
  }
  return found;
}

struct PoorFileSystem {
  std::string_view type;  ///< with its dot: all that begin so
  bool network;
};
constexpr std::array kPoor = {PoorFileSystem{"vfat", false},    PoorFileSystem{"msdos", false},
                              PoorFileSystem{"exfat", false},   PoorFileSystem{"ntfs", false},
                              PoorFileSystem{"ntfs3", false},   PoorFileSystem{"fuseblk", false},
                              PoorFileSystem{"hfsplus", false}, PoorFileSystem{"nfs", true},
                              PoorFileSystem{"nfs4", true},     PoorFileSystem{"cifs", true},
                              PoorFileSystem{"smb3", true},     PoorFileSystem{"smbfs", true},
                              PoorFileSystem{"9p", true},       PoorFileSystem{"afs", true},
                              PoorFileSystem{"ceph", true},     PoorFileSystem{"fuse.", true}};

void examine_file_system(FileSystem& disk, const std::string& folder, DoctorItems& items) {
  const std::optional<Mount> mount = mount_of(disk, folder);
  if (!mount) {
    return;
  }
  const auto* poor = std::find_if(kPoor.begin(), kPoor.end(), [&](const PoorFileSystem& each) {
    return each.type.ends_with('.') ? mount->type.starts_with(each.type) : mount->type == each.type;
  });
  if (poor == kPoor.end()) {
    return;
  }
  const Text message =
      poor->network
          ? text(
                "le coffre est sur un disque de réseau ({}) : ses verrous ne tiennent pas toujours "
                "entre machines, et ce qui est écrit peut n'être pas encore sur le disque",
                "the vault is on a network disk ({}): its locks do not always hold between "
                "machines, and what is written may not be on the disk yet",
                mount->type)
          : text(
                "le coffre est sur un disque ({}) qui ne garde pas qui peut lire un fichier, ni "
                "toujours un changement de nom quand le courant manque",
                "the vault is on a disk ({}) that keeps not who may read a file, nor always a "
                "change of name when the power fails",
                mount->type);
  items.push_back({"file-system", DoctorLevel::Warning, message,
                   poor->network ? Text{"travailler dans une copie locale, que le réseau "
                                        "synchronise (git, Syncthing)",
                                        "work in a local copy that the network synchronises (git, "
                                        "Syncthing)"}
                                 : Text{"s'en servir pour transporter le coffre (`pos merge "
                                        "--from`), et travailler sur le disque de la machine",
                                        "use it to carry the vault (`pos merge --from`), and work "
                                        "on the machine's own disk"}});
}

void examine_space(const Machine& machine, const std::string& folder, DoctorItems& items) {
  const std::optional<std::uint64_t> space =
      machine.free_space ? machine.free_space(folder) : std::nullopt;
  if (space && *space < kLittle) {
    items.push_back({"disk-space",
                     *space < kTooLittle ? DoctorLevel::Wrong : DoctorLevel::Warning,
                     text("il reste {} Mio sur le disque du coffre",
                          "{} MiB are left on the disk of the vault", *space / kMebibyte),
                     {"faire de la place : un disque plein refuse toute saisie",
                      "make room: a full disk refuses every entry"}});
  }
}

std::string first_line(FileSystem& disk, const std::string& path) {
  const std::string bytes = disk.read(path).value_or("");
  return bytes.substr(0, bytes.find('\n'));
}

/// Whether a device's content is encrypted: device mapper says so in its identifier.
bool is_encrypted(FileSystem& disk, const std::string& device) {
  const std::string name = name_of(device);
  const std::string blocks = "/sys/block";
  if (device.starts_with("/dev/mapper/")) {
    for (const FolderEntry& block : disk.list(blocks)) {
      const std::string folder = join_path(blocks, block.name) + "/dm/";
      if (block.name.starts_with("dm-") && first_line(disk, folder + "name") == name) {
        return first_line(disk, folder + "uuid").starts_with("CRYPT-");
      }
    }
    return false;
  }
  return first_line(disk, join_path(blocks, name) + "/dm/uuid").starts_with("CRYPT-");
}

void examine_swap(FileSystem& disk, DoctorItems& items) {
  std::istringstream lines(disk.read("/proc/swaps").value_or(""));
  std::string line;
  std::getline(lines, line);  // the heading
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string device, type;
    words >> device >> type;
    device = without_escapes(device);
    if (device.empty() || name_of(device).starts_with("zram")) {
      continue;  // that one is in memory
    }
    const std::optional<Mount> under = type == "file" ? mount_of(disk, device) : std::nullopt;
    if (!is_encrypted(disk, under ? under->device : device)) {
      items.push_back({"swap-plain",
                       DoctorLevel::Warning,
                       text("la mémoire d'échange {} n'est pas chiffrée : des réponses ouvertes "
                            "peuvent y rester",
                            "the swap {} is not encrypted: opened answers may stay there", device),
                       {"chiffrer le disque avec sa mémoire d'échange, ou `swapoff -a`",
                        "encrypt the disk with its swap, or `swapoff -a`"}});
    }
  }
}

}  // namespace

void examine_machine(Workspace& workspace, const Machine& machine, DoctorItems& items) {
  const std::string folder = workspace.absolute(workspace.vault().place().folder);
  examine_space(machine, folder, items);
  examine_file_system(workspace.disk, folder, items);
  examine_swap(workspace.disk, items);
}

}  // namespace pos
