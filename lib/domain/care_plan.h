#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "domain/advice.h"
#include "domain/case.h"

namespace pos {

struct PlanObjective {
  std::string number, words, problem;
  std::string situation;  ///< of article 50, where the plan names one
};

/// One line of the plan; a code is empty where it was not answered.
struct PlanActivity {
  std::string row, words, objective;  ///< `objective`: the number of one
  std::string service, nature, term, status;
  std::string responsible, responsible_role;
  std::optional<Date> due;
  std::vector<std::string> resources;  ///< child, family, community, service

  bool open() const;  ///< neither done nor given up
};

/// A plan (3.A) as values.
struct CarePlan {
  std::string general_objective;
  std::vector<PlanObjective> objectives;
  std::vector<PlanActivity> activities;
  bool family_resources = false;  ///< the plan says what they are
  std::string placement;          ///< where the child is to live
  bool revision_reason = false, no_full_assessment_reason = false;
};
CarePlan read_plan(const Form& form, const Value& answers);

/// What the plan should be looked at again for, before it is validated: it answers to the
/// assessment, each objective to a problem, each problem has an activity; the child's own
/// surroundings come first, and not material aid alone; nobody carries it alone; a later version
/// says why.
///
/// `made` is its date, `entry` its entry where it is saved already (empty: it is the newest).
/// Shape:  in a fixed order; no answer stands in a message.
/// Source: POS 5.3 a to c, 3.1.4, 3.4, 5.2, 5.5.
std::vector<Advice> plan_notices(const CarePlan& plan, const Case& c, const Rulebook& rules,
                                 Date made, const std::string& entry = {});

/// The present plan: the latest of the episode; nullptr where there is none.
const Event* latest_plan(const Case& c);
/// Counted from one in the episode; of `entry`, or of one that is yet to be saved.
int plan_version(const Case& c, const std::string& entry);

/// When a service of the activity's category was given since the plan was made (4.A), first to
/// last.
std::vector<Date> services_received(const Case& c, const Event& plan, const PlanActivity& activity);

/// The root causes that the episode's latest full assessment found; empty where none told any.
std::string root_causes(const Case& c);

/// An obstacle that a follow-up noted and nothing says is solved or given up (POS 5.5).
struct OpenObstacle {
  std::string entry;  ///< the follow-up
  Date since;
  std::string words;
  std::optional<Date> due;
};
std::vector<OpenObstacle> open_obstacles(const Case& c);

/// The child has no civil-status document, and nothing says that one was obtained since.
bool needs_civil_status(const Case& c);

}  // namespace pos
