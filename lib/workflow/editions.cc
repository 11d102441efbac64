#include "workflow/editions.h"

#include "storage/indicators_file.h"
#include "storage/rules_file.h"
#include "storage/vault_change.h"

namespace pos {
namespace {

bool follows(const Rulebook& rules, const std::string& edition) {
  for (const Rulebook* each = rules.former.get(); each != nullptr; each = each->former.get()) {
    if (each->edition == edition) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<Rulebook> installed_editions(FileSystem& disk, const std::string& schemas_folder) {
  std::vector<Rulebook> found;
  for (const std::string& edition : editions(disk, schemas_folder)) {
    found.push_back(load_rules(disk, schemas_folder, edition));
  }
  return found;
}

void work_by(Workspace& workspace, const std::string& edition) {
  if (!workspace.has_role(StaffRole::Administrator)) {
    throw refusal("role",
                  {"seul un administrateur change l'édition des procédures",
                   "only an administrator changes the edition of the procedures"},
                  {}, "POS 1.4");
  }
  const std::string& folder = workspace.access.schemas_folder;
  const Rulebook rules = load_rules(workspace.disk, folder, edition);
  const std::string& present = workspace.vault().office().edition;
  if (!follows(rules, present)) {
    throw refusal("edition",
                  text("{} ne remplace pas l'édition {} de ce bureau",
                       "{} does not replace the edition {} of this office", edition, present),
                  {"`pos rules list` montre les éditions installées",
                   "`pos rules list` shows the editions that are installed"},
                  "POS 1.4");
  }
  load_indicators(workspace.disk, folder, edition);  // without them no sheet could be made
  workspace.require_own_card();
  set_office(workspace.vault(), {workspace.me().code, &workspace.keys().own()},
             Value::map({{"edition", Value::text(edition)}}), workspace.now());
}

}  // namespace pos
