#include "domain/deadline_course.h"

#include <algorithm>
#include <utility>

namespace pos {
namespace {

/// An emergency that brings a child back belongs to the episode that it opens.
bool leads_into(const Case& c, const Event& event, const Episode& former) {
  const std::optional<When> end = former.end();
  return c.forms(event.form).before_registration && end && event.occurred >= *end;
}

std::vector<const Event*> events_of(const Case& c) {
  std::vector<const Event*> events;
  const std::size_t begin = c.episodes.size() < 2 ? 0 : c.episode().first;
  for (std::size_t i = 0; i < c.events.size(); ++i) {
    if (i >= begin || leads_into(c, c.events[i], c.episodes[c.episodes.size() - 2])) {
      events.push_back(&c.events[i]);
    }
  }
  return events;
}

bool holds_answer(const Form& form, const Value& answers, Role role) {
  const std::vector<const Field*> fields = form.all_with_role(role);
  return std::any_of(fields.begin(), fields.end(),
                     [&](const Field* field) { return answers.find(field->name) != nullptr; });
}

}  // namespace

Course::Course(const Case& c, const Rulebook& rules, std::optional<When> reopened)
    : case_(c),
      rules_(rules),
      reopened_(reopened),
      end_(c.episode().end()),
      limit_(end_ ? std::min(last_instant(*end_), c.now) : c.now),
      opening_(&c.events[c.episode().first]) {
  for (const LevelChange& change : c.levels) {
    level_places_.push_back(place_of(change));
  }
  for (const Event* event : events_of(c)) {
    if (event->occurred.at > limit_) {
      continue;
    }
    events_.push_back(event);
    if (c.forms(event->form).with_role(Role::EmergencyStarted) != nullptr) {
      const When start = happened(*event, Role::EmergencyStarted).value_or(event->occurred);
      emergencies_.push_back({event, start, happened(*event, Role::EmergencyEnded)});
    }
  }
}

std::vector<const Event*> Course::events(std::string_view form) const {
  std::vector<const Event*> found;
  std::copy_if(events_.begin(), events_.end(), std::back_inserter(found),
               [&](const Event* event) { return event->form == form; });
  return found;
}

Place Course::place(const Event& event) const {
  return {event.occurred.at, static_cast<std::size_t>(&event - case_.events.data())};
}

std::optional<When> Course::happened(const Event& event, Role role) const {
  const std::optional<When> when = answer_when(case_, event, role);
  return when && when->at <= limit_ ? when : std::nullopt;
}

Obligation::Met Course::answered(const Event& event, Role role) const {
  const Form& form = case_.forms(event.form);
  for (auto last = event.completions.rbegin(); last != event.completions.rend(); ++last) {
    if (holds_answer(form, last->data, role)) {
      return {last->entry, last->occurred};
    }
  }
  return met_at(event);
}

std::optional<Obligation::Met> Course::met_by(const Event& event, Role role) const {
  const std::optional<When> when = happened(event, role);
  return when ? std::optional(Obligation::Met{answered(event, role).entry, *when}) : std::nullopt;
}

Place Course::place_of(const LevelChange& change) const {
  const auto event = std::find_if(case_.events.begin(), case_.events.end(),
                                  [&](const Event& each) { return each.entry == change.entry; });
  return event == case_.events.end()
             ? Place{change.at.at}
             : Place{change.at.at, static_cast<std::size_t>(event - case_.events.begin())};
}

std::optional<RiskLevel> Course::level_before_assessment(Instant moment) const {
  const bool emergency =
      std::any_of(emergencies_.begin(), emergencies_.end(), [&](const Emergency& each) {
        return each.start.at <= moment && !(each.end && each.end->at <= moment);
      });
  if (emergency || rules(opening_->occurred)
                       .is_always_high(answer_text(case_, *opening_, Role::SituationPrimary))) {
    return RiskLevel::High;
  }
  return parse_risk_level(answer_text(case_, *opening_, Role::RiskPerceived));
}

const LevelChange* Course::last_level(const Place& place) const {
  const LevelChange* last = nullptr;
  for (std::size_t i = 0; i < level_places_.size(); ++i) {
    last = level_places_[i] <= place ? &case_.levels[i] : last;
  }
  return last;
}

std::optional<RiskLevel> Course::level_at(const Place& place) const {
  const LevelChange* last = last_level(place);
  return last != nullptr ? std::optional(last->level) : level_before_assessment(place.at);
}

Obligation::Basis Course::level_basis(const Place& place) const {
  const LevelChange* last = last_level(place);
  return last != nullptr ? Obligation::Basis{"risk_level", last->entry, last->at}
                         : basis("registration", *opening_);
}

std::vector<LevelChange> Course::levels_between(const Place& from, const Place& to) const {
  std::vector<LevelChange> found;
  for (std::size_t i = 0; i < level_places_.size(); ++i) {
    if (level_places_[i] > from && level_places_[i] < to) {
      found.push_back(case_.levels[i]);
    }
  }
  return found;
}

Obligation Course::obligation(Step step, Obligation::Basis basis, const std::string& detail) const {
  const Rulebook& in_force = rules(basis.at);
  const StepInfo& info = in_force.steps.at(step);
  Obligation result;
  result.step = step;
  result.state = ObligationState::Pending;
  result.basis = std::move(basis);
  result.recommended = info.recommended;
  result.rule = detail.empty() ? info.rule : info.rule + "." + detail;
  result.source = info.source;
  result.edition = in_force.edition;
  return result;
}

std::optional<ObligationState> Course::state(const Obligation& obligation) const {
  const std::optional<Instant>& due = obligation.due;
  if (obligation.met) {
    return due && obligation.met->at.at > *due ? ObligationState::MetLate : ObligationState::Met;
  }
  if (end_) {
    return due && *due < end_->at ? std::optional(ObligationState::Missed) : std::nullopt;
  }
  if (!due || day_of(*due) > day_of(case_.now)) {
    return ObligationState::Pending;
  }
  return *due < case_.now ? ObligationState::Overdue : ObligationState::DueToday;
}

void Course::add(std::vector<Obligation>& to, Obligation obligation,
                 std::optional<ObligationState> state_given) const {
  const std::optional<ObligationState> found = state_given ? state_given : state(obligation);
  if (!found) {
    return;
  }
  obligation.state = *found;
  obligation.level = level_at({std::min(obligation.due.value_or(limit_), limit_)});
  to.push_back(std::move(obligation));
}

void Course::add_not_required(std::vector<Obligation>& to, Step step,
                              Obligation::Basis basis) const {
  if (!end_) {
    add(to, obligation(step, std::move(basis), std::string(word(RiskLevel::None))),
        ObligationState::NotRequired);
  }
}

Obligation::Basis basis(const char* name, const Event& event) {
  return {name, event.entry, event.occurred};
}

Obligation::Met met_at(const Event& event) {
  return {event.entry, event.occurred};
}

}  // namespace pos
