#include "storage/founding.h"

#include <algorithm>
#include <filesystem>

#include "base/ulid.h"
#include "crypto/random.h"
#include "storage/atomic_write.h"
#include "storage/group_file.h"
#include "storage/layout.h"
#include "storage/plain_write.h"
#include "storage/synchroniser_files.h"

namespace pos {
namespace {

bool is_region(std::string_view text) {
  return text.size() >= 2 && text.size() <= 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void require_valid(const Founding& founding) {
  const auto fail = [](Text message, std::string field) {
    throw Error(ErrorCode::Invalid, std::move(message), {}, {"", 0, std::move(field)});
  };
  if (!is_code(founding.code)) {
    fail({"un code a 1 à 40 lettres sans accent, chiffres, - ou _",
          "a code has 1 to 40 letters, digits, - or _"},
         "code");
  }
  if (!is_code(founding.structure)) {
    fail({"la structure est un code : 1 à 40 lettres sans accent, chiffres, - ou _",
          "the structure is a code: 1 to 40 letters, digits, - or _"},
         "structure");
  }
  if (!is_region(founding.region)) {
    fail({"une région a 2 à 5 lettres majuscules, par exemple BKO",
          "a region has 2 to 5 capital letters, e.g. BKO"},
         "region");
  }
}

/// Where a file would be made.
std::string real_folder(FileSystem& files, const std::string& file) {
  return files.real_path(folder_of(file));
}

Error in_vault(const std::string& recovery_file) {
  Error error = refusal("recovery-in-vault",
                        {"la clé de secours ne doit pas être dans le coffre qu'elle ouvre",
                         "the recovery key must not lie in the vault that it opens"},
                        {"donner un fichier ailleurs, sur une clé USB par exemple",
                         "name a file elsewhere, on a stick for instance"},
                        "");
  error.where.file = recovery_file;
  return error;
}

bool is_inside(const std::string& path, const std::string& folder) {
  const std::filesystem::path base =
      std::filesystem::path(join_path(folder, "")).lexically_normal();
  const std::filesystem::path relative =
      std::filesystem::path(path).lexically_normal().lexically_relative(base);
  return !relative.empty() && *relative.begin() != "..";
}

void require_free(FileSystem& files, const std::string& folder, const std::string& recovery_file) {
  if (files.status(join_path(folder, kVaultFile))) {
    throw Error(ErrorCode::Conflict, {"il y a déjà un coffre ici", "there is a vault here already"},
                {}, {folder, 0, {}});
  }
  require_outside_vault(files, recovery_file, folder);
  if (!files.status(folder_of(recovery_file))) {
    throw Error(ErrorCode::Io,
                {"le dossier pour la clé de secours est introuvable",
                 "there is no folder for the recovery key"},
                {"brancher la clé USB, ou donner un autre fichier",
                 "plug in the stick, or name another file"},
                {recovery_file, 0, {}});
  }
}

/// Writes the first files of a vault, signed by recovery.
class Builder {
 public:
  Builder(FileSystem& files, std::string folder, const Identity& recovery, Instant now)
      : files_(files),
        folder_(std::move(folder)),
        vault_id_(make_ulid(now, random_bytes<10>())),
        key_(signing_key(recovery)),
        now_(now) {}

  void write_plain(std::string_view kind, const std::string& code, const Value& data) {
    StreamHeader header;
    header.kind = find_document_kind(kind);
    header.id = code;
    header.vault = vault_id_;
    const std::string document =
        write_plain_document(header, {std::string(kRecovery), key_, now_}, {}, data);
    write(plain_path(kind, code), compose_stream(header, {document}, Padding::None));
  }

  void write(const std::string& path_in_vault, const std::string& bytes) {
    const std::string path = join_path(folder_, path_in_vault);
    files_.make_folders(folder_of(path));
    write_atomically(files_, path, bytes);
  }

  const SigningKey& key() const { return key_; }

 private:
  FileSystem& files_;
  std::string folder_;
  std::string vault_id_;
  SigningKey key_;
  Instant now_;
};

Value office_data(const Founding& founding, const Identity& recovery, const SigningKey& key) {
  Value data;
  data.set("name", Value::text(founding.name));
  data.set("region", Value::text(founding.region));
  data.set("structure", Value::text(founding.structure));
  data.set("edition", Value::text(founding.edition));
  data.set("recovery", Value::map({{"recipient", Value::text(to_string(recovery.recipient()))},
                                   {"signing_key", Value::text(key.public_key)}}));
  data.set("policy", Value());
  return data;
}

Value administrator_data(const Card& card, Instant now) {
  return Value::map({{"name", Value::text(card.name)},
                     {"roles", Value::texts({std::string(word(StaffRole::Administrator))})},
                     {"recipient", Value::text(card.recipient)},
                     {"signing_key", Value::text(card.signing_key)},
                     {"from", Value::text(to_string(day_of(now)))}});
}

// Facts are sealed to the statistics group from the first case on, so it is there before anybody.
Value statistics_data(const Identity& recovery, Instant now) {
  const Identity secret = new_identity();
  return Value::map(
      {{"recipient", Value::text(to_string(secret.recipient()))},
       {"members", Value::list({})},
       {"secret", Value::text(seal_group_secret(std::span(&secret, 1),
                                                {to_string(recovery.recipient())}, now))}});
}

/// The secret of `recovery`. A run that was killed leaves it: then what else it wrote is signed
/// with it, and this run goes on with the same one. Any other file that is there stays untouched.
Identity recovery_to_use(FileSystem& files, const std::string& folder, const Founding& founding) {
  if (!files.status(founding.recovery_file)) {
    return new_identity();
  }
  const std::string card = plain_path(kPersonKind, founding.administrator.code);
  const std::optional<std::string> begun = files.read(join_path(folder, card));
  const Stream stream = begun ? parse_stream(*begun, card, Padding::None) : Stream{};
  std::vector<Identity> kept;
  if (!stream.documents.empty()) {
    kept = load_identities(files, founding.recovery_file, [] { return SecretBytes(); });
  }
  if (kept.size() != 1 || stream.documents.front().values.scalar_of("key") !=
                              key_id(signing_key(kept.front()).public_key)) {
    throw Error(ErrorCode::Conflict, {"le fichier existe déjà", "the file already exists"},
                {"donner un autre fichier pour la clé de secours",
                 "name another file for the recovery key"},
                {founding.recovery_file, 0, {}});
  }
  return std::move(kept.front());
}

// `pos.yaml` comes last: before it there is no vault, and a broken run can be repeated. Just before
// it the recovery key is put in its place, so that no vault is ever without.
void build(FileSystem& files, const std::string& folder, const Founding& founding,
           const Identity& recovery, Instant now) {
  Builder builder(files, folder, recovery, now);
  write_synchroniser_files(files, folder, founding.with_identities);
  builder.write_plain(kPersonKind, founding.administrator.code,
                      administrator_data(founding.administrator, now));
  builder.write_plain(kGroupKind, std::string(kStatistics), statistics_data(recovery, now));
  if (!files.status(founding.recovery_file)) {
    write_identity_file(files, founding.recovery_file, recovery, nullptr, now);
  }
  builder.write_plain(kVaultKind, founding.code, office_data(founding, recovery, builder.key()));
}

}  // namespace

void require_outside_vault(FileSystem& files, const std::string& recovery_file,
                           const std::string& vault_folder) {
  const std::string real = join_path(real_folder(files, recovery_file), name_of(recovery_file));
  if (is_inside(real, files.real_path(vault_folder))) {
    throw in_vault(recovery_file);
  }
}

void require_outside_vaults(FileSystem& files, const std::string& recovery_file) {
  for (std::string folder = real_folder(files, recovery_file);; folder = folder_of(folder)) {
    if (files.status(join_path(folder, kVaultFile))) {
      throw in_vault(recovery_file);
    }
    if (folder == "/" || folder == ".") {
      return;
    }
  }
}

Vault found_vault(FileSystem& files, VaultPlace place, const Founding& founding, Instant now) {
  require_valid(founding);
  require_free(files, place.folder, founding.recovery_file);
  build(files, place.folder, founding, recovery_to_use(files, place.folder, founding), now);
  return Vault::open(files, std::move(place));
}

}  // namespace pos
