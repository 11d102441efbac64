// The process: no core dumps, the real disk and clock, one run, its exit code.
#include <spawn.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>

#include "cli/app.h"
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

termios shown_typing{};

/// Shows again what is typed, then ends or stops as the signal would have.
void show_typing(int number) {
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown_typing);
  std::signal(number, SIG_DFL);
  std::raise(number);
}

// A user who breaks off at the question must not be left with a blind terminal.
std::string ask_passphrase(const std::string& prompt) {
  constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
  std::cerr << prompt << std::flush;
  tcgetattr(STDIN_FILENO, &shown_typing);
  termios hidden = shown_typing;
  hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  for (const int number : kSignals) {
    std::signal(number, show_typing);
  }
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  std::string line;
  std::getline(std::cin, line);
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown_typing);
  for (const int number : kSignals) {
    std::signal(number, SIG_DFL);
  }
  std::cerr << '\n';
  return line;
}

std::string read_descriptor(int descriptor) {
  std::string bytes;
  char buffer[1024];
  for (ssize_t got = 0; (got = read(descriptor, buffer, sizeof buffer)) > 0;) {
    bytes.append(buffer, static_cast<std::size_t>(got));
  }
  return bytes;
}

std::optional<std::string> read_named(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return std::nullopt;
  }
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
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

}  // namespace

int main(int argc, char** argv) {
  pos::forbid_core_dumps();
  std::ios::sync_with_stdio(false);
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
                        ask_passphrase,
                        read_descriptor,
                        read_named,
                        isatty(STDERR_FILENO) == 1,
                        run_program,
                        &keyring,
                        free_space};
  try {
    return pos::cli::run({argv + 1, argv + argc}, world);
  } catch (const std::exception&) {
    std::cerr << "pos: error: internal failure\n";
    return 1;
  }
}
