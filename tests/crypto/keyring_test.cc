#include "crypto/keyring.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

#include "base/error.h"
#include "crypto/hash.h"
#include "crypto/random.h"

namespace pos {
namespace {

using std::chrono::seconds;

/// A keyring of this test alone, emptied after it.
class TestKeyring {
 public:
  TestKeyring() {
    try {
      keyring.keep("trial", random_secret(32), seconds(60));
      usable = true;
    } catch (const Error& error) {
      CHECK(error.id == "keyring");
      MESSAGE("the kernel keeps no keys here: skipped");
    }
  }
  TestKeyring(const TestKeyring&) = delete;
  TestKeyring& operator=(const TestKeyring&) = delete;
  ~TestKeyring() {
    if (usable) {
      keyring.forget_all();
    }
  }

  const std::string prefix = "pos-test-" + to_hex(text_of(random_bytes<6>())) + ":";
  KernelKeyring keyring{prefix};
  bool usable = false;
};

/// `timeout` of /proc/keys: `perm` for what stays for ever.
std::string time_left(const std::string& description) {
  std::ifstream keys("/proc/keys");
  std::string serial, flags, usage, timeout, rest;
  while (keys >> serial >> flags >> usage >> timeout && std::getline(keys, rest)) {
    if (rest.find(" " + description + ":") != std::string::npos) {
      return timeout;
    }
  }
  return "";
}

}  // namespace

TEST_CASE(
    "the kernel keeps a key for a time, for later processes of the user, until it is locked") {
  TestKeyring test;
  if (!test.usable) {
    return;
  }
  const SecretBytes secret = random_secret(32);
  test.keyring.keep("key", secret, seconds(600));
  REQUIRE(test.keyring.find("key"));
  CHECK(test.keyring.find("key")->text() == secret.text());
  CHECK_FALSE(test.keyring.find("other"));
  const pid_t child = ::fork();
  if (child == 0) {
    const std::optional<SecretBytes> found = KernelKeyring(test.prefix).find("key");
    ::_exit(found && found->text() == secret.text() ? 0 : 1);
  }
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(test.keyring.forget_all() == 2);
  CHECK_FALSE(test.keyring.find("key"));
  CHECK(test.keyring.forget_all() == 0);
}

TEST_CASE("why the kernel keeps no key is said in the user's language") {
  for (const int refused : {EPERM, EACCES, ENOSYS, EDQUOT}) {
    const Text reason = keyring_reason(refused);
    CHECK(reason.fr != reason.en);
    CHECK(no_keyring(reason).message.fr.ends_with(": " + reason.fr));
  }
}

TEST_CASE("a key kept again takes the place of the former one, and has its time limit again") {
  TestKeyring test;
  if (!test.usable) {
    return;
  }
  const SecretBytes first = random_secret(32);
  const SecretBytes second = random_secret(64);
  test.keyring.keep("key", first, seconds(600));
  test.keyring.keep("key", second, seconds(600));
  CHECK(test.keyring.find("key")->text() == second.text());
  const std::string left = time_left(test.prefix + "key");
  CHECK((left == "9m" || left == "10m"));
  CHECK(test.keyring.forget_all() == 2);
}

}  // namespace pos
