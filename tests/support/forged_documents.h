#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "storage/plain_write.h"
#include "storage/sealed_file.h"
#include "support/command_line.h"
#include "support/test_vault.h"

namespace pos::test {

/// The vault of an office as its files say, opened without any key.
inline Vault open_vault(CommandLine& office) {
  return Vault::open(office.files, {kVaultFolder, "/home/.local/state/pos/locks", "", 0});
}

/// Lays a document into a plain file by hand, truly signed, as somebody with the folder and a key
/// could; begins the file where there is none.
inline void forge(CommandLine& office, const Signer& signer, std::string_view kind,
                  const std::string& code, const Value& data) {
  const Vault vault = open_vault(office);
  const StreamHeader header{find_document_kind(kind),
                            kind == kVaultKind ? vault.office().code : code,
                            {},
                            vault.office().vault_id};
  const std::string path = vault.path_of(plain_path(kind, code));
  std::vector<std::string> documents;
  if (const auto present = office.files.read(path)) {
    for (const Document& document : parse_stream(*present, path, Padding::None).documents) {
      documents.push_back(document.bytes);
    }
  }
  const PlainFile* known = vault.plain_file(kind, code);
  documents.push_back(write_plain_document(
      header, {signer.code, signing_key(*signer.identity), time_at(office.now.c_str())},
      known == nullptr ? std::vector<std::string>() : known->heads(), data));
  office.files.put(path, compose_stream(header, documents, Padding::None));
}

inline Identity recovery_of(CommandLine& office) {
  return std::move(
      load_identities(office.files, "/t/recovery.key", [] { return SecretBytes(); }).front());
}

/// Takes the supervisors out of the names, as only recovery may.
inline void close_names_to_supervisors(CommandLine& office) {
  const Identity recovery = recovery_of(office);
  forge(office, {std::string(kRecovery), &recovery}, kVaultKind, "pos",
        Value::map({{"policy", Value::map({{"identity", Value::text("manager_only")}})}}));
}

/// The files of cases that these keys open, of those whose path has the words.
inline std::vector<std::string> opened_by(CommandLine& office, const std::vector<Identity>& keys,
                                          const std::string& words = "") {
  std::vector<std::string> opened;
  for (const auto& [path, bytes] : office.vault()) {
    if (path.ends_with(".age") && path.find(words) != std::string::npos &&
        open_file(bytes, keys, path)) {
      opened.push_back(path);
    }
  }
  return opened;
}

/// The same for everything that somebody of the office has: their key and their groups'.
inline std::vector<std::string> opened_by(CommandLine& office, const std::string& code,
                                          const std::string& words = "") {
  const Vault vault = open_vault(office);
  std::vector<Identity> own;
  if (code == kRecovery) {
    own.push_back(recovery_of(office));
  } else {
    own.emplace_back(SecretBytes(staff_member(code).identity.secret().bytes()));
  }
  UserKeys keys(vault, code, std::move(own));
  return opened_by(office, keys.all(), words);
}

inline bool opens(CommandLine& office, const std::string& code, const std::string& path) {
  const std::vector<std::string> opened = opened_by(office, code, path);
  return std::find(opened.begin(), opened.end(), path) != opened.end();
}

}  // namespace pos::test
