#include "workflow/name_notes.h"

#include <algorithm>
#include <map>

#include "storage/case_file.h"
#include "storage/check.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "workflow/case_readers.h"
#include "workflow/losses.h"
#include "workflow/sealing.h"

namespace pos {
namespace {

/// Whether a note was left for this user: a part of the facts, beside the facts themselves, that
/// says the case went from this user to somebody else.
bool is_told(Workspace& workspace, const CaseId& id, std::vector<std::string> paths) {
  std::erase_if(paths, [](const std::string& path) { return is_case_file_name(name_of(path)); });
  if (paths.empty()) {
    return false;
  }
  const OpenParts notes =
      telling_parts(workspace, open_parts(workspace, id, std::move(paths), Compartment::Facts));
  if (notes.paths.empty()) {
    return false;
  }
  const std::vector<std::string> before = managers_before(judge_facts(workspace, notes).journal);
  return std::find(before.begin(), before.end(), workspace.me().code) != before.end();
}

}  // namespace

bool names_closed(const CaseFiles& files) {
  const bool named = std::any_of(files.journal.entries.begin(), files.journal.entries.end(),
                                 [](const Entry& entry) { return !entry.identity.empty(); });
  return closed_names_matter(files) || (files.identity_parts.none() && named);
}

std::vector<FileToWrite> hand_over_note(Workspace& workspace, const CaseFiles& files) {
  const Entry* assign = files.journal.last_assign();
  std::vector<std::string> readers;
  for (const std::string& code : managers_before(files.journal)) {
    if (const Person* person = workspace.vault().staff().at(code, workspace.now())) {
      readers = {person->recipient};
    }
  }
  if (assign == nullptr || readers.empty() || !names_closed(files)) {
    return {};
  }
  readers.push_back(workspace.vault().office().recovery_recipient);
  return {{part_of(workspace, Compartment::Facts, files.id, assign->id),
           seal_stream(case_header(Compartment::Facts, files.id.text(), readers),
                       facts_documents(workspace, files.id, files.journal.entries))}};
}

bool is_note(const Journal& journal, const CaseId& id, const std::string& path) {
  return std::any_of(journal.entries.begin(), journal.entries.end(), [&](const Entry& entry) {
    return entry.act == Act::Assign &&
           name_of(path) == name_of(case_part_path(Compartment::Facts, id, entry.id));
  });
}

bool is_waiting_note(Workspace& workspace, const CaseId& id, const Stream& facts,
                     const std::string& path, const std::vector<std::string>& readers) {
  const std::vector<CaseDocument> documents = read_facts(facts, signing_keys(workspace)).documents;
  const Journal told = judge(well_signed_entries(documents), workspace.vault().staff());
  return is_note(told, id, path) && readers != required_readers(workspace, Compartment::Identity,
                                                                readers_by(workspace, id, told));
}

void leave_note(Workspace& workspace, const CaseFiles& files) {
  for (const FileToWrite& note : hand_over_note(workspace, files)) {
    if (!workspace.disk.status(note.path)) {
      write_atomically(workspace.disk, note.path, note.bytes);
    }
  }
}

std::vector<CaseId> hand_over_names(Workspace& workspace) {
  std::vector<CaseId> handed;
  std::map<CaseId, std::vector<std::string>> cases;
  try {
    workspace.require_present_readers();
    cases = list_case_files(workspace.disk, workspace.vault().compartment_path(Compartment::Facts));
  } catch (const Error&) {
    return handed;  // whoever writes is told
  }
  for (const auto& [id, paths] : cases) {
    try {
      if (is_told(workspace, id, paths) &&
          !open_parts(workspace, Compartment::Identity, id).paths.empty()) {
        Sealing sealing;
        seal_case_anew(workspace, id, {}, sealing);
        if (sealing.sealed > 0) {
          handed.push_back(id);
        }
      }
    } catch (const Error&) {
      // What cannot be done now is left for the next command; `pos rekey` says why.
    }
  }
  return handed;
}

}  // namespace pos
