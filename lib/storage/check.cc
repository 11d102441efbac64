#include "storage/check.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/ulid.h"
#include "crypto/age_file.h"
#include "crypto/age_header.h"
#include "crypto/age_stanza.h"
#include "crypto/hash.h"
#include "storage/form_file.h"
#include "storage/layout.h"
#include "storage/sheet_file.h"
#include "storage/stray.h"

namespace pos {
namespace {

constexpr std::array<Compartment, 3> kCompartments = {Compartment::Case, Compartment::Identity,
                                                      Compartment::Facts};
constexpr std::array<std::string_view, 3> kSealedFolders = {"reports", "outbox", "inbox"};
constexpr std::size_t kNonce = 16;
constexpr std::size_t kTag = 16;
constexpr std::size_t kChunk = 65536;

class FileCheck {
 public:
  explicit FileCheck(const Vault& vault) : vault_(vault), files_(vault.files()) {}

  CheckReport run() {
    look_at_root();
    for (std::string_view kind : kPlainKinds) {
      if (kind != kVaultKind) {
        look_at_plain(kind);
      }
    }
    for (Compartment compartment : kCompartments) {
      look_at_compartment(compartment);
    }
    compare_compartments();
    for (std::string_view folder : kSealedFolders) {
      look_at_sealed(std::string(folder));
    }
    check_sheets(vault_, {}, report_);
    look_at_supervisors();
    look_at_additions("schemas");
    look_for_additions();
    for (const Finding& finding : vault_.findings()) {
      add(finding.where.file, "not_believed", with_hint(finding));
    }
    return std::move(report_);
  }

 private:
  void add(std::string file, std::string kind, Text message, bool harmless = false) {
    report_.items.push_back({std::move(file), std::move(kind), std::move(message), harmless});
  }
  void add_stray(const std::string& file, bool harmless = true) {
    add(file, "stray", {"ce nom n'est pas d'un coffre", "no name of a vault"}, harmless);
  }
  void look_at_stray(const std::string& file, bool is_folder);
  void look_at_sealed_stray(const std::string& file, const std::string& path, bool is_folder);
  // What synchronisers and git keep begins with a dot and is theirs.
  bool skips(const std::string& folder, const std::string& name) {
    if (is_temporary_name(name)) {
      add(join_path(folder, name), "temporary",
          {"reste d'une écriture interrompue", "left over from an interrupted write"}, true);
    }
    return name.starts_with('.');
  }

  void look_at_root();
  void look_at_plain(std::string_view kind);
  void look_at_cards(const std::string& folder);
  void look_at_supervisors();
  void look_at_additions(const std::string& folder);
  void look_for_additions();
  void look_at_compartment(Compartment compartment);
  void look_at_year(Compartment compartment, const std::string& year);
  void look_at_case_file(const std::string& file, const std::string& path, const std::string& year);
  void compare_compartments();
  void look_at_sealed(const std::string& folder);
  void look_at_age(const std::string& file, const std::string& path, bool padded);
  void look_for_copy(const std::string& file, std::string_view bytes);

