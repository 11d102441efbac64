#include "workflow/sealing.h"

#include <algorithm>
#include <array>
#include <optional>

#include "storage/atomic_write.h"
#include "storage/case_file.h"
#include "storage/check.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "workflow/case_files.h"
#include "workflow/case_readers.h"
#include "workflow/losses.h"
#include "workflow/name_notes.h"
#include "workflow/part_files.h"
#include "workflow/staffing.h"

namespace pos {
namespace {

// Case, facts, names: each file stands for itself, and names come last, as when an entry is
// written.
constexpr std::array<Compartment, 3> kOrder = {Compartment::Case, Compartment::Facts,
                                               Compartment::Identity};

/// The name in the vault of a file of a case, wherever the compartment lies.
std::string shown_file(Compartment compartment, const CaseId& id, const std::string& path) {
  return join_path(folder_of(case_path(compartment, id)), name_of(path));
}

bool holds_one_of(const std::vector<std::string>& readers, const std::set<std::string>& only) {
  return std::any_of(readers.begin(), readers.end(),
                     [&](const std::string& reader) { return only.contains(reader); });
}

bool has_one_of(const Stream& stream, const std::set<std::string>& hashes) {
  return std::any_of(stream.documents.begin(), stream.documents.end(),
                     [&](const Document& document) { return hashes.contains(document.hash); });
}

/// For the same readers, by the present keys of groups.
std::vector<FileToWrite> sealed_to_same(Workspace& workspace, const OpenParts& parts) {
  std::vector<FileToWrite> work;
  for (std::size_t i = 0; i < parts.paths.size(); ++i) {
    OpenParts part;
    part.paths = {parts.paths[i]};
    part.streams = {parts.streams[i]};
    part.before = parts.before;
    std::vector<FileToWrite> sealed =
        sealed_anew(part, with_present_groups(workspace, parts.streams[i].header.readers));
    work.insert(work.end(), sealed.begin(), sealed.end());
  }
  return work;
}

class CaseSealing {
 public:
  CaseSealing(Workspace& workspace, const CaseId& id, const std::set<std::string>& only,
              Sealing& sealing)
      : workspace_(workspace), id_(id), only_(only), sealing_(sealing) {}

  void run() {
    workspace_.require_present_readers();
    lock_ = workspace_.vault().lock_case(id_);
    bool opened = false;
    for (Compartment compartment : kOrder) {
      parts(compartment) = open_parts(workspace_, compartment, id_);
      opened = opened || !parts(compartment).paths.empty();
    }
    if (!opened) {
      return leave_closed();
    }
    if (!judge_case()) {
      return leave_all();
    }
    readers_ = readers_by(workspace_, id_, journal_);
    mend_facts();
    for (Compartment compartment : kOrder) {
      seal(compartment);
    }
  }

 private:
  OpenParts& parts(Compartment compartment) {
    return parts_.at(static_cast<std::size_t>(compartment));
  }
  bool judge_case();
  bool take_facts_that_know_more();
  void require_whole_journal();
  void mend_facts();
  void seal(Compartment compartment);
  bool is_to_seal(Compartment compartment, const std::string& path);
  FileToWrite without(const OpenParts& names, std::size_t i, const std::set<std::string>& erased,
                      const std::vector<std::string>& readers);
  std::vector<FileToWrite> names_anew(const OpenParts& names,
                                      const std::vector<std::string>& readers);
  void leave(Compartment compartment);
  void leave_all();
  void leave_closed();
  Text keepers() const;

