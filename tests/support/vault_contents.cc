#include "support/vault_contents.h"

#include <algorithm>
#include <map>

#include "crypto/hash.h"
#include "storage/document.h"
#include "storage/identity_file.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "support/test_office.h"

namespace pos::test {
namespace {

bool is_sealed(const std::string& path) {
  return path.ends_with(".yaml.age") && path.find("/reports/") == std::string::npos;
}

/// Vaults and key files of the office; its schemas and examples are never written.
bool is_of_office(const std::string& path) {
  return path.starts_with(std::string(kVaultFolder) + "/") || path.starts_with("/t/second") ||
         path.starts_with("/t/stick/");
}

/// The recovery key, and the one that may have taken its place.
std::vector<Identity> recovery(MemoryFileSystem& files) {
  std::vector<Identity> keys;
  for (const char* file : {"/t/recovery.key", "/t/stick/fresh.key"}) {
    const std::optional<std::string> bytes = files.read(file);
    for (Identity& key : bytes ? parse_identities(*bytes) : std::vector<Identity>()) {
      keys.push_back(std::move(key));
    }
  }
  return keys;
}

bool is_sealed_sheet(const std::string& path) {
  return path.ends_with(".yaml.age") && path.find("/reports/") != std::string::npos;
}

Stream open_any(MemoryFileSystem& files, const std::string& path, const std::string& bytes) {
  if (is_sealed_sheet(path)) {
    const auto text = open_file(bytes, recovery(files), path);
    if (!text) {
      throw Error(ErrorCode::NoKey, {"pas pour la clé de secours", "not for the recovery key"});
    }
    return parse_stream(*text, path, Padding::Kibibyte);
  }
  if (!is_sealed(path)) {
    return parse_stream(bytes, path, Padding::None);
  }
  std::optional<Stream> stream = open_stream(bytes, recovery(files), path);
  if (!stream) {
    throw Error(ErrorCode::NoKey, {"pas pour la clé de secours", "not for the recovery key"});
  }
  return std::move(*stream);
}

void read_stream(const Stream& stream, VaultContents& contents) {
  for (const Document& document : stream.documents) {
    if (document.fault) {
      contents.unreadable.insert(stream.name + ": " + document.fault->message.en);
    } else if (document.values.find("seal") == nullptr) {
      contents.documents.insert(std::string(stream.header.kind->name) + "/" + stream.header.id +
                                " " + document.hash);
    }
  }
}

VaultContents read_file(MemoryFileSystem& files, const std::string& path,
                        const std::string& bytes) {
  VaultContents contents;
  try {
    if (is_temporary_name(name_of(path))) {
      contents.temporaries.insert(path);
    } else if (path.ends_with(".key")) {
      parse_identities(bytes);
    } else if (is_sealed(path) || is_sealed_sheet(path) || path.ends_with(".yaml")) {
      read_stream(open_any(files, path, bytes), contents);
    }
  } catch (const Error& error) {
    // What was found damaged is kept there as it is.
    if (path.find("/lost+found/") == std::string::npos) {
      contents.unreadable.insert(path + ": " + error.message.en);
    }
  }
  return contents;
}

std::string recovery_bytes(MemoryFileSystem& files) {
  return files.read("/t/recovery.key").value_or("") + files.read("/t/stick/fresh.key").value_or("");
}

}  // namespace

std::vector<std::string> VaultContents::lost_since(const VaultContents& earlier) const {
  std::vector<std::string> lost;
  std::set_difference(earlier.documents.begin(), earlier.documents.end(), documents.begin(),
                      documents.end(), std::back_inserter(lost));
  return lost;
}

// From one broken run to the next most files are the same, and opening them takes most of the time.
VaultContents contents_of(MemoryFileSystem& files) {
  static std::map<std::string, VaultContents> known;
  constexpr std::size_t kMany = 10000;
  if (known.size() > kMany) {
    known.clear();
  }
  const std::string keys = recovery_bytes(files);
  VaultContents contents;
  for (const auto& [path, bytes] : files.files()) {
    // An addition to the forms is no stream of documents.
    if (!is_of_office(path) || path.find("/schemas/") != std::string::npos) {
      continue;
    }
    const auto [found, fresh] = known.try_emplace(blake2b_256_hex(keys + path + '\n' + bytes));
    if (fresh) {
      found->second = read_file(files, path, bytes);
    }
    const VaultContents& file = found->second;
    contents.documents.insert(file.documents.begin(), file.documents.end());
    contents.unreadable.insert(file.unreadable.begin(), file.unreadable.end());
    contents.temporaries.insert(file.temporaries.begin(), file.temporaries.end());
  }
  return contents;
}

Stream opened(const std::string& bytes, const std::string& reader) {
  const TestPerson person = staff_member(reader);
  return open_stream(bytes, std::span(&person.identity, 1), "").value();
}

std::vector<std::string> documents_of(const Stream& stream) {
  std::vector<std::string> documents;
  for (const Document& document : stream.documents) {
    documents.push_back(document.bytes);
  }
  return documents;
}

std::string likeness(const MemoryFileSystem& files, const VaultContents& contents) {
  std::map<std::string, int> documents;
  for (const std::string& document : contents.documents) {
    ++documents[document.substr(0, document.find('/'))];
  }
  std::string words;
  for (const auto& [folder, number] : documents) {
    words += folder + " " + std::to_string(number) + "\n";
  }
  for (const auto& [path, bytes] : files.files()) {
    if (is_of_office(path)) {
      const std::string name = is_temporary_name(name_of(path)) ? "temporary" : name_of(path);
      // Of a new case only the region is the same in every run.
      const bool drawn = name.starts_with("BKO-2026-");
      const bool sheet = path.find("/reports/") != std::string::npos;
      words += folder_of(path) + "/" +
               (drawn   ? "case"
                : sheet ? "sheet"
                        : name) +
               " " + std::to_string(bytes.size()) + "\n";
    }
  }
  return words;
}

}  // namespace pos::test
