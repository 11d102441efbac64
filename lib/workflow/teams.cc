#include "workflow/teams.h"

#include <algorithm>
#include <cctype>

#include "base/ulid.h"
#include "crypto/random.h"
#include "domain/code_list.h"
#include "storage/vault_change.h"
#include "workflow/office_form.h"
#include "workflow/policy.h"

namespace pos {
namespace {

/// Codes of the people of the vault.
constexpr std::string_view kStaffList = "pos-staff";

/// Keys of documents are small letters, digits and `_`.
std::string new_record_key(Instant now) {
  std::string key = "r" + make_ulid(now, random_bytes<10>());
  for (char& c : key) {
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return key;
}

void require_unit(Workspace& workspace, const std::string& unit) {
  const Staff& staff = workspace.vault().staff();
  std::vector<std::string> units;
  for (const std::string& code : staff.codes()) {
    units.push_back(staff.latest(code)->unit);
  }
  if (std::find(units.begin(), units.end(), unit) == units.end() || unit.empty()) {
    const std::string near = nearest(unit, units);
    throw Error(ErrorCode::NotFound, text("aucune unité {}", "no unit {}", unit),
                near.empty() ? Text{"`pos people list` montre les unités",
                                    "`pos people list` shows the units"}
                             : text("vouliez-vous dire {} ?", "did you mean {}?", near));
  }
}

void require_record(Workspace& workspace, const std::string& unit, const std::string& record) {
  const auto& teams = workspace.vault().teams();
  const auto found = teams.find(unit);
  if (found == teams.end() || found->second.find(record) == nullptr) {
    throw Error(ErrorCode::NotFound,
                text("aucun relevé {} de l'unité {}", "no record {} of the unit {}", record, unit),
                {"`pos team list` montre les relevés", "`pos team list` shows the records"});
  }
}

/// Every code in a field of people that nobody of the office has, nor had.
void add_unknown_people(Workspace& workspace, const Value& answers, std::vector<Finding>& faults) {
  const Staff& staff = workspace.vault().staff();
  for (const Field& field : workspace.form(kTeamForm).fields) {
    const Value* answer = field.list == kStaffList ? answers.find(field.name) : nullptr;
    if (answer == nullptr) {
      continue;
    }
    for (const Value& code : answer->is_list() ? answer->items : std::vector<Value>{*answer}) {
      if (staff.latest(code.scalar) == nullptr) {
        faults.push_back(
            {{"", code.line, field.name},
             {"personne de ce code dans ce coffre", "nobody of this code in this vault"},
             meant_person(staff, code.scalar)});
      }
    }
  }
}

/// Sessions that are to come are no records yet, and people are those of the office.
std::vector<Finding> record_faults(Workspace& workspace, const Value& answers) {
  std::vector<Finding> faults;
  const std::optional<Date> on = parse_date(answers.scalar_of("record_date"));
  if (on && *on > day_of(workspace.now())) {
    faults.push_back({{"", answers.find("record_date")->line, "record_date"},
                      {"cette date est dans l'avenir", "this date is in the future"},
                      {}});
  }
  for (const char* field : {"complaint_handled_on", "complaint_closed_on"}) {
    const std::optional<Date> later = parse_date(answers.scalar_of(field));
    if (on && later && (*later < *on || *later > day_of(workspace.now()))) {
      faults.push_back({{"", answers.find(field)->line, field},
                        {"cette date précède la réception ou est dans l'avenir",
                         "this date is before the receipt or in the future"},
                        {}});
    }
  }
  add_unknown_people(workspace, answers, faults);
  return faults;
}

bool sees_all(Workspace& workspace) {
  return workspace.has_role(StaffRole::Supervisor) ||
         workspace.has_role(StaffRole::Administrator) ||
         workspace.has_role(StaffRole::OrganisationManager);
}

void require_kind(Workspace& workspace, const std::string& kind) {
  const Field* field = workspace.form(kTeamForm).find("record_kind");
  std::vector<std::string> kinds;
  for (const Choice& choice : workspace.schemas().list(field->list).choices) {
    kinds.push_back(choice.code);
  }
  if (!kind.empty() && std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
    const std::string near = nearest(kind, kinds);
    throw Error(ErrorCode::Usage, text("nature de relevé inconnue : {}", "no such kind: {}", kind),
                near.empty() ? Text{"`pos form blank team` les montre toutes",
                                    "`pos form blank team` shows them all"}
                             : text("vouliez-vous dire {} ?", "did you mean {}?", near));
  }
}

}  // namespace

std::string add_team_record(Workspace& workspace, const std::string& unit, const Filled& filled,
                            const std::string& replaces) {
  require_unit(workspace, unit);
  if (!replaces.empty()) {
    require_record(workspace, unit, replaces);
  }
  Value answers =
      checked_office_form(workspace, kTeamForm, filled, nullptr,
                          [&](const Value& whole) { return record_faults(workspace, whole); });
  const std::string key = replaces.empty() ? new_record_key(workspace.now()) : replaces;
  workspace.require_own_card();
  set_team_record(workspace.vault(), {workspace.me().code, &workspace.keys().own()}, unit,
                  Value::map({{key, std::move(answers)}}), workspace.now());
  return key;
}

std::string complete_team_record(Workspace& workspace, const std::string& unit,
                                 const Filled& filled, const std::string& record) {
  require_unit(workspace, unit);
  require_record(workspace, unit, record);
  Filled whole = filled;
  whole.answers = *workspace.vault().teams().at(unit).find(record);
  for (const Member& member : filled.answers.members) {
    whole.answers.set(member.key, member.value);
  }
  return add_team_record(workspace, unit, whole, record);
}

std::vector<TeamRecord> all_team_records(Workspace& workspace) {
  std::vector<TeamRecord> all;
  for (const auto& [unit, state] : workspace.vault().teams()) {
    std::vector<TeamRecord> records = read_team_records(unit, state);
    all.insert(all.end(), std::make_move_iterator(records.begin()),
               std::make_move_iterator(records.end()));
  }
  return all;
}

std::vector<TeamRecord> team_records(Workspace& workspace, const TeamQuery& query) {
  require_kind(workspace, query.kind);
  workspace.require_known_person(query.staff);
  std::vector<TeamRecord> records = all_team_records(workspace);
  const bool all = sees_all(workspace);
  std::erase_if(records, [&](const TeamRecord& each) {
    const bool fits = (query.unit.empty() || each.unit == query.unit) &&
                      (query.kind.empty() || each.kind == query.kind) &&
                      (query.staff.empty() || each.staff == query.staff);
    return !fits || !(all || each.staff.empty() || each.staff == workspace.me().code);
  });
  return records;
}

std::vector<Obligation> teams_due(Workspace& workspace) {
  const std::optional<Date> since = teams_since(workspace);
  if (!since) {
    return {};
  }
  return team_obligations(all_team_records(workspace),
                          team_rosters(workspace.vault().staff(), workspace.now()),
                          workspace.rules(), *since, workspace.now());
}

std::optional<Text> unconsidered(Workspace& workspace, const CaseId& id, const std::string& staff) {
  const std::optional<Date> since = teams_since(workspace);
  const bool on = since && *since <= day_of(workspace.now());
  if (!on || assignment_considered(all_team_records(workspace), id.text(), staff)) {
    return std::nullopt;
  }
  return text(
      "les trois questions avant d'attribuer {} à {} ne sont pas relevées (POS 3.3.1) : "
      "`pos team add`, nature `assignment`",
      "the three questions before {} is assigned to {} are not on record (POS 3.3.1): "
      "`pos team add`, kind `assignment`",
      id.text(), staff);
}

}  // namespace pos
