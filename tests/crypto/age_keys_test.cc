#include "crypto/age_keys.h"

#include <doctest/doctest.h>

#include "crypto/bech32.h"
#include "crypto/expect.h"

namespace pos {
namespace {

std::string recipient_outcome(std::string_view text) {
  return failure([&] { parse_recipient(text); });
}

std::string file_outcome(std::string_view text) {
  return failure([&] { parse_identities(text); });
}

std::string message(std::string_view recipient) {
  try {
    parse_recipient(recipient);
  } catch (const Error& error) {
    return error.message.en;
  }
  return {};
}

std::string encoded(std::string_view prefix, std::size_t size) {
  return std::string(std::string_view(encode_bech32(prefix, bytes_of(std::string(size, '\x42')))));
}

}  // namespace

TEST_CASE("the worked example's identity gives its recipient") {
  const auto identities = parse_identities(kExampleIdentity);
  REQUIRE(identities.size() == 1);
  CHECK(identities[0].secret().text() == std::string(32, '\x42'));
  CHECK(to_string(identities[0].recipient()) == kExampleRecipient);
  CHECK(parse_recipient(kExampleRecipient) == identities[0].recipient());
  CHECK(secret_text(identities[0]) == kExampleIdentity);
}

TEST_CASE("a recipient that is not an X25519 key is refused") {
  const std::string good(kExampleRecipient);
  std::string mistyped = good;
  mistyped[20] = mistyped[20] == 'q' ? 'p' : 'q';
  std::string mixed = good;
  mixed[4] = 'Z';
  for (const std::string& text :
       {std::string(), mistyped, mixed, " " + good, good + " ", good + "\n", good.substr(0, 61),
        std::string(kExampleIdentity), encoded("AGE", 32), encoded("ag", 32), encoded("agf", 32),
        encoded("age", 31), encoded("age", 33), encoded("age", 0)}) {
    CAPTURE(text);
    CHECK(recipient_outcome(text) == "invalid age-recipient");
    CHECK(message(text) == "not an age recipient");
  }
}

TEST_CASE("a recipient of another kind is told apart from a mistyped one") {
  for (const std::string& text :
       {encoded("age1pq", 32), encoded("age1pq", 1216), encoded("age1tag", 33),
        encoded("age1tagpq", 33), encoded("age1yubikey", 33), std::string("age1pq1abbreviated"),
        std::string("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA")}) {
    CAPTURE(text);
    CHECK(recipient_outcome(text) == "invalid age-recipient");
    CHECK(message(text) == "this kind of recipient is not supported");
  }
}

TEST_CASE("an identity file is read as age-keygen writes it, and with CR LF") {
  const std::string key(kExampleIdentity);
  const std::string file =
      "# created: 2024-05-17T09:30:00+02:00\n# public key: " + std::string(kExampleRecipient) +
      "\n" + key + "\n";
  CHECK(parse_identities(file).size() == 1);
  CHECK(parse_identities("\r\n#\r\n\r\n" + key + "\r\n").size() == 1);

  const auto two = parse_identities(encoded("AGE-SECRET-KEY-", 32) + "\n\n" +
                                    std::string(std::string_view(secret_text(identity_of(7)))));
  REQUIRE(two.size() == 2);
  CHECK(two[0].recipient() == parse_recipient(kExampleRecipient));
  CHECK(two[1].recipient() == identity_of(7).recipient());
}

TEST_CASE("a faulty line of an identity file is told by its number, never its content") {
  const std::string key(kExampleIdentity);
  std::string lower;
  for (const char c : key) {
    lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  std::string mistyped = key;
  mistyped[30] = mistyped[30] == 'Q' ? 'P' : 'Q';
  for (const std::string& line :
       {lower, mistyped, " " + key, key + " ", key + "\t", key + "\r\r",
        encoded("AGE-SECRET-KEY-", 31), encoded("AGE-SECRET-KEY-", 33),
        encoded("AGE-SECRET-KEX-", 32), std::string(kExampleRecipient),
        std::string("AGE-PLUGIN-YUBIKEY-1QQQ"), std::string("AGE-SECRET-KEY-PQ-1QQQ"),
        std::string("ssh-rsa AAAA"), std::string("  not a key")}) {
    CAPTURE(line);
    std::string told = "nothing";
    try {
      parse_identities("# comment\n" + key + "\n" + line + "\n");
    } catch (const Error& error) {
      CHECK(error.code == ErrorCode::Integrity);
      CHECK(error.id == "age-identity");
      told = to_string(error.where) + error.message.en;
    }
    const bool foreign = line.starts_with("AGE-PLUGIN") || line.starts_with("AGE-SECRET-KEY-PQ") ||
                         line.starts_with("ssh");
    CHECK(told.ends_with(foreign ? "this kind of key is not supported" : "not an age secret key"));
    CHECK(told.starts_with("3: "));
    CHECK(told.find(line.substr(0, 12)) == std::string::npos);
  }
}

TEST_CASE("an identity file without a key, or over the limits, is refused") {
  const std::string key(kExampleIdentity);
  CHECK(file_outcome("") == "integrity age-identity");
  CHECK(file_outcome("# only a comment\n") == "integrity age-identity");
  CHECK(file_outcome(std::string(128, 'A')) == "integrity age-identity");
  CHECK(file_outcome(std::string(129, 'A')) == "integrity age-limit");
  const std::string filler = std::string(65536 - key.size(), '\n');
  CHECK(file_outcome(filler + key) == "none");
  CHECK(file_outcome("\n" + filler + key) == "integrity age-limit");
}

TEST_CASE("an identity file is written as age-keygen writes it") {
  const auto identities = identities_of(0x42);
  const Instant created = *parse_instant("2026-01-05T09:30:00Z");
  const std::string expected =
      "# created: 2026-01-05T09:30:00Z\n# public key: " + std::string(kExampleRecipient) + "\n" +
      std::string(kExampleIdentity) + "\n";
  CHECK(identity_file_text(identities, created) == std::string_view(expected));

  const auto both = identities_of(0x42, 7);
  const auto again = parse_identities(identity_file_text(both, created));
  REQUIRE(again.size() == 2);
  CHECK(again[1].recipient() == both[1].recipient());
}

TEST_CASE("new identities differ and read back") {
  const Identity first = new_identity();
  CHECK(first.recipient() != new_identity().recipient());
  CHECK(parse_identities(secret_text(first))[0].recipient() == first.recipient());
  CHECK(parse_recipient(to_string(first.recipient())) == first.recipient());
}

TEST_CASE("X25519 gives the shared secret of the worked example") {
  const SecretBytes ephemeral =
      secret_of("606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f");
  CHECK(text_of(public_key_of(ephemeral)) ==
        unhex("675dd574ed7789310b3d2e7681f3790b466c773b1521fecf36577958371ea52f"));
  const auto shared = shared_secret(ephemeral, identity_of(0x42).recipient().key);
  REQUIRE(shared.has_value());
  CHECK(shared->text() ==
        unhex("39c6f8c4681a56bec1680ddb996d28b33134426309a08cd9a4c1b54eb027ce53"));
}

}  // namespace pos
