#include "crypto/passphrase.h"

#include <doctest/doctest.h>

#include "crypto/age_armor.h"
#include "crypto/expect.h"

namespace pos {
namespace {

constexpr std::string_view kPassphrase = "correct horse";
constexpr std::string_view kScryptHeader =
    "age-encryption.org/v1\n"
    "-> scrypt sLGys7S1tre4ubq7vL2+vw 10\n"
    "VaebVWZ/BH8DYfGWj3N3e2lopVyOqy6OIEcncWkFzSQ\n"
    "--- XCRS43n5LZ4LiIKE4ttvEr7SjphYDYiwSSTBR5Vvtf4\n";

std::string passphrase_failure(std::string_view file, std::string_view passphrase,
                               int limit = kWorkFactorLimit) {
  return failure([&] { decrypt_with_passphrase(file, passphrase, limit); });
}

Salt example_salt() {
  Salt salt;
  for (std::size_t i = 0; i < salt.size(); ++i) {
    salt[i] = static_cast<std::uint8_t>(0xb0 + i);
  }
  return salt;
}

std::string scrypt_example() {
  return encrypt_with_passphrase_with(
      kExamplePlain, kPassphrase,
      {secret_of(kExampleFileKey), example_salt(), example_nonce(), 10});
}

/// A file whose one stanza has these arguments; it opens with nothing.
std::string file_with(std::vector<std::string> arguments, std::size_t body_size = 32) {
  return seal_age_file({{std::move(arguments), std::string(body_size, 'b')}},
                       secret_of(kExampleFileKey), example_nonce(), "");
}

}  // namespace

TEST_CASE("a file with a passphrase has the header of the worked example") {
  const std::string file = scrypt_example();
  CHECK(file.substr(0, kScryptHeader.size()) == kScryptHeader);
  CHECK(decrypt_with_passphrase(file, kPassphrase) == kExamplePlain);
  CHECK(decrypt_with_passphrase(put_on_armor(file), kPassphrase) == kExamplePlain);
}

TEST_CASE("a wrong passphrase is told as such") {
  for (const char* wrong : {"", "correct hors", "correct horse ", "Correct horse"}) {
    CHECK(passphrase_failure(scrypt_example(), wrong) == "no_key passphrase");
  }
  CHECK(passphrase_failure(example_file(), kPassphrase) == "no_key age-no-match");
  CHECK(failure([] { encrypt_with_passphrase("plain", ""); }) == "invalid passphrase");
}

TEST_CASE("whether a passphrase is needed is known without trying one") {
  CHECK(needs_passphrase(scrypt_example()));
  CHECK(needs_passphrase(put_on_armor(scrypt_example())));
  CHECK_FALSE(needs_passphrase(example_file()));
  CHECK(failure([] { needs_passphrase("age-encryption"); }) == "integrity age-header");
}

TEST_CASE("an identity file is protected in armour at work factor 18 and opens again") {
  const auto identities = identities_of(0x42);
  const WipedString text = identity_file_text(identities, *parse_instant("2026-01-05T09:30:00Z"));
  const std::string file = encrypt_with_passphrase(text, "clé très sûre");
  CHECK(file.starts_with("-----BEGIN AGE ENCRYPTED FILE-----\n"));
  const std::string inside = take_off_armor(file);
  CHECK(parse_age_header(inside).stanzas[0].arguments[2] == "18");
  CHECK(decrypt_with_passphrase(file, "clé très sûre") == text);
}

TEST_CASE("a malformed scrypt stanza is refused before any work") {
  const std::string salt = "sLGys7S1tre4ubq7vL2+vw";
  for (const char* factor : {"0", "00", "010", "+10", "-1", "1a", "0x0a", "1e1", "10.", ""}) {
    CAPTURE(factor);
    const std::string file =
        *factor != '\0' ? file_with({"scrypt", salt, factor}) : file_with({"scrypt", salt});
    CHECK(passphrase_failure(file, kPassphrase) == "integrity age-header");
  }
  CHECK(passphrase_failure(file_with({"scrypt"}), kPassphrase) == "integrity age-header");
  CHECK(passphrase_failure(file_with({"scrypt", salt, "10", "10"}), kPassphrase) ==
        "integrity age-header");
  CHECK(passphrase_failure(file_with({"scrypt", "sLGys7S1tre4ubq7vL2+vx", "10"}), kPassphrase) ==
        "integrity age-header");
  CHECK(passphrase_failure(file_with({"scrypt", "sLGys7S1tre4ubq7vL2+", "10"}), kPassphrase) ==
        "integrity age-header");
  CHECK(passphrase_failure(file_with({"scrypt", salt, "10"}, 31), kPassphrase) ==
        "integrity age-header");
  CHECK(passphrase_failure(file_with({"scrypt", salt, "10"}, 33), kPassphrase) ==
        "integrity age-header");
  CHECK(passphrase_failure(file_with({"Scrypt", salt, "10"}), kPassphrase) ==
        "no_key age-no-match");
}

TEST_CASE("a work factor over the limit is refused before any work") {
  const std::string salt = "sLGys7S1tre4ubq7vL2+vw";
  const auto at = [&](const char* factor, int limit) {
    return passphrase_failure(file_with({"scrypt", salt, factor}), kPassphrase, limit);
  };
  CHECK(at("9", 10) == "no_key passphrase");
  CHECK(at("10", 10) == "no_key passphrase");
  CHECK(at("11", 10) == "integrity age-limit");
  CHECK(at("21", kWorkFactorLimit) == "integrity age-limit");
  CHECK(at("23", 64) == "integrity age-limit");
  CHECK(at("99", 64) == "integrity age-limit");
  CHECK(at("100", 64) == "integrity age-limit");
  CHECK(at("18446744073709551626", 20) == "integrity age-limit");  // 2^64 + 10
}

TEST_CASE("the header and the content of a file with a passphrase are protected too") {
  std::string file = scrypt_example();
  file.back() = static_cast<char>(file.back() ^ 1);
  CHECK(passphrase_failure(file, kPassphrase) == "integrity age-payload");
  file = scrypt_example();
  file[file.find("--- ") + 4] = 'Y';
  CHECK(passphrase_failure(file, kPassphrase) == "integrity age-mac");
}

}  // namespace pos
