#include "workflow/backing_up.h"

#include <algorithm>

#include "crypto/hash.h"
#include "crypto/random.h"

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
    check_case(copy, keys, ids[i], workspace.now(), test.report);
    test.cases += test.report.opened > before ? 1 : 0;
    if (request.progress) {
      request.progress(i + 1, ids.size());
    }
  }
  return test;
}

}  // namespace

BackupResult make_backup(Workspace& workspace, const BackupRequest& request) {
  if (request.test_restore) {
    workspace.keys();
  }
  BackupResult result;
  workspace.open_unasked();
  result.backup =
      back_up(by_full_path(workspace), request.destination, workspace.now(), request.progress);
  if (request.test_restore) {
    result.tested = open_some(workspace, result.backup, request);
  }
  const bool sound = result.backup.complete() && (!result.tested || result.tested->report.sound());
  result.remembered = sound && workspace.is_unlocked() && !workspace.access.clock_given;
  if (result.remembered) {
    workspace.sightings().backups.insert({request.destination, workspace.now()});
  }
  return result;
}

}  // namespace pos