  const Vault& vault_;
  FileSystem& files_;
  CheckReport report_;
  std::map<std::string, std::string> seen_;  ///< hashes of case files, and the first that has them
};

void FileCheck::look_at_stray(const std::string& file, bool is_folder) {
  if (!is_folder && is_plain_copy(vault_, file)) {
    add(file, "stray", plain_copy_found());
  } else {
    add_stray(file, is_folder || !file.ends_with(".yaml") || file.find('/') == file.npos);
  }
}

/// A folder may be such a copy too (`2026 (1)`).
void FileCheck::look_at_sealed_stray(const std::string& file, const std::string& path,
                                     bool is_folder) {
  try {
    if (!is_folder && is_sealed_copy(files_, path)) {
      add(file, "stray", sealed_copy_found());
    } else {
      add_stray(file, is_folder || !file.ends_with(".age"));
    }
  } catch (const Error& error) {
    add(file, "unreadable", error.message);
  }
  for (const FolderEntry& entry : is_folder ? files_.list(path) : std::vector<FolderEntry>()) {
    if (!skips(file, entry.name)) {
      look_at_sealed_stray(join_path(file, entry.name), join_path(path, entry.name),
                           entry.is_folder);
    }
  }
}

void FileCheck::look_at_root() {
  static const std::set<std::string> known = {"people",
                                              "groups",
                                              "directory",
                                              "programmes",
                                              "teams",
                                              "cases",
                                              "facts",
                                              "identities",
                                              "reports",
                                              "outbox",
                                              "inbox",
                                              "schemas",
                                              std::string(kLostAndFound)};
  for (const FolderEntry& entry : files_.list(vault_.place().folder)) {
    if (skips("", entry.name) || known.contains(entry.name)) {
      continue;
    }
    if (!entry.is_folder && code_of_name(entry.name) == "pos") {
      ++report_.files;
    } else {
      look_at_stray(entry.name, entry.is_folder);
    }
  }
}

void FileCheck::look_at_plain(std::string_view kind) {
  const std::string folder = plain_folder(kind);
  for (const FolderEntry& entry : files_.list(vault_.path_of(folder))) {
    if (skips(folder, entry.name)) {
      continue;
    }
    const std::string file = join_path(folder, entry.name);
    // The cards of a transfer's sender lie in `people/<vault id>/`.
    const bool foreign_cards = entry.is_folder && kind == kPersonKind && is_ulid(entry.name);
    const auto code = entry.is_folder ? std::nullopt : code_of_name(entry.name);
    if (code) {
      ++report_.files;
      if (file != plain_path(kind, std::string(*code))) {
        add(file, "part",
            {"copie à réunir avec le fichier : `pos merge --conflicts`",
             "a copy to be joined with the file: `pos merge --conflicts`"},
            true);
      }
    } else if (foreign_cards) {
      look_at_cards(file);
    } else {
      look_at_stray(file, entry.is_folder);
    }
  }
}

void FileCheck::look_at_cards(const std::string& folder) {
  bool cards = false;
  for (const FolderEntry& entry : files_.list(vault_.path_of(folder))) {
    if (skips(folder, entry.name)) {
      continue;
    }
    if (!entry.is_folder && code_of_name(entry.name)) {
      ++report_.files;
      cards = true;
    } else {
      add_stray(join_path(folder, entry.name), !entry.name.ends_with(".yaml"));
    }
  }
  if (cards && !vault_.senders().contains(name_of(folder))) {
    add(folder, "not_believed",
        {"ces fiches ne sont pas entières, ou l'annuaire n'a pas l'empreinte de leur coffre",
         "these cards are not whole, or the directory has not their vault's fingerprint"},
        true);
  }
}

/// Nothing counts because it lies in the folder.
void FileCheck::look_at_additions(const std::string& folder) {
  const std::map<std::string, std::string>& named = vault_.office().additions;
  for (const FolderEntry& entry : files_.list(vault_.path_of(folder))) {
    const std::string file = join_path(folder, entry.name);
    if (skips(folder, entry.name)) {
      continue;
    }
    if (entry.is_folder) {
      look_at_additions(file);
    } else if (!named.contains(file.substr(file.find('/') + 1))) {
      add(file, "not_believed",
          {"pos.yaml ne nomme pas cet ajout : il ne compte pas (`pos form add`)",
           "pos.yaml does not name this addition: it does not count (`pos form add`)"});
    }
  }
}

void FileCheck::look_for_additions() {
  for (const auto& [place, hash] : vault_.office().additions) {
    const std::string file = join_path("schemas", place);
    try {
      const std::optional<std::string> bytes = files_.read(vault_.path_of(file));
      report_.files += bytes ? 1U : 0U;
      if (!bytes || sha256_hex(*bytes) != hash) {
        add(file, bytes ? "not_believed" : "lost", not_as_named(bytes.has_value()));
      }
    } catch (const Error& error) {
      add(file, "unreadable", error.message);
    }
  }
}

/// A card may name anyone as supervisor; it opens nothing until the team takes them in.
void FileCheck::look_at_supervisors() {
  for (const std::string& code : vault_.staff().codes()) {
    const Person& person = *vault_.staff().latest(code);
    const Group* team = vault_.group(team_of(person.unit));
    const bool member = team != nullptr && std::find(team->members.begin(), team->members.end(),
                                                     person.supervisor) != team->members.end();
    if (!person.supervisor.empty() && person.to.empty() && !member) {
      add(plain_path(kPersonKind, code), "supervisor",
          text("{} y est superviseur sans être membre du groupe de l'unité : cela ne compte pas",
               "it names {} as supervisor, who is no member of the unit's group: that does not "
               "count",
               person.supervisor),
          true);
    }
  }
}

void FileCheck::look_at_compartment(Compartment compartment) {
  const std::string folder = compartment_folder(compartment);
  for (const FolderEntry& entry : files_.list(vault_.compartment_path(compartment))) {
    if (skips(folder, entry.name) || entry.name == kLostAndFound) {
      continue;
    }
    const bool is_year =
        entry.name.size() == 4 && std::all_of(entry.name.begin(), entry.name.end(),
                                              [](char c) { return c >= '0' && c <= '9'; });
    if (entry.is_folder && is_year) {
      look_at_year(compartment, entry.name);
    } else {
      look_at_sealed_stray(join_path(folder, entry.name),
                           join_path(vault_.compartment_path(compartment), entry.name),
                           entry.is_folder);
    }
  }
}

void FileCheck::look_at_year(Compartment compartment, const std::string& year) {
  const std::string folder = join_path(compartment_folder(compartment), year);
  const std::string path = join_path(vault_.compartment_path(compartment), year);
  for (const FolderEntry& entry : files_.list(path)) {
    if (!skips(folder, entry.name)) {
      const std::string file = join_path(folder, entry.name);
      if (case_of_name(entry.name)) {
        look_at_case_file(file, join_path(path, entry.name), year);
      } else {
        look_at_sealed_stray(file, join_path(path, entry.name), entry.is_folder);
      }
    }
  }
}

void FileCheck::look_at_case_file(const std::string& file, const std::string& path,
                                  const std::string& year) {
  const std::string name = name_of(file);
  const std::optional<CaseId> id = case_of_name(name);
  ++report_.files;
  if (std::to_string(id->year()) != year) {
    add(file, "misplaced",
        {"ce dossier est d'une autre année", "this case belongs to another year"});
  } else if (!is_case_file_name(name)) {
    add(file, "part", {"partie à réunir avec le fichier", "a part to be joined with the file"},
        true);
  }
  look_at_age(file, path, true);
}

// The case document is the commit: facts are written after it, names before it (architecture 4.4).
void FileCheck::compare_compartments() {
  const auto listed = [&](Compartment compartment) {
    return list_case_files(files_, vault_.compartment_path(compartment));
  };
  const auto cases = listed(Compartment::Case);
  const auto facts = listed(Compartment::Facts);
  for (const auto& [id, paths] : facts) {
    if (!cases.contains(id)) {
      add(case_path(Compartment::Case, id), "lost",
          {"ce dossier manque, alors que ses faits sont là",
           "this case is missing, while its facts are there"});
    }
  }
  for (const auto& [id, paths] : cases) {
    if (!facts.contains(id)) {
      add(case_path(Compartment::Facts, id), "stale",
          {"les faits de ce dossier manquent", "the facts of this case are missing"}, true);
    }
  }
  for (const auto& [id, paths] : listed(Compartment::Identity)) {
    if (!cases.contains(id) && !facts.contains(id)) {
      add(case_path(Compartment::Identity, id), "unclaimed",
          {"aucun dossier ne correspond à ces noms", "no case belongs to these names"}, true);
    }
  }
  const std::string& elsewhere = vault_.place().identities;
  if (!elsewhere.empty() && !files_.status(elsewhere)) {
    add(compartment_folder(Compartment::Identity), "not_mounted",
        {"les noms ne sont pas sur cette machine", "the names are not on this machine"}, true);
  }
}

/// Two children never have one file: sealing the same twice gives other bytes.
void FileCheck::look_for_copy(const std::string& file, std::string_view bytes) {
  const auto [first, fresh] = seen_.emplace(blake2b_256_hex(bytes), file);
  if (!fresh && case_of_name(name_of(first->second)) != case_of_name(name_of(file))) {
    add(file, "duplicate",
        text("copie de {} sous un autre identifiant", "a copy of {} under another identifier",
             first->second));
  }
}

void FileCheck::look_at_sealed(const std::string& folder) {
  for (const FolderEntry& entry : files_.list(vault_.path_of(folder))) {
    const std::string file = join_path(folder, entry.name);
    if (skips(folder, entry.name)) {
      continue;
    }
    if (entry.is_folder) {
      look_at_sealed(file);
    } else if (const std::optional<SheetPlace> sheet = sheet_place(file); sheet && !sheet->sealed) {
      ++report_.files;
    } else if (entry.name.ends_with(".age")) {
      ++report_.files;
      look_at_age(file, vault_.path_of(file), false);
    }
  }
}

/// Whether so many bytes can follow an age header. A padded plain text has whole blocks, so that
/// nearly every cut end shows without a key.
bool is_whole(std::size_t payload, bool padded) {
  if (payload < kNonce + kTag) {
    return false;
  }
  const std::size_t chunks = (payload - kNonce + kChunk + kTag - 1) / (kChunk + kTag);
  const std::size_t overhead = kNonce + chunks * kTag;
  return payload >= overhead && (!padded || (payload - overhead) % kPaddingBlock == 0);
}

void FileCheck::look_at_age(const std::string& file, const std::string& path, bool padded) {
  try {
    const std::string bytes = files_.read(path).value_or("");
    if (padded && !bytes.empty()) {
      look_for_copy(file, bytes);
    }
    const AgeHeader header = parse_age_header(bytes);
    if (check_stanzas(header, kWorkFactorMaximum).x25519.empty()) {
      add(file, "damaged", {"chiffré pour aucune clé", "sealed to no key"});
    } else if (!is_whole(bytes.size() - header.payload, padded)) {
      add(file, "damaged", {"fichier tronqué ou allongé", "truncated or extended"});
    }
  } catch (const Error& error) {
    // One bad sector must not hide what is wrong elsewhere.
    add(file, error.code == ErrorCode::Io ? "unreadable" : "damaged", error.message);
  }
}

template <class Compartments>
std::vector<CaseId> cases_in(const Vault& vault, const Compartments& compartments) {
  std::set<CaseId> ids;
  for (const Compartment compartment : compartments) {
    for (const auto& [id, paths] :
         list_case_files(vault.files(), vault.compartment_path(compartment))) {
      ids.insert(id);
    }
  }
  return {ids.begin(), ids.end()};
}

}  // namespace

bool CheckReport::sound(bool strict) const {
  return std::all_of(items.begin(), items.end(),
                     [&](const CheckItem& item) { return item.harmless && !strict; });
}

void check_sheets(const Vault& vault, std::span<const Identity> keys, CheckReport& report) {
  for (const Finding& finding : read_sheet_files(vault, keys).findings) {
    const std::string& file = finding.where.file;
    const bool told = std::any_of(report.items.begin(), report.items.end(),
                                  [&](const CheckItem& item) { return item.file == file; });
    if (!told) {
      report.items.push_back({file, "not_believed", finding.message, false});
    }
  }
}

CheckReport check_files(const Vault& vault) {
  return FileCheck(vault).run();
}

std::vector<CaseId> list_cases(const Vault& vault) {
  return cases_in(vault, kCompartments);
}

std::vector<CaseId> list_told_cases(const Vault& vault) {
  return cases_in(vault, std::array{Compartment::Case, Compartment::Facts});
}

bool all_readable(const Vault& vault, const CaseId& id) {
  vault.files().read(vault.path_of(std::string(kVaultFile)));
  try {
    for (Compartment compartment : kCompartments) {
      const auto all = list_case_files(vault.files(), vault.compartment_path(compartment));
      const auto found = all.find(id);
      for (const std::string& path :
           found == all.end() ? std::vector<std::string>() : found->second) {
        vault.files().read(path);
      }
    }
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace pos
