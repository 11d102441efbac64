#include "workflow/supervising.h"

#include "workflow/cases.h"
#include "workflow/teams.h"

namespace pos {
namespace {

/// An office that keeps no such records is shown nothing of them.
void take_records(Workspace& workspace, Supervision& supervision) {
  const std::vector<TeamRecord> records = all_team_records(workspace);
  for (const SupervisedTeam& team : supervision.teams) {
    std::vector<std::string> staff;
    for (const SupervisedManager& manager : team.managers) {
      staff.push_back(manager.code);
    }
    if (!records.empty()) {
      supervision.records.push_back(records_of(records, team.unit, staff, workspace.now()));
    }
  }
}

}  // namespace

Supervision supervise(Workspace& workspace) {
  if (!workspace.has_role(StaffRole::Supervisor)) {
    throw refusal("role",
                  {"seul un superviseur voit la charge de son équipe",
                   "only a supervisor sees the load of their team"},
                  {"`pos list` montre vos dossiers, `pos report` leurs chiffres",
                   "`pos list` shows your cases, `pos report` their figures"},
                  "POS 3.3.1");
  }
  Caseload caseload = read_caseload(workspace);
  std::vector<SupervisedCase> cases;
  for (const CaseRecord& record : caseload.cases) {
    if (std::optional<SupervisedCase> open =
            supervised_case(state_of(workspace, record), workspace.rules())) {
      cases.push_back(std::move(*open));
    }
  }
  Supervision supervision;
  supervision.teams = supervised_teams(cases, workspace.me().code, workspace.vault().staff(),
                                       workspace.rules(), workspace.now());
  take_records(workspace, supervision);
  supervision.complete = caseload.complete();
  supervision.intact = caseload.lost == 0;
  supervision.warnings = std::move(caseload.warnings);
  return supervision;
}

}  // namespace pos
