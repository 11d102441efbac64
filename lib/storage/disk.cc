#include "storage/disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>

#include "base/error.h"

namespace pos {
namespace {

constexpr std::chrono::milliseconds kLockPause(50);

[[noreturn]] void fail(std::string_view fr, std::string_view en, const std::string& path,
                       int error_number) {
  throw Error(ErrorCode::Io, text(fr, en, system_reason(error_number)), system_hint(error_number),
              {path, 0, {}});
}

template <class Call>
auto retried(Call call) {
  auto result = call();
  while (result == -1 && errno == EINTR) {
    result = call();
  }
  return result;
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  int number() const { return number_; }
  // Linux closes the descriptor even when it reports EINTR, so a close is never repeated.
  bool close() { return ::close(std::exchange(number_, -1)) == 0 || errno == EINTR; }

 private:
  int number_;
};

class DiskLock final : public FileLock {
 public:
  explicit DiskLock(int number) : descriptor_(number) {}

 private:
  Descriptor descriptor_;
};

bool is_absent(int error_number) {
  return error_number == ENOENT || error_number == ENOTDIR;
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written =
        retried([&] { return ::write(descriptor, bytes.data(), bytes.size()); });
    if (written <= 0) {
      errno = written == 0 ? EIO : errno;
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

[[noreturn]] void refuse_size(const std::string& path, std::uint64_t limit) {
  throw Error(ErrorCode::Integrity,
              text("fichier trop grand : la limite est de {} octets",
                   "file too large: the limit is {} bytes", limit),
              {"le reprendre d'une sauvegarde", "take it from a backup"}, {path, 0, {}});
}

void require_regular(const struct stat& found, const std::string& path) {
  if (!S_ISREG(found.st_mode)) {
    throw Error(ErrorCode::Io, {"ce n'est pas un fichier ordinaire", "not a regular file"}, {},
                {path, 0, {}});
  }
}

bool is_folder(int folder, const dirent& entry) {
  if (entry.d_type != DT_UNKNOWN) {
    return entry.d_type == DT_DIR;
  }
  struct stat found {};
  return ::fstatat(folder, entry.d_name, &found, AT_SYMLINK_NOFOLLOW) == 0 &&
         S_ISDIR(found.st_mode);
}

bool holds_something(const std::string& path) {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), &::closedir);
  if (folder == nullptr) {
    return false;
  }
  while (const dirent* entry = ::readdir(folder.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") {
      return true;
    }
  }
  return false;
}

bool is_folder_there(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode);
}

/// Of a folder; the root is its own.
std::string parent_of(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) {
    path.remove_suffix(1);
  }
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? "." : std::string(path.substr(0, std::max<std::size_t>(slash, 1)));
}

}  // namespace

Text system_reason(int error_number) {
  const std::string words = std::generic_category().message(error_number);
  switch (error_number) {
    case ENOSPC:
      return {"il n'y a plus de place sur le disque", "no space left on the disk"};
    case EDQUOT:
      return {"votre quota de disque est atteint", "your disk quota is exceeded"};
    case EACCES:
    case EPERM:
      return {"accès refusé", "permission denied"};
    case EROFS:
      return {"le disque est en lecture seule", "the disk is read-only"};
    case ENOENT:
      return {"fichier ou dossier introuvable", "no such file or folder"};
    case EEXIST:
      return {"existe déjà", "it already exists"};
    case ELOOP:
      return {"c'est un lien symbolique", "it is a symbolic link"};
    case EIO:
      return {"erreur d'entrée-sortie du disque", "input or output error of the disk"};
    default:
      return {words, words};
  }
}

Text system_hint(int error_number) {
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return {"faire de la place, puis recommencer", "make room, then try again"};
    case EACCES:
    case EPERM:
      return {"vérifier à qui appartiennent ce dossier et ce fichier, et leurs droits",
              "see whom this folder and this file belong to, and their permissions"};
    case EROFS:
      return {"remonter le disque en écriture, ou enlever la protection de la clé USB",
              "mount the disk for writing, or take off the stick's write protection"};
    case EIO:
      return {"le disque est peut-être en panne : copier le coffre ailleurs avant de continuer",
              "the disk may be failing: copy the vault elsewhere before going on"};
    case ENOLCK:
    case ENOTSUP:
      return {
          "ce disque ne connaît pas ce qu'il faut pour cela ; les verrous se placent ailleurs "
          "par XDG_STATE_HOME",
          "this disk cannot do that; locks are laid elsewhere with XDG_STATE_HOME"};
    default:
      return {};
  }
}

std::optional<std::string> Disk::read(const std::string& path, std::uint64_t limit) {
  // O_NONBLOCK: opening a pipe that somebody laid into the vault must not wait for a writer.
  const Descriptor file(retried(
      [&] { return ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK); }));
  if (file.number() < 0) {
    if (is_absent(errno)) {
      return std::nullopt;
    }
    fail("lecture impossible : {}", "cannot read: {}", path, errno);
  }
  struct stat found {};
  if (::fstat(file.number(), &found) != 0) {
    fail("lecture impossible : {}", "cannot read: {}", path, errno);
  }
  require_regular(found, path);
  if (static_cast<std::uint64_t>(found.st_size) > limit) {
    refuse_size(path, limit);
  }
  std::string bytes(static_cast<std::size_t>(found.st_size) + 1, '\0');
  std::size_t size = 0;
  for (;;) {
    if (size > limit) {
      refuse_size(path, limit);
    }
    if (size == bytes.size()) {
      bytes.resize(2 * size);
    }
    const ssize_t count =
        retried([&] { return ::read(file.number(), bytes.data() + size, bytes.size() - size); });
    if (count < 0) {
      fail("lecture impossible : {}", "cannot read: {}", path, errno);
    }
    if (count == 0) {
      bytes.resize(size);
      return bytes;
    }
    size += static_cast<std::size_t>(count);
  }
}

