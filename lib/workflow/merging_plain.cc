// Plain files: judged together first, because a card in one proves a document in another.

#include <algorithm>
#include <map>
#include <set>

#include "storage/atomic_write.h"
#include "storage/layout.h"
#include "workflow/merging_case.h"

namespace pos {
namespace {

using FileKey = std::pair<std::string, std::string>;  ///< kind and code

struct PlainCandidate {
  std::string file;
  bool own = true;
  FileVersion version;
  bool accepted = false;
};

class PlainMerge {
 public:
  PlainMerge(Workspace& workspace, const Vault* other, MergeReport& report)
      : vault_(workspace.vault()), files_(workspace.disk), other_(other), report_(report) {}

  void run() {
    const std::unique_ptr<FileLock> lock = vault_.lock();
    vault_.reload();
    gather(vault_, true);
    if (other_ != nullptr) {
      gather(*other_, false);
    }
    std::erase_if(found_, [](const auto& item) { return has_nothing_to_do(item.second); });
    if (!found_.empty()) {
      judge();
    }
    for (auto& [key, candidates] : found_) {
      settle(key, candidates);
    }
    write();
  }

 private:
  static bool has_nothing_to_do(const std::vector<PlainCandidate>& candidates) {
    return candidates.size() == 1 && candidates.front().own && candidates.front().accepted;
  }
  void tell(std::string file, MergeAction action, Text message) {
    report_.items.push_back({std::move(file), action, std::move(message)});
  }

  void gather(const Vault& vault, bool own);
  void read(const FileKey& key, const std::string& path, const std::string& file, bool own);
  void take(const FileKey& key, const std::string& file, std::string bytes, bool own);
  StreamHeader header_of(const FileKey& key) const;
  void judge();
  void settle(const FileKey& key, std::vector<PlainCandidate>& candidates);
  bool accept(const FileKey& key, const std::vector<PlainCandidate>& candidates,
              const PlainCandidate& next);
  static std::vector<FileVersion> accepted_of(const std::vector<PlainCandidate>& candidates);
  void write();

