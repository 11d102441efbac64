#include "workflow/cases.h"

#include <algorithm>
#include <set>

#include "storage/case_file.h"
#include "storage/layout.h"
#include "workflow/case_readers.h"
#include "workflow/losses.h"

namespace pos {
namespace {

std::set<CaseId> ids_of(const std::map<CaseId, std::vector<std::string>>& files) {
  std::set<CaseId> ids;
  for (const auto& [id, paths] : files) {
    ids.insert(id);
  }
  return ids;
}

std::set<CaseId> ids_in(Workspace& workspace, Compartment compartment) {
  return ids_of(list_case_files(workspace.disk, workspace.vault().compartment_path(compartment)));
}

std::vector<CaseId> fitting_prefix(const std::set<CaseId>& ids, const std::string& prefix) {
  std::vector<CaseId> fitting;
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(fitting),
               [&](const CaseId& id) { return id.text().starts_with(prefix); });
  return fitting;
}

/// Of those that are gone, where the user's key can be opened.
std::vector<CaseId> fitting_missing(Workspace& workspace, const std::string& prefix) {
  try {
    const std::vector<CaseId> missing = missing_cases(workspace, {});
    return fitting_prefix({missing.begin(), missing.end()}, prefix);
  } catch (const Error& error) {
    if (error.code == ErrorCode::Integrity) {
      throw;
    }
    return {};
  }
}

EntryState state_of_document(DocumentState state) {
  return state == DocumentState::UnknownAuthor ? EntryState::UnknownAuthor : EntryState::Invalid;
}

void take_unused(OpenedCase& opened, const std::vector<CaseDocument>& documents) {
  for (const CaseDocument& document : documents) {
    if (document.well_signed()) {
      continue;
    }
    opened.unused.push_back(document.entry);
    opened.unused_states.push_back(state_of_document(document.state));
    opened.unused_reasons.push_back(document.doubt.message);
    opened.record.findings.push_back(
        text("{}{}", "{}{}", to_string(document.doubt.where), document.doubt.message));
  }
}

void take_journal_findings(Workspace& workspace, CaseRecord& record) {
  for (const Text& finding : record.journal.findings) {
    record.findings.push_back(finding);
  }
  for (const std::string& hash : record.journal.lost) {
    record.findings.push_back(text("{} : une saisie manque ({})", "{}: an entry is lost ({})",
                                   record.id.text(), hash.substr(0, 12)));
  }
  for (const Entry& entry : record.journal.entries) {
    if (!entry.form.empty() && !workspace.knows_form(entry.form)) {
      record.findings.push_back(text("{} : fiche {} inconnue de cette version",
                                     "{}: form {} is not known to this version", record.id.text(),
                                     entry.form));
    }
  }
}

CaseRecord record_of(Workspace& workspace, const CaseId& id,
                     const std::vector<CaseDocument>& documents) {
  CaseRecord record{id, judge(well_signed_entries(documents), workspace.vault().staff()), {}};
  take_journal_findings(workspace, record);
  return record;
}

CaseRecord record_of(Workspace& workspace, const CaseId& id, JudgedFacts facts) {
  CaseRecord record{id, std::move(facts.journal), std::move(facts.findings)};
  take_journal_findings(workspace, record);
  return record;
}

void take(Caseload& caseload, CaseRecord record) {
  caseload.unreadable += record.complete() ? 0 : 1;
  if (!record.complete() && record.findings.empty()) {
    record.findings.push_back(
        text("{0} : des saisies ne comptent pas encore : `pos history {0}` les montre, qui a le "
             "droit les accepte par `pos accept {0} SAISIE`",
             "{0}: entries do not count yet: `pos history {0}` shows them, who has the right "
             "accepts them with `pos accept {0} ENTRY`",
             record.id.text()));
  }
  caseload.warnings.insert(caseload.warnings.end(), record.findings.begin(), record.findings.end());
  caseload.cases.push_back(std::move(record));
}

void take_failure(Caseload& caseload, const Error& error) {
  ++caseload.unreadable;
  caseload.warnings.push_back(text("{}{}", "{}{}", to_string(error.where), error.message));
}

void take_loss(Caseload& caseload, const Error& loss) {
  take_failure(caseload, loss);
  ++caseload.lost;
}

/// The case's own journal and what it has; nullopt where it is closed to the user.
struct ReadJournal {
  CaseRecord record;
  SeenEntries seen;
};
std::optional<ReadJournal> read_journal(Workspace& workspace, const CaseId& id,
                                        const OpenParts& parts) {
  if (parts.paths.empty()) {
    return std::nullopt;
  }
  const std::vector<CaseDocument> documents = read_case(parts.streams, signing_keys(workspace));
  CaseRecord record = record_of(workspace, id, documents);
  SeenEntries seen = seen_entries(documents, record.journal);
  return ReadJournal{std::move(record), std::move(seen)};
}

/// The facts lack what was seen in them. The journal, where the user may open it and it is whole,
/// still tells what holds; the loss is told all the same.
void take_lost_facts(Workspace& workspace, Caseload& caseload, const CaseId& id,
                     std::optional<CaseRecord> facts, const std::optional<ReadJournal>& journal,
                     int closed) {
  const std::vector<std::string> remembered = remembered_entries(workspace, id);
  if (journal && lacking(remembered, journal->seen).empty()) {
    facts = journal->record;
  }
  take_loss(caseload, lost_entries(id, Compartment::Facts, 1, closed));
  if (facts) {
    caseload.cases.push_back(std::move(*facts));
  }
}

/// None of the user's keys opens the facts: not theirs (any more), which is told once.
void take_closed(Workspace& workspace, Caseload& caseload, const CaseId& id) {
  if (!is_remembered(workspace, id) || workspace.recollection().of(id).closed) {
    return;
  }
  const OpenParts own = open_parts(workspace, Compartment::Case, id);
  const auto journal = read_journal(workspace, id, own);
  if (journal) {
    return take_lost_facts(workspace, caseload, id, std::nullopt, journal, own.closed);
  }
  // The group reads the facts of every case.
  if (workspace.has_role(StaffRole::StatisticsOfficer)) {
    ++caseload.unreadable;
  } else {
    workspace.sightings().closed.insert(id);
  }
  caseload.warnings.push_back(text(
      "{} : votre clé ne l'ouvre plus ; si vous ne l'avez pas transmis, demander au superviseur",
      "{}: your key no longer opens it; unless you have handed it over, ask the supervisor",
      id.text()));
}

void take_facts(Workspace& workspace, Caseload& caseload, const CaseId& id,
                const std::vector<std::string>& paths) {
  const OpenParts parts = open_parts(workspace, id, paths, Compartment::Facts);
  if (parts.paths.empty()) {
    return take_closed(workspace, caseload, id);
  }
  JudgedFacts facts = judge_facts(workspace, parts);
  const bool whole = lacking(facts_of(workspace.recollection().of(id)), facts.seen).empty();
  if (facts.vouched && !whole) {
    const auto journal = read_journal(workspace, id, open_parts(workspace, Compartment::Case, id));
    return take_lost_facts(workspace, caseload, id, record_of(workspace, id, std::move(facts)),
                           journal, parts.closed);
  }
  if (facts.vouched) {
    workspace.sightings().facts[id] = facts.seen;
    if (const auto doubt = doubt_of_hand_over(workspace, id, parts, facts.journal)) {
      ++caseload.unreadable;
      caseload.warnings.push_back(*doubt);
    }
    return take(caseload, record_of(workspace, id, std::move(facts)));
  }
  ++caseload.unreadable;
  caseload.warnings.insert(caseload.warnings.end(), facts.findings.begin(), facts.findings.end());
}

/// The facts were lost, or a broken write never made them: the case's own journal tells the same to
/// those it is open to. A statistics officer, who reads facts alone, is told of the gap.
void take_without_facts(Workspace& workspace, Caseload& caseload, const CaseId& id,
                        const std::vector<std::string>& paths) {
  const OpenParts parts = open_parts(workspace, id, paths, Compartment::Case);
  const auto journal = read_journal(workspace, id, parts);
  if (journal) {
    const auto lost = lacking(remembered_entries(workspace, id), journal->seen);
    if (lost.empty()) {
      workspace.sightings().journals[id] = journal->seen;
      return take(caseload, journal->record);
    }
    take_loss(caseload, lost_entries(id, Compartment::Case, lost.size(), parts.closed));
    caseload.cases.push_back(journal->record);
  } else if (workspace.has_role(StaffRole::StatisticsOfficer)) {
    ++caseload.unreadable;
    caseload.warnings.push_back(
        text("{} : le fichier des faits manque", "{}: its facts file is missing", id.text()));
  }
}

/// Cases that were seen before and are gone; and those whose journal is, though the facts are
/// there.
void take_missing(Workspace& workspace, Caseload& caseload, const std::set<CaseId>& facts,
                  const std::set<CaseId>& journals) {
  for (const CaseId& id : missing_cases(workspace, journals)) {
    if (!facts.contains(id) || !workspace.recollection().of(id).journal.empty()) {
      take_loss(caseload, missing_case(id));
    }
  }
}

/// Changes of groups that name the user and are not used yet: what they open is not theirs here.
void take_groups_held_back(Workspace& workspace, Caseload& caseload) {
  const std::string& me = workspace.me().code;
  for (const auto& [key, file] : workspace.vault().plain_files()) {
    const bool mine = std::any_of(
        file.documents.begin(), file.documents.end(), [&](const PlainDocument& document) {
          const std::vector<std::string> members = data_of(document).texts_of("members");
          return document.waits() && std::find(members.begin(), members.end(), me) != members.end();
        });
    if (key.first == kGroupKind && mine) {
      ++caseload.unreadable;
      caseload.warnings.push_back(
          text("{0} : un changement qui vous nomme n'est pas utilisé, et ce qu'il ouvre n'est pas "
               "compté ; `pos check` dit de qui il est ; après vérification : "
               "`pos check --accept {0}`",
               "{0}: a change that names you is not used, and what it opens is not counted; "
               "`pos check` says whose it is; once verified: `pos check --accept {0}`",
               file.path));
    }
  }
}

/// The latest identity answers of each form, laid over each other in the order of the journal; and
/// by the entry that they belong to.
void take_identity_answers(Workspace& workspace, OpenedCase& opened,
                           const std::vector<CaseDocument>& documents) {
  const Journal& journal = opened.record.journal;
  Value names;
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    const std::string& hash = journal.entries[i].identity;
    const auto found = std::find_if(documents.begin(), documents.end(), [&](const CaseDocument& d) {
      return d.well_signed() && d.document.hash == hash;
    });
    if (hash.empty() || !journal.counts(i) || found == documents.end()) {
      continue;
    }
    if (workspace.knows_form(journal.entries[i].form)) {
      const Form& form = workspace.form(journal.entries[i].form);
      names = laid_over(form, names, found->entry.data);
      Value& of_entry = opened.names_by_entry[journal.original(journal.entries[i].id)];
      of_entry = laid_over(form, of_entry, found->entry.data);
    }
  }
  opened.names = std::move(names);
}

