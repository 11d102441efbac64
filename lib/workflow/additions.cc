#include "workflow/additions.h"

#include "storage/layout.h"
#include "storage/vault_change.h"
#include "storage/yaml.h"

namespace pos {

std::string add_to_forms(Workspace& workspace, const std::string& bytes, const std::string& name) {
  if (!workspace.has_role(StaffRole::Administrator)) {
    throw refusal(
        "role", {"seul un administrateur ajoute aux fiches", "only an administrator adds to forms"},
        {}, "");
  }
  const std::string place = workspace.schemas().place_of_addition(read_yaml(bytes, name), name);
  workspace.require_own_card();
  add_schema(workspace.vault(), {workspace.me().code, &workspace.keys().own()}, place, bytes,
             workspace.now());
  return join_path("schemas", place);
}

}  // namespace pos
