#include "workflow/setup.h"

#include "storage/yaml.h"

namespace pos {

std::string make_key(FileSystem& disk, const std::string& path, const SecretBytes* passphrase,
                     Instant now) {
  return to_string(make_identity_file(disk, path, passphrase, now).recipient());
}

std::string card_of_key(FileSystem& disk, const std::string& path, const AskPassphrase& ask,
                        const std::string& code, const std::string& name) {
  return write_card(make_card(load_identities(disk, path, ask).front(), code, name));
}

std::string found_office(FileSystem& disk, const std::string& folder, const std::string& locks,
                         const Founding& founding, Instant now) {
  VaultPlace place;
  place.folder = folder;
  place.locks = locks;
  return found_vault(disk, place, founding, now).office().fingerprint;
}

Value read_input(std::string_view bytes, const std::string& name) {
  return read_yaml(bytes, name);
}

}  // namespace pos
