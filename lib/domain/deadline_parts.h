#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/deadline_course.h"

namespace pos {

// The obligations of one episode, a thought each. Every function adds to the list.

/// Initial and full assessment, its completion, care plan (POS 4.3, 5.2).
void add_assessments(std::vector<Obligation>& to, const Course& course);
/// Follow-ups and reviews (POS 4.3, 5.5).
void add_follow_ups(std::vector<Obligation>& to, const Course& course);
/// An open emergency, requisition, visit after discharge, accommodation (POS 5.1.2).
void add_emergencies(std::vector<Obligation>& to, const Course& course);
/// The plan's validation and its activities, closure and its validation (POS 5.3, 5.6).
void add_plan_and_closure(std::vector<Obligation>& to, const Course& course);
/// Medical appointments, action points of meetings, obstacles (POS 5.1.2, 5.5).
void add_tables(std::vector<Obligation>& to, const Course& course);
/// Consent, counter-referral, orientation of a child who is not eligible (POS 3.4.2, 5.1.2).
void add_sharing(std::vector<Obligation>& to, const Course& course);
/// Contact until the plan starts, inactivity (POS 5.5, 5.6).
void add_attention(std::vector<Obligation>& to, const Course& course);

/// A table whose rows are due each by its own date, until its status says done.
struct TableDuty {
  Step step;
  Role table;
  const char* basis;
};
void add_rows(std::vector<Obligation>& to, const Course& course, const Event& event,
              const TableDuty& duty);

/// When a step is due whose delay depends on the risk level, as levels changed while it was
/// pending.
struct LevelDue {
  std::optional<Instant> due;  ///< nullopt: not required
  std::string rule;            ///< the level that set it
  bool waived = false;         ///< was overdue when the level became one that requires nothing
};

/// `from` is the place of the basis, `to` where the step was met; levels between them change it.
///
/// Source: architecture 5.3, "a change of risk while a step is pending".
LevelDue due_by_level(const Course& course, const When& basis, std::optional<RiskLevel> level,
                      const ByLevel<Delay>& delays, const Place& from, const Place& to);

}  // namespace pos
