#include "workflow/setup.h"

#include "crypto/signature.h"
#include "storage/known_vaults.h"
#include "storage/layout.h"
#include "storage/memory.h"
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

std::string found_office(FileSystem& disk, const std::string& folder, const MachineFolders& machine,
                         const Founding& founding, Instant now) {
  VaultPlace place;
  place.folder = folder;
  place.locks = machine.locks;
  const Office office = found_vault(disk, place, founding, now).office();
  if (!machine.state.empty()) {
    try {
      pin(disk, machine.state, {office.vault_id, office.fingerprint, machine_place(folder)},
          key_id(founding.administrator.signing_key), {founding.recovery_file});
    } catch (const Error&) {
      // The vault is there; the next command says that nothing can be remembered.
    }
  }
  return office.fingerprint;
}

void trust_founding(Workspace& workspace, const std::string& typed) {
  const std::string fingerprint = parse_fingerprint(typed);
  if (fingerprint.empty()) {
    throw Error(ErrorCode::Usage,
                {"une empreinte a 64 chiffres hexadécimaux", "a fingerprint has 64 hex digits"},
                {"la donner en entier, comme l'administrateur l'a transmise",
                 "give all of it, as the administrator has handed it on"});
  }
  if (fingerprint != workspace.vault().office().fingerprint) {
    throw refusal("fingerprint",
                  {"ce n'est pas l'empreinte de ce coffre", "this is not this vault's fingerprint"},
                  {"ne rien y saisir ; demander à l'administrateur d'où vient ce coffre",
                   "enter nothing; ask the administrator where this vault comes from"},
                  "");
  }
  workspace.recollection().confirm();
}

std::string prepare_for_git(FileSystem& disk, const std::string& named, const std::string& start,
                            bool with_identities) {
  std::string vault = find_vault(disk, named, "", start);
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
