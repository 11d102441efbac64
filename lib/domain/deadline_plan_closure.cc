#include <algorithm>
#include <utility>

#include "domain/deadline_parts.h"

namespace pos {
namespace {

constexpr std::string_view kDone = "done";
constexpr std::string_view kDropped = "dropped";
constexpr std::string_view kNotAvailable = "not_available";

std::optional<Obligation::Met> validated(const Event& event) {
  return event.validation
             ? std::optional(Obligation::Met{event.validation->entry, event.validation->occurred})
             : std::nullopt;
}

/// A validation by the supervisor; of an entry that a newer one stands in for, none is due any
/// more.
void add_validation(std::vector<Obligation>& to, const Course& course, Step step,
                    const std::pair<const char*, Period>& rule, const Event& event,
                    const Event* newer) {
  Obligation obligation = course.obligation(step, basis(rule.first, event));
  obligation.due = due_after(event.occurred, rule.second);
  obligation.met = validated(event);
  obligation.subject = event.entry;
  if (obligation.met || newer == nullptr) {
    course.add(to, std::move(obligation));
  } else if (*obligation.due < newer->occurred.at) {
    course.add(to, std::move(obligation), ObligationState::Missed);
  }
}

void add_validations(std::vector<Obligation>& to, const Course& course, Step step,
                     std::string_view form, const std::pair<const char*, Period>& rule) {
  const std::vector<const Event*> events = course.events(form);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event* newer = i + 1 < events.size() ? events[i + 1] : nullptr;
    add_validation(to, course, step, rule, *events[i], newer);
  }
}

// Activities of the plan

const Field* column(const Form& form, Role role) {
  const Field* table = form.with_role(Role::PlanActivities);
  if (table == nullptr) {
    return nullptr;
  }
  const auto found = std::find_if(table->columns.begin(), table->columns.end(),
                                  [&](const Field& each) { return each.role == role; });
  return found == table->columns.end() ? nullptr : &*found;
}

std::string cell(const Form& form, const Value& row, Role role) {
  const Field* field = column(form, role);
  return field == nullptr ? std::string() : row.scalar_of(field->name);
}

/// The row of that identifier in the answers; nullptr where there is none.
const Value* find_row(const Form& form, const Value& answers, const std::string& id) {
  const Field* table = form.with_role(Role::PlanActivities);
  const Value* rows = table == nullptr ? nullptr : answers.find(table->name);
  if (rows == nullptr) {
    return nullptr;
  }
  const auto found = std::find_if(rows->items.begin(), rows->items.end(),
                                  [&](const Value& row) { return row.scalar_of(kRowId) == id; });
  return found == rows->items.end() ? nullptr : &*found;
}

/// What said that the activity is done: the last completion with its status, else the plan.
Obligation::Met done_by(const Form& form, const Event& plan, const std::string& id) {
  for (auto last = plan.completions.rbegin(); last != plan.completions.rend(); ++last) {
    const Value* row = find_row(form, last->data, id);
    if (row != nullptr && !cell(form, *row, Role::ActivityStatus).empty()) {
      return {last->entry, last->occurred};
    }
  }
  return met_at(plan);
}

void add_activity(std::vector<Obligation>& to, const Course& course, const Event& plan,
                  const Value& row) {
  const Form& form = course.the_case().forms(plan.form);
  const std::string status = cell(form, row, Role::ActivityStatus);
  const std::optional<When> agreed = parse_when(cell(form, row, Role::ActivityDue));
  Obligation obligation = course.obligation(Step::PlanActivity, basis("care_plan", plan));
  obligation.subject = row.scalar_of(kRowId);
  if (status == kDropped || status == kNotAvailable) {
    if (!course.end()) {
      course.add(to, std::move(obligation), ObligationState::NotRequired);
    }
    return;
  }
  if (agreed) {
    obligation.due = end_of_day(agreed->day());
  }
  if (status == kDone) {
    obligation.met = done_by(form, plan, obligation.subject);
  }
  course.add(to, std::move(obligation));
}

/// The plan last validated, else the last one: a revision counts once it is validated.
const Event* plan_in_force(const Course& course) {
  const std::vector<const Event*> plans = course.events(kCarePlanForm);
  const auto validated_one = std::find_if(plans.rbegin(), plans.rend(), [](const Event* each) {
    return each->first_approved.has_value();
  });
  if (validated_one != plans.rend()) {
    return *validated_one;
  }
  return plans.empty() ? nullptr : plans.back();
}

void add_activities(std::vector<Obligation>& to, const Course& course) {
  const Event* plan = plan_in_force(course);
  const Value* rows =
      plan == nullptr ? nullptr : answer(course.the_case(), *plan, Role::PlanActivities);
  if (rows == nullptr) {
    return;
  }
  for (const Value& row : rows->items) {
    add_activity(to, course, *plan, row);
  }
}

/// At no risk the case should be closed; a closure that the supervisor returned does not count.
void add_closure(std::vector<Obligation>& to, const Course& course) {
  if (course.end() || course.level_now() != RiskLevel::None) {
    return;
  }
  Obligation obligation = course.obligation(Step::Closure, course.level_basis({course.limit()}));
  const std::vector<const Event*> closures = course.events(kClosureForm);
  const auto returned = [](const Event& closure) {
    return closure.validation && closure.validation->decision == Decision::Returned;
  };
  if (!closures.empty() && !returned(*closures.back())) {
    obligation.met = met_at(*closures.back());
  }
  course.add(to, std::move(obligation));
}

}  // namespace

void add_plan_and_closure(std::vector<Obligation>& to, const Course& course) {
  const Rulebook& rules = course.rules();
  add_validations(to, course, Step::PlanValidation, kCarePlanForm,
                  {"care_plan", rules.plan_validation});
  add_activities(to, course);
  add_closure(to, course);
  add_validations(to, course, Step::ClosureValidation, kClosureForm,
                  {"closure_request", rules.closure_validation});
}

}  // namespace pos
