#include "domain/supervision.h"

#include <algorithm>

namespace pos {
namespace {

bool is_owed_now(const Obligation& obligation) {
  return obligation.state == ObligationState::Overdue ||
         obligation.state == ObligationState::DueToday;
}

bool waits_for_supervisor(const Obligation& obligation) {
  const bool validation =
      obligation.step == Step::PlanValidation || obligation.step == Step::ClosureValidation;
  return validation && (is_owed_now(obligation) || obligation.state == ObligationState::Pending);
}

void take_obligation(SupervisedCase& to, const Obligation& obligation) {
  to.overdue += obligation.state == ObligationState::Overdue ? 1 : 0;
  to.validation = to.validation || waits_for_supervisor(obligation);
  to.review = to.review || (obligation.step == Step::Review && is_owed_now(obligation));
  if (obligation.step == Step::Inactivity) {
    to.last_entry = obligation.basis.at;
  }
}

void take_case(SupervisedManager& to, const SupervisedCase& c) {
  ++to.open;
  to.overdue += c.overdue;
  to.validations += c.validation ? 1 : 0;
  to.reviews += c.review ? 1 : 0;
  ++(c.level ? to.by_level[index(*c.level)] : to.unassessed);
  ++to.by_status[c.status];
  to.last_entry = std::max(to.last_entry.value_or(c.last_entry), c.last_entry);
}

bool has_any(const std::vector<SupervisedCase>& cases, const std::string& manager) {
  return std::any_of(cases.begin(), cases.end(),
                     [&](const SupervisedCase& each) { return each.manager == manager; });
}

/// Those whose direct supervisor this is, by unit: who is in office, and who has left open cases;
/// and who has some in a unit of theirs and nobody who supervises them.
std::map<std::string, SupervisedTeam> empty_teams(const std::vector<SupervisedCase>& cases,
                                                  const std::string& supervisor, const Staff& staff,
                                                  Instant now) {
  std::map<std::string, SupervisedTeam> teams;
  for (const std::string& code : staff.codes()) {
    const bool in_office = staff.has_role(code, StaffRole::CaseManager, now);
    const std::string direct = staff.supervisor_of(code, now);
    const Person* person = in_office ? staff.at(code, now) : staff.latest(code);
    const bool nobodys = direct.empty() && staff.is_member(team_of(person->unit), supervisor, now);
    const bool waits = has_any(cases, code);
    if ((direct == supervisor && (in_office || waits)) || (nobodys && waits)) {
      SupervisedManager& manager = teams[person->unit].managers.emplace_back();
      manager.code = code;
      manager.left = !in_office;
      manager.unsupervised = nobodys;
    }
  }
  return teams;
}

void finish(SupervisedTeam& team, const std::string& supervisor, const Rulebook& rules) {
  team.supervisor = supervisor;
  const auto managers = std::count_if(team.managers.begin(), team.managers.end(),
                                      [](const SupervisedManager& each) { return !each.left; });
  team.notice = managers > rules.supervision_notice;
  team.above = managers > rules.supervision_limit;
  for (SupervisedManager& each : team.managers) {
    each.above = each.open > rules.caseload_limit;
  }
  std::sort(team.cases.begin(), team.cases.end(),
            [](const SupervisedCase& a, const SupervisedCase& b) { return a.id < b.id; });
}

}  // namespace

std::optional<SupervisedCase> supervised_case(const Case& c, const Rulebook& rules) {
  if (!c.open()) {
    return std::nullopt;
  }
  SupervisedCase result;
  result.id = c.id;
  result.manager = c.manager;
  result.status = c.status();
  result.level = c.level_at(c.now, rules);
  result.last_entry = c.registration().occurred;
  for (const Obligation& obligation : obligations(c, rules)) {
    take_obligation(result, obligation);
  }
  return result;
}

std::vector<SupervisedTeam> supervised_teams(const std::vector<SupervisedCase>& cases,
                                             const std::string& supervisor, const Staff& staff,
                                             const Rulebook& rules, Instant now) {
  std::map<std::string, SupervisedTeam> teams = empty_teams(cases, supervisor, staff, now);
  for (auto& [unit, team] : teams) {
    team.unit = unit;
    for (SupervisedManager& manager : team.managers) {
      for (const SupervisedCase& each : cases) {
        if (each.manager == manager.code) {
          take_case(manager, each);
          team.cases.push_back(each);
        }
      }
    }
    finish(team, supervisor, rules);
  }
  std::vector<SupervisedTeam> all;
  for (auto& [unit, team] : teams) {
    all.push_back(std::move(team));
  }
  return all;
}

}  // namespace pos
