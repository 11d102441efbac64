// Cards of the vaults that cases came from (`people/<vault id>/`): they say nothing of this office,
// so what one founding proves is joined.

#include "storage/atomic_write.h"
#include "storage/layout.h"
#include "storage/merge_sides.h"
#include "storage/package_file.h"
#include "workflow/merging_case.h"

namespace pos {
namespace {

/// Errors: Integrity where two documents found that vault.
std::vector<FileToWrite> joined_cards(Vault& vault, const std::string& id,
                                      const PlainFiles& theirs) {
  const auto own = vault.sender_files().find(id);
  PlainFiles all = own == vault.sender_files().end() ? PlainFiles() : own->second;
  join_cards(all, theirs);
  const JudgedFiles judged = judge_sender(all, id);
  if (!vault.vouches_for(judged.fingerprint)) {
    throw not_merged({"l'annuaire ne porte pas l'empreinte de ce coffre",
                      "the directory does not have this vault's fingerprint"},
                     {sender_folder(id), 0, ""});
  }
  std::vector<FileToWrite> work;
  for (const auto& [key, file] : all) {
    const std::string path = vault.path_of(file.path);
    const std::optional<std::string> present = vault.files().read(path);
    std::string bytes = card_text(file);
    if (present != bytes) {
      work.push_back({path, std::move(bytes), was_read(present)});
    }
  }
  return work;
}

}  // namespace

void merge_sender_cards(Workspace& workspace, const Vault& other, MergeReport& report) {
  Vault& vault = workspace.vault();
  const std::unique_ptr<FileLock> lock = vault.lock();
  for (const auto& [id, theirs] : other.sender_files()) {
    try {
      const std::vector<FileToWrite> work = joined_cards(vault, id, theirs);
      for (const FileToWrite& file : work) {
        workspace.disk.make_folders(folder_of(file.path));
      }
      write_together(workspace.disk, work);
      if (!work.empty()) {
        report.items.push_back({sender_folder(id), MergeAction::Added, {"repris", "taken over"}});
      }
    } catch (const Error& error) {
      if (error.code != ErrorCode::Integrity) {
        throw;
      }
      report.items.push_back({sender_folder(id), MergeAction::LeftOut, error.message});
    }
  }
  vault.reload();
}

std::string merged_card(Workspace& workspace, const std::vector<FileVersion>& versions) {
  Vault& vault = workspace.vault();
  const StreamHeader& header = versions.front().stream.header;
  const std::string kind(header.kind->name);
  const std::string code = kind == kVaultKind ? kOfficeCode : header.id;
  PlainFiles all = read_sender_files(workspace.disk, vault.place().folder, header.vault);
  PlainFile& file = all[{kind, code}];
  file.header = header;
  file.path = sender_path(header.vault, code);
  for (const FileVersion& version : versions) {
    unite(file, version.stream);
  }
  judge_sender(all, header.vault);
  return card_text(file);
}

}  // namespace pos
