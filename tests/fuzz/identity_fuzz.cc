// An identity file, plain or protected by a passphrase, and the keys that stand in it as text.

#include "crypto/age_file.h"
#include "crypto/age_stanza.h"
#include "crypto/bech32.h"
#include "crypto/passphrase.h"
#include "fuzz/property.h"
#include "storage/identity_file.h"
#include "support/memory_file_system.h"

using namespace pos;
using namespace pos::fuzz;

namespace {

constexpr std::string_view kPassphrase = "phrase inventée";
// A higher one costs time and memory as it must; the limit itself has its test.
constexpr int kWorkFactor = 3;

SecretBytes passphrase() {
  return SecretBytes(bytes_of(kPassphrase));
}

bool is_costly(std::string_view bytes) {
  try {
    const std::string file(bytes);
    decrypt_with_passphrase(file, "wrong", kWorkFactor);
  } catch (const Error& error) {
    return error.id == "age-limit";
  }
  return false;
}

std::vector<Recipient> recipients_of(const std::vector<Identity>& identities) {
  std::vector<Recipient> recipients;
  for (const Identity& each : identities) {
    recipients.push_back(each.recipient());
  }
  return recipients;
}

std::optional<std::vector<Recipient>> loaded(std::string bytes) {
  MemoryFileSystem files;
  files.put("/k", std::move(bytes));
  return attempted({ErrorCode::Integrity, ErrorCode::NoKey, ErrorCode::Invalid},
                   [&] { return recipients_of(load_identities(files, "/k", passphrase)); });
}

void require_one_writing_of_keys(std::string_view text) {
  const std::optional<Bech32> key = decode_bech32(text);
  if (key) {
    const WipedString again = encode_bech32(key->prefix, bytes_of(key->bytes));
    require(std::string_view(again) == text, "a key that is read and written again is the same");
  }
}

void require_that_files_keep_keys(std::string_view text) {
  const auto identities = attempted({ErrorCode::Integrity}, [&] { return parse_identities(text); });
  if (identities) {
    const WipedString again = identity_file_text(*identities, Instant());
    require(recipients_of(parse_identities(again)) == recipients_of(*identities),
            "an identity file that is read and written again has the same keys");
  }
}

/// What stands under a passphrase is read as if it stood plain.
void require_that_protection_changes_nothing(std::string_view text) {
  PassphraseRandomness randomness{SecretBytes(16), {}, {}, kWorkFactor};
  const std::string sealed = encrypt_with_passphrase_with(text, kPassphrase, randomness);
  const auto plain =
      attempted({ErrorCode::Integrity}, [&] { return recipients_of(parse_identities(text)); });
  require(loaded(sealed) == plain, "a protected identity file has the keys of the plain one");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = text_of_input(data, size);
  require_one_writing_of_keys(bytes);
  require_that_files_keep_keys(bytes);
  require_that_protection_changes_nothing(bytes);
  if (!is_age_file(bytes) || !is_costly(bytes)) {
    loaded(std::string(bytes));
  }
  return 0;
}
