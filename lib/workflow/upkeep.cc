#include "workflow/upkeep.h"

namespace pos {

CheckReport check_vault(Workspace& workspace, bool read_data) {
  CheckReport report = check_files(workspace.vault());
  if (read_data) {
    for (const CaseId& id : list_cases(workspace.vault())) {
      check_case(workspace.vault(), workspace.keys(), id, workspace.now(), report);
    }
  }
  return report;
}

}  // namespace pos
