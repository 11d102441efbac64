#include <algorithm>
#include <utility>

#include "domain/deadline_parts.h"

namespace pos {
namespace {

std::optional<Obligation::Met> validated(const Event& event) {
  return event.validation
             ? std::optional(Obligation::Met{event.validation->entry, event.validation->occurred})
             : std::nullopt;
}

struct ValidationRule {
  const char* basis;
  Period Rulebook::*within;
};

/// A validation by the supervisor; of an entry that a newer one stands in for, none is due any
/// more.
void add_validation(std::vector<Obligation>& to, const Course& course, Step step,
                    const ValidationRule& rule, const Event& event, const Event* newer) {
  Obligation obligation = course.obligation(step, basis(rule.basis, event));
  obligation.due = due_after(event.occurred, course.rules(event.occurred).*rule.within);
  obligation.met = validated(event);
  obligation.subject = event.entry;
  if (obligation.met || newer == nullptr) {
    course.add(to, std::move(obligation));
  } else if (*obligation.due < newer->occurred.at) {
    course.add(to, std::move(obligation), ObligationState::Missed);
  }
}

void add_validations(std::vector<Obligation>& to, const Course& course, Step step,
                     std::string_view form, const ValidationRule& rule) {
  const std::vector<const Event*> events = course.events(form);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event* newer = i + 1 < events.size() ? events[i + 1] : nullptr;
    add_validation(to, course, step, rule, *events[i], newer);
  }
}

// Activities of the plan

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
  if (const Event* plan = plan_in_force(course)) {
    add_rows(to, course, *plan, {Step::PlanActivity, Role::PlanActivities, "care_plan"});
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
  add_validations(to, course, Step::PlanValidation, kCarePlanForm,
                  {"care_plan", &Rulebook::plan_validation});
  add_activities(to, course);
  add_closure(to, course);
  add_validations(to, course, Step::ClosureValidation, kClosureForm,
                  {"closure_request", &Rulebook::closure_validation});
}

}  // namespace pos
