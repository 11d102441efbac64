#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "domain/deadline_parts.h"
#include "domain/deadline_windows.h"

namespace pos {
namespace {

constexpr std::string_view kReviewForm = "5.B";

/// How often on a day, and what says so.
struct Cadence {
  Frequency frequency;
  std::string rule;
};

/// A step of "n per period" with all that its slots need.
struct Series {
  Step step = Step::FollowUp;
  std::string_view form;
  ByLevel<Frequency> Rulebook::*by_level = nullptr;
  Frequency Rulebook::*floor_if_sensitive = nullptr;  ///< none: there is no floor
};

Place end_of(const Course& course, Date day) {
  return {std::min(end_of_day(day), course.limit())};
}

/// Whether the last answer up to that day flags the case as sensitive (POS 5.5).
bool is_sensitive(const Course& course, Date day) {
  const Case& c = course.the_case();
  bool sensitive = false;
  for (const Event& event : c.events) {
    if (answer(c, event, Role::Sensitive) != nullptr &&
        course.answered(event, Role::Sensitive).at.at <= end_of(course, day).at) {
      sensitive = answer_yes(c, event, Role::Sensitive);
    }
  }
  return sensitive;
}

/// By the edition of `rules`.
Cadence cadence(const Course& course, const Series& series, Date day, const Rulebook& rules) {
  const std::optional<RiskLevel> level = course.level_at(end_of(course, day));
  const Frequency& wanted = (rules.*series.by_level)[index(level.value_or(rules.unassessed))];
  const Frequency floor =
      series.floor_if_sensitive != nullptr ? rules.*series.floor_if_sensitive : Frequency{};
  if (floor.count > 0 && is_stricter(floor, wanted) && is_sensitive(course, day)) {
    return {floor, "sensitive"};
  }
  return {wanted, level ? std::string(word(*level)) : std::string()};
}

/// The days after `start` on which what sets the cadence may have changed.
std::set<Date> days_of_change(const Course& course, Date start) {
  const Case& c = course.the_case();
  std::set<Date> days;
  for (const LevelChange& change : course.levels_between({end_of_day(start)}, course.after_all())) {
    days.insert(change.at.day());
  }
  for (const Event& event : c.events) {
    if (answer(c, event, Role::Sensitive) != nullptr) {
      days.insert(course.answered(event, Role::Sensitive).at.day());
    }
  }
  for (const Emergency& emergency : course.emergencies()) {
    days.insert(emergency.start.day());
    if (emergency.end) {
      days.insert(emergency.end->day());
    }
  }
  days.erase(days.begin(), days.upper_bound(start));
  days.erase(days.upper_bound(day_of(course.limit())), days.end());
  return days;
}

/// The plan that sets the start of the implementation (as Case::implementation_start).
const Event& starting_plan(const Course& course) {
  const std::vector<const Event*> plans = course.events(kCarePlanForm);
  const auto plan = std::find_if(plans.begin(), plans.end(), [&](const Event* each) {
    return answer_when(course.the_case(), *each, Role::PlanStart) || each->first_approved;
  });
  return plan == plans.end() ? course.opening() : **plan;
}

/// One step's windows: stretches with the rule and basis of each, and the events that meet them.
class Schedule {
 public:
  Schedule(const Course& course, Series series, Date start)
      : course_(course), series_(std::move(series)) {
    add_stretch(start, {"implementation_start", starting_plan(course).entry, when(start)});
    for (Date day : days_of_change(course, start)) {
      const Rulebook& before = course.rules(bases_.back().at);
      if (!(cadence(course, series_, day, before).frequency == stretches_.back().frequency)) {
        add_stretch(day, changed(day));
      }
    }
    for (const Event* event : course.events(series_.form)) {
      events_.emplace(event->occurred.day(), event);
    }
  }

  void add(std::vector<Obligation>& to) const {
    const std::vector<Slot> all = slots(stretches_, days(), day_of(course_.limit()));
    const Slot* overdue = course_.end() ? nullptr : first_left(all);
    for (const Slot& slot : all) {
      if (is_left(slot)) {
        const bool first = &slot == overdue && stretches_.back().frequency.count > 0;
        course_.add(to, obligation(slot),
                    first ? ObligationState::Overdue : ObligationState::Missed);
      } else if (slot.met || overdue == nullptr) {
        course_.add(to, obligation(slot));
      } else if (end_of_day(slot.due) == course_.limit()) {
        course_.add(to, obligation(slot), ObligationState::Missed);
      }
    }
    if (stretches_.back().frequency.count == 0) {
      course_.add_not_required(to, series_.step, bases_.back());
    }
  }

 private:
  /// A change of edition alone begins none: what runs keeps the one in force at its basis.
  void add_stretch(Date from, Obligation::Basis basis) {
    Cadence wanted = cadence(course_, series_, from, course_.rules(basis.at));
    stretches_.push_back({from, wanted.frequency});
    rules_.push_back(std::move(wanted.rule));
    bases_.push_back(std::move(basis));
  }

  Obligation::Basis changed(Date day) const {
    Obligation::Basis basis = course_.level_basis(end_of(course_, day));
    basis.at = when(day);
    return basis;
  }

  std::vector<Date> days() const {
    std::vector<Date> days;
    for (const auto& [day, event] : events_) {
      days.push_back(day);
    }
    return days;
  }

  /// Whether its due time has passed unmet.
  bool is_left(const Slot& slot) const {
    return !slot.met && end_of_day(slot.due) < course_.limit();
  }

  /// The first slot left undone after the last event: it stays overdue until the next.
  const Slot* first_left(const std::vector<Slot>& all) const {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Slot& slot) {
      return is_left(slot) && (events_.empty() || slot.due >= events_.rbegin()->first);
    });
    return found == all.end() ? nullptr : &*found;
  }

  Obligation obligation(const Slot& slot) const {
    Obligation result =
        course_.obligation(series_.step, bases_[slot.stretch], rules_[slot.stretch]);
    result.due = end_of_day(slot.due);
    if (slot.met) {
      // Late is a day after the due one, whatever the hour.
      result.met = met_at(*events_.at(*slot.met));
    }
    return result;
  }

  const Course& course_;
  Series series_;
  std::vector<Stretch> stretches_;
  std::vector<std::string> rules_;
  std::vector<Obligation::Basis> bases_;
  std::map<Date, const Event*> events_;  ///< the first of each day
};

void add_series(std::vector<Obligation>& to, const Course& course, Series series) {
  const std::optional<Date> start = course.the_case().implementation_start();
  if (start) {
    Schedule(course, std::move(series), *start).add(to);
  } else if (course.level_now() == RiskLevel::None) {
    course.add_not_required(to, series.step, course.level_basis({course.limit()}));
  }
}

}  // namespace

void add_follow_ups(std::vector<Obligation>& to, const Course& course) {
  add_series(to, course,
             {Step::FollowUp, kFollowUpForm, &Rulebook::follow_up, &Rulebook::sensitive_follow_up});
  add_series(to, course, {Step::Review, kReviewForm, &Rulebook::review, nullptr});
}

}  // namespace pos
