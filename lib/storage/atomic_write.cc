#include "storage/atomic_write.h"

#include "base/error.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "storage/layout.h"

namespace pos {
namespace {

std::string temporary_beside(const std::string& path) {
  return join_path(folder_of(path),
                   temporary_name(name_of(path), to_hex(text_of(random_bytes<8>()))));
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

void require_unchanged(FileSystem& files, const FileToWrite& file) {
  if (file.before && was_read(files.read(file.path)).hash != file.before->hash) {
    throw Error(ErrorCode::Conflict,
                {"le fichier a changé depuis qu'il a été lu ; rien n'y a été écrit",
                 "the file has changed since it was read; nothing was written to it"},
                {"recommencer : la commande partira de ce qui s'y trouve maintenant",
                 "try again: the command goes on from what stands there now"},
                {file.path, 0, {}});
  }
}

/// Puts the temporaries into their places, one after the other.
class Placing {
 public:
  Placing(FileSystem& files, const std::vector<FileToWrite>& all) : files_(files), all_(all) {}

  void write() {
    for (const FileToWrite& file : all_) {
      temporaries_.push_back(temporary_beside(file.path));
      files_.write_new(temporaries_.back(), file.bytes);
    }
    for (const FileToWrite& file : all_) {
      require_unchanged(files_, file);
    }
  }
  void place() {
    for (const FileToWrite& file : all_) {
      require_unchanged(files_, file);
      files_.rename(temporaries_[placed_], file.path);
      ++placed_;
      files_.note_change();
      files_.sync_folder(folder_of(file.path));
    }
  }
  void clean() {
    for (const std::string& temporary : temporaries_) {
      remove_quietly(files_, temporary);
    }
  }

 private:
  FileSystem& files_;
  const std::vector<FileToWrite>& all_;
  std::vector<std::string> temporaries_;
  std::size_t placed_ = 0;
};

Text joined(const Text& hint, const Text& more) {
  return hint.empty() ? more : text("{} ; {}", "{}; {}", hint, more);
}

Text what_stands(const FileSystem& files) {
  return files.has_changed()
             ? Text{"regarder avant de recommencer : une partie est peut-être écrite, et la "
                    "commande suivante achève le reste",
                    "look before you try again: part of it may be written, and the next command "
                    "completes the rest"}
             : Text{"rien n'a été changé", "nothing was changed"};
}

}  // namespace

Read was_read(const std::optional<std::string>& bytes) {
  return {bytes ? blake2b_256_hex(*bytes) : std::string()};
}

Read was_read(const FilesRead& files, const std::string& path) {
  const auto found = files.find(path);
  return found == files.end() ? Read{} : found->second;
}

void remove_folded(FileSystem& files, const std::vector<std::string>& paths,
                   const FilesRead& before) {
  for (const std::string& path : paths) {
    try {
      if (was_read(files.read(path)).hash == was_read(before, path).hash) {
        files.remove(path);
        files.note_change();
      }
    } catch (const Error&) {
      return;
    }
  }
}

void write_together(FileSystem& files, const std::vector<FileToWrite>& all) {
  Placing placing(files, all);
  try {
    placing.write();
    placing.place();
  } catch (Error& error) {
    placing.clean();
    if (error.code == ErrorCode::Io) {
      error.hint = joined(error.hint, what_stands(files));
    }
    throw;
  }
}

void write_atomically(FileSystem& files, const std::string& path, std::string_view bytes) {
  write_together(files, {{path, std::string(bytes)}});
}

void write_new_file(FileSystem& files, const std::string& path, std::string_view bytes) {
  const std::string temporary = temporary_beside(path);
  try {
    files.write_new(temporary, bytes);
    files.rename_new(temporary, path);
    files.note_change();
    files.sync_folder(folder_of(path));
  } catch (const Error&) {
    remove_quietly(files, temporary);
    throw;
  }
}

}  // namespace pos
