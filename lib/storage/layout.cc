#include "storage/layout.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/ulid.h"
#include "crypto/hash.h"

namespace pos {
namespace {

constexpr std::size_t kCodeLength = 40;
constexpr std::size_t kCaseTail = 8;
constexpr std::string_view kSealedEnding = ".yaml.age";
constexpr std::string_view kPlainEnding = ".yaml";
constexpr std::string_view kVaultCode = "pos";

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_code_character(char c) {
  return is_letter_or_digit(c) || c == '_' || c == '-';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_device(std::string_view text) {
  static constexpr std::array<std::string_view, 4> kDevices = {"con", "prn", "aux", "nul"};
  const auto is = [&](std::string_view device) { return same_but_case(text, device); };
  if (std::any_of(kDevices.begin(), kDevices.end(), is)) {
    return true;
  }
  const std::string_view port = text.substr(0, 3);
  return text.size() == 4 && (same_but_case(port, "com") || same_but_case(port, "lpt")) &&
         text[3] >= '0' && text[3] <= '9';
}

/// Whether `rest` follows the name of a file or part: nothing of a name, and the ending.
bool is_rest(std::string_view rest, std::string_view ending) {
  return !rest.empty() && !is_letter_or_digit(rest.front()) && rest.front() != '_' &&
         rest.ends_with(ending);
}

/// The identifier at the beginning of a name: up to the second hyphen and eight characters more.
std::string_view leading_identifier(std::string_view name) {
  const std::size_t first = name.find('-');
  const std::size_t second = first == name.npos ? name.npos : name.find('-', first + 1);
  return second == name.npos ? std::string_view() : name.substr(0, second + 1 + kCaseTail);
}

std::string case_base(Compartment compartment, const CaseId& id) {
  return fmt::format("{}/{}/{}", compartment_folder(compartment), id.year(), id.text());
}

// A name sorts after its parts (`X.01J….yaml.age` before `X.yaml.age`), yet it comes first.
void sort_parts(std::vector<std::string>& paths, std::string_view file_name) {
  std::sort(paths.begin(), paths.end(), [&](const std::string& a, const std::string& b) {
    return std::make_pair(name_of(a) != file_name, a) < std::make_pair(name_of(b) != file_name, b);
  });
}

std::map<std::string, std::vector<std::string>> list_plain_folder(FileSystem& files,
                                                                  const std::string& vault,
                                                                  const std::string& folder) {
  std::map<std::string, std::vector<std::string>> found;
  for (const FolderEntry& entry : files.list(folder.empty() ? vault : join_path(vault, folder))) {
    const std::optional<std::string> code = code_of_name(entry.name);
    if (code && !entry.is_folder) {
      found[*code].push_back(folder.empty() ? entry.name : join_path(folder, entry.name));
    }
  }
  for (auto& [code, paths] : found) {
    sort_parts(paths, code + std::string(kPlainEnding));
  }
  return found;
}

bool has_vault(FileSystem& files, const std::string& folder) {
  const std::optional<FileStatus> found = files.status(join_path(folder, kVaultFile));
  return found && found->is_regular;
}

[[noreturn]] void fail_without_vault(const std::string& folder) {
  throw Error(ErrorCode::NoVault,
              {"aucun coffre ici : pas de pos.yaml", "no vault here: there is no pos.yaml"},
              {"`--vault DOSSIER` ou POS_VAULT indique le coffre ; `pos init` en crée un",
               "`--vault DIR` or POS_VAULT says where it is; `pos init` makes one"},
              {folder, 0, {}});
}

}  // namespace

std::string join_path(std::string_view folder, std::string_view name) {
  std::string path(folder);
  if (!path.empty() && path.back() != '/') {
    path += '/';
  }
  return path.append(name);
}

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == path.npos) {
    return ".";
  }
  return std::string(path.substr(0, std::max<std::size_t>(slash, 1)));
}

std::string name_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(slash == path.npos ? path : path.substr(slash + 1));
}

bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= kCodeLength && is_letter_or_digit(text.front()) &&
         std::all_of(text.begin(), text.end(), is_code_character) && !is_device(text);
}

bool same_but_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string temporary_name(std::string_view name, std::string_view word) {
  return fmt::format(".{}.{}.tmp", name, word);
}

bool is_temporary_name(std::string_view name) {
  return name.starts_with('.') && name.ends_with(".tmp");
}

std::string compartment_folder(Compartment compartment) {
  switch (compartment) {
    case Compartment::Case:
      return "cases";
    case Compartment::Identity:
      return "identities";
    case Compartment::Facts:
      break;
  }
  return "facts";
}

std::string case_path(Compartment compartment, const CaseId& id) {
  return case_base(compartment, id).append(kSealedEnding);
}

std::string case_part_path(Compartment compartment, const CaseId& id, std::string_view word) {
  return case_base(compartment, id).append(".").append(word).append(kSealedEnding);
}

