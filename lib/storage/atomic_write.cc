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
    files.remove(path);
  } catch (const Error&) {
    // The first failure is the one to tell; `check` names a temporary that stayed.
  }
}

}  // namespace

void write_atomically(FileSystem& files, const std::string& path, std::string_view bytes) {
  const std::string folder = folder_of(path);
  const std::string temporary = join_path(folder, temporary_name(name_of(path), random_word()));
  files.write_new(temporary, bytes);
  try {
    files.rename(temporary, path);
  } catch (const Error&) {
    remove_quietly(files, temporary);
    throw;
  }
  files.sync_folder(folder);
}

}  // namespace pos
