// The process: no core dumps, the real disk and clock, one run, its exit code.
#include <spawn.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <memory>

#include "cli/app.h"
#include "cli/passphrase_input.h"
#include "crypto/hardening.h"
#include "crypto/keyring.h"
#include "storage/disk.h"

namespace {

class SystemClock final : public pos::Clock {
 public:
  pos::Instant now() const override {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }
};

std::string environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? "" : value;
}

std::string current_folder() {
  char buffer[PATH_MAX];
  return getcwd(buffer, sizeof buffer) == nullptr ? "." : buffer;
}

std::string program_folder() {
  char buffer[PATH_MAX];
  const ssize_t length = readlink("/proc/self/exe", buffer, sizeof buffer);
  const std::string path(buffer, length > 0 ? static_cast<std::size_t>(length) : 0);
  return path.substr(0, path.rfind('/'));
}

std::unique_ptr<std::istream> open_named(const std::string& path) {
  auto in = std::make_unique<std::ifstream>(path, std::ios::binary);
  return *in ? std::move(in) : nullptr;
}

/// Found on the PATH; its messages go where ours go.
std::optional<int> run_program(const std::vector<std::string>& words) {
  std::vector<std::string> kept = words;
  std::vector<char*> arguments;
  for (std::string& word : kept) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  pid_t child = 0;
  if (posix_spawnp(&child, arguments.front(), nullptr, nullptr, arguments.data(), environ) != 0) {
    return std::nullopt;
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

std::optional<std::uint64_t> free_space(const std::string& path) {
  struct statvfs found {};
  if (statvfs(path.c_str(), &found) != 0) {
    return std::nullopt;
  }
  return std::uint64_t{found.f_bavail} * found.f_frsize;
}

/// What the standard streams have taken stays in their buffers, a key on paper or a name: these are
/// ours, to be wiped. They outlive main, since the streams do.
class StandardStreams {
 public:
  StandardStreams() {
    std::setvbuf(stdin, input_.data(), _IOFBF, input_.size());
    std::setvbuf(stdout, output_.data(), _IOFBF, output_.size());
  }
  StandardStreams(const StandardStreams&) = delete;
  StandardStreams& operator=(const StandardStreams&) = delete;
  ~StandardStreams() {
    std::cout.flush();
    explicit_bzero(input_.data(), input_.size());
    explicit_bzero(output_.data(), output_.size());
  }

 private:
  static std::array<char, 8192> input_, output_;
};
std::array<char, 8192> StandardStreams::input_, StandardStreams::output_;

}  // namespace

int main(int argc, char** argv) {
  pos::forbid_core_dumps();
  umask(077);  // files 0600 and folders 0700 whatever was inherited: it could also take our own
  const StandardStreams streams;
  pos::Disk disk;
  const SystemClock clock;
  pos::KernelKeyring keyring;
  pos::cli::World world{disk,
                        clock,
                        std::cin,
                        std::cout,
                        std::cerr,
                        environment,
                        current_folder(),
                        program_folder(),
                        isatty(STDIN_FILENO) == 1,
                        isatty(STDOUT_FILENO) == 1,
                        pos::cli::ask_passphrase,
                        pos::cli::read_passphrase,
                        pos::cli::read_passphrase_file,
                        open_named,
                        isatty(STDERR_FILENO) == 1,
                        run_program,
                        &keyring,
                        free_space,
                        pos::cli::is_open};
  try {
    return pos::cli::run({argv + 1, argv + argc}, world);
  } catch (const std::exception&) {
    std::cerr << "pos: error: internal failure\n";
    return 1;
  }
}
