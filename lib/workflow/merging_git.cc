// The merge driver that git runs: two versions of one file, the result in the first.

#include <algorithm>

#include "base/ulid.h"
#include "storage/atomic_write.h"
#include "storage/case_file.h"
#include "storage/layout.h"
#include "storage/merge_sides.h"
#include "storage/sealed_file.h"
#include "workflow/case_files.h"
#include "workflow/merging_case.h"
#include "workflow/part_files.h"

namespace pos {
namespace {

constexpr std::string_view kAge = "age-encryption.org/v1\n";

std::optional<Compartment> compartment_named(std::string_view kind) {
  for (const Compartment compartment :
       {Compartment::Case, Compartment::Identity, Compartment::Facts}) {
    if (kind == word(compartment)) {
      return compartment;
    }
  }
  return std::nullopt;
}

Error does_not_fit(const std::string& path) {
  return not_merged({"l'en-tête ne correspond pas au chemin du fichier",
                     "the header does not fit the file's path"},
                    {path, 0, ""});
}

class GitMerge {
 public:
  GitMerge(Workspace& workspace, const GitVersions& versions)
      : workspace_(workspace),
        versions_(versions),
        name_(versions.path.empty() ? versions.ours : versions.path),
        ours_(read(versions.ours)),
        theirs_(read(versions.theirs)) {}

  MergeItem run() {
    const bool sealed = ours_.starts_with(kAge);
    if (sealed != theirs_.starts_with(kAge)) {
      throw not_merged(
          {"une version est chiffrée, l'autre non", "one version is sealed, the other is not"},
          {name_, 0, ""});
    }
    return sealed ? merge_sealed() : merge_plain();
  }

 private:
  std::string read(const std::string& path) const {
    if (std::optional<std::string> bytes = workspace_.disk.read(path)) {
      return std::move(*bytes);
    }
    throw Error(ErrorCode::Io, {"fichier introuvable", "no such file"}, {}, {path, 0, ""});
  }
  MergeItem item(MergeAction action, Text message) const {
    return {name_, action, std::move(message)};
  }
  MergeItem result(const std::string& bytes) {
    if (bytes != ours_) {
      write_atomically(workspace_.disk, versions_.ours, bytes);
    }
    return item(MergeAction::Merged, {"réuni", "united"});
  }

  MergeItem merge_sealed();
  MergeItem merge_case_file(const CaseId& id, Compartment compartment, Stream ours, Stream theirs);
  KnownJournal journal_of(const CaseId& id, Compartment compartment, const CaseUnion* merged);
  MergeItem keep_sealed(const Text& why);
  MergeItem merge_plain();
  MergeItem keep_beside(const std::string& path, const Text& why);

