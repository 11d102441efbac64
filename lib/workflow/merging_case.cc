#include "workflow/merging_case.h"

#include <algorithm>
#include <array>

#include "storage/atomic_write.h"
#include "storage/layout.h"
#include "workflow/case_readers.h"
#include "workflow/losses.h"
#include "workflow/merging_candidates.h"
#include "workflow/name_notes.h"
#include "workflow/part_files.h"

namespace pos {
namespace {

class CaseMerge {
 public:
  CaseMerge(Workspace& workspace, const CaseId& id, const Vault* other, MergeReport& report)
      : workspace_(workspace), id_(id), other_(other), report_(report) {}

  void run() {
    const std::unique_ptr<FileLock> lock = workspace_.vault().lock_case(id_);
    const std::size_t told = report_.items.size();
    try {
      prepare();
    } catch (const Error& error) {
      // A file that cannot be read, that is too large, or would be: the other cases are merged.
      if (error.code != ErrorCode::Io && error.code != ErrorCode::Integrity &&
          error.code != ErrorCode::Invalid) {
        throw;
      }
      report_.items.erase(report_.items.begin() + static_cast<std::ptrdiff_t>(told),
                          report_.items.end());
      return leave_out(error);
    }
    write();
  }

 private:
  static constexpr std::array kOrder = {Compartment::Identity, Compartment::Case,
                                        Compartment::Facts};

  Versions& of(Compartment compartment) { return all_[static_cast<std::size_t>(compartment)]; }
  std::string folder_in(const Vault& vault, Compartment compartment) const {
    return join_path(vault.compartment_path(compartment), std::to_string(id_.year()));
  }
  void tell(std::string file, MergeAction action, Text message) {
    report_.items.push_back({std::move(file), action, std::move(message)});
  }

  void prepare();
  void leave_out(const Error& error);
  void gather(Compartment compartment);
  void gather_from(Compartment compartment, const Vault& vault, bool own);
  void take(Compartment compartment, CaseCandidate candidate);
  bool nothing_to_do();
  void judge(Compartment compartment);
  bool open(Compartment compartment, CaseCandidate& candidate);
  void refuse(Compartment compartment, CaseCandidate& candidate, const Text& why);
  bool prove(Compartment compartment, const std::vector<CaseCandidate*>& candidates);
  void require_proof(Compartment compartment, const std::vector<CaseCandidate*>& candidates);
  void take_or_refuse(Compartment compartment, CaseCandidate& candidate);
  bool knows_journal();
  bool is_barred(Compartment compartment);
  bool gives_way(Compartment compartment);
  void settle(Compartment compartment);
  void take_note(Compartment compartment, const CaseCandidate& note);
  bool fold(Compartment compartment);
  void keep_apart(Compartment compartment, const CaseCandidate& candidate, bool can_fold,
                  Documents& here);
  void add_file(Compartment compartment, const CaseCandidate& candidate, const Text& why);
  void write();

