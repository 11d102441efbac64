#include "workflow/due.h"

#include <algorithm>

#include "domain/circular_links.h"
#include "domain/office_notices.h"
#include "storage/layout.h"
#include "workflow/case_files.h"
#include "workflow/cases.h"
#include "workflow/directory.h"
#include "workflow/policy.h"
#include "workflow/teams.h"

namespace pos {
namespace {

/// Which case goes on in the place of each that left as a duplicate.
class DuplicateLinks {
 public:
  void see(const Case& state) {
    if (state.status() != CaseStatus::Duplicate) {
      return;
    }
    if (const std::optional<CaseId> other = CaseId::parse(state.episode().same_as)) {
      same_as_.emplace(state.id, *other);
    }
  }

  void warn(std::vector<Text>& warnings) const {
    for (const CaseId& id : circular_links(same_as_)) {
      warnings.push_back(
          text("{} et {} sont chacun le double de l'autre, et aucun ne continue : "
               "retirer l'un des liens par `pos void`",
               "{} and {} are each the duplicate of the other, and neither goes on: "
               "withdraw one of the links with `pos void`",
               id.text(), same_as_.at(id).text()));
    }
  }

 private:
  std::map<CaseId, CaseId> same_as_;
};

void take(Workspace& workspace, DueList& list, const Case& state, const DueQuery& query) {
  std::vector<DueItem> items = due_items(state, workspace.rules(), query);
  list.items.insert(list.items.end(), std::make_move_iterator(items.begin()),
                    std::make_move_iterator(items.end()));
}

}  // namespace

DueList due(Workspace& workspace, const std::optional<CaseId>& id, const DueQuery& query) {
  workspace.require_reader();
  workspace.require_known_person(query.manager);
  DueList list;
  if (id) {
    const CaseRecord record = read_facts(workspace, *id);
    list.warnings = record.findings;
    list.complete = record.complete();
    take(workspace, list, state_of(workspace, record), query);
  } else {
    Caseload caseload = read_caseload(workspace);
    DuplicateLinks links;
    for (const CaseRecord& record : caseload.cases) {
      const Case state = state_of(workspace, record);
      links.see(state);
      take(workspace, list, state, query);
    }
    list.complete = caseload.complete();
    list.intact = caseload.lost == 0;
    list.warnings = std::move(caseload.warnings);
    links.warn(list.warnings);
  }
  sort_due(list.items);
  return list;
}

namespace {

/// Whether the names of a closed case are kept longer than the vault's policy says.
bool is_past(const Period& term, const CaseRecord& record, const Case& state) {
  const std::optional<When> closed =
      state.registered() ? state.episode().closed : std::optional<When>();
  return closed && end_of_day(add(closed->day(), term)) < state.now &&
         erasures(record.journal).empty();
}

}  // namespace

CaseList list_cases(Workspace& workspace, const CaseQuery& query) {
  workspace.require_case_reader();
  const std::optional<Period> term = retention(workspace);
  if (query.past_retention && !term) {
    throw Error(ErrorCode::Usage,
                {"aucune durée de conservation n'est fixée", "no term of retention is set"},
                {"`pos policy set retention=P10Y --recovery FICHIER`, avec la clé de secours",
                 "`pos policy set retention=P10Y --recovery FILE`, with the recovery key"});
  }
  workspace.require_known_person(query.manager);
  Caseload caseload = read_caseload(workspace);
  CaseList list;
  list.complete = caseload.complete();
  list.intact = caseload.lost == 0;
  list.warnings = std::move(caseload.warnings);
  DuplicateLinks links;
  for (const CaseRecord& record : caseload.cases) {
    const Case state = state_of(workspace, record);
    links.see(state);
    if (!state.registered() && !state.report) {
      continue;
    }
    CaseSummary item = summary(state, workspace.rules());
    const bool fits = (!query.status || item.status == *query.status) &&
                      (!query.level || item.level == query.level) &&
                      (query.manager.empty() || item.manager == query.manager) &&
                      (!query.overdue || item.overdue > 0) &&
                      (!query.past_retention || is_past(*term, record, state));
    if (fits) {
      list.items.push_back(std::move(item));
    }
  }
  links.warn(list.warnings);
  return list;
}

namespace {

/// Nothing happens by itself when a term is over: the supervisor is told (architecture 4.7).
void warn_of_retention(Workspace& workspace, DueList& list) {
  const std::optional<Period> term = retention(workspace);
  if (!term) {
    return;
  }
  int past = 0;
  for (const CaseRecord& record : read_caseload(workspace).cases) {
    const Case state = state_of(workspace, record);
    past += is_past(*term, record, state) ? 1 : 0;
  }
  if (past > 0) {
    list.warnings.push_back(
        text("{} dossiers clôturés ont dépassé leur durée de conservation : "
             "`pos list --past-retention`",
             "{} closed cases are past their retention: `pos list --past-retention`", past));
  }
}

/// The day on which the vault was founded.
Date founding_day(Workspace& workspace) {
  const PlainFile* file = workspace.vault().plain_file(kVaultKind, kOfficeCode);
  Date first = day_of(workspace.now());
  for (const PlainDocument& document :
       file == nullptr ? std::vector<PlainDocument>{} : file->documents) {
    first = document.believed ? std::min(first, day_of(document.recorded)) : first;
  }
  return first;
}

/// Of the office as a whole (POS 1.4, 3.1.3, 3.2).
std::vector<Obligation> notices(Workspace& workspace) {
  const std::vector<TeamRecord> records = all_team_records(workspace);
  const Rulebook& rules = workspace.rules();
  const Instant now = workspace.now();
  std::vector<Obligation> owed = open_complaints(records, rules, now);
  const Date founded = founding_day(workspace);
  owed.push_back(edition_review(records, founded, rules, now));
  if (const std::optional<Date> since = teams_since(workspace); since && *since <= day_of(now)) {
    const Date first = std::max(*since, founded);
    owed.push_back(map_update(records, first, in_emergency_context(workspace), rules, now));
    owed.push_back(partner_training(records, first, rules, now));
  }
  return owed;
}

}  // namespace

DueList office_due(Workspace& workspace) {
  DueList list;
  const auto take_office = [&](std::vector<Obligation> owed) {
    for (Obligation& each : owed) {
      each.edition = workspace.rules().edition;
      list.items.push_back({"", "", std::nullopt, std::move(each)});
    }
  };
  std::vector<Structure> structures;
  for (DirectoryItem& item : read_directory(workspace)) {
    if (std::optional<Obligation> owed =
            verification(item.structure, workspace.rules().directory, workspace.now())) {
      take_office({std::move(*owed)});
    }
    structures.push_back(std::move(item.structure));
  }
  take_office(missing_signatures(structures, workspace.rules(), workspace.now()));
  take_office(teams_due(workspace));
  take_office(notices(workspace));
  sort_due(list.items);
  warn_of_retention(workspace, list);
  return list;
}

}  // namespace pos
