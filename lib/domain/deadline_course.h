#pragma once

#include <compare>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/deadlines.h"

namespace pos {

/// A point in the order of what happened: a time and, at equal times, the place in the journal.
struct Place {
  Instant at;
  std::size_t index = std::numeric_limits<std::size_t>::max();  ///< after all of that time
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// Emergency care of the child (POS 5.1.2).
struct Emergency {
  const Event* event;
  When start;
  std::optional<When> end;  ///< none: it goes on
};

/// The present episode of a case as its deadlines read it: what happened up to its end or to now.
class Course {
 public:
  /// `reopened`: when the next episode began, where `c` is a case cut off before that.
  Course(const Case& c, const Rulebook& rules, std::optional<When> reopened);

  const Case& the_case() const { return case_; }
  /// The edition in force at the basis of a deadline (architecture 5.3).
  const Rulebook& rules(const When& basis) const { return rules_.at(basis.day()); }
  /// What happened later does not count; the end of the last day where the end is a bare day.
  Instant limit() const { return limit_; }
  /// Closed, decided not eligible, or the duplicate of another file: from then on nothing is due
  /// but the orientation.
  const std::optional<When>& end() const { return end_; }
  const std::optional<When>& reopened() const { return reopened_; }
  const Event& opening() const { return *opening_; }
  const std::vector<Emergency>& emergencies() const { return emergencies_; }

  const std::vector<const Event*>& events() const { return events_; }
  std::vector<const Event*> events(std::string_view form) const;
  Place place(const Event& event) const;
  Place after_all() const { return {limit_ + std::chrono::seconds(1), 0}; }

  /// The moment that the event names for a role, where it is not to come.
  std::optional<When> happened(const Event& event, Role role) const;
  /// Which entry answered it and when: the event's own, or the last completion that says it.
  Obligation::Met answered(const Event& event, Role role) const;
  std::optional<Obligation::Met> met_by(const Event& event, Role role) const;

  /// The level in force; nullopt where nothing says.
  std::optional<RiskLevel> level_at(const Place& place) const;
  std::optional<RiskLevel> level_now() const { return level_at({limit_}); }
  /// What said the level in force.
  Obligation::Basis level_basis(const Place& place) const;
  /// Assessed levels between two places, both left out.
  std::vector<LevelChange> levels_between(const Place& from, const Place& to) const;

  /// An obligation of that step, its time and state still open.
  Obligation obligation(Step step, Obligation::Basis basis, const std::string& detail = "") const;
  /// Its state by what `met`, `due` and the end of the episode say, and adds it; an obligation that
  /// was not yet due at the end is left out. A state given is kept.
  void add(std::vector<Obligation>& to, Obligation obligation,
           std::optional<ObligationState> state = std::nullopt) const;
  void add_not_required(std::vector<Obligation>& to, Step step, Obligation::Basis basis) const;

 private:
  Place place_of(const LevelChange& change) const;
  const LevelChange* last_level(const Place& place) const;
  std::optional<RiskLevel> level_before_assessment(Instant moment) const;
  std::optional<ObligationState> state(const Obligation& obligation) const;

  const Case& case_;
  const Rulebook& rules_;
  std::optional<When> reopened_;
  std::optional<When> end_;
  Instant limit_;
  const Event* opening_;
  std::vector<const Event*> events_;
  std::vector<Emergency> emergencies_;
  std::vector<Place> level_places_;  ///< of the case's levels
};

Obligation::Basis basis(const char* name, const Event& event);
Obligation::Met met_at(const Event& event);

}  // namespace pos
