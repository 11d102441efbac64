#include <algorithm>
#include <utility>

#include "domain/deadline_parts.h"

namespace pos {
namespace {

/// What a step counts from, and its place in the order of what happened.
struct Start {
  Obligation::Basis basis;
  Place place;
};

/// What met a step.
struct Done {
  Obligation::Met met;
  Place place;
};

Start start_at(const Course& course, const char* name, const Event& event) {
  return {basis(name, event), course.place(event)};
}

std::optional<Done> first_done(const Course& course, std::string_view form) {
  const std::vector<const Event*> events = course.events(form);
  return events.empty() ? std::nullopt
                        : std::optional(Done{met_at(*events[0]), course.place(*events[0])});
}

std::string rule_of(std::optional<RiskLevel> level) {
  return level ? std::string(word(*level)) : std::string();
}

Place place_of_end(const Course& course, const std::optional<Done>& done) {
  return done ? done->place : course.after_all();
}

void add_by_level(std::vector<Obligation>& to, const Course& course, Step step, const Start& start,
                  const std::optional<Done>& done, const ByLevel<Delay>& delays) {
  const LevelDue due = due_by_level(course, start.basis.at, course.level_at(start.place), delays,
                                    start.place, place_of_end(course, done));
  Obligation obligation = course.obligation(step, start.basis, due.rule);
  obligation.due = due.due;
  if (done) {
    obligation.met = done->met;
  }
  if (done || (due.due && !due.waived)) {
    course.add(to, std::move(obligation));
    return;
  }
  if (due.waived) {
    course.add(to, std::move(obligation), ObligationState::Missed);
  }
  course.add_not_required(to, step, start.basis);
}

/// A step that depends on another: without a basis it is only told at level none, as not required.
void add_step(std::vector<Obligation>& to, const Course& course, Step step,
              const std::optional<Start>& start, const std::optional<Done>& done,
              ByLevel<Delay> Rulebook::*delays) {
  if (start) {
    add_by_level(to, course, step, *start, done, course.rules(start->basis.at).*delays);
  } else if (!done && course.level_now() == RiskLevel::None) {
    course.add_not_required(to, step, course.level_basis({course.limit()}));
  }
}

/// A plan that the supervisor returned is made anew, in the time that a plan has.
void add_revision(std::vector<Obligation>& to, const Course& course) {
  const std::vector<const Event*> plans = course.events(kCarePlanForm);
  if (plans.empty() || !plans.back()->validation ||
      plans.back()->validation->decision != Decision::Returned) {
    return;
  }
  const Validation& returned = *plans.back()->validation;
  const Start start = {{"plan_returned", returned.entry, returned.occurred},
                       {returned.occurred.at}};
  add_by_level(to, course, Step::PlanRevision, start, std::nullopt,
               course.rules(start.basis.at).care_plan);
}

// Initial assessment

Obligation::Basis identification(const Course& course) {
  const Event& opening = course.opening();
  if (opening.form == kReopeningForm) {
    return basis("reopening", opening);
  }
  const std::optional<When> identified = course.happened(opening, Role::Identification);
  return identified ? Obligation::Basis{"identification", opening.entry, *identified}
                    : basis("registration", opening);
}

/// Emergency care that came before the assessment, the longest lasting one.
const Emergency* care_before(const Course& course, const std::optional<Done>& assessed) {
  const Emergency* last = nullptr;
  for (const Emergency& each : course.emergencies()) {
    if (assessed && each.start > assessed->met.at) {
      continue;
    }
    const bool longer = last == nullptr || (last->end && (!each.end || *each.end > *last->end));
    last = longer ? &each : last;
  }
  return last;
}

void add_done(std::vector<Obligation>& to, const Course& course, Obligation obligation,
              const std::optional<Done>& done) {
  if (done) {
    obligation.met = done->met;
  }
  course.add(to, std::move(obligation));
}

/// The identification, or the end of the care that came between it and the assessment.
Start initial_start(const Course& course, const Emergency* care) {
  Start start = {identification(course), course.place(course.opening())};
  if (care != nullptr && *care->end > start.basis.at) {
    start.basis = {"emergency_care_end", course.answered(*care->event, Role::EmergencyEnded).entry,
                   *care->end};
    start.place = std::max(start.place, Place{care->end->at});
  }
  return start;
}

/// Emergency care means high risk (POS 5.1.2): the assessment follows it at once.
bool needed_care(const Course& course, const Emergency* care) {
  return care != nullptr || answer_yes(course.the_case(), course.opening(), Role::EmergencyNeeded);
}

void add_initial_assessment(std::vector<Obligation>& to, const Course& course) {
  const std::optional<Done> assessed = first_done(course, kInitialAssessmentForm);
  const Emergency* care = care_before(course, assessed);
  if (care != nullptr && !care->end) {
    add_done(to, course,
             course.obligation(Step::InitialAssessment,
                               {"emergency_care", care->event->entry, care->start},
                               rule_of(RiskLevel::High)),
             assessed);
    return;
  }
  const Start start = initial_start(course, care);
  const std::optional<RiskLevel> level =
      needed_care(course, care) ? RiskLevel::High : course.level_at(start.place);
  const LevelDue due =
      due_by_level(course, start.basis.at, level, course.rules(start.basis.at).initial_assessment,
                   start.place, place_of_end(course, assessed));
  Obligation obligation = course.obligation(Step::InitialAssessment, start.basis, due.rule);
  obligation.due = due.due;
  add_done(to, course, std::move(obligation), assessed);
}

// Where no psychologist can be had, nobody takes their place: the assessments wait (POS 5.1.2)

struct Waiting {
  const Emergency* on = nullptr;         ///< none: nothing is waited for
  std::optional<Obligation::Met> until;  ///< the care, or the emergency's end; none: still waiting
};

Waiting waiting(const Course& course) {
  Waiting longest;
  for (const Emergency& each : course.emergencies()) {
    if (answer_text(course.the_case(), *each.event, Role::PsychologistAvailable) != "false") {
      continue;
    }
    std::optional<Obligation::Met> until = course.met_by(*each.event, Role::PsychologicalCare);
    if (!until) {
      until = course.met_by(*each.event, Role::EmergencyEnded);
    }
    const bool longer =
        longest.on == nullptr || !until || (longest.until && until->at > longest.until->at);
    if (longer) {
      longest = {&each, until};
    }
  }
  return longest;
}

/// The step counts from the care that was waited for, where that came later.
std::optional<Start> after_waiting(const Waiting& wait, std::optional<Start> start) {
  if (start && wait.until && wait.until->at > start->basis.at) {
    start->basis = {"psychological_care", wait.until->entry, wait.until->at};
    start->place = std::max(start->place, Place{wait.until->at.at});
  }
  return start;
}

bool is_suspended(const Waiting& wait, const std::optional<Done>& done) {
  return wait.on != nullptr && !wait.until && !done;
}

void add_suspended(std::vector<Obligation>& to, const Course& course, Step step,
                   const Waiting& wait) {
  course.add(to, course.obligation(step, {"emergency_care", wait.on->event->entry, wait.on->start},
                                   rule_of(RiskLevel::High)));
}

// Full assessment: several sittings, until one is marked complete

/// When and by what a 2.A became complete; nullopt while it is not.
std::optional<Done> completed(const Course& course, const Event& sitting) {
  const Case& c = course.the_case();
  if (answer_text(c, sitting, Role::AssessmentComplete) == "false") {
    return std::nullopt;
  }
  const Obligation::Met said = course.answered(sitting, Role::AssessmentComplete);
  if (const std::optional<When> day = answer_when(c, sitting, Role::AssessmentCompleted)) {
    const bool to_come = !course.happened(sitting, Role::AssessmentCompleted);
    return to_come ? std::nullopt : std::optional(Done{{said.entry, *day}, {day->at}});
  }
  const bool by_itself = said.entry == sitting.entry;
  return Done{said, by_itself ? course.place(sitting) : Place{said.at.at}};
}

/// Whether a sitting was marked incomplete when it was recorded.
bool left_open(const Course& course, const Event& sitting) {
  return answer_text(course.the_case(), sitting, Role::AssessmentComplete) == "false" ||
         course.answered(sitting, Role::AssessmentComplete).entry != sitting.entry;
}

std::optional<Done> first_completed(const Course& course) {
  std::optional<Done> first;
  for (const Event* sitting : course.events(kFullAssessmentForm)) {
    const std::optional<Done> done = completed(course, *sitting);
    if (done && (!first || done->place < first->place)) {
      first = done;
    }
  }
  return first;
}

void add_completion(std::vector<Obligation>& to, const Course& course,
                    const std::optional<Start>& initial, const std::optional<Done>& complete) {
  const std::vector<const Event*> sittings = course.events(kFullAssessmentForm);
  if (sittings.empty() || !left_open(course, *sittings[0])) {
    return;
  }
  if (const Waiting wait = waiting(course); is_suspended(wait, complete)) {
    return add_suspended(to, course, Step::FullAssessmentCompletion, wait);
  }
  const Start start = initial.value_or(start_at(course, "full_assessment", *sittings[0]));
  add_by_level(to, course, Step::FullAssessmentCompletion, start, complete,
               course.rules(start.basis.at).full_assessment_completion);
}

}  // namespace

LevelDue due_by_level(const Course& course, const When& basis, std::optional<RiskLevel> level,
                      const ByLevel<Delay>& delays, const Place& from, const Place& to) {
  const auto due_at = [&](RiskLevel at) -> std::optional<Instant> {
    const Delay& delay = delays[index(at)];
    switch (delay.kind) {
      case Delay::Kind::NotRequired:
        return std::nullopt;
      case Delay::Kind::AtOnce:
        return end_of_day(basis.day());
      case Delay::Kind::Within:
        return due_after(basis, delay.within);
    }
    return std::nullopt;
  };
  RiskLevel former = level.value_or(course.rules(basis).unassessed);
  LevelDue result{due_at(former), rule_of(level), false};
  for (const LevelChange& change : course.levels_between(from, to)) {
    const bool raised = change.level > former;
    const bool unchanged = std::exchange(former, change.level) == change.level;
    const Delay& delay = delays[index(change.level)];
    if (result.due && *result.due < change.at.at) {
      result.waived = delay.kind == Delay::Kind::NotRequired;
      continue;
    }
    result.rule = rule_of(change.level);
    if (unchanged) {
      continue;
    }
    std::optional<Instant> due = due_at(change.level);
    if (raised && due) {
      const bool day_only = change.at.date_only || delay.kind == Delay::Kind::AtOnce;
      due = std::max(*due, day_only ? end_of_day(change.at.day()) : change.at.at);
      due = result.due ? std::min(*due, *result.due) : due;
    }
    result.due = due;
  }
  return result;
}

void add_assessments(std::vector<Obligation>& to, const Course& course) {
  add_initial_assessment(to, course);
  const std::vector<const Event*> initial = course.events(kInitialAssessmentForm);
  const Waiting wait = waiting(course);
  const std::optional<Start> from_initial = after_waiting(
      wait, initial.empty() ? std::nullopt
                            : std::optional(start_at(course, "initial_assessment", *initial[0])));
  const std::optional<Done> full = first_done(course, kFullAssessmentForm);
  if (from_initial && is_suspended(wait, full)) {
    add_suspended(to, course, Step::FullAssessment, wait);
  } else {
    add_step(to, course, Step::FullAssessment, from_initial, full, &Rulebook::full_assessment);
  }
  const std::optional<Done> complete = first_completed(course);
  add_completion(to, course, from_initial, complete);
  std::optional<Start> from_full;
  if (complete) {
    from_full = {{"full_assessment", complete->met.entry, complete->met.at}, complete->place};
  }
  add_step(to, course, Step::CarePlan, from_full, first_done(course, kCarePlanForm),
           &Rulebook::care_plan);
  add_revision(to, course);
}

}  // namespace pos
