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
  for (const SupervisedTeam& team : supervision.teams) {
    for (const SupervisedManager& each : team.managers) {
      if (each.left) {
        caseload.warnings.push_back(text(
            "{0} a quitté le bureau avec {1} dossiers ouverts : `pos assign --from {0} --to … "
            "--all`",
            "{0} has left the office with {1} open cases: `pos assign --from {0} --to … --all`",
            each.code, each.open));
      } else if (each.unsupervised) {
        caseload.warnings.push_back(
            text("{0} a {1} dossiers ouverts et pas de superviseur : `pos people set {0} "
                 "--supervisor …`",
                 "{0} has {1} open cases and no supervisor: `pos people set {0} --supervisor …`",
                 each.code, each.open));
      }
    }
  }
  supervision.complete = caseload.complete();
  supervision.intact = caseload.lost == 0;
  supervision.warnings = std::move(caseload.warnings);
  return supervision;
}

}  // namespace pos
