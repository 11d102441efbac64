#include "crypto/keyring.h"

#include <linux/keyctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <string_view>
#include <system_error>
#include <vector>

namespace pos {
namespace {

constexpr const char* kType = "user";
constexpr std::size_t kLongest = 1024;  // 32 keys of 32 bytes
// The possessor views, reads, finds and links it; other processes of the user, who come to possess
// it through the user's keyring, see and find it. Nobody writes it: what is kept anew is another
// key.
constexpr long kPermissions = 0x1b090000;

// No library: these calls are all there is to it.
template <class... Arguments>
long keyctl(int operation, Arguments... arguments) {
  return ::syscall(SYS_keyctl, operation, arguments...);
}

void require(long result) {
  if (result < 0) {
    throw no_keyring(keyring_reason(errno));
  }
}

/// A key is read by who possesses it. Logging in links the user's keyring to the session's; where
/// that has not happened (cron, ssh without PAM) this process gets a session of its own.
bool possess_user_keyring() {
  return keyctl(KEYCTL_JOIN_SESSION_KEYRING, nullptr) >= 0 &&
         keyctl(KEYCTL_LINK, KEY_SPEC_USER_KEYRING, KEY_SPEC_SESSION_KEYRING) >= 0;
}

long find_key(const std::string& name) {
  return keyctl(KEYCTL_SEARCH, KEY_SPEC_USER_KEYRING, kType, name.c_str(), 0);
}

long read_key(long key, SecretBytes& into) {
  return keyctl(KEYCTL_READ, key, into.data(), into.size());
}

std::vector<std::int32_t> keys_of_user() {
  std::vector<std::int32_t> keys(256);  // a user may have 200
  const long size =
      keyctl(KEYCTL_READ, KEY_SPEC_USER_KEYRING, keys.data(), keys.size() * sizeof(std::int32_t));
  require(size);
  keys.resize(std::min(keys.size(), static_cast<std::size_t>(size) / sizeof(std::int32_t)));
  return keys;
}

/// `type;uid;gid;permissions;description`
bool begins_with(const std::string& prefix, std::int32_t key) {
  char words[512] = {};
  if (keyctl(KEYCTL_DESCRIBE, key, words, sizeof words - 1) < 0) {
    return false;
  }
  const std::string_view described(words);
  const std::size_t last = described.rfind(';');
  return described.starts_with("user;") && described.substr(last + 1).starts_with(prefix);
}

}  // namespace

Text keyring_reason(int error_number) {
  switch (error_number) {
    case EPERM:
    case EACCES:
      return {"le noyau le refuse", "the kernel refuses it"};
    case ENOSYS:
      return {"ce noyau n'a pas de trousseau", "this kernel has no keyring"};
    case EDQUOT:
      return {"le trousseau est plein", "the keyring is full"};
    default:
      return same_text(std::generic_category().message(error_number));
  }
}

Error no_keyring(const Text& reason) {
  Error error(
      ErrorCode::Failure,
      text("le système ne garde pas de clé ici : {}", "the system keeps no key here: {}", reason),
      {"tout marche aussi sans : la phrase de passe est demandée une fois par commande, ou lue de "
       "POS_PASSPHRASE_FILE",
       "all works without it: the passphrase is asked for once a command, or read from "
       "POS_PASSPHRASE_FILE"});
  error.id = "keyring";
  return error;
}

// The key is made in this process's own keyring, which dies with it, and comes to the user's only
// once its time is set: a run that is killed between leaves nothing that stays for ever.
void KernelKeyring::keep(const std::string& name, const SecretBytes& secret,
                         std::chrono::seconds time) {
  const long key = ::syscall(SYS_add_key, kType, (prefix_ + name).c_str(), secret.data(),
                             secret.size(), KEY_SPEC_PROCESS_KEYRING);
  require(key);
  require(keyctl(KEYCTL_SET_TIMEOUT, key, time.count()));
  require(keyctl(KEYCTL_SETPERM, key, kPermissions));
  const long former = find_key(prefix_ + name);
  require(keyctl(KEYCTL_LINK, key, KEY_SPEC_USER_KEYRING));
  if (former >= 0) {
    keyctl(KEYCTL_INVALIDATE, former);
  }
  require(keyctl(KEYCTL_UNLINK, key, KEY_SPEC_PROCESS_KEYRING));
}

std::optional<SecretBytes> KernelKeyring::find(const std::string& name) {
  const long key = find_key(prefix_ + name);
  if (key < 0) {
    return std::nullopt;
  }
  SecretBytes bytes(kLongest);
  long size = read_key(key, bytes);
  if (size < 0 && errno == EACCES && possess_user_keyring()) {
    size = read_key(key, bytes);
  }
  if (size <= 0 || static_cast<std::size_t>(size) > kLongest) {
    return std::nullopt;
  }
  return SecretBytes(bytes.bytes().first(static_cast<std::size_t>(size)));
}

int KernelKeyring::forget_all() {
  int forgotten = 0;
  for (const std::int32_t key : keys_of_user()) {
    if (begins_with(prefix_, key)) {
      require(keyctl(KEYCTL_INVALIDATE, key));
      ++forgotten;
    }
  }
  return forgotten;
}

}  // namespace pos