void read_names(Workspace& workspace, OpenedCase& opened,
                const std::vector<CaseDocument>& journal) {
  const CaseId& id = opened.record.id;
  const OpenParts parts = open_parts(workspace, Compartment::Identity, id);
  if (!parts.none()) {
    workspace.sightings().identities.insert(id);
  }
  const std::vector<CaseDocument> documents = read_identity(
      parts.streams, journal, signing_keys(workspace), erasures(opened.record.journal));
  opened.names_pending =
      closed_names_matter(journal, opened.record.journal, documents, parts.closed);
  require_whole_names(workspace, id, opened.record.journal, documents, parts.closed);
  take_identity_answers(workspace, opened, documents);
}

/// Whether the user has the case since an assign and cannot open its names yet.
bool awaits_names(Workspace& workspace, const OpenedCase& opened,
                  const std::vector<CaseDocument>& documents) {
  const Journal& journal = opened.record.journal;
  if (journal.manager != workspace.me().code || journal.last_assign() == nullptr) {
    return false;
  }
  const OpenParts parts = open_parts(workspace, Compartment::Identity, opened.record.id);
  return closed_names_matter(
      documents, journal,
      read_identity(parts.streams, documents, signing_keys(workspace), erasures(journal)),
      parts.closed);
}

}  // namespace

