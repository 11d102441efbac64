#include "storage/lost_and_found.h"

#include <algorithm>

#include "storage/layout.h"

namespace pos {
namespace {

bool is_of_names(const std::string& file) {
  return file.starts_with(compartment_folder(Compartment::Identity) + "/");
}

}  // namespace

std::string path_on_disk(const Vault& vault, const std::string& file) {
  if (is_of_names(file)) {
    const std::size_t inside = compartment_folder(Compartment::Identity).size() + 1;
    return join_path(vault.compartment_path(Compartment::Identity), file.substr(inside));
  }
  return vault.path_of(file);
}

std::string lay_aside(const Vault& vault, const std::string& file) {
  FileSystem& files = vault.files();
  const std::string folder =
      is_of_names(file) ? join_path(compartment_folder(Compartment::Identity), kLostAndFound)
                        : std::string(kLostAndFound);
  std::string flat = file;
  std::replace(flat.begin(), flat.end(), '/', '+');
  std::string aside = join_path(folder, flat);
  for (int number = 2; files.status(path_on_disk(vault, aside)); ++number) {
    aside = join_path(folder, flat + "." + std::to_string(number));
  }
  const std::string to = path_on_disk(vault, aside);
  const std::string from = path_on_disk(vault, file);
  files.make_folders(folder_of(to));
  files.rename_new(from, to);
  files.note_change();
  // Where it lies now first: a power cut may show it twice, never nowhere.
  files.sync_folder(folder_of(to));
  files.sync_folder(folder_of(from));
  return aside;
}

}  // namespace pos
