// How the key under a passphrase is opened: once a run, or once for some hours.
#include <doctest/doctest.h>

#include "crypto/paper_key.h"
#include "crypto/passphrase.h"
#include "crypto/random.h"
#include "storage/identity_file.h"
#include "support/forwarding_file_system.h"
#include "support/json_reader.h"
#include "support/two_children.h"

namespace {
int stretched = 0;  ///< how often scrypt ran
}

// The linker puts this one before libsodium's (tests/CMakeLists.txt).
extern "C" {
int __real_crypto_pwhash_scryptsalsa208sha256_ll(const std::uint8_t*, std::size_t,
                                                 const std::uint8_t*, std::size_t, std::uint64_t,
                                                 std::uint32_t, std::uint32_t, std::uint8_t*,
                                                 std::size_t);
int __wrap_crypto_pwhash_scryptsalsa208sha256_ll(const std::uint8_t* passphrase, std::size_t length,
                                                 const std::uint8_t* salt, std::size_t salt_length,
                                                 std::uint64_t n, std::uint32_t r, std::uint32_t p,
                                                 std::uint8_t* out, std::size_t out_length) {
  ++stretched;
  return __real_crypto_pwhash_scryptsalsa208sha256_ll(passphrase, length, salt, salt_length, n, r,
                                                      p, out, out_length);
}
}