Caseload read_caseload(Workspace& workspace) {
  Caseload caseload;
  const auto files_of = [&](Compartment compartment) {
    return list_case_files(workspace.disk, workspace.vault().compartment_path(compartment));
  };
  // One damaged file must not hide the other children.
  const auto attempt = [&](auto take_case, const CaseId& id, const auto& paths) {
    try {
      take_case(workspace, caseload, id, paths);
    } catch (const Error& error) {
      take_failure(caseload, error);
    }
  };
  const auto facts = files_of(Compartment::Facts);
  for (const auto& [id, paths] : facts) {
    attempt(take_facts, id, paths);
  }
  const auto journals = files_of(Compartment::Case);
  for (const auto& [id, paths] : journals) {
    if (!facts.contains(id)) {
      attempt(take_without_facts, id, paths);
    }
  }
  take_missing(workspace, caseload, ids_of(facts), ids_of(journals));
  take_groups_held_back(workspace, caseload);
  std::sort(caseload.cases.begin(), caseload.cases.end(),
            [](const CaseRecord& a, const CaseRecord& b) { return a.id < b.id; });
  return caseload;
}

CaseId find_case(Workspace& workspace, std::string_view typed) {
  const std::string prefix = normal_prefix(typed);
  std::set<CaseId> ids = ids_in(workspace, Compartment::Case);
  ids.merge(ids_in(workspace, Compartment::Facts));
  std::vector<CaseId> fitting = fitting_prefix(ids, prefix);
  if (fitting.empty()) {
    fitting = fitting_missing(workspace, prefix);
  }
  if (fitting.size() == 1) {
    return fitting.front();
  }
  if (fitting.size() > 1) {
    throw Error(
        ErrorCode::NotFound,
        text("plusieurs dossiers commencent par {} : {}, {}…",
             "several cases begin with {}: {}, {}…", prefix, fitting[0].text(), fitting[1].text()),
        {"en donner davantage", "give more of the identifier"});
  }
  const std::size_t full = prefix.find('-') + 1 + 4 + 1 + 8;
  const bool mistyped =
      prefix.find('-') != std::string::npos && prefix.size() == full && !CaseId::parse(prefix);
  throw Error(ErrorCode::NotFound,
              mistyped ? text("{} est mal recopié : son dernier caractère ne correspond pas",
                              "{} is mistyped: its last character does not fit", prefix)
                       : text("aucun dossier {}", "no case {}", prefix),
              {"`pos list` montre les dossiers", "`pos list` shows the cases"});
}

