#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/case.h"
#include "domain/deadlines.h"
#include "domain/rulebook.h"
#include "domain/staff.h"

namespace pos {

/// One open case as its supervisor sees it at a glance: no answer, no name.
struct SupervisedCase {
  CaseId id;
  std::string manager;
  CaseStatus status = CaseStatus::Registered;
  std::optional<RiskLevel> level;
  When last_entry;          ///< the last thing that happened to it, whoever recorded it
  int overdue = 0;          ///< obligations
  bool validation = false;  ///< a plan or a closure waits for the supervisor
  bool review = false;      ///< the review of POS 5.5 is overdue or due today
};

/// The load of one case manager (POS 3.3.1): open cases, by risk level and by step.
struct SupervisedManager {
  std::string code;
  int open = 0, overdue = 0, validations = 0, reviews = 0;
  std::array<int, 4> by_level{};  ///< indexed by RiskLevel
  int unassessed = 0;
  std::map<CaseStatus, int> by_status;
  std::optional<When> last_entry;  ///< of any of these cases
  bool above = false;              ///< more open cases than the standard
  bool left = false;               ///< is a case manager no more, and still has open cases
  bool unsupervised = false;       ///< has open cases, and nobody who supervises them
};

/// A unit's managers under their supervisor.
struct SupervisedTeam {
  std::string unit;
  std::string supervisor;
  std::vector<SupervisedManager>
      managers;                       ///< by code, those without a case too, and who left some
  std::vector<SupervisedCase> cases;  ///< open ones, by identifier
  bool notice = false;                ///< more managers than the lower number of the standard (5)
  bool above = false;                 ///< more than its higher one (6)
};

/// nullopt for a case that is not open.
std::optional<SupervisedCase> supervised_case(const Case& c, const Rulebook& rules);

/// The teams of `supervisor` at that moment, by unit; cases of others are left out. Who has left
/// with open cases, or has them and no valid supervisor, stands among the managers of their unit
/// until that is mended; who has left is not counted as one.
///
/// Shape:  a case counts for its present manager (requirements of POS 3.3.1: every case not closed
///         and not transferred out, whatever its risk level).
/// Source: POS 3.3.1; Annexe 1 (supervisor, monthly review of cases).
std::vector<SupervisedTeam> supervised_teams(const std::vector<SupervisedCase>& cases,
                                             const std::string& supervisor, const Staff& staff,
                                             const Rulebook& rules, Instant now);

}  // namespace pos