namespace pos::test {
namespace {

constexpr const char* kProtected = "/t/keys/protected.key";

/// A small work factor: what is tested is how often.
std::string protected_file(const std::string& person, const std::string& passphrase) {
  const TestPerson member = staff_member(person);
  const WipedString plain =
      identity_file_text(std::span(&member.identity, 1), time_at("2026-01-05T08:00:00Z"));
  return encrypt_with_passphrase_with(plain, passphrase,
                                      {random_secret(16), Salt{}, PayloadNonce{}, 10});
}

/// The office of the two children, whose manager's key has the passphrase `canari`.
TwoChildren office_with_passphrase() {
  TwoChildren office = two_children();
  office.files.put(kProtected, protected_file("adiarra", "canari"));
  office.files.set_mode(kProtected, 0600);
  office.environment["POS_IDENTITY"] = kProtected;
  office.input_is_terminal = true;
  stretched = 0;
  return office;
}

void give_by_file(TwoChildren& office, const std::string& text) {
  office.files.put("/t/words", text);
  office.files.set_mode("/t/words", 0600);
  office.environment["POS_PASSPHRASE_FILE"] = "/t/words";
}

}  // namespace

TEST_CASE("a passphrase is asked for once a run, whatever the number of files it opens") {
  TwoChildren office = office_with_passphrase();
  for (const std::string& words :
       {std::string("list"), std::string("due"), std::string("report --month 2026-04"),
        std::string("check --read-data"), "show " + office.girl,
        "void " + office.girl + " 01 --reason x"}) {
    CAPTURE(words);
    stretched = 0;
    office.passphrases = {"canari"};
    const Outcome outcome = office.run(words);
    CHECK((outcome.code == 0 || outcome.code == 5));
    CHECK(office.passphrases.empty());
    CHECK(stretched == 1);
    CHECK(outcome.err.find("canari") == std::string::npos);
  }
}

TEST_CASE("a run that opens one key file twice asks for its passphrase once") {
  TwoChildren office = office_with_passphrase();
  const WipedString lines = paper_lines(staff_member("adiarra").identity, 1);
  office.input = std::string(lines.begin(), lines.end());
  office.passphrases = {"canari"};
  const Outcome outcome = office.run(std::string("key verify-paper ") + kProtected);
  CHECK_MESSAGE(outcome.code == 0, outcome.err);
  CHECK(outcome.out == "copy 1: right, it is the key of adiarra\n");
}

TEST_CASE("a command that needs no key asks for no passphrase") {
  TwoChildren office = office_with_passphrase();
  for (const char* words : {"people list", "group list", "directory list", "form list"}) {
    CAPTURE(words);
    CHECK(office.run(words).code == 0);
  }
  CHECK(stretched == 0);
}

TEST_CASE("at a terminal a mistyped passphrase may be typed again, three times in all") {
  TwoChildren office = office_with_passphrase();
  office.passphrases = {"canary", "Canari", "canari"};
  const Outcome third = office.run("list");
  CHECK(third.code == 0);
  CHECK(third.err == "pos: wrong passphrase\npos: wrong passphrase\n");
  office.passphrases = {"a", "b", "c", "canari"};
  const Outcome never = office.run("list");
  CHECK(never.code == 12);
  CHECK(office.passphrases.size() == 1);
  CHECK(never.err.find("wrong passphrase\n") != std::string::npos);
  CHECK(says(never.err, "pos: hint: give it again; one that is forgotten cannot be found"));
}

TEST_CASE("a passphrase comes from the descriptor, else from the file, else from the terminal") {
  TwoChildren office = office_with_passphrase();
  give_by_file(office, "canari\r\nthe rest\n");
  CHECK(office.run("list").code == 0);
  CHECK(stretched == 1);
  office.descriptor = "wrong\n";
  CHECK(office.run("list --passphrase-fd 3").code == 12);  // not tried again, nor the file after it
  CHECK(stretched == 2);
  give_by_file(office, "wrong");
  CHECK(office.run("list").code == 12);
  office.descriptor = "canari";
  CHECK(office.run("list --passphrase-fd 3").code == 0);
  office.environment["POS_PASSPHRASE_FILE"] = "/t/none";
  CHECK(office.run("list").code == 16);
  office.environment.erase("POS_PASSPHRASE_FILE");
  CHECK(office.run("list --no-input").code == 2);
}

TEST_CASE("two protected keys of one run may share what is read once from a descriptor") {
  TwoChildren office = office_with_passphrase();
  const WipedString recovery(office.files.read("/t/recovery.key").value());
  office.files.put("/t/closed.key",
                   encrypt_with_passphrase_with(recovery, "canari",
                                                {random_secret(16), Salt{}, PayloadNonce{}, 10}));
  office.files.put("/t/amaiga.key", protected_file("amaiga", "canari"));
  office.descriptor = "canari\n";
  stretched = 0;
  CHECK(office
            .run("people retire nba --recovery /t/closed.key --identity /t/amaiga.key "
                 "--passphrase-fd 3")
            .code == 0);
  CHECK(stretched == 2);
}

TEST_CASE("a passphrase file, or a protected key, that others may read is warned of") {
  TwoChildren office = office_with_passphrase();
  give_by_file(office, "canari\n");
  CHECK(office.run("list").err == "");
  office.files.set_mode("/t/words", 0644);
  const Outcome words = office.run("list");
  CHECK(words.code == 0);
  CHECK(words.err ==
        "pos: warning: /t/words: other users can read this passphrase file; `chmod 600`\n");
  office.files.set_mode("/t/words", 0600);
  office.files.set_mode(kProtected, 0640);
  CHECK(office.run("list").err.find("/t/keys/protected.key: other users can read this key") !=
        std::string::npos);
}

TEST_CASE("an unlocked key opens every later command, until its time is over or it is locked") {
  TwoChildren office = office_with_passphrase();
  office.now = "2026-04-15T12:00:00Z";
  office.passphrases = {"canari"};
  const Outcome unlocked = office.run("unlock --for 2h");
  CHECK(unlocked.code == 0);
  CHECK(unlocked.out == "2026-04-15T14:00:00Z\n");
  office.passphrases = {"canari"};
  CHECK(office.get("unlock --for PT2H") == "2026-04-15T14:00:00Z");
  stretched = 0;
  office.now = "2026-04-15T13:59:59Z";
  CHECK(office.run("list --no-input").code == 0);
  CHECK(office.run("show " + office.girl + " --no-input").code == 0);
  CHECK(stretched == 0);
  office.now = "2026-04-15T14:00:00Z";
  CHECK(office.run("list --no-input").code == 2);
  office.passphrases = {"canari"};
  CHECK(office.run("unlock --format json").out == "{\"until\":\"2026-04-15T22:00:00Z\"}\n");
  CHECK(office.run("list --no-input").code == 0);
  CHECK(office.run("lock").code == 0);
  CHECK(office.run("list --no-input").code == 2);
  CHECK(office.run("lock").err == "pos: no key was unlocked\n");
}

TEST_CASE("an unlocked key is that of one file: no other file, and not the same one changed") {
  TwoChildren office = office_with_passphrase();
  office.passphrases = {"canari"};
  REQUIRE(office.run("unlock").code == 0);
  office.files.put("/t/keys/other.key", protected_file("ktraore", "canari"));
  CHECK(office.run("list --no-input --identity /t/keys/other.key").code == 2);
  office.files.put("/t/keys/copy.key", office.files.read(kProtected).value());
  CHECK(office.run("list --no-input --identity /t/keys/copy.key").code == 0);
  office.files.put(kProtected, protected_file("adiarra", "another one"));
  CHECK(office.run("list --no-input").code == 2);
}

TEST_CASE("what the keyring keeps is the key, not the passphrase, and a wrong one keeps nothing") {
  TwoChildren office = office_with_passphrase();
  office.passphrases = {"wrong", "wrong", "wrong"};
  CHECK(office.run("unlock").code == 12);
  CHECK(office.keyring.kept.empty());
  office.passphrases = {"canari"};
  REQUIRE(office.run("unlock").code == 0);
  REQUIRE(office.keyring.kept.size() == 1);
  CHECK(office.keyring.kept.begin()->second.secret == std::string(32, '\x12'));
}

TEST_CASE("what was planted in the keyring is nobody's key") {
  TwoChildren office = office_with_passphrase();
  office.passphrases = {"canari"};
  REQUIRE(office.run("unlock").code == 0);
  office.keyring.kept.begin()->second.secret = std::string(32, '\x66');
  CHECK(office.run("list --no-input").code == 12);
  office.keyring.kept.begin()->second.secret = "short";
  CHECK(office.run("list --no-input").code == 2);
}

TEST_CASE("where the kernel keeps no keys it is said, and all works with the passphrase") {
  TwoChildren office = office_with_passphrase();
  office.keyring.closed = true;
  office.passphrases = {"canari"};
  const Outcome outcome = office.run("unlock --format json");
  CHECK(outcome.code == 1);
  CHECK(told(read_json(outcome.err), "error.id") == "keyring");
  office.passphrases = {"canari"};
  CHECK(office.run("list").code == 0);
  CHECK(office.run("lock").code == 0);
}

TEST_CASE("unlocking asks for a time of one minute to a day, and for a key with a passphrase") {
  TwoChildren office = office_with_passphrase();
  for (const char* time : {"0m", "25h", "1441m", "8", "h", "8d", "-1h", "1h30m", "99999h", "8H",
                           "PT", "PTH", "PT0M", "PT25H", "PT8h", "PT8", "P1D"}) {
    CAPTURE(time);
    CHECK(office.run(std::string("unlock --for ") + time).code == 2);
  }
  for (const char* time : {"1m", "1440m", "24h", "PT1M", "PT24H"}) {
    CAPTURE(time);
    office.passphrases = {"canari"};
    CHECK(office.run(std::string("unlock --for ") + time).code == 0);
  }
  const Outcome plain = office.run("unlock --identity /t/keys/ktraore.key");
  CHECK(plain.code == 0);
  CHECK(plain.err == "pos: this key has no passphrase: there is nothing to unlock\n");
  office.environment["POS_IDENTITY"] = "";
  CHECK(office.run("unlock").code == 12);
}

}  // namespace pos::test
