#include "workflow/recovery.h"

#include "storage/founding.h"
#include "storage/vault_change.h"
#include "workflow/paper.h"

namespace pos {
namespace {

bool is_recovery(Workspace& workspace, const Identity& key) {
  return to_string(key.recipient()) == workspace.vault().office().recovery_recipient;
}

/// Before a file is made: a key that is not the vault's can name no other.
void require_recovery(Workspace& workspace, const Identity& key, const std::string& file) {
  if (!is_recovery(workspace, key)) {
    throw Error(
        ErrorCode::NoKey,
        {"ce n'est pas la clé de secours de ce coffre",
         "this is not the recovery key of this vault"},
        {"une clé remplacée n'en nomme plus d'autre", "a key that was replaced names no other one"},
        {file, 0, {}});
  }
}

}  // namespace

RecoveryReplaced rotate_recovery(Workspace& workspace, const std::string& former_file,
                                 const std::string& fresh_file) {
  Identity former = one_key(workspace.disk, former_file, workspace.access.unlocking(former_file));
  RecoveryReplaced done;
  std::vector<Identity> keys;
  if (workspace.disk.status(fresh_file)) {
    keys.push_back(one_key(workspace.disk, fresh_file, workspace.access.unlocking(fresh_file)));
  } else {
    require_recovery(workspace, former, former_file);
    require_outside_vault(workspace.absolute(fresh_file),
                          workspace.absolute(workspace.vault().place().folder));
    keys.push_back(make_identity_file(workspace.disk, fresh_file, nullptr, workspace.now()));
    done.made = true;
  }
  if (!is_recovery(workspace, keys.front())) {
    require_recovery(workspace, former, former_file);
  }
  done.recipient = to_string(keys.front().recipient());
  keys.push_back(std::move(former));
  done.groups = replace_recovery(workspace.vault(), keys, workspace.now());
  return done;
}

}  // namespace pos
