#include "crypto/age_file.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "crypto/age_armor.h"
#include "crypto/age_stanza.h"
#include "crypto/expect.h"
#include "crypto/hash.h"
#include "crypto/hkdf.h"
#include "crypto/random.h"

namespace pos {
namespace {

std::vector<Recipient> recipients_of(std::span<const Identity> identities) {
  std::vector<Recipient> recipients;
  for (const Identity& identity : identities) {
    recipients.push_back(identity.recipient());
  }
  return recipients;
}

AgeRandomness example_randomness() {
  AgeRandomness randomness;
  randomness.file_key = secret_of(kExampleFileKey);
  randomness.ephemerals.push_back(
      secret_of("606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f"));
  randomness.nonce = example_nonce();
  return randomness;
}

/// The example's own stanza, and others around it.
std::string example_with(std::vector<Stanza> before, std::vector<Stanza> after) {
  const std::string file = example_file();
  before.push_back(parse_age_header(file).stanzas[0]);
  before.insert(before.end(), after.begin(), after.end());
  return seal_age_file(before, secret_of(kExampleFileKey), example_nonce(), kExamplePlain);
}

Stanza x25519_stanza(std::string share, std::size_t body_size) {
  return {{"X25519", std::move(share)}, std::string(body_size, 'b')};
}

// The base point, 9: a share like any other.
constexpr std::string_view kOtherShare = "CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

}  // namespace

TEST_CASE("a file is encrypted byte for byte as in the worked example") {
  const auto identities = identities_of(0x42);
  const std::string file =
      age_encrypt_with(kExamplePlain, recipients_of(identities), example_randomness());
  CHECK(file == example_file());
  CHECK(file.size() == 211);
  CHECK(sha256_hex(file) == "dc0d6ba95df2cf0bdebb983b9a19686e27420138830ad76d957f2a1ecddaba93");
  CHECK(age_decrypt(file, identities) == kExamplePlain);
  CHECK(age_decrypt(put_on_armor(file), identities) == kExamplePlain);
  CHECK(age_decrypt("\n \r\n" + put_on_armor(file), identities) == kExamplePlain);
}

TEST_CASE("an age file is known by its beginning") {
  CHECK(is_age_file(example_file()));
  CHECK(is_age_file(put_on_armor(example_file())));
  CHECK_FALSE(is_age_file(kExampleIdentity));
  CHECK_FALSE(is_age_file(""));
}

TEST_CASE("each recipient opens the file, whatever its place and the keys tried with it") {
  const auto readers = identities_of(1, 2, 3);
  const std::string file = age_encrypt("plain", recipients_of(readers));
  CHECK(parse_age_header(file).stanzas.size() == 3);
  for (const int own : {1, 2, 3}) {
    CHECK(age_decrypt(file, identities_of(own)) == "plain");
    CHECK(age_decrypt(file, identities_of(7, 8, own)) == "plain");
    CHECK(age_decrypt(file, identities_of(own, 9)) == "plain");
  }
  CHECK(opening(file, identities_of(4, 5)) == "no_key age-no-match");
  CHECK(opening(file, {}) == "no_key age-no-match");
}

TEST_CASE("the hint keeps the pair that opened the last file, and never changes the verdict") {
  const auto readers = identities_of(1, 2, 3);
  const std::string file = age_encrypt("plain", recipients_of(readers));
  const auto identities = identities_of(9, 3);
  PositionHint hint;
  CHECK(age_decrypt(file, identities, &hint) == "plain");
  CHECK(hint.stanza == 2);
  CHECK(hint.identity == 1);
  CHECK(age_decrypt(file, identities, &hint) == "plain");
  CHECK(hint.stanza == 2);
  for (const PositionHint& start :
       {PositionHint{0, 1}, PositionHint{2, 0}, PositionHint{50, 0}, PositionHint{0, 50}}) {
    PositionHint other = start;
    CHECK(age_decrypt(file, identities, &other) == "plain");
    CHECK(other.stanza == 2);
    CHECK(other.identity == 1);
    other = start;
    CHECK(failure([&] { age_decrypt(file, identities_of(7, 8), &other); }) ==
          "no_key age-no-match");
  }
}

TEST_CASE("stanzas of unknown kinds are passed over, but covered by the MAC") {
  const Stanza odd{{"x25519", "argument"}, "body"};
  const std::string file = example_with({odd}, {odd});
  const auto identities = identities_of(0x42);
  CHECK(age_decrypt(file, identities) == kExamplePlain);

  std::string altered = file;
  altered[altered.find("argument")] ^= 1;
  CHECK(opening(altered, identities) == "integrity age-mac");
  altered = file;
  altered[altered.rfind("argument")] ^= 1;
  CHECK(opening(altered, identities) == "integrity age-mac");
  CHECK(opening(altered, identities_of(7)) == "no_key age-no-match");
}

TEST_CASE("a malformed X25519 stanza spoils the file for everyone") {
  const std::string share(kOtherShare);
  for (const Stanza& stanza :
       {x25519_stanza(share.substr(1), 32), x25519_stanza(share + "A", 32),
        x25519_stanza(share.substr(0, 42) + "B", 32), x25519_stanza(share, 31),
        x25519_stanza(share, 33), x25519_stanza(share, 0), Stanza{{"X25519"}, std::string(32, 'b')},
        Stanza{{"X25519", share, "more"}, std::string(32, 'b')}}) {
    CAPTURE(stanza.arguments.size());
    for (const std::string& file : {example_with({stanza}, {}), example_with({}, {stanza})}) {
      CHECK(opening(file, identities_of(0x42)) == "integrity age-header");
      CHECK(opening(file, identities_of(7)) == "integrity age-header");
      CHECK(opening(file, {}) == "integrity age-header");
    }
  }
  CHECK(opening(example_with({x25519_stanza(share, 32)}, {}), identities_of(0x42)) == "none");
}

TEST_CASE("a point of low order spoils the file, wherever it stands") {
  const auto identities = identities_of(0x42);
  for (const char* digits : {"0000000000000000000000000000000000000000000000000000000000000000",
                             "0100000000000000000000000000000000000000000000000000000000000000",
                             "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                             "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                             "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                             "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                             "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"}) {
    const std::string bytes = unhex(digits);
    for (const std::uint8_t top : {std::uint8_t{0x00}, std::uint8_t{0x80}}) {
      Key point;
      std::copy(bytes.begin(), bytes.end(), point.begin());
      point.back() |= top;
      CHECK_FALSE(shared_secret(identities[0].secret(), point).has_value());
      const Stanza stanza = write_stanza(point, std::string(32, 'b'));
      CHECK(opening(example_with({stanza}, {}), identities) == "integrity age-header");
      CHECK(opening(example_with({}, {stanza}), identities) == "integrity age-header");
      CHECK(failure([&] { age_encrypt("plain", std::vector<Recipient>{{point}}); }) ==
            "invalid age-recipient");
    }
  }
}

TEST_CASE("a scrypt stanza beside another spoils the file, also for an X25519 key") {
  const Stanza scrypt = write_stanza(Salt{}, 10, std::string(32, 'b'));
  const auto identities = identities_of(0x42);
  CHECK(opening(example_with({scrypt}, {}), identities) == "integrity age-header");
  CHECK(opening(example_with({}, {scrypt}), identities) == "integrity age-header");
  const std::string two =
      seal_age_file({scrypt, scrypt}, secret_of(kExampleFileKey), example_nonce(), "");
  CHECK(opening(two, {}) == "integrity age-header");
  const std::string alone =
      seal_age_file({scrypt}, secret_of(kExampleFileKey), example_nonce(), "");
  CHECK(opening(alone, identities) == "no_key age-no-match");
}

TEST_CASE("no recipient, or too many, is refused; one named twice counts once") {
  CHECK(failure([] { age_encrypt("plain", {}); }) == "invalid age-recipient");
  const auto readers = identities_of(1, 2, 1);
  const std::string file = age_encrypt("plain", recipients_of(readers));
  CHECK(parse_age_header(file).stanzas.size() == 2);
  CHECK(age_decrypt(file, identities_of(2)) == "plain");

  std::vector<Recipient> many;
  for (int i = 0; i < 257; ++i) {
    many.push_back({public_key_of(random_secret(32))});
  }
  CHECK(failure([&] { age_encrypt("plain", many); }) == "integrity age-limit");
  many.pop_back();
  CHECK(opening(age_encrypt("plain", many), {}) == "no_key age-no-match");
}

TEST_CASE("4096 trials are made, more are over the limit") {
  const std::vector<Stanza> stanzas(256, x25519_stanza(std::string(kOtherShare), 32));
  const std::string file =
      seal_age_file(stanzas, secret_of(kExampleFileKey), example_nonce(), kExamplePlain);
  auto identities = identities_of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
  CHECK(opening(file, identities) == "no_key age-no-match");
  identities.push_back(identity_of(17));
  CHECK(opening(file, identities) == "integrity age-limit");
}

TEST_CASE("two encryptions of one text share neither file key nor shares nor nonce") {
  const auto identities = identities_of(1, 2);
  // The same file key under the same recipients would still give other bodies, so it is unwrapped.
  const auto file_key = [&](const AgeHeader& header) {
    const Stanzas stanzas = check_stanzas(header, kWorkFactorLimit);
    const Key& share = stanzas.x25519[0].share;
    const auto shared = shared_secret(identities[0].secret(), share);
    const std::string salt =
        std::string(text_of(share)) + std::string(text_of(identities[0].recipient().key));
    return unwrap_file_key(
        hkdf_sha256(shared->bytes(), bytes_of(salt), "age-encryption.org/v1/X25519"),
        stanzas.x25519[0].body);
  };
  const std::string first = age_encrypt("plain", recipients_of(identities));
  const std::string second = age_encrypt("plain", recipients_of(identities));
  const AgeHeader a = parse_age_header(first);
  const AgeHeader b = parse_age_header(second);
  CHECK(a.stanzas[0].arguments[1] != a.stanzas[1].arguments[1]);
  CHECK(a.stanzas[0].arguments[1] != b.stanzas[0].arguments[1]);
  CHECK(a.stanzas[0].body != b.stanzas[0].body);
  CHECK(first.substr(a.payload, 16) != second.substr(b.payload, 16));
  REQUIRE(file_key(a).has_value());
  REQUIRE(file_key(b).has_value());
  CHECK(file_key(a)->text() != file_key(b)->text());
}

TEST_CASE("messages name the stage in both languages, and no file") {
  try {
    age_decrypt(example_file(), identities_of(7));
    FAIL("opened");
  } catch (const Error& error) {
    CHECK(error.message.en == "none of your keys opens this file");
    CHECK(error.message.fr == "aucune de vos clés n'ouvre ce fichier");
    CHECK(error.where == Location{});
  }
  try {
    age_decrypt("age-encryption.org/v1\n", {});
    FAIL("opened");
  } catch (const Error& error) {
    CHECK(error.message.en == "the header of the encrypted file is malformed: it is cut short");
    CHECK(error.message.fr == "l'en-tête du fichier chiffré est mal formé : il est coupé");
  }
}

}  // namespace pos
