#include "workflow/recovery.h"

#include <set>

#include "storage/founding.h"
#include "storage/layout.h"
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

/// Where the new key stands already: another one than a former one would complete nothing.
void require_former(Workspace& workspace, const Identity& key, const std::string& file) {
  if (!recovery_recipients(workspace.vault()).contains(to_string(key.recipient())) ||
      is_recovery(workspace, key)) {
    throw Error(ErrorCode::NoKey,
                {"ce n'est pas une ancienne clé de secours de ce coffre",
                 "this is not a former recovery key of this vault"},
                {"--recovery nomme celle d'avant, --new-recovery celle qui la remplace",
                 "--recovery names the one from before, --new-recovery the one in its place"},
                {file, 0, {}});
  }
}

Identity copy_of(const Identity& key) {
  return Identity(SecretBytes(key.secret().bytes()));
}

Identity new_recovery(Workspace& workspace, const std::string& file) {
  require_outside_vault(workspace.disk, workspace.absolute(file),
                        workspace.absolute(workspace.vault().place().folder));
  Identity fresh = make_identity_file(workspace.disk, file, nullptr, workspace.now());
  workspace.recollection().note({workspace.absolute(file)});  // `doctor` nags while it lies there
  return fresh;
}

}  // namespace

RecoveryReplaced rotate_recovery(Workspace& workspace, const std::string& former_file,
                                 const std::string& fresh_file) {
  workspace.require_own_card();
  Identity former = one_key(workspace.disk, former_file, workspace.access.unlocking(former_file));
  RecoveryReplaced done;
  std::vector<Identity> keys;
  if (workspace.disk.status(fresh_file)) {
    keys.push_back(one_key(workspace.disk, fresh_file, workspace.access.unlocking(fresh_file)));
  } else {
    require_recovery(workspace, former, former_file);
    keys.push_back(new_recovery(workspace, fresh_file));
    done.made = true;
  }
  if (is_recovery(workspace, keys.front())) {
    require_former(workspace, former, former_file);
  } else {
    require_recovery(workspace, former, former_file);
  }
  done.recipient = to_string(keys.front().recipient());
  keys.push_back(std::move(former));
  workspace.keys().add(copy_of(keys.back()));  // while the groups open to it
  done.groups = replace_recovery(workspace.vault(), keys, workspace.now());
  workspace.use_recovery(std::move(keys.front()));
  return done;
}

}  // namespace pos
