#include "domain/deadlines.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "domain/deadline_parts.h"

namespace pos {
namespace {

struct StateRow {
  ObligationState state;
  std::string_view word;
  Text label;
};

const std::array<StateRow, 7>& state_rows() {
  static const std::array<StateRow, 7> rows = {{
      {ObligationState::Pending, "pending", {"à venir", "pending"}},
      {ObligationState::DueToday, "due_today", {"pour aujourd'hui", "due today"}},
      {ObligationState::Overdue, "overdue", {"en retard", "overdue"}},
      {ObligationState::Met, "met", {"fait dans les délais", "met in time"}},
      {ObligationState::MetLate, "met_late", {"fait en retard", "met late"}},
      {ObligationState::Missed, "missed", {"manqué", "missed"}},
      {ObligationState::NotRequired, "not_required", {"non requis", "not required"}},
  }};
  return rows;
}

const StateRow& row_of(ObligationState state) {
  return state_rows()[static_cast<std::size_t>(state)];
}

/// The case as it was until its next episode began.
Case until_reopened(const Case& c, std::size_t episode) {
  Case former = c;
  former.events.resize(c.episodes[episode + 1].first);
  former.episodes.resize(episode + 1);
  return former;
}

void add_episode(std::vector<Obligation>& to, const Case& c, const Rulebook& rules,
                 std::optional<When> reopened) {
  const Course course(c, rules, reopened);
  add_assessments(to, course);
  add_follow_ups(to, course);
  add_emergencies(to, course);
  add_plan_and_closure(to, course);
  add_tables(to, course);
  add_sharing(to, course);
  add_attention(to, course);
}

/// A reported child is registered, or the report is closed with its reason; nothing is owed to who
/// reported.
void add_report(std::vector<Obligation>& to, const Case& c, const Rulebook& rules) {
  const Rulebook& in_force = rules.at(c.report->start.day());
  const StepInfo& info = in_force.steps.at(Step::Signalement);
  Obligation obligation;
  obligation.step = Step::Signalement;
  obligation.basis = {"report", c.report->entry, c.report->start};
  obligation.due = due_after(c.report->start, in_force.signalement);
  obligation.recommended = info.recommended;
  obligation.rule = info.rule;
  obligation.source = info.source;
  obligation.edition = in_force.edition;
  if (c.registered()) {
    obligation.met = {c.registration().entry, c.episodes.front().start};
  } else if (c.report->closed) {
    obligation.met = {c.report->closed_by, *c.report->closed};
  }
  const Instant due = *obligation.due;
  if (obligation.met) {
    const bool late = obligation.met->at.at > due;
    obligation.state = late ? ObligationState::MetLate : ObligationState::Met;
  } else if (due < c.now) {
    obligation.state = ObligationState::Overdue;
  } else {
    const bool today = day_of(due) == day_of(c.now);
    obligation.state = today ? ObligationState::DueToday : ObligationState::Pending;
  }
  obligation.level = c.level_at(std::min(due, c.now), rules);
  to.push_back(std::move(obligation));
}

auto order(const Obligation& obligation) {
  return std::tuple(!obligation.due.has_value(), obligation.due.value_or(Instant{}),
                    obligation.step, std::string_view(obligation.subject));
}

}  // namespace

std::string_view word(ObligationState state) {
  return row_of(state).word;
}

Text label(ObligationState state) {
  return row_of(state).label;
}

std::vector<Obligation> obligations(const Case& c, const Rulebook& rules) {
  std::vector<Obligation> all;
  if (c.report) {
    add_report(all, c, rules);
  }
  for (std::size_t i = 0; i + 1 < c.episodes.size(); ++i) {
    add_episode(all, until_reopened(c, i), rules, c.episodes[i + 1].start);
  }
  if (c.registered()) {
    add_episode(all, c, rules, std::nullopt);
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Obligation& a, const Obligation& b) { return order(a) < order(b); });
  return all;
}

int overdue_days(const Obligation& obligation, Instant now) {
  if (obligation.state != ObligationState::Overdue || !obligation.due) {
    return 0;
  }
  return static_cast<int>((day_of(now) - day_of(*obligation.due)).count());
}

}  // namespace pos