  Vault& vault_;
  FileSystem& files_;
  const Vault* other_;
  MergeReport& report_;
  std::map<FileKey, std::vector<PlainCandidate>> found_;
  PlainFiles united_;
  JudgedFiles judged_;
  std::vector<FileToWrite> work_;
  std::vector<std::string> folded_;
  FilesRead before_;          ///< own files
  std::set<FileKey> unread_;  ///< of which an own file cannot be read: nothing is written over it
};

void PlainMerge::gather(const Vault& vault, bool own) {
  for (const std::string_view kind : kPlainKinds) {
    for (const auto& [code, files] : list_plain_files(files_, vault.place().folder, kind)) {
      for (const std::string& file : files) {
        read({std::string(kind), code}, vault.path_of(file), file, own);
      }
    }
  }
}

void PlainMerge::read(const FileKey& key, const std::string& path, const std::string& file,
                      bool own) {
  try {
    if (std::optional<std::string> bytes = files_.read(path)) {
      if (own) {
        before_[path] = was_read(bytes);
      }
      take(key, file, std::move(*bytes), own);
    }
  } catch (const Error& error) {
    tell(file, MergeAction::LeftOut, error.message);
    if (own) {
      unread_.insert(key);
    }
  }
}

StreamHeader PlainMerge::header_of(const FileKey& key) const {
  return {find_document_kind(key.first),
          key.first == kVaultKind ? vault_.office().code : key.second,
          {},
          vault_.office().vault_id};
}

void PlainMerge::take(const FileKey& key, const std::string& file, std::string bytes, bool own) {
  std::vector<PlainCandidate>& candidates = found_[key];
  const bool known =
      std::any_of(candidates.begin(), candidates.end(),
                  [&](const PlainCandidate& each) { return each.version.bytes == bytes; });
  if (known) {
    if (own) {
      tell(file, MergeAction::Merged, {"copie identique, retirée", "identical, removed"});
      folded_.push_back(vault_.path_of(file));
    }
    return;
  }
  PlainCandidate candidate{file, own, {std::move(bytes), {}}, false};
  try {
    Stream stream = parse_stream(candidate.version.bytes, file, Padding::None);
    const std::optional<Finding> misfit = misfit_of(stream.header, header_of(key), file);
    candidate.accepted = !misfit;
    candidate.version.stream = std::move(stream);
    if (misfit) {
      tell(file, MergeAction::LeftOut, with_hint(*misfit));
    }
  } catch (const Error& error) {
    tell(file, MergeAction::LeftOut, error.message);
  }
  candidates.push_back(std::move(candidate));
}

/// Everything that both vaults have, judged as one. Errors: Integrity for two foundings.
void PlainMerge::judge() {
  united_ = read_plain_files(files_, vault_.place().folder);
  for (const auto& [key, candidates] : found_) {
    for (const PlainCandidate& candidate : candidates) {
      if (candidate.accepted && !candidate.own) {
        PlainFile& file = united_[key];
        file.header = header_of(key);
        file.path = plain_path(key.first, key.second);
        unite(file, candidate.version.stream);
      }
    }
  }
  judged_ = judge_plain_files(united_);
}

std::vector<FileVersion> PlainMerge::accepted_of(const std::vector<PlainCandidate>& candidates) {
  std::vector<FileVersion> versions;
  for (const PlainCandidate& each : candidates) {
    if (each.accepted) {
      versions.push_back(each.version);
    }
  }
  return versions;
}

bool PlainMerge::accept(const FileKey& key, const std::vector<PlainCandidate>& before,
                        const PlainCandidate& next) {
  try {
    std::vector<FileVersion> versions = accepted_of(before);
    versions.push_back(next.version);
    // Alone, a file from elsewhere has nothing to be compared with but the empty one.
    if (versions.size() == 1 && !next.own) {
      FileVersion none{"", next.version.stream};
      none.stream.documents.clear();
      versions.push_back(std::move(none));
    }
    unite_plain(versions, united_.at(key), judged_);
    return true;
  } catch (const Error& error) {
    tell(next.file, MergeAction::LeftOut, error.message);
    return false;
  }
}

void PlainMerge::settle(const FileKey& key, std::vector<PlainCandidate>& candidates) {
  const std::string file = plain_path(key.first, key.second);
  std::vector<PlainCandidate> taken;
  bool barred = unread_.contains(key);
  for (PlainCandidate& candidate : candidates) {
    candidate.accepted = candidate.accepted && accept(key, taken, candidate);
    barred = barred || (candidate.own && candidate.file == file && !candidate.accepted);
    if (candidate.accepted) {
      taken.push_back(candidate);
    }
  }
  if (barred || taken.empty()) {
    return;
  }
  const std::vector<FileVersion> versions = accepted_of(taken);
  const PlainUnion merged = unite_plain(versions, united_.at(key), judged_);
  const std::optional<std::size_t> stays = staying(merged.sides);
  const std::string bytes = stays ? versions[*stays].bytes
                                  : compose_stream(header_of(key), merged.documents, Padding::None);
  const PlainCandidate& first = taken.front();
  if (!first.own || first.file != file || first.version.bytes != bytes) {
    work_.push_back({vault_.path_of(file), bytes, was_read(before_, vault_.path_of(file))});
    tell(file, first.own ? MergeAction::Merged : MergeAction::Added,
         first.own ? Text{"réuni", "united"} : Text{"repris", "taken over"});
  }
  for (const PlainCandidate& each : taken) {
    if (each.own && each.file != file) {
      folded_.push_back(vault_.path_of(each.file));
      tell(each.file, MergeAction::Merged, {"réuni avec le fichier", "folded into the file"});
    }
  }
}

void PlainMerge::write() {
  for (const FileToWrite& file : work_) {
    files_.make_folders(folder_of(file.path));
  }
  write_together(files_, work_);
  remove_folded(files_, folded_, before_);
  vault_.reload();
}

}  // namespace

void merge_plain_files(Workspace& workspace, const Vault* other, MergeReport& report) {
  PlainMerge(workspace, other, report).run();
}

}  // namespace pos
