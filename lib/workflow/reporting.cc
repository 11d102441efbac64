#include "workflow/reporting.h"

#include <algorithm>
#include <utility>

#include "storage/indicators_file.h"
#include "workflow/cases.h"

namespace pos {
namespace {

bool counts_statistics(Workspace& workspace) {
  const std::string& code = workspace.me().code;  // opens the key, and judges the vault anew
  const Group* group = workspace.vault().group(kStatistics);
  return group != nullptr &&
         std::find(group->members.begin(), group->members.end(), code) != group->members.end();
}

void require_begun(const CountedMonth& month) {
  if (month.from() > month.now) {
    throw Error(ErrorCode::Usage, text("le mois {} n'a pas commencé", "the month {} has not begun",
                                       to_string(month.month)));
  }
}

void require_known(Workspace& workspace, const std::string& structure) {
  const std::string& own = workspace.vault().office().structure;
  if (!structure.empty() && structure != own) {
    throw Error(ErrorCode::NotFound,
                text("ce coffre n'a pas de dossiers de la structure {}",
                     "this vault has no cases of the structure {}", structure),
                text("sa structure est {}", "its structure is {}", own));
  }
}

}  // namespace

SheetScope counting_scope(Workspace& workspace) {
  if (counts_statistics(workspace)) {
    return SheetScope::Structure;
  }
  if (workspace.has_role(StaffRole::StatisticsOfficer)) {
    throw Error(ErrorCode::NoKey,
                {"vous n'êtes pas membre du groupe `statistics`",
                 "you are not a member of the group `statistics`"},
                {"un membre, ou la clé de secours, vous y ajoute par `pos group add`",
                 "a member, or the recovery key, adds you with `pos group add`"});
  }
  if (workspace.has_role(StaffRole::Supervisor)) {
    return SheetScope::Team;
  }
  if (workspace.has_role(StaffRole::CaseManager)) {
    return SheetScope::Own;
  }
  throw refusal("role",
                {"ce rôle n'établit pas de fiche mensuelle", "this role makes no monthly sheet"},
                {"elle revient aux gestionnaires de cas, à leur superviseur et au chargé des "
                 "statistiques",
                 "it is for case managers, their supervisor and the statistics officer"},
                "POS 6.3");
}

bool counts_case(Workspace& workspace, SheetScope scope, const std::string& manager) {
  const std::string& code = workspace.me().code;
  switch (scope) {
    case SheetScope::Structure:
      return true;
    case SheetScope::Team:
      return manager == code ||
             workspace.vault().staff().supervisor_of(manager, workspace.now()) == code;
    case SheetScope::Own:
      return manager == code;
  }
  return false;
}

MonthlyReport monthly_report(Workspace& workspace, Month month, const std::string& structure) {
  const CountedMonth counted{month, workspace.now()};
  require_begun(counted);
  require_known(workspace, structure);
  SheetHead head;
  head.scope = counting_scope(workspace);
  head.structure = workspace.vault().office().structure;
  head.rules = workspace.rules().edition;

  MonthlyReport report;
  report.book =
      load_indicators(workspace.disk, workspace.access.schemas_folder, workspace.rules().edition);
  SheetCount count(report.book, workspace.rules(), workspace.vault().staff(), counted);
  Caseload caseload = read_caseload(workspace);
  for (const CaseRecord& record : caseload.cases) {
    if (counts_case(workspace, head.scope, record.journal.manager)) {
      const auto at = [&](Instant moment) { return state_of(workspace, record, moment); };
      count.add(in_month(record.journal, at, counted, workspace.rules()));
    }
  }
  head.unreadable = caseload.unreadable;
  report.sheet = count.sheet(std::move(head));
  report.warnings = std::move(caseload.warnings);
  report.intact = caseload.lost == 0;
  return report;
}

}  // namespace pos
