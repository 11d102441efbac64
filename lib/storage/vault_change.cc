#include "storage/vault_change.h"

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

void set_office(Vault& vault, const Signer& signer, const Value& data, Instant now) {
  PlainChange(vault, signer, now).append(kVaultKind, "pos", data);
}

}  // namespace pos