std::string part_word(std::string_view bytes) {
  constexpr std::size_t kDigits = 26;
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string word;
  std::size_t bits = 0;
  int held = 0;
  for (const char digit : sha256_hex(bytes)) {
    bits = (bits << 4U) | kHex.find(digit);
    held += 4;
    if (held >= 5 && word.size() < kDigits) {
      held -= 5;
      word += kCrockford[(bits >> static_cast<unsigned>(held)) & 31U];
    }
  }
  return word;
}

std::optional<CaseId> case_of_name(std::string_view name) {
  const std::string_view identifier = leading_identifier(name);
  const std::optional<CaseId> id = CaseId::parse(identifier);
  const bool is_part =
      id && id->text() == identifier && is_rest(name.substr(identifier.size()), ".age");
  return is_part ? id : std::nullopt;
}

bool is_case_file_name(std::string_view name) {
  const std::optional<CaseId> id = case_of_name(name);
  return id && name.substr(id->text().size()) == kSealedEnding;
}

std::map<CaseId, std::vector<std::string>> list_case_files(FileSystem& files,
                                                           const std::string& folder) {
  std::map<CaseId, std::vector<std::string>> cases;
  for (const FolderEntry& year : files.list(folder)) {
    if (!year.is_folder) {
      continue;
    }
    const std::string year_folder = join_path(folder, year.name);
    for (const FolderEntry& entry : files.list(year_folder)) {
      const std::optional<CaseId> id = case_of_name(entry.name);
      if (id && !entry.is_folder && std::to_string(id->year()) == year.name) {
        cases[*id].push_back(join_path(year_folder, entry.name));
      }
    }
  }
  for (auto& [id, paths] : cases) {
    sort_parts(paths, id.text() + std::string(kSealedEnding));
  }
  return cases;
}

std::string plain_folder(std::string_view kind) {
  if (kind == kPersonKind) {
    return "people";
  }
  if (kind == kGroupKind) {
    return "groups";
  }
  if (kind == kDirectoryKind) {
    return "directory";
  }
  if (kind == kProgrammeKind) {
    return "programmes";
  }
  return kind == kTeamKind ? "teams" : "";
}

std::string plain_path(std::string_view kind, std::string_view code) {
  if (kind == kVaultKind) {
    return std::string(kVaultFile);
  }
  return fmt::format("{}/{}{}", plain_folder(kind), code, kPlainEnding);
}

std::string plain_part_path(std::string_view kind, std::string_view code, std::string_view word) {
  std::string path = plain_path(kind, code);
  path.resize(path.size() - kPlainEnding.size());
  return path.append(".").append(word).append(kPlainEnding);
}

std::optional<std::string> code_of_name(std::string_view name) {
  const auto end = std::find_if_not(name.begin(), name.end(), is_code_character);
  const auto length = static_cast<std::size_t>(end - name.begin());
  const std::string_view code = name.substr(0, length);
  if (!is_code(code) || !is_rest(name.substr(length), kPlainEnding)) {
    return std::nullopt;
  }
  return std::string(code);
}

std::map<std::string, std::vector<std::string>> list_plain_files(FileSystem& files,
                                                                 const std::string& vault,
                                                                 std::string_view kind) {
  auto found = list_plain_folder(files, vault, plain_folder(kind));
  std::erase_if(found,
                [&](const auto& item) { return kind == kVaultKind && item.first != kVaultCode; });
  return found;
}

std::string sender_folder(std::string_view vault_id) {
  return join_path(plain_folder(kPersonKind), vault_id);
}

std::string sender_path(std::string_view vault_id, std::string_view code) {
  return join_path(sender_folder(vault_id), code).append(kPlainEnding);
}

std::vector<std::string> list_senders(FileSystem& files, const std::string& vault) {
  std::vector<std::string> ids;
  for (const FolderEntry& entry : files.list(join_path(vault, plain_folder(kPersonKind)))) {
    if (entry.is_folder && is_ulid(entry.name)) {
      ids.push_back(entry.name);
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::map<std::string, std::vector<std::string>> list_sender_files(FileSystem& files,
                                                                  const std::string& vault,
                                                                  std::string_view vault_id) {
  return list_plain_folder(files, vault, sender_folder(vault_id));
}

std::string outbox_path(std::string_view ulid) {
  return join_path(kOutbox, ulid).append(".age");
}

std::string find_vault(FileSystem& files, const std::string& option, const std::string& environment,
                       const std::string& current) {
  const std::string& given = option.empty() ? environment : option;
  if (!given.empty()) {
    if (!has_vault(files, given)) {
      fail_without_vault(given);
    }
    return given;
  }
  for (std::string folder = current;; folder = folder_of(folder)) {
    if (has_vault(files, folder)) {
      return folder;
    }
    if (folder == "/" || folder == ".") {
      fail_without_vault(current);
    }
  }
}

void require_few_parts(const std::vector<std::string>& paths) {
  if (paths.size() > kPartLimit) {
    throw Error(
        ErrorCode::Integrity,
        text("plus de {} fichiers d'un seul dossier", "more than {} files of one case", kPartLimit),
        {"`pos check` les nomme ; écarter ce qui n'est pas à vous",
         "`pos check` names them; set aside what is not yours"},
        {paths.front(), 0, ""});
  }
}

}  // namespace pos
