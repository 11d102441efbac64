#include "workflow/acceptance.h"

#include <algorithm>
#include <iterator>

#include "storage/layout.h"
#include "storage/undone_documents.h"
#include "storage/vault_change.h"
#include "workflow/cases.h"

namespace pos {
namespace {

/// What facts have and the journal lacks, and what was given up before.
std::vector<std::string> given_up(const SeenCase& seen, const RememberedCase& before) {
  std::set<std::string> hashes(before.given_up.begin(), before.given_up.end());
  if (seen.journal && seen.facts && !seen.closed && !seen.unread) {
    std::set_difference(seen.facts->all.begin(), seen.facts->all.end(), seen.journal->all.begin(),
                        seen.journal->all.end(), std::inserter(hashes, hashes.end()));
  }
  return {hashes.begin(), hashes.end()};
}

RememberedCase as_it_is(const SeenCase& seen, const RememberedCase& before) {
  RememberedCase known;
  known.journal = seen.journal ? seen.journal->heads : known.journal;
  known.facts = seen.facts ? seen.facts->heads : known.facts;
  known.identity = seen.files.contains(Compartment::Identity);
  known.closed = !seen.journal && !seen.facts;
  known.assigned = seen.journal ? seen.journal->assigned : seen.facts ? seen.facts->assigned : "";
  known.given_up = given_up(seen, before);
  return known;
}

bool has_case_file(Workspace& workspace, const CaseId& id) {
  const std::vector<CaseId> there = list_told_cases(workspace.vault());
  return std::binary_search(there.begin(), there.end(), id);
}

CheckReport accept_case(Workspace& workspace, const std::string& what) {
  const CaseId id = find_case(workspace, what);
  const RememberedCase known = workspace.recollection().of(id);
  CheckReport unused, accepted;
  const SeenCase seen =
      check_case(workspace.vault(), workspace.keys(), id, workspace.now(), unused);
  if (has_case_file(workspace, id)) {
    check_case_seen(id, seen, known, accepted);
  } else {
    accepted.items.push_back({case_path(Compartment::Case, id),
                              "missing",
                              {"ce dossier n'est plus là", "this case is gone"},
                              false});
  }
  workspace.sightings().accepted[id] = as_it_is(seen, known);
  return accepted;
}

/// Documents of the file for which that is so.
template <class Which>
std::set<std::string> hashes_of(const PlainFile& file, Which which) {
  std::set<std::string> hashes;
  for (const PlainDocument& document : file.documents) {
    if (which(document)) {
      hashes.insert(document.document.hash);
    }
  }
  return hashes;
}

bool is_held_back(const PlainDocument& document) {
  return document.held_back;
}

bool is_waiting(const PlainDocument& document) {
  return document.waits();
}

/// Documents of the file that were seen before and are gone, or count no more.
std::set<std::string> lost_of(Workspace& workspace, const std::string& path,
                              const PlainFile* file) {
  const PlainFiles& files = workspace.vault().plain_files();
  std::map<std::string, SeenDocument> gone = lost_documents(workspace.memory(), files);
  if (file == nullptr || hashes_of(*file, is_waiting).empty()) {
    gone.merge(undone_documents(workspace.memory(), files));
  }
  std::set<std::string> lost;
  for (const auto& [hash, seen] : gone) {
    if (seen.file == path) {
      lost.insert(hash);
    }
  }
  return lost;
}

void confirm(Workspace& workspace, const std::string& file, const std::string& recovery_file) {
  const std::vector<Identity> recovery =
      recovery_file.empty() ? std::vector<Identity>()
                            : load_identities(workspace.disk, recovery_file,
                                              workspace.access.unlocking(recovery_file));
  const std::vector<Identity>& keys = recovery.empty() ? workspace.keys().all() : recovery;
  const Signer signer = recovery.empty() ? Signer{workspace.me().code, &workspace.keys().own()}
                                         : Signer{std::string(kRecovery), &recovery.front()};
  for (const auto& [key, plain] : workspace.vault().plain_files()) {
    if (plain.path == file) {
      const auto [kind, code] = key;  // what is iterated over is read anew
      return confirm_documents(workspace.vault(), signer, kind, code, workspace.now(), keys);
    }
  }
  throw Error(ErrorCode::NotFound, text("ni dossier ni fichier du coffre : {}",
                                        "neither a case nor a file of the vault: {}", file));
}

const PlainFile* find_plain(Workspace& workspace, const std::string& path) {
  for (const auto& [key, plain] : workspace.vault().plain_files()) {
    if (plain.path == path) {
      return &plain;
    }
  }
  return nullptr;
}

/// Documents of the file that are not believed, where none can be confirmed.
std::set<std::string> worthless_of(const PlainFile* file) {
  if (file == nullptr || !hashes_of(*file, is_held_back).empty()) {
    return {};
  }
  return hashes_of(*file, [](const PlainDocument& document) { return !document.believed; });
}

CheckReport accept_plain(Workspace& workspace, const std::string& file,
                         const std::string& recovery_file) {
  const PlainFile* plain = find_plain(workspace, file);
  const std::set<std::string> lost = lost_of(workspace, file, plain);
  std::set<std::string> lacking;
  if (plain != nullptr) {
    const std::vector<std::string> hashes = workspace.recollection().unaccepted(*plain);
    lacking.insert(hashes.begin(), hashes.end());
  }
  CheckReport accepted;
  const std::set<std::string> worthless = worthless_of(plain);
  if (lost.empty() && lacking.empty() && !worthless.empty()) {
    workspace.sightings().dismissed = worthless;
    accepted.items.push_back(
        {file, "not_believed",
         text("documents qui ne comptent pas, écartés ici : {}",
              "documents that do not count, dismissed here: {}", worthless.size()),
         true});
    return accepted;
  }
  if (lost.empty() && lacking.empty()) {
    confirm(workspace, file, recovery_file);
    accepted.items.push_back(
        {file,
         "confirmed",
         {"tous ses documents peuvent être utilisés", "all its documents may be used"},
         true});
    return accepted;
  }
  workspace.sightings().forgotten = lost;
  std::set_intersection(
      lost.begin(), lost.end(), worthless.begin(), worthless.end(),
      std::inserter(workspace.sightings().dismissed, workspace.sightings().dismissed.end()));
  if (plain != nullptr) {
    workspace.recollection().accept_lacking(*plain, workspace.now());
  }
  lacking.insert(lost.begin(), lost.end());
  accepted.items.push_back(
      {file, "rolled_back",
       text("documents perdus, ou qui ne comptent plus, et admis : {}",
            "documents lost, or that count no more, and accepted: {}", lacking.size()),
       false});
  return accepted;
}

}  // namespace

CheckReport refuse(Workspace& workspace, const std::string& file) {
  workspace.keys();  // what waits is known by what the user remembers
  const PlainFile* plain = find_plain(workspace, file);
  const std::set<std::string> waiting =
      plain == nullptr ? std::set<std::string>() : hashes_of(*plain, is_waiting);
  if (waiting.empty()) {
    throw Error(plain == nullptr ? ErrorCode::NotFound : ErrorCode::Conflict,
                text("rien n'attend d'être confirmé dans {}",
                     "nothing waits for a confirmation in {}", file),
                {"`pos check` dit ce qui n'est pas cru, et pourquoi",
                 "`pos check` says what is not believed, and why"});
  }
  workspace.sightings().refused = waiting;
  CheckReport refused;
  refused.items.push_back({file, "not_believed",
                           text("documents en attente, refusés ici : {}",
                                "documents that wait, refused here: {}", waiting.size()),
                           true});
  return refused;
}

CheckReport accept(Workspace& workspace, const std::string& what,
                   const std::string& recovery_file) {
  return what.find('.') == std::string::npos ? accept_case(workspace, what)
                                             : accept_plain(workspace, what, recovery_file);
}

}  // namespace pos
