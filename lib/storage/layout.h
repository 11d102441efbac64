#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "domain/case_id.h"
#include "domain/form.h"

namespace pos {

// All names of a vault are made and parsed here. Paths within a vault are relative to its folder.
// Source: architecture 4; format.md 7.

std::string join_path(std::string_view folder, std::string_view name);
/// `.` for a bare name, `/` for a name at the root.
std::string folder_of(std::string_view path);
std::string name_of(std::string_view path);

/// `[A-Za-z0-9][A-Za-z0-9_-]{0,39}`, and no name of a Windows device.
bool is_code(std::string_view text);
/// Windows and macOS would lay two codes that differ only in case into one file.
bool same_but_case(std::string_view a, std::string_view b);

/// `.<name>.<word>.tmp`
std::string temporary_name(std::string_view name, std::string_view word);
bool is_temporary_name(std::string_view name);

/// Where `check --repair` lays what nothing vouches for; names are kept with names, in the folder
/// of that compartment.
inline constexpr std::string_view kLostAndFound = "lost+found";

/// `cases`, `identities`, `facts`.
std::string compartment_folder(Compartment compartment);
/// `cases/2026/BKO-2026-4XKD7RPC.yaml.age`
std::string case_path(Compartment compartment, const CaseId& id);
/// `cases/2026/BKO-2026-4XKD7RPC.<word>.yaml.age`
std::string case_part_path(Compartment compartment, const CaseId& id, std::string_view word);
/// The word of a part that holds another version of a file: the first 26 Crockford digits of its
/// SHA-256, so that everybody gives it one name (format.md 8.2).
std::string part_word(std::string_view bytes);
/// Whose file or part it is, by its name alone; nullopt for a stray.
std::optional<CaseId> case_of_name(std::string_view name);
/// How many files one compartment of a case may lie in: a clerk's entries are parts until the
/// manager's next command folds them into one.
inline constexpr std::size_t kPartLimit = 1000;
/// Anybody with the folder may lay parts into it, and a reader holds all in memory together.
/// Errors: ErrorCode::Integrity over kPartLimit.
void require_few_parts(const std::vector<std::string>& paths);

/// Whether it is the file itself, not a part of it.
bool is_case_file_name(std::string_view name);

/// The files of each case under a compartment's folder (a path on the disk), the file itself
/// before its parts, parts by name; only what lies in the folder of the identifier's year.
std::map<CaseId, std::vector<std::string>> list_case_files(FileSystem& files,
                                                           const std::string& folder);

/// Kinds of plain files, by the name their header has.
inline constexpr std::string_view kVaultKind = "vault";
inline constexpr std::string_view kPersonKind = "person";
inline constexpr std::string_view kGroupKind = "group";
inline constexpr std::string_view kDirectoryKind = "directory";
inline constexpr std::string_view kProgrammeKind = "programme";
inline constexpr std::string_view kTeamKind = "team";
/// All of them, the vault's own first.
inline constexpr std::array<std::string_view, 6> kPlainKinds = {
    kVaultKind, kPersonKind, kGroupKind, kDirectoryKind, kProgrammeKind, kTeamKind};

inline constexpr std::string_view kVaultFile = "pos.yaml";

/// `people`, `groups`, `directory`, `programmes`, `teams`; empty for the vault's own.
std::string plain_folder(std::string_view kind);
/// `people/adiarra.yaml`; `pos.yaml` for the vault's own, whatever the code.
std::string plain_path(std::string_view kind, std::string_view code);
/// `people/adiarra.<word>.yaml`
std::string plain_part_path(std::string_view kind, std::string_view code, std::string_view word);
/// Whose file or part it is (`pos` for the vault's own), by its name alone; nullopt for a stray.
std::optional<std::string> code_of_name(std::string_view name);
/// The files of each code of that kind in a vault, the file itself before its parts; paths within
/// the vault.
std::map<std::string, std::vector<std::string>> list_plain_files(FileSystem& files,
                                                                 const std::string& vault,
                                                                 std::string_view kind);

/// `people/<vault id>`: the cards of a vault that cases came from, its `pos.yaml` among them.
std::string sender_folder(std::string_view vault_id);
std::string sender_path(std::string_view vault_id, std::string_view code);
/// The ids of those that have such a folder, in order.
std::vector<std::string> list_senders(FileSystem& files, const std::string& vault);
/// The files of each code in it, `pos` being its `pos.yaml`; paths within the vault.
std::map<std::string, std::vector<std::string>> list_sender_files(FileSystem& files,
                                                                  const std::string& vault,
                                                                  std::string_view vault_id);

inline constexpr std::string_view kOutbox = "outbox";
/// `outbox/<ulid>.age`: what is sent to another vault.
std::string outbox_path(std::string_view ulid);

/// The folder of the vault: that of the option, else of the environment, else the nearest of
/// `current` (absolute) and its parents that has a `pos.yaml`.
/// Errors: ErrorCode::NoVault.
std::string find_vault(FileSystem& files, const std::string& option, const std::string& environment,
                       const std::string& current);

}  // namespace pos
