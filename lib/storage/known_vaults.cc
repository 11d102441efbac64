#include "storage/known_vaults.h"

#include <algorithm>
#include <memory>

#include "base/error.h"
#include "base/value.h"
#include "storage/atomic_write.h"
#include "storage/canonical.h"
#include "storage/layout.h"
#include "storage/memory.h"

namespace pos {
namespace {

constexpr std::size_t kHexDigits = 64;
constexpr std::size_t kGroup = 4;

bool is_hex_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

/// Whether the two cannot both be remembered.
bool contradict(const FoundVault& a, const FoundVault& b) {
  return a.vault == b.vault ? a.founding != b.founding : a.place == b.place;
}

Value row_of(const FoundVault& vault, const std::set<std::string>& confirmed_by) {
  return Value::map({{"vault", Value::text(vault.vault)},
                     {"place", Value::text(vault.place)},
                     {"founding", Value::text(vault.founding)},
                     {"confirmed_by", Value::texts({confirmed_by.begin(), confirmed_by.end()})}});
}

void set_texts(Value& row, std::string_view key, const std::set<std::string>& texts) {
  if (!texts.empty()) {
    row.set(key, Value::texts({texts.begin(), texts.end()}));
  }
}

std::set<std::string> set_of(const Value& row, std::string_view key) {
  const std::vector<std::string> texts = row.texts_of(key);
  return {texts.begin(), texts.end()};
}

}  // namespace

std::string known_vaults_path(std::string_view state_folder) {
  return join_path(state_folder, "vaults.yaml");
}

KnownVaults KnownVaults::read(FileSystem& files, const std::string& state_folder) {
  KnownVaults result;
  const std::string path = known_vaults_path(state_folder);
  const std::optional<std::string> bytes = files.read(path);
  Value values;
  try {
    values = bytes ? read_canonical(*bytes, path) : Value();
  } catch (const Error&) {
    throw Error(
        ErrorCode::Integrity,
        {"la liste des coffres connus est endommagée", "the list of known vaults is damaged"}, {},
        {path, 0, {}});
  }
  if (const Value* rows = values.find("vaults")) {
    for (const Value& row : rows->items) {
      result.known_.push_back(
          {{row.scalar_of("vault"), row.scalar_of("founding"), row.scalar_of("place")},
           set_of(row, "confirmed_by"),
           set_of(row, "recovery"),
           set_of(row, "to_sign")});
    }
  }
  return result;
}

KnownVaults::Verdict KnownVaults::judge(const FoundVault& found) const {
  Verdict verdict = Verdict::New;
  for (const Known& known : known_) {
    if (known.vault.vault == found.vault && known.vault.founding != found.founding) {
      return Verdict::OtherFounding;
    }
    if (known.vault.vault != found.vault && known.vault.place == found.place) {
      return Verdict::OtherVault;
    }
    verdict = known.vault == found ? Verdict::Known : verdict;
  }
  return verdict;
}

bool KnownVaults::confirmed(const FoundVault& found, std::string_view key) const {
  return std::any_of(known_.begin(), known_.end(), [&](const Known& known) {
    const bool same = known.vault.vault == found.vault && known.vault.founding == found.founding;
    return same && (key.empty() ? !known.confirmed_by.empty()
                                : known.confirmed_by.contains(std::string(key)));
  });
}

std::set<std::string> KnownVaults::recovery_files(const FoundVault& found) const {
  std::set<std::string> files;
  for (const Known& known : known_) {
    if (known.vault.vault == found.vault && known.vault.founding == found.founding) {
      files.insert(known.recovery_files.begin(), known.recovery_files.end());
    }
  }
  return files;
}

std::set<std::string> KnownVaults::to_sign(const FoundVault& found) const {
  std::set<std::string> hashes;
  for (const Known& known : known_) {
    if (known.vault == found) {
      hashes.insert(known.to_sign.begin(), known.to_sign.end());
    }
  }
  return hashes;
}

void pin(FileSystem& files, const std::string& state_folder, const FoundVault& found,
         const std::string& confirmed_by, const VaultNotes& notes) {
  files.make_folders(state_folder);
  const std::string path = known_vaults_path(state_folder);
  const std::unique_ptr<FileLock> lock = files.lock(path + ".lock", kMachineLockSeconds);
  if (lock == nullptr) {
    throw Error(ErrorCode::Locked, {"en cours d'usage", "in use"}, {}, {path, 0, {}});
  }
  KnownVaults all = KnownVaults::read(files, state_folder);
  std::erase_if(all.known_, [&](const auto& known) { return contradict(known.vault, found); });
  auto own = std::find_if(all.known_.begin(), all.known_.end(),
                          [&](const auto& known) { return known.vault == found; });
  if (own == all.known_.end()) {
    own = all.known_.insert(own, {found, {}, {}, {}});
  }
  if (!notes.recovery_file.empty()) {
    own->recovery_files.insert(notes.recovery_file);
  }
  own->to_sign.insert(notes.to_sign.begin(), notes.to_sign.end());
  if (!confirmed_by.empty()) {
    own->confirmed_by.insert(confirmed_by);
  }
  std::sort(all.known_.begin(), all.known_.end(),
            [](const auto& a, const auto& b) { return a.vault < b.vault; });
  std::vector<Value> rows;
  for (const auto& known : all.known_) {
    rows.push_back(row_of(known.vault, known.confirmed_by));
    set_texts(rows.back(), "recovery", known.recovery_files);
    set_texts(rows.back(), "to_sign", known.to_sign);
  }
  write_atomically(files, path,
                   write_canonical(Value::map({{"vaults", Value::list(std::move(rows))}})));
}

std::string grouped(std::string_view fingerprint) {
  std::string words;
  for (std::size_t i = 0; i < fingerprint.size(); ++i) {
    words += i > 0 && i % kGroup == 0 ? " " : "";
    words += fingerprint[i];
  }
  return words;
}

std::string parse_fingerprint(std::string_view typed) {
  std::string digits;
  for (char c : typed) {
    if (c == ' ' || c == '-' || c == ':') {
      continue;
    }
    digits += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const bool hex = std::all_of(digits.begin(), digits.end(), is_hex_digit);
  return hex && digits.size() == kHexDigits ? digits : std::string();
}

}  // namespace pos
