#include "workflow/backing_up.h"

#include <algorithm>

#include "crypto/hash.h"
#include "crypto/random.h"
#include "workflow/upkeep.h"

namespace pos {
namespace {

std::string absolute(const Workspace& workspace, const std::string& path) {
  return path.empty() || path.starts_with('/') ? path
                                               : workspace.access.current_folder + "/" + path;
}

/// The same vault by its full path, so that it can be compared with the destination.
Vault by_full_path(Workspace& workspace) {
  VaultPlace place = workspace.vault().place();
  place.folder = absolute(workspace, place.folder);
  place.identities = absolute(workspace, place.identities);
  return Vault::open(workspace.disk, std::move(place));
}

/// An order that nobody can foresee, but that a given clock repeats.
std::vector<CaseId> drawn(Workspace& workspace, std::vector<CaseId> ids) {
  const std::string seed = workspace.access.clock_given ? to_string(workspace.now())
                                                        : to_hex(text_of(random_bytes<16>()));
  std::sort(ids.begin(), ids.end(), [&](const CaseId& a, const CaseId& b) {
    return blake2b_256_hex(seed + a.text()) < blake2b_256_hex(seed + b.text());
  });
  return ids;
}

RestoreTest open_some(Workspace& workspace, const Backup& backup, const BackupRequest& request) {
  const Vault copy = Vault::open(workspace.disk, backup.place(workspace.vault().place()));
  std::vector<Identity> own;
  own.emplace_back(SecretBytes(workspace.keys().own().secret().bytes()));
  UserKeys keys(copy, workspace.keys().code(), std::move(own));
  RestoreTest test;
  test.report = check_files(copy);
  const std::vector<CaseId> ids = drawn(workspace, list_cases(copy));
  const std::size_t wanted = request.sample.value_or(ids.size());
  for (std::size_t i = 0; i < ids.size() && test.cases < wanted; ++i) {
    const std::size_t before = test.report.opened;
    const SeenCase seen = check_case(copy, keys, ids[i], workspace.now(), test.report);
    if (seen.journal || seen.facts) {
      check_case_seen(ids[i], seen, workspace.recollection().of(ids[i]), test.report);
    }
    test.cases += test.report.opened > before ? 1 : 0;
    if (request.progress) {
      request.progress(i + 1, ids.size());
    }
  }
  return test;
}

/// What was left out is there, and told already.
CheckReport lost_from(Workspace& workspace, const Backup& backup) {
  CheckReport lost = check_seen(workspace);
  std::erase_if(lost.items, [&](const CheckItem& item) {
    return std::any_of(backup.left_out.begin(), backup.left_out.end(),
                       [&](const LeftOut& left) { return left.file == item.file; });
  });
  return lost;
}

}  // namespace

bool BackupResult::whole() const {
  return backup.complete() && lost.sound() && (!tested || tested->report.sound());
}

BackupResult make_backup(Workspace& workspace, const BackupRequest& request) {
  if (request.test_restore) {
    workspace.keys();
  }
  BackupResult result;
  const bool remembers = workspace.open_unasked();
  result.backup =
      back_up(by_full_path(workspace), request.destination, workspace.now(), request.progress);
  if (remembers) {
    result.lost = lost_from(workspace, result.backup);
  }
  if (request.test_restore) {
    result.tested = open_some(workspace, result.backup, request);
    std::erase_if(result.tested->report.items, [&](const CheckItem& item) {
      return std::find(result.lost.items.begin(), result.lost.items.end(), item) !=
             result.lost.items.end();
    });
  }
  result.remembered = result.whole() && remembers && !workspace.access.clock_given;
  if (result.remembered) {
    workspace.sightings().backups.insert({request.destination, workspace.now()});
  }
  return result;
}

}  // namespace pos