void Disk::write_new(const std::string& path, std::string_view bytes) {
  Descriptor file(retried([&] {
    return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  }));
  if (file.number() < 0) {
    fail("création impossible : {}", "cannot create: {}", path, errno);
  }
  const bool done = write_all(file.number(), bytes) &&
                    retried([&] { return ::fsync(file.number()); }) == 0 && file.close();
  if (!done) {
    const int reason = errno;
    ::unlink(path.c_str());
    fail("écriture impossible : {}", "cannot write: {}", path, reason);
  }
}

void Disk::rename(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) {
    fail("écriture impossible : {}", "cannot write: {}", to, errno);
  }
}

void Disk::rename_new(const std::string& from, const std::string& to) {
  int done = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE);
  if (done != 0 && (errno == EINVAL || errno == ENOSYS)) {
    // Old disks of a network know only this; a name that is there refuses it just as well.
    done = ::link(from.c_str(), to.c_str());
    if (done == 0) {
      ::unlink(from.c_str());
    }
  }
  if (done != 0 && errno == EEXIST) {
    throw Error(ErrorCode::Conflict, {"le fichier existe déjà", "the file already exists"}, {},
                {to, 0, {}});
  }
  if (done != 0) {
    fail("écriture impossible : {}", "cannot write: {}", to, errno);
  }
}

void Disk::remove(const std::string& path) {
  if (::unlink(path.c_str()) != 0) {
    fail("suppression impossible : {}", "cannot remove: {}", path, errno);
  }
}

void Disk::sync_folder(const std::string& path) {
  Descriptor folder(
      retried([&] { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  const bool synced =
      folder.number() >= 0 && retried([&] { return ::fsync(folder.number()); }) == 0;
  // Some file systems of sticks and networks have no sync of folders.
  if (!synced && (folder.number() < 0 || (errno != EINVAL && errno != ENOTSUP))) {
    fail("écriture du dossier impossible : {}", "cannot sync the folder: {}", path, errno);
  }
}

// What lies in a folder was laid there after the folder was durable. So one that is there and empty
// may be what another process left when it was killed before its sync.
void Disk::make_folders(const std::string& path) {
  if (holds_something(path)) {
    return;
  }
  const std::string parent = parent_of(path);
  if (parent == path) {
    return;
  }
  make_folders(parent);
  const bool made = ::mkdir(path.c_str(), 0700) == 0;
  const int reason = errno;
  if (!made && !is_folder_there(path)) {
    fail("création du dossier impossible : {}", "cannot make the folder: {}", path, reason);
  }
  if (made || ::access(parent.c_str(), W_OK) == 0) {
    sync_folder(parent);
  }
}

std::vector<FolderEntry> Disk::list(const std::string& path) {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), &::closedir);
  if (folder == nullptr) {
    if (is_absent(errno)) {
      return {};
    }
    fail("lecture du dossier impossible : {}", "cannot list the folder: {}", path, errno);
  }
  std::vector<FolderEntry> entries;
  errno = 0;
  while (const dirent* entry = ::readdir(folder.get())) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") {
      entries.push_back({name, is_folder(::dirfd(folder.get()), *entry)});
    }
    errno = 0;
  }
  if (errno != 0) {
    fail("lecture du dossier impossible : {}", "cannot list the folder: {}", path, errno);
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

std::optional<FileStatus> Disk::status(const std::string& path) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0) {
    if (is_absent(errno)) {
      return std::nullopt;
    }
    fail("lecture impossible : {}", "cannot read: {}", path, errno);
  }
  return FileStatus{static_cast<std::uint64_t>(found.st_size), found.st_mode & 07777U,
                    S_ISDIR(found.st_mode), S_ISREG(found.st_mode), found.st_uid == ::geteuid()};
}

std::string Disk::real_path(const std::string& path) {
  std::error_code unknown;
  const std::filesystem::path real = std::filesystem::weakly_canonical(path, unknown);
  return unknown ? path : real.string();
}

std::unique_ptr<FileLock> Disk::lock(const std::string& path, int timeout_seconds) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(timeout_seconds);
  const int number = retried(
      [&] { return ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600); });
  if (number < 0) {
    fail("verrouillage impossible : {}", "cannot lock: {}", path, errno);
  }
  auto lock = std::make_unique<DiskLock>(number);
  while (retried([&] { return ::flock(number, LOCK_EX | LOCK_NB); }) != 0) {
    if (errno != EWOULDBLOCK) {
      fail("verrouillage impossible : {}", "cannot lock: {}", path, errno);
    }
    if (std::chrono::steady_clock::now() >= deadline) {
      return nullptr;
    }
    std::this_thread::sleep_for(kLockPause);
  }
  return lock;
}

}  // namespace pos
