#include "storage/vault_change.h"

#include "crypto/hash.h"
#include "storage/layout.h"
#include "storage/plain_write.h"

namespace pos {
namespace {

void set_plain(Vault& vault, const Signer& signer, std::string_view kind, const std::string& code,
               const Value& data, Instant now) {
  if (!is_code(code)) {
    throw Error(ErrorCode::Invalid, {"ce n'est pas un code", "not a code"},
                {"1 à 40 lettres sans accent, chiffres, - ou _", "1 to 40 letters, digits, - or _"},
                {"", 0, "code"});
  }
  PlainChange(vault, signer, now).append(kind, code, data);
}

}  // namespace

void set_directory_entry(Vault& vault, const Signer& signer, const std::string& code,
                         const Value& data, Instant now) {
  set_plain(vault, signer, kDirectoryKind, code, data, now);
}

void set_programme(Vault& vault, const Signer& signer, const std::string& code, const Value& data,
                   Instant now) {
  set_plain(vault, signer, kProgrammeKind, code, data, now);
}

void set_team_record(Vault& vault, const Signer& signer, const std::string& unit, const Value& data,
                     Instant now) {
  set_plain(vault, signer, kTeamKind, unit, data, now);
}

void confirm_documents(Vault& vault, const Signer& signer, std::string_view kind,
                       const std::string& code, Instant now, std::span<const Identity> keys) {
  PlainChange change(vault, signer, now);
  if (kind == kGroupKind) {
    return confirm_group(change, code, keys.empty() ? std::span(signer.identity, 1) : keys);
  }
  change.confirm(kind, code);
}

void add_schema(Vault& vault, const Signer& administrator, const std::string& place,
                const std::string& bytes, Instant now) {
  PlainChange change(vault, administrator, now);
  std::map<std::string, std::string> named = vault.office().additions;
  named[place] = sha256_hex(bytes);
  std::vector<std::string> lines;
  for (const auto& [file, hash] : named) {
    lines.push_back(hash + "  schemas/" + file);
  }
  change.bring({vault.path_of(join_path("schemas", place)), bytes});
  change.append(kVaultKind, "pos", Value::map({{"schemas", Value::texts(lines)}}));
}

void set_office(Vault& vault, const Signer& signer, const Value& data, Instant now) {
  PlainChange(vault, signer, now).append(kVaultKind, "pos", data);
}

}  // namespace pos