  Workspace& workspace_;
  const GitVersions& versions_;
  std::string name_;
  std::string ours_, theirs_;
};

MergeItem GitMerge::merge_sealed() {
  const std::vector<Identity>& keys = keys_to_merge(workspace_);
  std::optional<Stream> ours = open_stream(ours_, keys, name_);
  std::optional<Stream> theirs = open_stream(theirs_, keys, name_);
  if (!ours || !theirs) {
    return keep_sealed({"fermé à votre clé", "closed to your key"});
  }
  const std::optional<Compartment> compartment = compartment_named(ours->header.kind->name);
  const std::optional<CaseId> id = CaseId::parse(ours->header.id);
  if (!compartment || !id) {
    throw not_merged({"ce genre de fichier ne se réunit pas", "this kind of file is not merged"},
                     {name_, 0, ""});
  }
  const std::string folder = folder_of(case_path(*compartment, *id));
  const std::string given = folder_of(versions_.path);
  const bool fits = versions_.path.empty() || (case_of_name(name_of(versions_.path)) == id &&
                                               (given == folder || given.ends_with("/" + folder)));
  if (!fits) {
    throw does_not_fit(versions_.path);
  }
  return merge_case_file(*id, *compartment, std::move(*ours), std::move(*theirs));
}

/// What the folder has: the other files that git brings are not there yet.
KnownJournal GitMerge::journal_of(const CaseId& id, Compartment compartment,
                                  const CaseUnion* merged) {
  if (compartment == Compartment::Case) {
    return merged == nullptr ? KnownJournal{} : known_journal(workspace_, merged->documents);
  }
  KnownJournal known;
  if (!workspace_.access.identity_path.empty()) {
    const OpenParts parts = open_parts(workspace_, Compartment::Case, id);
    if (!parts.streams.empty()) {
      known = known_journal(workspace_, read_case(parts.streams, signing_keys(workspace_)));
    }
  }
  return known;
}

MergeItem GitMerge::merge_case_file(const CaseId& id, Compartment compartment, Stream ours,
                                    Stream theirs) {
  const std::vector<FileVersion> versions = {{ours_, std::move(ours)},
                                             {theirs_, std::move(theirs)}};
  try {
    KnownJournal known = journal_of(id, compartment, nullptr);
    CaseUnion merged = unite_versions(workspace_, compartment, versions, known);
    if (compartment == Compartment::Case) {
      known = journal_of(id, compartment, &merged);
    }
    if (const auto bytes =
            merged_bytes(workspace_, id, compartment, versions, std::move(merged), known, false)) {
      return result(*bytes);
    }
    return keep_sealed(not_written_anew(workspace_));
  } catch (const Error& error) {
    // Its author's card may come with the same pull: it is judged when that is here.
    if ((error.id != kUnproven && error.id != kUnvouched) || versions_.path.empty()) {
      throw;
    }
    return keep_sealed(error.message);
  }
}

MergeItem GitMerge::keep_sealed(const Text& why) {
  const std::optional<CaseId> id = case_of_name(name_of(versions_.path));
  const std::string folder = folder_of(folder_of(versions_.path));
  for (const Compartment compartment :
       {Compartment::Case, Compartment::Identity, Compartment::Facts}) {
    if (id && name_of(folder) == compartment_folder(compartment)) {
      const std::unique_ptr<FileLock> lock = workspace_.vault().lock_case(*id);
      const std::string year =
          join_path(workspace_.vault().compartment_path(compartment), std::to_string(id->year()));
      const auto part = [&](const std::string& word) {
        return join_path(year, name_of(case_part_path(compartment, *id, word)));
      };
      const auto is_taken = [&](const std::string& word) {
        const std::optional<std::string> bytes = workspace_.disk.read(part(word));
        return bytes && bytes != theirs_;
      };
      return keep_beside(part(free_part_word(theirs_, is_taken)), why);
    }
  }
  throw not_merged(why, {name_, 0, ""});
}

MergeItem GitMerge::keep_beside(const std::string& path, const Text& why) {
  if (workspace_.disk.read(path) != theirs_) {
    workspace_.disk.make_folders(folder_of(path));
    write_atomically(workspace_.disk, path, theirs_);
  }
  return item(MergeAction::Beside, text("{} ({})", "{} ({})", kept_beside(why), name_of(path)));
}

MergeItem GitMerge::merge_plain() {
  Vault& vault = workspace_.vault();
  const std::vector<FileVersion> versions = {
      {ours_, parse_stream(ours_, name_, Padding::None)},
      {theirs_, parse_stream(theirs_, name_, Padding::None)}};
  const StreamHeader& header = versions.front().stream.header;
  const std::string given_folder = folder_of(versions_.path);
  if (header.vault == versions.back().stream.header.vault && is_ulid(header.vault) &&
      (given_folder == sender_folder(header.vault) ||
       given_folder.ends_with("/" + sender_folder(header.vault)))) {
    return result(merged_card(workspace_, versions));
  }
  const std::string kind(header.kind->name);
  const std::string code = kind == kVaultKind ? "pos" : header.id;
  const std::string path = plain_path(kind, code);
  const std::string given = folder_of(versions_.path);
  const bool fits =
      versions_.path.empty() ||
      (code_of_name(name_of(versions_.path)) == code &&
       (kind == kVaultKind || given == folder_of(path) || given.ends_with("/" + folder_of(path))));
  if (header.kind->has_readers || !fits || header.vault != vault.office().vault_id ||
      (kind == kVaultKind && header.id != vault.office().code)) {
    throw does_not_fit(name_);
  }
  PlainFiles all = read_plain_files(workspace_.disk, vault.place().folder);
  PlainFile& file = all[{kind, code}];
  file.header = header;
  file.path = path;
  for (const FileVersion& version : versions) {
    unite(file, version.stream);
  }
  const JudgedFiles judged = judge_plain_files(all);
  try {
    const PlainUnion merged = unite_plain(versions, file, judged);
    const std::optional<std::size_t> stays = staying(merged.sides);
    return result(stays ? versions[*stays].bytes
                        : compose_stream(header, merged.documents, Padding::None));
  } catch (const Error& error) {
    if (error.id != kUnproven || versions_.path.empty()) {
      throw;
    }
    const std::unique_ptr<FileLock> lock = vault.lock();
    return keep_beside(vault.path_of(plain_part_path(kind, code, part_word(theirs_))),
                       error.message);
  }
}

}  // namespace

MergeItem merge_versions(Workspace& workspace, const GitVersions& versions) {
  return GitMerge(workspace, versions).run();
}

}  // namespace pos
