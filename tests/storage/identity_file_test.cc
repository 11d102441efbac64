#include "storage/identity_file.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "crypto/passphrase.h"
#include "crypto/random.h"
#include "crypto/signature.h"
#include "support/failing.h"
#include "support/memory_file_system.h"

namespace pos {
namespace {

// The key of 32 bytes 0x04 (format.md 9).
constexpr const char* kSecret =
    "AGE-SECRET-KEY-1QSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQMDXKL7";
constexpr const char* kRecipient = "age14sqmygy7sc65lwznyda4mc85l2cncl7t7se6v8qpjd5kzllv7y9suj5vde";
constexpr const char* kSigningKey = "uulR0WxbJcKQq1okdnFyRz6g+ONAPrfaIeEn8/WGRSA=";
const Instant kUnlockedAt = *parse_instant("2026-01-05T08:00:00Z");

SecretBytes never_asked() {
  FAIL("asked for a passphrase");
  return {};
}

SecretBytes secret(std::string_view words) {
  return SecretBytes(bytes_of(words));
}

Error loading_error(FileSystem& files, const AskPassphrase& ask) {
  return error_of([&] { load_identities(files, "/k/key", ask); });
}

std::string card(const std::string& changed, const std::string& to) {
  std::string text = "code: adiarra\nname: Aminata Diarra\nrecipient: " + std::string(kRecipient) +
                     "\nsigning_key: " + kSigningKey + "\n";
  if (!changed.empty()) {
    text.replace(text.find(changed), changed.size(), to);
  }
  return text;
}

}  // namespace

TEST_CASE("a plain identity file is read when it is private") {
  MemoryFileSystem files;
  files.put("/k/key", std::string("# public key\n") + kSecret + "\n");
  const std::vector<Identity> identities = load_identities(files, "/k/key", never_asked);
  REQUIRE(identities.size() == 1);
  CHECK(to_string(identities.front().recipient()) == kRecipient);
}

TEST_CASE("an identity file has at most 64 KiB") {
  MemoryFileSystem files;
  const std::string key = std::string(kSecret) + "\n";
  for (const std::size_t size : {std::size_t{64} << 10, (std::size_t{64} << 10) + 1}) {
    std::string comments;
    while (comments.size() + key.size() + 100 < size) {
      comments += "#" + std::string(98, ' ') + "\n";
    }
    comments += "#" + std::string(size - comments.size() - key.size() - 2, ' ') + "\n";
    files.put("/k/key", comments + key);
    if (size == std::size_t{64} << 10) {
      CHECK(load_identities(files, "/k/key", never_asked).size() == 1);
    } else {
      CHECK(loading_error(files, never_asked).code == ErrorCode::Invalid);
    }
  }
}

TEST_CASE("a plain identity file that others may read is refused, with what helps") {
  for (unsigned mode : {0640U, 0604U, 0660U, 0601U}) {
    CAPTURE(mode);
    MemoryFileSystem files;
    files.put("/k/key", kSecret);
    files.set_mode("/k/key", mode);
    const Error error = loading_error(files, never_asked);
    CHECK(error.code == ErrorCode::Refused);
    CHECK(error.id == "identity-permissions");
    CHECK(error.hint.fr == "`chmod 600 /k/key`");
    CHECK(error.where.file == "/k/key");
    CHECK(is_open_to_others(files, "/k/key"));
  }
}

TEST_CASE("an absent identity file is not found, a damaged one never shows its content") {
  MemoryFileSystem files;
  CHECK(loading_error(files, never_asked).code == ErrorCode::NotFound);
  files.put("/k/key", "AGE-SECRET-KEY-1OOPS\n");
  const Error error = loading_error(files, never_asked);
  CHECK(error.code == ErrorCode::Integrity);
  CHECK(error.where.file == "/k/key");
  CHECK(error.message.en.find("OOPS") == std::string::npos);
}

TEST_CASE("a protected identity file opens with its passphrase, asked for once, whoever may read") {
  MemoryFileSystem files;
  files.put("/k/key", encrypt_with_passphrase_with(kSecret, "un deux trois",
                                                   {random_secret(16), {}, {}, 10}));
  files.set_mode("/k/key", 0644);
  int asked = 0;
  const auto answer = [&](std::string_view words) {
    return [&asked, words] {
      ++asked;
      return secret(words);
    };
  };
  const std::vector<Identity> identities =
      load_identities(files, "/k/key", answer("un deux trois"));
  CHECK(to_string(identities.front().recipient()) == kRecipient);
  CHECK(asked == 1);
  CHECK(loading_error(files, answer("quatre")).code == ErrorCode::NoKey);
  CHECK(asked == 2);
}

TEST_CASE("a new identity file is private and never overwrites") {
  MemoryFileSystem files;
  files.make_folders("/k");
  const Identity made = make_identity_file(files, "/k/key", nullptr, kUnlockedAt);
  CHECK(files.status("/k/key")->mode == 0600);
  CHECK(load_identities(files, "/k/key", never_asked).front().recipient() == made.recipient());
  const auto before = files.files();
  CHECK_THROWS_AS(make_identity_file(files, "/k/key", nullptr, kUnlockedAt), Error);
  CHECK(files.files() == before);
}

TEST_CASE("a card carries what is public of an identity, and reads back") {
  const Identity identity{SecretBytes(Bytes(std::vector<std::uint8_t>(32, 0x04)))};
  const Card made = make_card(identity, "adiarra", "Aminata Diarra");
  CHECK(made == Card{"adiarra", "Aminata Diarra", kRecipient, kSigningKey});
  CHECK(write_card(made) == "code: \"adiarra\"\nname: \"Aminata Diarra\"\nrecipient: \"" +
                                std::string(kRecipient) + "\"\nsigning_key: \"" + kSigningKey +
                                "\"\n");
  CHECK(read_card(write_card(made), "card.yaml") == made);
  CHECK(read_card(card("", ""), "card.yaml") == made);
  CHECK_THROWS_AS(make_card(identity, "a b", "Aminata"), Error);
}

TEST_CASE("a card with a fault names the field") {
  const auto field = [](const std::string& changed, const std::string& to) {
    try {
      read_card(card(changed, to), "card.yaml");
    } catch (const Error& error) {
      CHECK(error.code == ErrorCode::Invalid);
      CHECK(error.where.file == "card.yaml");
      return error.where.field;
    }
    return std::string("none");
  };
  CHECK(field("adiarra", "con") == "code");
  CHECK(field("Aminata Diarra", "") == "name");
  CHECK(field("age14s", "age14q") == "recipient");
  CHECK(field("uulR0", "uul") == "signing_key");
  CHECK(field("name:", "nom:") == "nom");
}

}  // namespace pos
