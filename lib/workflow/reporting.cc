#include "workflow/reporting.h"

#include <algorithm>
#include <utility>

#include "domain/disclosure.h"
#include "storage/indicators_file.h"
#include "workflow/cases.h"
#include "workflow/policy.h"

namespace pos {
namespace {

bool counts_statistics(Workspace& workspace) {
  const std::string& code = workspace.me().code;  // opens the key, and judges the vault anew
  const Group* group = workspace.vault().group(kStatistics);
  return group != nullptr &&
         std::find(group->members.begin(), group->members.end(), code) != group->members.end();
}

void require_begun(const CountedPeriod& counted) {
  if (counted.from() > counted.now) {
    const std::string period = to_string(counted.period);
    throw Error(
        ErrorCode::Usage,
        counted.period.unit == CalendarPeriod::Unit::OneMonth
            ? text("le mois {} n'a pas commencé", "the month {} has not begun", period)
            : text("la période {} n'a pas commencé", "the period {} has not begun", period));
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

Sheet count_cases(Workspace& workspace, const IndicatorBook& book, const Caseload& caseload,
                  const CountedPeriod& period, SheetHead head) {
  const Office& office = workspace.vault().office();
  head.structure = office.structure;
  head.region = office.region;
  head.actor = actor_of(office);
  head.rules = workspace.rules().edition;
  SheetCount count(book, workspace.rules(), workspace.vault().staff(), period);
  for (const CaseRecord& record : caseload.cases) {
    if (counts_case(workspace, head.scope, record.journal.manager)) {
      const auto at = [&](Instant moment) { return state_of(workspace, record, moment); };
      count.add(in_period(record.journal, at, period, workspace.rules()));
    }
  }
  return count.sheet(std::move(head));
}

/// Its figures could be held against each other to find what is suppressed.
void require_balance(const Sheet& sheet) {
  if (!sheet.balance.holds()) {
    throw refusal("balance",
                  {"la fiche n'est pas équilibrée : elle ne se diffuse pas",
                   "the sheet does not balance: it is not shared"},
                  {"`pos check --read-data` cherche ce qui manque",
                   "`pos check --read-data` looks for what is missing"},
                  "POS 3.2");
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

IndicatorBook indicators_of(Workspace& workspace) {
  return load_indicators(workspace.disk, workspace.access.schemas_folder,
                         workspace.rules().edition);
}

Sheet shareable(Sheet sheet, const IndicatorBook& book) {
  require_balance(sheet);
  return for_sharing(std::move(sheet), book);
}

PeriodReport period_report(Workspace& workspace, const SheetQuery& query) {
  const CountedPeriod counted{query.period, workspace.now()};
  require_begun(counted);
  require_known(workspace, query.structure);
  SheetHead head;
  head.scope = counting_scope(workspace);
  PeriodReport report;
  report.book = indicators_of(workspace);
  Caseload caseload = read_caseload(workspace);
  head.unreadable = caseload.unreadable;
  const auto count = [&](const CalendarPeriod& period) {
    return count_cases(workspace, report.book, caseload, {period, workspace.now()}, head);
  };
  report.sheet = count(query.period);
  if (query.trend) {
    report.sheet.head.trend = previous(query.period);
    compare(report.sheet, count(previous(query.period)));
  }
  if (query.share) {
    report.sheet = shareable(std::move(report.sheet), report.book);
  }
  report.warnings = std::move(caseload.warnings);
  report.intact = caseload.lost == 0;
  return report;
}

}  // namespace pos
