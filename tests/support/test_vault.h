#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "crypto/hash.h"
#include "crypto/signature.h"
#include "storage/atomic_write.h"
#include "storage/founding.h"
#include "storage/layout.h"
#include "storage/plain_write.h"

namespace pos {

inline constexpr StaffRole kManager = StaffRole::CaseManager;
inline constexpr StaffRole kSupervisor = StaffRole::Supervisor;

/// Someone of a test's office, with the key 32 times that byte.
struct TestPerson {
  TestPerson(std::string c, std::uint8_t byte)
      : code(std::move(c)), identity(SecretBytes(Bytes(std::vector<std::uint8_t>(32, byte)))) {}

  Signer signer() const { return {code, &identity}; }
  Card card() const { return make_card(identity, code, "Invented " + code); }

  std::string code;
  Identity identity;
};

inline Instant time_at(const char* text) {
  return *parse_instant(text);
}

/// A vault at `<root>/vault` founded on 2 January 2026, its administrator `amaiga`; the secret of
/// `recovery` lies in `<root>/recovery.key`, locks in `<root>/locks`.
class TestVault {
 public:
  explicit TestVault(FileSystem& files, const std::string& root = "/t")
      : files_(files), root_(root), vault_(found(files, root, administrator_)) {}

  Vault& vault() { return vault_; }
  FileSystem& files() { return files_; }
  const TestPerson& administrator() const { return administrator_; }
  const Identity& recovery() const { return recovery_.front(); }
  Signer recovery_signer() const { return {std::string(kRecovery), &recovery()}; }
  std::string path(const std::string& in_vault) const { return root_ + "/vault/" + in_vault; }

  Notes add(const TestPerson& person, std::vector<StaffRole> roles, const std::string& unit = "",
            const std::string& supervisor = "") {
    return add_person(vault_, administrator_.signer(),
                      {person.card(), std::move(roles), unit, supervisor, {}}, &recovery(), now);
  }
  /// Lays a signed document into the vault by hand, as somebody with the folder and a key could,
  /// into the file itself or into a part `<code>.<part>.yaml`; returns its hash.
  std::string inject(const Signer& signer, std::string_view kind, const std::string& code,
                     const Value& data, const std::string& part = "") {
    const PlainFile* known = vault_.plain_file(kind, code);
    return inject(signer, kind, code, data, part,
                  known == nullptr ? std::vector<std::string>() : known->heads());
  }
  std::string inject(const Signer& signer, std::string_view kind, const std::string& code,
                     const Value& data, const std::string& part,
                     const std::vector<std::string>& after) {
    const StreamHeader header{find_document_kind(kind),
                              kind == kVaultKind ? vault_.office().code : code,
                              {},
                              vault_.office().vault_id};
    std::string file = path(plain_path(kind, code));
    if (!part.empty()) {
      file.replace(file.size() - 5, 5, "." + part + ".yaml");
    }
    std::vector<std::string> documents;
    if (const auto present = files_.read(file)) {
      for (const Document& document : parse_stream(*present, file, Padding::None).documents) {
        documents.push_back(document.bytes);
      }
    }
    documents.push_back(write_plain_document(
        header, {signer.code, signing_key(*signer.identity), now}, after, data));
    files_.make_folders(folder_of(file));
    write_atomically(files_, file, compose_stream(header, documents, Padding::None));
    vault_.reload();
    return blake2b_256_hex(documents.back());
  }
  Vault reopened() const { return Vault::open(files_, vault_.place()); }

  Instant now = time_at("2026-01-05T08:00:00Z");

 private:
  static Vault found(FileSystem& files, const std::string& root, const TestPerson& administrator) {
    files.make_folders(root + "/vault");
    Founding founding{
        "DRPFEF-BKO-1",       "Bureau inventé",       "BKO", "DRPFEF-BKO", "pos-2020.08",
        administrator.card(), root + "/recovery.key", false};
    return found_vault(files, {root + "/vault", root + "/locks", "", 0}, founding,
                       time_at("2026-01-02T09:00:00Z"));
  }

  FileSystem& files_;
  std::string root_;
  TestPerson administrator_{"amaiga", 0x03};
  Vault vault_;
  std::vector<Identity> recovery_ =
      load_identities(files_, root_ + "/recovery.key", [] { return SecretBytes(); });
};

/// Lays a document with the `entry` of the card's last one into it, as somebody with the folder and
/// a key could.
inline void double_last(TestVault& office, const TestPerson& person, const std::string& code,
                        const Value& data) {
  const PlainFile& card = *office.vault().plain_file(kPersonKind, code);
  const SigningKey key = signing_key(person.identity);
  const Value& last = card.documents.back().document.values;
  const Value values = Value::map({{"entry", *last.find("entry")},
                                   {"recorded", Value::text(to_string(office.now))},
                                   {"author", Value::text(person.code)},
                                   {"key", Value::text(key_id(key.public_key))},
                                   {"after", Value::texts({})},
                                   {"data", data}});
  std::vector<std::string> documents;
  for (const PlainDocument& document : card.documents) {
    documents.push_back(document.document.bytes);
  }
  documents.push_back(write_document(values, key, signing_context(card.header)));
  write_atomically(office.files(), office.path(card.path),
                   compose_stream(card.header, documents, Padding::None));
  office.vault().reload();
}

}  // namespace pos
