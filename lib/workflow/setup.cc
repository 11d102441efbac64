#include "workflow/setup.h"

#include "storage/layout.h"
#include "storage/synchroniser_files.h"
#include "storage/yaml.h"
#include "workflow/workspace.h"

namespace pos {

std::string make_key(FileSystem& disk, const std::string& path, const SecretBytes* passphrase,
                     Instant now) {
  return to_string(make_identity_file(disk, path, passphrase, now).recipient());
}

std::string card_of_key(FileSystem& disk, const std::string& path, const Unlocking& unlocking,
                        const std::string& code, const std::string& name) {
  return write_card(make_card(load_identities(disk, path, unlocking).front(), code, name));
}

bool unlock_key(FileSystem& disk, const std::string& path, const Unlocking& unlocking,
                std::chrono::seconds time) {
  if (path.empty()) {
    throw no_key_named();
  }
  return keep_unlocked(disk, path, unlocking, time);
}

std::string found_office(FileSystem& disk, const std::string& folder, const std::string& locks,
                         const Founding& founding, Instant now) {
  VaultPlace place;
  place.folder = folder;
  place.locks = locks;
  return found_vault(disk, place, founding, now).office().fingerprint;
}

std::string prepare_for_git(FileSystem& disk, const std::string& folder, bool with_identities) {
  std::string vault = find_vault(disk, "", "", folder);
  write_synchroniser_files(disk, vault, with_identities);
  return vault;
}

bool is_in_repository(FileSystem& disk, std::string folder) {
  for (;; folder = folder_of(folder)) {
    if (disk.status(join_path(folder, ".git"))) {
      return true;
    }
    if (folder == "/" || folder == ".") {
      return false;
    }
  }
}

Value read_input(std::string_view bytes, const std::string& name) {
  return read_yaml(bytes, name);
}

}  // namespace pos
