#include "formats/supervision.h"

#include "formats/json.h"

namespace pos {
namespace {

std::string supervised_level(const std::optional<RiskLevel>& level) {
  return level ? std::string(word(*level)) : "unknown";
}

Value levels_value(const SupervisedManager& manager) {
  Value levels = Value::map({});
  for (const RiskLevel level :
       {RiskLevel::High, RiskLevel::Medium, RiskLevel::Low, RiskLevel::None}) {
    levels.set(word(level), json_number(manager.by_level[index(level)]));
  }
  levels.set("unknown", json_number(manager.unassessed));
  return levels;
}

Value statuses_value(const SupervisedManager& manager) {
  Value statuses = Value::map({});
  for (const auto& [status, count] : manager.by_status) {
    statuses.set(word(status), json_number(count));
  }
  return statuses;
}

Value manager_value(const SupervisedManager& manager) {
  return Value::map({{"manager", Value::text(manager.code)},
                     {"open", json_number(manager.open)},
                     {"above", Value::boolean(manager.above)},
                     {"left", Value::boolean(manager.left)},
                     {"unsupervised", Value::boolean(manager.unsupervised)},
                     {"by_risk_level", levels_value(manager)},
                     {"by_status", statuses_value(manager)},
                     {"overdue", json_number(manager.overdue)},
                     {"validations_waiting", json_number(manager.validations)},
                     {"reviews_due", json_number(manager.reviews)},
                     {"last_entry", manager.last_entry ? Value::text(to_string(*manager.last_entry))
                                                       : json_null()}});
}

Value case_value(const SupervisedCase& c) {
  return Value::map(
      {{"case", Value::text(c.id.text())},
       {"manager", Value::text(c.manager)},
       {"status", Value::text(std::string(word(c.status)))},
       {"risk_level", c.level ? Value::text(std::string(word(*c.level))) : json_null()},
       {"last_entry", Value::text(to_string(c.last_entry))},
       {"overdue", json_number(c.overdue)},
       {"validation_waiting", Value::boolean(c.validation)},
       {"review_due", Value::boolean(c.review)}});
}

}  // namespace

Value team_value(const SupervisedTeam& team) {
  std::vector<Value> managers, cases;
  for (const SupervisedManager& each : team.managers) {
    managers.push_back(manager_value(each));
  }
  for (const SupervisedCase& each : team.cases) {
    cases.push_back(case_value(each));
  }
  return Value::map({{"unit", Value::text(team.unit)},
                     {"supervisor", Value::text(team.supervisor)},
                     {"notice", Value::boolean(team.notice)},
                     {"above", Value::boolean(team.above)},
                     {"managers", Value::list(std::move(managers))},
                     {"cases", Value::list(std::move(cases))}});
}

Value unit_records_value(const UnitRecords& records) {
  const auto day = [](const std::optional<Date>& on) {
    return on ? Value::text(to_string(*on)) : json_null();
  };
  std::vector<Value> staff;
  for (const StaffRecords& each : records.staff) {
    staff.push_back(Value::map({{"staff", Value::text(each.staff)},
                                {"last_supervision", day(each.supervision)},
                                {"last_evaluation", day(each.evaluation)},
                                {"trainings", json_number(each.trainings)}}));
  }
  return Value::map({{"last_meeting", day(records.meeting)},
                     {"last_case_review", day(records.case_review)},
                     {"staff", Value::list(std::move(staff))}});
}

CsvRow supervised_case_header() {
  return {"unit",       "case",       "manager", "status",
          "risk_level", "last_entry", "overdue", "validation_waiting",
          "review_due"};
}

CsvRow supervised_case_row(const SupervisedTeam& team, const SupervisedCase& c) {
  return {team.unit,
          c.id.text(),
          c.manager,
          std::string(word(c.status)),
          supervised_level(c.level),
          to_string(c.last_entry),
          std::to_string(c.overdue),
          c.validation ? "true" : "false",
          c.review ? "true" : "false"};
}

}  // namespace pos