  Workspace& workspace_;
  const CaseId& id_;
  const Vault* other_;
  MergeReport& report_;
  std::array<Versions, 3> all_;
  KnownJournal known_;
  bool is_handed_over_ = false;
  bool journal_refused_ = false;
  std::vector<FileToWrite> work_;
  std::vector<std::string> folded_;  ///< own copies whose documents are all in a file now
  FilesRead before_;                 ///< own files
};

/// Reads everything, and decides what is to be written.
void CaseMerge::prepare() {
  for (const Compartment compartment : kOrder) {
    gather(compartment);
  }
  if (nothing_to_do()) {
    return;
  }
  // The journal says who reads the others, so it is judged first; it is written second.
  judge(Compartment::Case);
  judge(Compartment::Identity);
  judge(Compartment::Facts);
  for (const Compartment compartment : kOrder) {
    settle(compartment);
  }
}

void CaseMerge::leave_out(const Error& error) {
  const std::string folder = workspace_.vault().place().folder + "/";
  std::string file = error.where.file;
  file.erase(0, file.starts_with(folder) ? folder.size() : 0);
  tell(file.empty() ? case_path(Compartment::Case, id_) : file, MergeAction::LeftOut,
       text("{} ; ce dossier est laissé comme il est", "{}; this case is left as it is",
            error.message));
}

void CaseMerge::gather(Compartment compartment) {
  if (compartment == Compartment::Identity && report_.identities_absent) {
    return;
  }
  gather_from(compartment, workspace_.vault(), true);
  if (other_ != nullptr) {
    gather_from(compartment, *other_, false);
  }
}

void CaseMerge::gather_from(Compartment compartment, const Vault& vault, bool own) {
  const std::string folder = folder_in(vault, compartment);
  std::vector<std::string> names;
  for (const FolderEntry& entry : vault.files().list(folder)) {
    if (!entry.is_folder && case_of_name(entry.name) == id_) {
      names.push_back(entry.name);
    }
  }
  std::stable_partition(names.begin(), names.end(),
                        [](const std::string& name) { return is_case_file_name(name); });
  for (const std::string& name : names) {
    const std::string path = join_path(folder, name);
    if (std::optional<std::string> bytes = vault.files().read(path)) {
      CaseCandidate candidate;
      candidate.file = join_path(folder_of(case_path(compartment, id_)), name);
      candidate.path = path;
      candidate.own = own;
      if (own) {
        before_[path] = was_read(bytes);
      }
      candidate.bytes = std::move(*bytes);
      take(compartment, std::move(candidate));
    }
  }
}

/// A second copy with the same bytes is no other version: an own one goes.
void CaseMerge::take(Compartment compartment, CaseCandidate candidate) {
  const bool known = of(compartment).some([&](const CaseCandidate& each) {
    return each.bytes == candidate.bytes;
  });
  if (!known) {
    of(compartment).candidates.push_back(std::move(candidate));
  } else if (candidate.own) {
    tell(candidate.file, MergeAction::Merged, {"copie identique, retirée", "identical, removed"});
    folded_.push_back(candidate.path);
  }
}

bool CaseMerge::nothing_to_do() {
  return folded_.empty() && std::all_of(all_.begin(), all_.end(), [](const Versions& versions) {
           return versions.candidates.size() <= 1 && !versions.some([](const CaseCandidate& each) {
             return !each.own || !each.is_main();
           });
         });
}

/// Opens every version and takes those that prove together: all at once, or where one does not, one
/// after the other, so that a bad one keeps back no other.
void CaseMerge::judge(Compartment compartment) {
  Versions& versions = of(compartment);
  std::vector<CaseCandidate*> opened;
  for (CaseCandidate& candidate : versions.candidates) {
    if (open(compartment, candidate)) {
      opened.push_back(&candidate);
    }
  }
  if (!prove(compartment, opened)) {
    for (CaseCandidate* candidate : opened) {
      candidate->state = CaseCandidate::State::Closed;
    }
    for (CaseCandidate* candidate : opened) {
      take_or_refuse(compartment, *candidate);
    }
  }
  if (const std::vector<FileVersion> accepted = versions.accepted(); !accepted.empty()) {
    versions.merged = unite_versions(workspace_, compartment, accepted, known_);
  }
  if (compartment == Compartment::Case && !versions.merged.documents.empty()) {
    known_ = known_journal(workspace_, versions.merged.documents);
    is_handed_over_ = is_handed_over(known_.documents, known_.journal);
  }
}

bool CaseMerge::open(Compartment compartment, CaseCandidate& candidate) {
  if (!candidate.own && journal_refused_) {
    refuse(compartment, candidate,
           {"le journal de ce dossier n'a pas été repris, ce fichier non plus",
            "the journal of this case was not taken, nor is this file"});
    return false;
  }
  try {
    auto stream = open_version(workspace_, id_, compartment, candidate.bytes, candidate.file);
    if (stream) {
      candidate.stream = std::move(*stream);
    }
    if (stream && compartment == Compartment::Facts && other_ != nullptr &&
        !workspace_.has_recovery() &&
        is_waiting_note(workspace_, id_, candidate.stream, candidate.file,
                        of(Compartment::Identity).readers())) {
      candidate.state = CaseCandidate::State::Note;
      return false;
    }
    return stream.has_value();
  } catch (const Error& error) {
    if (error.code != ErrorCode::Integrity && error.code != ErrorCode::Newer) {
      throw;
    }
    refuse(compartment, candidate, error.message);
    return false;
  }
}

void CaseMerge::refuse(Compartment compartment, CaseCandidate& candidate, const Text& why) {
  candidate.state = CaseCandidate::State::Refused;
  tell(candidate.file, MergeAction::LeftOut, why);
  journal_refused_ = journal_refused_ || (compartment == Compartment::Case && !candidate.own);
}

/// Accepts these beside those that are accepted already, if all prove together.
bool CaseMerge::prove(Compartment compartment, const std::vector<CaseCandidate*>& candidates) {
  try {
    require_proof(compartment, candidates);
    return true;
  } catch (const Error& error) {
    if (error.code != ErrorCode::Integrity) {
      throw;
    }
    return false;
  }
}

void CaseMerge::require_proof(Compartment compartment,
                              const std::vector<CaseCandidate*>& candidates) {
  Versions& all = of(compartment);
  std::vector<FileVersion> versions = all.accepted();
  bool some_own = !versions.empty();
  for (const CaseCandidate* candidate : candidates) {
    versions.push_back({candidate->bytes, candidate->stream});
    some_own = some_own || candidate->own;
  }
  if (candidates.empty()) {
    return;
  }
  // What all have alike proves nothing where all is from elsewhere; a seal proves all of its facts.
  if (!some_own && compartment != Compartment::Facts) {
    versions.push_back({"", candidates.front()->stream});
    versions.back().stream.documents.clear();
  }
  unite_versions(workspace_, compartment, versions, known_);
  for (CaseCandidate* candidate : candidates) {
    candidate->state = CaseCandidate::State::Accepted;
  }
}

void CaseMerge::take_or_refuse(Compartment compartment, CaseCandidate& candidate) {
  try {
    require_proof(compartment, {&candidate});
  } catch (const Error& error) {
    if (error.code != ErrorCode::Integrity) {
      throw;
    }
    // What the journal would prove is for those who open all of it.
    if (error.id != kUnvouched || knows_journal()) {
      refuse(compartment, candidate, error.message);
    }
  }
}

bool CaseMerge::knows_journal() {
  return known_.open && !of(Compartment::Case).some([](const CaseCandidate& each) {
    return each.state == CaseCandidate::State::Closed;
  });
}

/// The file itself is here and refused, or closed and does not give way.
bool CaseMerge::is_barred(Compartment compartment) {
  const Versions& versions = of(compartment);
  return versions.has_main(CaseCandidate::State::Refused) ||
         (versions.has_main(CaseCandidate::State::Closed) && !gives_way(compartment));
}

/// A closed file becomes a part only where a hand-over has closed it: the rest is whole without it,
/// and is the user's to read by all that this machine has seen. And only to what has just come, or
/// two who do not know of each other's hand-over would change places for ever.
bool CaseMerge::gives_way(Compartment compartment) {
  const Versions& versions = of(compartment);
  const bool comes = versions.some([](const CaseCandidate& each) {
    return each.state == CaseCandidate::State::Accepted && (!each.own || each.is_conflict_copy());
  });
  if (!is_handed_over_ || !comes || !says_readers(workspace_, id_, known_) ||
      !opens_to_user(workspace_, required_readers(workspace_, compartment,
                                                  readers_by(workspace_, id_, known_.journal)))) {
    return false;
  }
  const std::vector<CaseDocument>& documents = versions.merged.documents;
  return compartment == Compartment::Identity
             ? !closed_names_matter(known_.documents, known_.journal, documents, 1)
             : known_journal(workspace_, documents).open;
}

void CaseMerge::settle(Compartment compartment) {
  Versions& versions = of(compartment);
  const bool folded = fold(compartment);
  Documents here;  // own ones, which come first, then what comes beside them
  for (const CaseCandidate& candidate : versions.candidates) {
    if (candidate.state == CaseCandidate::State::Note) {
      take_note(compartment, candidate);
      continue;
    }
    if (candidate.own) {
      const Documents& documents = versions.documents_of(candidate);
      here.insert(documents.begin(), documents.end());
    }
    const bool taken = folded && candidate.state == CaseCandidate::State::Accepted;
    if (!taken && candidate.state != CaseCandidate::State::Refused) {
      keep_apart(compartment, candidate, folded, here);
    }
  }
}

/// It has one name everywhere: another one under that name says the same.
void CaseMerge::take_note(Compartment compartment, const CaseCandidate& note) {
  const std::string path =
      join_path(folder_in(workspace_.vault(), compartment), name_of(note.file));
  if (!note.own && !before_.contains(path)) {
    work_.push_back({path, note.bytes, Read{}});
    tell(note.file, MergeAction::Added, {"repris", "taken over"});
  }
}

/// Makes the file of the accepted versions; false where this user cannot.
bool CaseMerge::fold(Compartment compartment) {
  Versions& versions = of(compartment);
  const std::vector<FileVersion> accepted = versions.accepted();
  if (accepted.empty() || is_barred(compartment) || (!versions.has_own() && accepted.size() == 1)) {
    return false;
  }
  // What else lies in a folder may have come without the staff that it is sealed to.
  const bool mends = other_ != nullptr || workspace_.has_recovery();
  const std::optional<std::string> bytes =
      merged_bytes(workspace_, id_, compartment, accepted, versions.merged, known_, mends);
  if (!bytes) {
    return false;
  }
  const std::string file = case_path(compartment, id_);
  const std::string path = join_path(folder_in(workspace_.vault(), compartment), name_of(file));
  const bool stands = versions.some([&](const CaseCandidate& each) {
    return each.own && each.is_main() && each.bytes == *bytes;
  });
  if (!stands) {
    work_.push_back({path, *bytes, was_read(before_, path)});
  }
  for (const CaseCandidate& each : versions.candidates) {
    if (each.own && !each.is_main() && each.state == CaseCandidate::State::Accepted) {
      folded_.push_back(each.path);
      tell(each.file, MergeAction::Merged, {"réuni avec le fichier", "folded into the file"});
    }
  }
  if (!stands) {
    tell(file, MergeAction::Merged, {"réuni", "united"});
  }
  return true;
}

/// What is not folded: own files stay as they lie, unless the file was closed and gave way; others
/// come beside them where they have what is not here yet. What a hand-over has closed is told once.
void CaseMerge::keep_apart(Compartment compartment, const CaseCandidate& candidate, bool folded,
                           Documents& here) {
  const bool closed = candidate.state == CaseCandidate::State::Closed;
  const bool damaged = of(compartment).has_main(CaseCandidate::State::Refused) ||
                       of(Compartment::Case).has_main(CaseCandidate::State::Refused);
  const Text why = closed ? Text{"fermé à votre clé", "closed to your key"}
                          : not_written_anew(workspace_, damaged);
  if (!candidate.own) {
    const Documents& documents = of(compartment).documents_of(candidate);
    if (closed || !std::includes(here.begin(), here.end(), documents.begin(), documents.end())) {
      add_file(compartment, candidate, why);
      here.insert(documents.begin(), documents.end());
    }
  } else if (candidate.is_main()) {
    if (folded) {
      add_file(compartment, candidate, why);
    }
  } else if (!closed || !folded || (compartment == Compartment::Case && !is_handed_over_)) {
    tell(candidate.file, MergeAction::Beside, kept_beside(why));
  }
}

/// Under its own name where that is free, else named by its bytes, so that both sides name it
/// alike.
void CaseMerge::add_file(Compartment compartment, const CaseCandidate& candidate, const Text& why) {
  const std::string folder = folder_in(workspace_.vault(), compartment);
  const auto is_taken = [&](const std::string& file) {
    const std::string path = join_path(folder, name_of(file));
    return before_.contains(path) ||
           std::any_of(work_.begin(), work_.end(),
                       [&](const FileToWrite& each) { return each.path == path; });
  };
  std::string file = candidate.file;
  if (is_taken(file)) {
    const auto part = [&](const std::string& word) {
      return case_part_path(compartment, id_, word);
    };
    file = part(free_part_word(candidate.bytes,
                               [&](const std::string& word) { return is_taken(part(word)); }));
  }
  // Before the file that takes its place.
  work_.insert(work_.begin(), {join_path(folder, name_of(file)), candidate.bytes, Read{}});
  if (of(compartment).has_own()) {
    tell(file, MergeAction::Beside, kept_beside(why));
  } else {
    tell(file, MergeAction::Added, {"repris", "taken over"});
  }
}

void CaseMerge::write() {
  if (work_.empty() && folded_.empty()) {
    return;
  }
  for (const FileToWrite& file : work_) {
    workspace_.disk.make_folders(folder_of(file.path));
  }
  write_together(workspace_.disk, work_);
  remove_folded(workspace_.disk, folded_, before_);
}

}  // namespace

void merge_case(Workspace& workspace, const CaseId& id, const Vault* other, MergeReport& report) {
  CaseMerge(workspace, id, other, report).run();
}

}  // namespace pos
