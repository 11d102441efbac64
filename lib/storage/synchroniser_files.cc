#include "storage/synchroniser_files.h"

#include "storage/atomic_write.h"
#include "storage/layout.h"

namespace pos {
namespace {

constexpr std::string_view kAttributes =
    "*.age -text -diff merge=pos\n"
    "*.yaml -text merge=pos\n";
constexpr std::string_view kTemporaries = ".*.tmp\n";
constexpr std::string_view kIdentitiesOut = "/identities/\n";

class LinesOfFile {
 public:
  LinesOfFile(FileSystem& files, std::string path)
      : files_(files), path_(std::move(path)), present_(files.read(path_).value_or("")) {}

  void add(std::string_view lines) {
    if (find(lines) == std::string::npos) {
      const bool open_line = !present_.empty() && !present_.ends_with('\n');
      write(present_ + (open_line ? "\n" : "") + std::string(lines));
    }
  }

  void take_out(std::string_view line) {
    if (const std::size_t at = find(line); at != std::string::npos) {
      write(std::string(present_).erase(at, line.size()));
    }
  }

 private:
  std::size_t find(std::string_view lines) const {
    std::size_t at = present_.find(lines);
    while (at != std::string::npos && at > 0 && present_[at - 1] != '\n') {
      at = present_.find(lines, at + 1);
    }
    return at;
  }

  void write(std::string bytes) {
    files_.make_folders(folder_of(path_));
    write_atomically(files_, path_, bytes);
    present_ = std::move(bytes);
  }

  FileSystem& files_;
  std::string path_;
  std::string present_;
};

}  // namespace

void write_synchroniser_files(FileSystem& files, const std::string& vault, bool with_identities) {
  LinesOfFile(files, join_path(vault, ".gitattributes")).add(kAttributes);
  LinesOfFile ignored(files, join_path(vault, ".gitignore"));
  ignored.add(kTemporaries);
  if (with_identities) {
    ignored.take_out(kIdentitiesOut);
  } else {
    ignored.add(kIdentitiesOut);
  }
  LinesOfFile(files, join_path(vault, ".stignore")).add(kTemporaries);
}

}  // namespace pos
