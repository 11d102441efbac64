#include "workflow/part_files.h"

#include <algorithm>
#include <set>

#include "storage/case_file.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "workflow/losses.h"

namespace pos {
namespace {

using Paths = std::set<std::string>;

/// Parts with a document that only doubt can be said of.
Paths doubtful_parts(const std::vector<CaseDocument>& documents, const std::string& main) {
  Paths doubtful;
  for (const CaseDocument& document : documents) {
    const bool sound = document.well_signed() || document.state == DocumentState::Erased;
    if (!sound && document.file != main) {
      doubtful.insert(document.file);
    }
  }
  return doubtful;
}

Paths erased_hashes(const std::vector<CaseDocument>& documents) {
  Paths hashes;
  for (const CaseDocument& document : documents) {
    if (document.state == DocumentState::Erased) {
      hashes.insert(document.document.hash);
    }
  }
  return hashes;
}

bool has_any(const Stream& stream, const Paths& hashes) {
  return std::any_of(stream.documents.begin(), stream.documents.end(),
                     [&](const Document& document) { return hashes.contains(document.hash); });
}

std::vector<std::string> bytes_without(const Stream& stream, const Paths& hashes) {
  std::vector<std::string> bytes;
  for (const Document& document : stream.documents) {
    if (!hashes.contains(document.hash)) {
      bytes.push_back(document.bytes);
    }
  }
  return bytes;
}

/// The identity compartment of one case, as it lies and as it must lie.
class Identities {
 public:
  Identities(Workspace& workspace, CaseFiles& files, const std::vector<std::string>& readers)
      : workspace_(workspace),
        files_(files),
        readers_(readers),
        main_(file_of(workspace, Compartment::Identity, files.id)),
        erased_(erased_hashes(files.identity_documents)) {}

  IdentityWork work(const std::string& fresh, const std::string& entry) {
    if (!fresh.empty()) {
      require_mounted_identities(workspace_);
    }
    if (closed_names_matter(files_)) {
      mend_in_place(files_.identity_parts.paths);
      if (!fresh.empty()) {
        write(join_path(folder_of(main_),
                        name_of(case_part_path(Compartment::Identity, files_.id, entry))),
              {fresh});
      }
      return std::move(work_);
    }
    const std::vector<std::string> all = files_.identity_parts.paths;
    std::vector<std::string> kept = fold(files_.identity_documents, files_.identity_parts, main_);
    const std::vector<std::string>& folded = files_.identity_parts.paths;
    mend_in_place(left_of(all, folded));
    if (!fresh.empty()) {
      kept.push_back(fresh);
    }
    if (!fresh.empty() || must_be_folded(folded)) {
      for (FileToWrite& aside :
           closed_aside(workspace_, Compartment::Identity, files_.id, files_.identity_parts)) {
        work_.files.push_back(std::move(aside));
      }
      write(main_, kept);
      std::copy_if(folded.begin(), folded.end(), std::back_inserter(work_.removed),
                   [&](const std::string& path) { return path != main_; });
    }
    return std::move(work_);
  }

 private:
  static std::vector<std::string> left_of(const std::vector<std::string>& all,
                                          const std::vector<std::string>& folded) {
    std::vector<std::string> left;
    std::copy_if(all.begin(), all.end(), std::back_inserter(left), [&](const std::string& path) {
      return std::find(folded.begin(), folded.end(), path) == folded.end();
    });
    return left;
  }

  const Stream& stream_of(const std::string& path) const {
    const auto& streams = files_.identity_parts.streams;
    return *std::find_if(streams.begin(), streams.end(),
                         [&](const Stream& stream) { return stream.name == path; });
  }

  bool must_be_mended(const std::string& path) const {
    const Stream& stream = stream_of(path);
    return stream.header.readers != readers_ || has_any(stream, erased_);
  }

  bool must_be_folded(const std::vector<std::string>& folded) const {
    return std::any_of(folded.begin(), folded.end(), [&](const std::string& path) {
      return path != main_ || must_be_mended(path);
    });
  }

  void mend_in_place(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      if (must_be_mended(path)) {
        write(path, bytes_without(stream_of(path), erased_));
      }
    }
  }

  void write(const std::string& path, const std::vector<std::string>& documents) {
    workspace_.disk.make_folders(folder_of(path));
    const StreamHeader header = case_header(Compartment::Identity, files_.id.text(), readers_);
    work_.files.push_back(
        {path, seal_stream(header, documents), read_before(files_.identity_parts, path)});
  }

  Workspace& workspace_;
  CaseFiles& files_;
  const std::vector<std::string>& readers_;
  std::string main_;
  Paths erased_;
  IdentityWork work_;
};

}  // namespace

void require_mounted_identities(Workspace& workspace) {
  const std::string& folder = workspace.vault().place().identities;
  if (!folder.empty() && !workspace.disk.status(folder)) {
    throw Error(ErrorCode::Io,
                {"le dossier des identités n'est pas monté ; rien n'a été écrit",
                 "the folder of identities is not mounted; nothing was written"},
                {"brancher le support de `identities_path`, puis recommencer",
                 "plug in the medium of `identities_path`, then try again"},
                {folder, 0, ""});
  }
}

std::vector<std::string> fold(const std::vector<CaseDocument>& documents, OpenParts& parts,
                              const std::string& main) {
  const Paths doubtful = doubtful_parts(documents, main);
  std::vector<CaseDocument> kept;
  std::copy_if(documents.begin(), documents.end(), std::back_inserter(kept),
               [&](const CaseDocument& document) { return !doubtful.contains(document.file); });
  std::erase_if(parts.paths, [&](const std::string& path) { return doubtful.contains(path); });
  return bytes_to_keep(kept);
}

std::string free_part_word(std::string_view bytes,
                           const std::function<bool(const std::string&)>& is_taken) {
  std::string word = part_word(bytes);
  while (is_taken(word)) {
    word = part_word(word);
  }
  return word;
}

std::vector<FileToWrite> closed_aside(Workspace& workspace, Compartment compartment,
                                      const CaseId& id, const OpenParts& parts) {
  const std::string main = file_of(workspace, compartment, id);
  const bool opened = std::any_of(parts.streams.begin(), parts.streams.end(),
                                  [&](const Stream& stream) { return stream.name == main; });
  const std::optional<std::string> bytes = workspace.disk.read(main);
  if (opened || !bytes || was_read(bytes).hash != was_read(parts.before, main).hash) {
    return {};  // one that was changed meanwhile is not written over
  }
  const auto path_of = [&](const std::string& word) {
    return part_of(workspace, compartment, id, word);
  };
  const std::string path = path_of(free_part_word(*bytes, [&](const std::string& word) {
    const std::optional<std::string> there = workspace.disk.read(path_of(word));
    return there && there != bytes;
  }));
  return workspace.disk.status(path) ? std::vector<FileToWrite>()
                                     : std::vector<FileToWrite>{{path, *bytes, Read{}}};
}

IdentityWork identity_work(Workspace& workspace, CaseFiles& files,
                           const std::vector<std::string>& readers, const std::string& fresh,
                           const std::string& entry) {
  return Identities(workspace, files, readers).work(fresh, entry);
}

}  // namespace pos
