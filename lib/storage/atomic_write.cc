#include "storage/atomic_write.h"

#include "base/error.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "storage/layout.h"

namespace pos {
namespace {

std::string random_word() {
  return to_hex(text_of(random_bytes<8>()));
}

void remove_quietly(FileSystem& files, const std::string& path) {
  try {
    if (files.status(path)) {
      files.remove(path);
    }
  } catch (const Error&) {
    // The first failure is the one to tell; `check` names a temporary that stayed.
  }
}

}  // namespace

void write_together(FileSystem& files, const std::vector<FileToWrite>& all) {
  std::vector<std::string> temporaries;
  std::size_t placed = 0;
  try {
    for (const FileToWrite& file : all) {
      temporaries.push_back(
          join_path(folder_of(file.path), temporary_name(name_of(file.path), random_word())));
      files.write_new(temporaries.back(), file.bytes);
    }
    for (; placed < all.size(); ++placed) {
      files.rename(temporaries[placed], all[placed].path);
      files.sync_folder(folder_of(all[placed].path));
    }
  } catch (const Error&) {
    for (std::size_t i = placed; i < temporaries.size(); ++i) {
      remove_quietly(files, temporaries[i]);
    }
    throw;
  }
}

void write_atomically(FileSystem& files, const std::string& path, std::string_view bytes) {
  write_together(files, {{path, std::string(bytes)}});
}

}  // namespace pos
