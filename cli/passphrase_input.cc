#include "cli/passphrase_input.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <iostream>

namespace pos::cli {
namespace {

/// Windows' editor puts it before a text, where nobody sees or types it.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

// What a signal finds: there is one terminal, and one question at a time.
termios shown_typing;
termios hidden_typing;
std::array<struct sigaction, kSignals.size()> former_actions;

/// Typing is visible while the signal does what it would have done without us; a process that was
/// only stopped hides it again.
void show_typing_for(int signal) {
  const int kept = errno;
  const auto place = std::find(kSignals.begin(), kSignals.end(), signal) - kSignals.begin();
  tcsetattr(STDIN_FILENO, TCSANOW, &shown_typing);
  struct sigaction ours {};
  sigaction(signal, &former_actions[static_cast<std::size_t>(place)], &ours);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, signal);
  raise(signal);
  sigprocmask(SIG_UNBLOCK, &only, nullptr);
  sigaction(signal, &ours, nullptr);
  tcsetattr(STDIN_FILENO, TCSANOW, &hidden_typing);
  errno = kept;
}

class HiddenTyping {
 public:
  HiddenTyping() {
    tcgetattr(STDIN_FILENO, &shown_typing);
    hidden_typing = shown_typing;
    hidden_typing.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    struct sigaction action {};
    action.sa_handler = show_typing_for;
    sigfillset(&action.sa_mask);
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
      sigaction(kSignals[i], &action, &former_actions[i]);
    }
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden_typing);
  }
  HiddenTyping(const HiddenTyping&) = delete;
  HiddenTyping& operator=(const HiddenTyping&) = delete;
  ~HiddenTyping() {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown_typing);
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
      sigaction(kSignals[i], &former_actions[i], nullptr);
    }
  }
};

Error too_long() {
  Error error(ErrorCode::Invalid, text("la phrase de passe dépasse {} octets",
                                       "the passphrase is over {} bytes", kPassphraseLimit));
  error.id = "passphrase";
  return error;
}

Error unreadable(const std::string& path) {
  return {ErrorCode::Io,
          {"lecture de la phrase de passe impossible", "the passphrase cannot be read"},
          {"voir ce que nomme POS_PASSPHRASE_FILE ou --passphrase-fd",
           "see what POS_PASSPHRASE_FILE or --passphrase-fd names"},
          {path, 0, ""}};
}

/// How many more bytes there are; 0 at the end.
std::size_t read_more(int descriptor, std::uint8_t* to, std::size_t room) {
  ssize_t got = -1;
  do {
    got = ::read(descriptor, to, room);
  } while (got < 0 && errno == EINTR);
  if (got < 0) {
    throw unreadable("");
  }
  return static_cast<std::size_t>(got);
}

}  // namespace

bool is_open(int descriptor) {
  return ::fcntl(descriptor, F_GETFD) >= 0;
}

SecretBytes read_passphrase(int descriptor) {
  SecretBytes buffer(kByteOrderMark.size() + kPassphraseLimit + 2);  // and CR LF
  std::size_t size = 0;
  while (size < buffer.size()) {
    const std::size_t got = read_more(descriptor, buffer.data() + size, buffer.size() - size);
    size += got;
    if (got == 0 || buffer.text().substr(size - got, got).find('\n') != std::string_view::npos) {
      break;
    }
  }
  std::string_view read = buffer.text().substr(0, size);
  if (read.starts_with(kByteOrderMark)) {
    read.remove_prefix(kByteOrderMark.size());
  }
  std::string_view line = read.substr(0, read.find('\n'));
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  if (line.size() > kPassphraseLimit) {
    throw too_long();
  }
  return SecretBytes(bytes_of(line));
}

SecretBytes ask_passphrase(const std::string& prompt) {
  std::cerr << prompt << std::flush;
  SecretBytes line;
  {
    const HiddenTyping hidden;
    line = read_passphrase(STDIN_FILENO);
  }
  std::cerr << '\n';
  return line;
}

SecretBytes read_passphrase_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    throw unreadable(path);
  }
  try {
    SecretBytes line = read_passphrase(descriptor);
    ::close(descriptor);
    return line;
  } catch (Error& error) {
    ::close(descriptor);
    error.where.file = path;
    throw;
  }
}

}  // namespace pos::cli
