#include "storage/identity_file.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "crypto/age_file.h"
#include "crypto/hash.h"
#include "crypto/passphrase.h"
#include "crypto/signature.h"
#include "domain/answer.h"
#include "storage/atomic_write.h"
#include "storage/canonical.h"
#include "storage/layout.h"
#include "storage/yaml.h"

namespace pos {
namespace {

constexpr std::uint64_t kIdentityLimit = 64U << 10;
constexpr unsigned kOthers = 077;

bool open_to_others(const FileStatus& status) {
  return !status.own || (status.mode & kOthers) != 0;
}

void require_private(const FileStatus& status, const std::string& path) {
  if (!open_to_others(status)) {
    return;
  }
  Error error =
      refusal("identity-permissions",
              {"d'autres utilisateurs peuvent lire ce fichier de clé",
               "other users can read this key file"},
              status.own ? text("`chmod 600 {}`", "`chmod 600 {}`", path)
                         : Text{"le fichier doit vous appartenir", "the file must belong to you"},
              "");
  error.where.file = path;
  throw error;
}

/// A file that is changed, by a new passphrase for instance, has another name.
std::string kept_name(const std::string& bytes) {
  return blake2b_256_hex(bytes).substr(0, 32);
}

std::vector<Identity> kept_identities(Keyring& keyring, const std::string& name) {
  std::vector<Identity> identities;
  const std::optional<SecretBytes> kept = keyring.find(name);
  if (kept && kept->size() % kKeySize == 0) {
    for (std::size_t at = 0; at < kept->size(); at += kKeySize) {
      identities.emplace_back(SecretBytes(kept->bytes().subspan(at, kKeySize)));
    }
  }
  return identities;
}

std::vector<Identity> open_protected(const std::string& bytes, const Unlocking& unlocking) {
  for (int left = unlocking.tries; true; --left) {
    const SecretBytes passphrase = unlocking.ask();
    try {
      return parse_identities(decrypt_with_passphrase(bytes, passphrase.text()));
    } catch (Error& error) {
      if (error.code != ErrorCode::NoKey) {
        throw;
      }
      if (left <= 1) {
        error.hint = {
            "la redonner ; oubliée, elle ne se retrouve pas : `pos key restore-paper` refait la "
            "clé d'après sa feuille, sinon il en faut une nouvelle (`pos key new`)",
            "give it again; one that is forgotten cannot be found: `pos key restore-paper` brings "
            "the key back from its sheet, else a new one is needed (`pos key new`)"};
        throw;
      }
    }
  }
}

std::vector<Identity> read_identities(const std::string& bytes, const FileStatus& status,
                                      const std::string& path, const Unlocking& unlocking) {
  if (!is_age_file(bytes)) {
    require_private(status, path);
    return parse_identities(bytes);
  }
  if (!needs_passphrase(bytes)) {
    throw Error(ErrorCode::NoKey, {"le fichier de clé est chiffré, mais sans phrase de passe",
                                   "the identity file is encrypted, but not with a passphrase"});
  }
  if (unlocking.keyring != nullptr) {
    std::vector<Identity> kept = kept_identities(*unlocking.keyring, kept_name(bytes));
    if (!kept.empty()) {
      return kept;
    }
  }
  return open_protected(bytes, unlocking);
}

std::string read_key_file(FileSystem& files, const std::string& path) {
  const std::optional<FileStatus> status = files.status(path);
  if (status && status->size > kIdentityLimit) {
    throw Error(ErrorCode::Invalid,
                text("trop grand pour un fichier de clé : la limite est de {} octets",
                     "too large for an identity file: the limit is {} bytes", kIdentityLimit),
                {"nommer le fichier de clé par POS_IDENTITY", "name the key file in POS_IDENTITY"},
                {path, 0, {}});
  }
  std::optional<std::string> bytes = files.read(path);
  if (!bytes) {
    throw Error(
        ErrorCode::NotFound, {"fichier de clé introuvable", "no such identity file"},
        {"voir le chemin, et si son support est là ; `pos key restore-paper` refait une clé "
         "d'après sa feuille, `pos key new` en fait une nouvelle",
         "see the path, and whether its medium is there; `pos key restore-paper` brings a "
         "key back from its sheet, `pos key new` makes a new one"},
        {path, 0, {}});
  }
  return std::move(*bytes);
}

Error no_card(const std::string& name, Text message, std::string field) {
  return Error(ErrorCode::Invalid, std::move(message), {}, {name, 0, std::move(field)});
}

}  // namespace

std::vector<Identity> load_identities(FileSystem& files, const std::string& path,
                                      const Unlocking& unlocking) {
  std::string bytes = read_key_file(files, path);
  const std::optional<FileStatus> status = files.status(path);
  try {
    std::vector<Identity> identities =
        read_identities(bytes, status.value_or(FileStatus{}), path, unlocking);
    wipe(bytes.data(), bytes.size());
    return identities;
  } catch (Error& error) {
    wipe(bytes.data(), bytes.size());
    error.where.file = path;
    throw;
  }
}

bool keep_unlocked(FileSystem& files, const std::string& path, const Unlocking& unlocking,
                   std::chrono::seconds time) {
  if (unlocking.keyring == nullptr) {
    throw no_keyring({"ce système n'a pas de trousseau", "this system has no keyring"});
  }
  std::string bytes = read_key_file(files, path);
  if (!is_age_file(bytes)) {
    wipe(bytes.data(), bytes.size());
    return false;
  }
  const std::vector<Identity> identities =
      load_identities(files, path, Unlocking{unlocking.ask, unlocking.tries, nullptr});
  SecretBytes secrets(identities.size() * kKeySize);
  for (std::size_t i = 0; i < identities.size(); ++i) {
    std::copy_n(identities[i].secret().data(), kKeySize, secrets.data() + i * kKeySize);
  }
  unlocking.keyring->keep(kept_name(bytes), secrets, time);
  return true;
}

bool is_open_to_others(FileSystem& files, const std::string& path) {
  const std::optional<FileStatus> status = files.status(path);
  return status && open_to_others(*status);
}

void require_no_file(FileSystem& files, const std::string& path) {
  if (files.status(path)) {
    throw Error(ErrorCode::Conflict, {"le fichier existe déjà", "the file already exists"}, {},
                {path, 0, {}});
  }
}

void write_identity_file(FileSystem& files, const std::string& path, const Identity& identity,
                         const SecretBytes* passphrase, Instant now) {
  require_no_file(files, path);
  const WipedString plain = identity_file_text(std::span(&identity, 1), now);
  if (passphrase == nullptr) {
    write_new_file(files, path, plain);
  } else {
    write_new_file(files, path, encrypt_with_passphrase(plain, passphrase->text()));
  }
}

Identity make_identity_file(FileSystem& files, const std::string& path,
                            const SecretBytes* passphrase, Instant now) {
  Identity identity = new_identity();
  write_identity_file(files, path, identity, passphrase, now);
  return identity;
}

Card make_card(const Identity& identity, std::string code, std::string name) {
  if (!is_code(code)) {
    throw Error(
        ErrorCode::Invalid,
        {"un code a 1 à 40 lettres sans accent, chiffres, - ou _, et commence par une lettre ou un "
         "chiffre",
         "a code has 1 to 40 letters, digits, - or _, and begins with a letter or a digit"});
  }
  return {std::move(code), std::move(name), to_string(identity.recipient()),
          signing_key(identity).public_key};
}

std::string write_card(const Card& card) {
  return write_canonical(Value::map({{"code", Value::text(card.code)},
                                     {"name", Value::text(card.name)},
                                     {"recipient", Value::text(card.recipient)},
                                     {"signing_key", Value::text(card.signing_key)}}));
}

Card read_card(std::string_view bytes, const std::string& name) {
  const Value values = read_yaml(bytes, name);
  for (const Member& member : values.members) {
    if (member.key != "code" && member.key != "name" && member.key != "recipient" &&
        member.key != "signing_key") {
      throw no_card(name, {"champ inconnu d'une carte", "unknown field of a card"},
                    is_nameable(member.key) ? member.key : "");
    }
  }
  Card card{values.scalar_of("code"), values.scalar_of("name"), values.scalar_of("recipient"),
            values.scalar_of("signing_key")};
  if (!is_code(card.code)) {
    throw no_card(name, {"ce n'est pas un code", "not a code"}, "code");
  }
  if (card.name.empty()) {
    throw no_card(name, {"le nom manque", "the name is missing"}, "name");
  }
  if (!is_public_key(card.signing_key)) {
    throw no_card(name, {"ce n'est pas une clé de signature", "not a signing key"}, "signing_key");
  }
  try {
    parse_recipient(card.recipient);
  } catch (const Error& error) {
    throw no_card(name, error.message, "recipient");
  }
  return card;
}

}  // namespace pos