  Workspace& workspace_;
  const CaseId& id_;
  const std::set<std::string>& only_;
  Sealing& sealing_;
  std::unique_ptr<FileLock> lock_;
  std::array<OpenParts, 3> parts_;
  std::vector<CaseDocument> documents_;
  Journal journal_;
  bool by_journal_ = false;
  bool handed_over_ = false;  ///< a part of the journal is closed, as it must be (case_readers.h)
  bool told_ = false;         ///< whose the case is, by the journal or by facts that may tell it
  CaseReaders readers_;
};

/// Whether the journal, or where that is closed facts that may tell it, says who reads the case. A
/// part that is closed might say otherwise.
bool CaseSealing::judge_case() {
  const OpenParts& journal = parts(Compartment::Case);
  if (!journal.paths.empty()) {
    told_ = true;
    documents_ = read_case(journal.streams, signing_keys(workspace_));
    journal_ = judge(well_signed_entries(documents_), workspace_.vault().staff());
    if (journal.closed > 0 && take_facts_that_know_more()) {
      return true;
    }
    by_journal_ = true;
    require_remembered(workspace_, id_, seen_entries(documents_, journal_), journal.closed);
    require_whole_journal();
    handed_over_ = journal.closed > 0 && is_handed_over(documents_, journal_);
    return journal.closed == 0 || handed_over_;
  }
  const OpenParts& opened = parts(Compartment::Facts);
  JudgedFacts facts = judge_facts(workspace_, telling_parts(workspace_, opened));
  told_ = facts.vouched;
  if (!told_) {
    facts = judge_facts(workspace_, opened);
  }
  if (!lacking(facts_of(workspace_.recollection().of(id_)), facts.seen).empty() && facts.vouched) {
    throw lost_entries(id_, Compartment::Facts, 1, opened.closed);
  }
  journal_ = std::move(facts.journal);
  if (facts.vouched) {
    require_whole_journal();
  }
  return facts.vouched;
}

/// The journal that opens is the one from before a hand-over, which facts tell that may tell it.
bool CaseSealing::take_facts_that_know_more() {
  JudgedFacts facts = judge_facts(workspace_, telling_parts(workspace_, parts(Compartment::Facts)));
  const bool knows_all =
      std::all_of(journal_.entries.begin(), journal_.entries.end(),
                  [&](const Entry& entry) { return facts.seen.all.contains(entry.hash); });
  if (!facts.vouched || !knows_all || facts.journal.manager == journal_.manager ||
      !lacking(remembered_entries(workspace_, id_), facts.seen).empty()) {
    return false;
  }
  documents_.clear();
  journal_ = std::move(facts.journal);
  require_whole_journal();
  return true;
}

/// A journal that lacks entries may lack the last assign: nobody must lose a case by it.
void CaseSealing::require_whole_journal() {
  if (by_journal_) {
    require_journal_of_facts(workspace_, id_, documents_,
                             judge_facts(workspace_, parts(Compartment::Facts)).journal);
  }
  if (has_fallen_assign(workspace_, id_, journal_)) {
    throw Error(
        ErrorCode::Integrity,
        text(
            "une attribution qui comptait ici ne compte plus : ses lecteurs restent ceux d'avant ; "
            "`pos history {0}` la montre, le superviseur d'aujourd'hui attribue à nouveau ; sinon "
            "`pos check --accept {0}`",
            "an assign that counted here counts no more: its readers stay those of before; `pos "
            "history {0}` shows it, today's supervisor assigns anew; else `pos check --accept {0}`",
            id_.text()));
  }
  if (journal_.opening() == nullptr || !journal_.lost.empty() || is_torn(documents_, journal_)) {
    throw Error(
        ErrorCode::Integrity,
        text("le journal de {} n'est pas entier : ses lecteurs restent ceux d'avant",
             "the journal of {} is not whole: its readers stay those of before", id_.text()),
        {"`pos check --read-data` dit ce qui manque",
         "`pos check --read-data` tells what is missing"});
  }
}

/// Facts that were not written yet, or lie closed to the present manager since a write broke off.
void CaseSealing::mend_facts() {
  if (!by_journal_ || !may_seal_facts(workspace_, journal_)) {
    return;
  }
  OpenParts& facts = parts(Compartment::Facts);
  const std::string main = file_of(workspace_, Compartment::Facts, id_);
  const bool closed = std::find(facts.paths.begin(), facts.paths.end(), main) == facts.paths.end();
  const Journal known = judge_facts(workspace_, facts).journal;
  if (!closed && known.entries.size() == journal_.entries.size()) {
    return;
  }
  const std::vector<std::string> readers =
      required_readers(workspace_, Compartment::Facts, readers_);
  workspace_.disk.make_folders(folder_of(main));
  std::vector<FileToWrite> work;
  if (handed_over_) {
    work = closed_aside(workspace_, Compartment::Facts, id_, facts);
  }
  work.push_back({main,
                  seal_stream(case_header(Compartment::Facts, id_.text(), readers),
                              facts_documents(workspace_, id_, journal_.entries)),
                  was_read(facts.before, main)});
  write_together(workspace_.disk, work);
  ++sealing_.sealed;
  facts = open_parts(workspace_, Compartment::Facts, id_);
}

/// A note is for somebody who still has to read it, until the names it is about are here.
bool CaseSealing::is_to_seal(Compartment compartment, const std::string& path) {
  const OpenParts& names = parts(Compartment::Identity);
  const bool waiting = names.closed > 0 || names.paths.empty();
  return compartment != Compartment::Facts || !waiting || !is_note(journal_, id_, path);
}

/// An identity file without what was erased: it came back with a copy from before.
FileToWrite CaseSealing::without(const OpenParts& names, std::size_t i,
                                 const std::set<std::string>& erased,
                                 const std::vector<std::string>& readers) {
  std::vector<std::string> kept;
  for (const Document& document : names.streams[i].documents) {
    if (!erased.contains(document.hash)) {
      kept.push_back(document.bytes);
    }
  }
  const std::string& path = names.paths[i];
  return {path, seal_stream(case_header(Compartment::Identity, id_.text(), readers), kept),
          was_read(names.before, path)};
}

/// Names that the journal does not know get no new reader: the journal may not be theirs. What was
/// erased goes.
std::vector<FileToWrite> CaseSealing::names_anew(const OpenParts& names,
                                                 const std::vector<std::string>& readers) {
  if (!by_journal_) {
    return journal_.erasure() == nullptr ? sealed_anew(names, readers)
                                         : sealed_to_same(workspace_, names);
  }
  std::set<std::string> unclaimed, erased;  ///< hashes
  for (const CaseDocument& document :
       read_identity(names.streams, documents_, signing_keys(workspace_), erasures(journal_))) {
    if (document.state == DocumentState::Erased) {
      erased.insert(document.document.hash);
    } else if (document.state == DocumentState::Unclaimed) {
      unclaimed.insert(document.document.hash);
    }
  }
  if (!unclaimed.empty()) {
    sealing_.failures.push_back(
        text("{} : des noms que le journal ne connaît pas gardent leurs lecteurs",
             "{}: names that the journal does not know keep their readers", id_.text()));
  }
  OpenParts sure, others;
  sure.before = others.before = names.before;
  std::vector<FileToWrite> work;
  for (std::size_t i = 0; i < names.paths.size(); ++i) {
    // The same document may lie in several files.
    const bool doubted = has_one_of(names.streams[i], unclaimed);
    const bool came_back = has_one_of(names.streams[i], erased);
    if (came_back && !doubted) {
      work.push_back(without(names, i, erased, readers));
      continue;
    }
    OpenParts& to = came_back || doubted ? others : sure;
    to.paths.push_back(names.paths[i]);
    to.streams.push_back(names.streams[i]);
  }
  for (FileToWrite& anew : sealed_anew(sure, readers)) {
    work.push_back(std::move(anew));
  }
  for (FileToWrite& same : sealed_to_same(workspace_, others)) {
    work.push_back(std::move(same));
  }
  return work;
}

void CaseSealing::seal(Compartment compartment) {
  OpenParts& all = parts(compartment);
  const std::vector<std::string> readers = required_readers(workspace_, compartment, readers_);
  OpenParts chosen;
  chosen.before = all.before;
  for (std::size_t i = 0; i < all.paths.size(); ++i) {
    const std::vector<std::string>& present = all.streams[i].header.readers;
    if (!is_to_seal(compartment, all.paths[i])) {
      continue;
    }
    if (only_.empty() || holds_one_of(present, only_) || holds_one_of(readers, only_)) {
      chosen.paths.push_back(all.paths[i]);
      chosen.streams.push_back(std::move(all.streams[i]));
    }
  }
  const std::vector<FileToWrite> work = !told_ ? sealed_to_same(workspace_, chosen)
                                        : compartment == Compartment::Identity
                                            ? names_anew(chosen, readers)
                                            : sealed_anew(chosen, readers);
  for (const FileToWrite& file : work) {
    write_together(workspace_.disk, {file});
  }
  sealing_.sealed += work.size();
  sealing_.right += chosen.paths.size() - work.size();
  const bool concerns = only_.empty() || holds_one_of(readers, only_);
  if (all.closed > 0 && concerns && !handed_over_ && opens_to_user(workspace_, readers)) {
    leave(compartment);
  }
}

Text CaseSealing::keepers() const {
  std::string codes;
  for (const std::string& code : managers_before(journal_)) {
    if (workspace_.vault().staff().at(code, workspace_.now()) != nullptr) {
      codes += (codes.empty() ? "" : ", ") + code;
    }
  }
  if (workspace_.has_recovery()) {
    codes = journal_.manager + (codes.empty() ? "" : ", ") + codes;
    return text("à {}, ou à une clé de secours d'avant", "to {}, or to a former recovery key",
                codes);
  }
  return codes.empty()
             ? Text{"à la clé de secours", "to the recovery key"}
             : text("à {}, ou à la clé de secours", "to {}, or to the recovery key", codes);
}

void CaseSealing::leave(Compartment compartment) {
  const OpenParts& opened = parts(compartment);
  for (const std::string& path : paths_of(workspace_, compartment, id_)) {
    const bool is_open =
        std::find(opened.paths.begin(), opened.paths.end(), path) != opened.paths.end();
    // A part of the facts that is for others is no loss: who may seal them has them whole.
    if (!is_open && (compartment != Compartment::Facts || is_case_file_name(name_of(path)))) {
      sealing_.left.push_back({shown_file(compartment, id_, path), keepers()});
    }
  }
}

/// A case that none of the keys opens is others', unless the recovery key is among them: then it
/// was sealed to a former one.
void CaseSealing::leave_closed() {
  if (!workspace_.has_recovery()) {
    ++sealing_.others;
    return;
  }
  leave_all();
}

void CaseSealing::leave_all() {
  for (Compartment compartment : kOrder) {
    for (const std::string& path : paths_of(workspace_, compartment, id_)) {
      sealing_.left.push_back(
          {shown_file(compartment, id_, path),
           workspace_.has_recovery()
               ? Text{"à qui ouvre le dossier entier, ou à une clé de secours d'avant",
                      "to whoever opens the whole case, or to a former recovery key"}
               : Text{"à qui ouvre le dossier entier, ou à la clé de secours",
                      "to whoever opens the whole case, or to the recovery key"}});
    }
  }
}

/// One case that cannot be sealed anew must not keep the others from it.
void attempt(Workspace& workspace, const CaseId& id, const std::set<std::string>& only,
             Sealing& sealing) {
  try {
    seal_case_anew(workspace, id, only, sealing);
  } catch (const Error& error) {
    if (error.code == ErrorCode::Io && all_readable(workspace.vault(), id)) {
      throw;
    }
    sealing.failures.push_back(
        text("{} : {}{}", "{}: {}{}", id.text(), to_string(error.where), error.message));
  }
}

}  // namespace

std::set<std::string> recipients_of(Workspace& workspace, const std::string& group) {
  if (group.empty()) {
    return {};
  }
  if (workspace.vault().group(group) == nullptr) {
    throw Error(ErrorCode::NotFound, text("groupe inconnu : {}", "no such group: {}", group),
                {"`pos group list` les montre", "`pos group list` shows them"});
  }
  std::set<std::string> recipients;
  for (const PlainDocument& document : workspace.vault().plain_file(kGroupKind, group)->documents) {
    if (document.believed) {
      recipients.insert(document.document.values.find("data")->scalar_of("recipient"));
    }
  }
  return recipients;
}

void seal_case_anew(Workspace& workspace, const CaseId& id, const std::set<std::string>& only,
                    Sealing& sealing) {
  CaseSealing(workspace, id, only, sealing).run();
}

Sealing seal_all_anew(Workspace& workspace, const std::set<std::string>& only,
                      const Progress& progress) {
  const std::vector<CaseId> cases = list_cases(workspace.vault());
  Sealing sealing;
  const std::string& names = workspace.vault().place().identities;
  if (!names.empty() && !workspace.disk.status(names)) {
    sealing.failures.push_back(text(
        "{} : le dossier des identités n'est pas monté ; les noms restent chiffrés comme avant",
        "{}: the folder of identities is not mounted; names stay sealed as they were", names));
  }
  for (std::size_t i = 0; i < cases.size(); ++i) {
    attempt(workspace, cases[i], only, sealing);
    if (progress) {
      progress(i + 1, cases.size());
    }
  }
  seal_sheets_anew(workspace, only, sealing);
  return sealing;
}

Sealing rekey(Workspace& workspace, const std::string& group, const Progress& progress) {
  workspace.me();
  workspace.require_present_readers();
  mend_own_groups(workspace);
  return seal_all_anew(workspace, recipients_of(workspace, group), progress);
}

}  // namespace pos