CaseRecord read_facts(Workspace& workspace, const CaseId& id) {
  const OpenParts parts = open_parts(workspace, Compartment::Facts, id);
  if (parts.none()) {
    const OpenParts own = open_parts(workspace, Compartment::Case, id);
    auto journal = read_journal(workspace, id, own);
    if (!journal) {
      throw own.none() ? no_files(workspace, id) : closed_to_user(id);
    }
    see_journal(workspace, id, journal->seen, own.closed);
    return std::move(journal->record);
  }
  if (parts.paths.empty()) {
    throw closed_to_user(id);
  }
  JudgedFacts facts = judge_facts(workspace, parts);
  if (facts.vouched) {
    see_facts(workspace, id, facts.seen, parts.closed);
  }
  return record_of(workspace, id, std::move(facts));
}

OpenedCase open_case(Workspace& workspace, const CaseId& id, bool with_names) {
  workspace.require_case_reader();
  const OpenParts parts = open_parts(workspace, Compartment::Case, id);
  if (parts.none()) {
    throw no_files(workspace, id);
  }
  if (parts.paths.empty()) {
    throw closed_to_user(id);
  }
  const std::vector<CaseDocument> documents = read_case(parts.streams, signing_keys(workspace));
  OpenedCase opened;
  opened.record = record_of(workspace, id, documents);
  see_journal(workspace, id, seen_entries(documents, opened.record.journal), parts.closed);
  take_unused(opened, documents);
  if (with_names) {
    read_names(workspace, opened, documents);
  } else {
    opened.names_pending = awaits_names(workspace, opened, documents);
  }
  return opened;
}

const Entry& find_entry(const Journal& journal, const std::string& typed) {
  std::string prefix = typed;
  std::transform(prefix.begin(), prefix.end(), prefix.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  const Entry* found = nullptr;
  for (const Entry& entry : journal.entries) {
    if (!entry.id.starts_with(prefix)) {
      continue;
    }
    if (found != nullptr && found->id != entry.id) {
      throw Error(ErrorCode::NotFound, text("plusieurs saisies commencent par {}",
                                            "several entries begin with {}", prefix));
    }
    found = &entry;
  }
  if (found == nullptr) {
    throw Error(ErrorCode::NotFound, text("aucune saisie {}", "no entry {}", prefix),
                {"`pos history` montre les saisies du dossier",
                 "`pos history` shows the entries of the case"});
  }
  return *found;
}

Case state_of(Workspace& workspace, const CaseRecord& record) {
  return state_of(workspace, record, workspace.now());
}

Case state_of(Workspace& workspace, const CaseRecord& record, Instant at) {
  return read_case(record.id, record.journal, workspace.forms(), workspace.vault().staff(),
                   workspace.vault().office().structure, at);
}

Case state_of(Workspace& workspace, const CaseFiles& files) {
  return state_of(workspace, CaseRecord{files.id, files.journal, {}});
}

}  // namespace pos
