#include "domain/care_plan.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "domain/code_list.h"

namespace pos {
namespace {

constexpr std::string_view kCivilStatus = "civil_status";

bool is_open_status(std::string_view status) {
  return status != "done" && status != "dropped" && status != "not_available";
}

/// Reads the cells of one table by the roles of its columns.
class TableReader {
 public:
  TableReader(const Form& form, const Value& answers, Role table) : table_(form.with_role(table)) {
    const Value* rows = table_ == nullptr ? nullptr : answers.find(table_->name);
    rows_ = rows == nullptr ? std::vector<Value>() : rows->items;
  }

  const std::vector<Value>& rows() const { return rows_; }
  std::string text_of(const Value& row, Role role) const {
    const Field* found = column_of(role);
    return found == nullptr ? std::string() : row.scalar_of(found->name);
  }
  std::vector<std::string> codes_of(const Value& row, Role role) const {
    const Field* found = column_of(role);
    return found == nullptr ? std::vector<std::string>() : row.texts_of(found->name);
  }

 private:
  const Field* column_of(Role role) const {
    const auto found = std::find_if(table_->columns.begin(), table_->columns.end(),
                                    [&](const Field& each) { return each.role == role; });
    return found == table_->columns.end() ? nullptr : &*found;
  }

  const Field* table_;
  std::vector<Value> rows_;
};

std::vector<PlanObjective> read_objectives(const Form& form, const Value& answers) {
  const TableReader table(form, answers, Role::PlanObjectives);
  std::vector<PlanObjective> read;
  for (const Value& row : table.rows()) {
    read.push_back({table.text_of(row, Role::ObjectiveNumber), table.text_of(row, Role::Objective),
                    table.text_of(row, Role::ObjectiveProblem),
                    table.text_of(row, Role::ObjectiveSituation)});
  }
  return read;
}

std::vector<PlanActivity> read_activities(const Form& form, const Value& answers) {
  const TableReader table(form, answers, Role::PlanActivities);
  std::vector<PlanActivity> read;
  for (const Value& row : table.rows()) {
    PlanActivity activity;
    activity.row = row.scalar_of(kRowId);
    activity.words = table.text_of(row, Role::Activity);
    activity.objective = table.text_of(row, Role::ActivityObjective);
    activity.service = table.text_of(row, Role::ActivityService);
    activity.nature = table.text_of(row, Role::ActivityNature);
    activity.term = table.text_of(row, Role::ActivityTerm);
    activity.status = table.text_of(row, Role::ActivityStatus);
    activity.responsible = table.text_of(row, Role::ActivityResponsible);
    activity.responsible_role = table.text_of(row, Role::ActivityResponsibleRole);
    activity.due = parse_date(table.text_of(row, Role::ActivityDue));
    activity.resources = table.codes_of(row, Role::ActivityResources);
    read.push_back(std::move(activity));
  }
  return read;
}

/// The situations that the episode's registration, reopening and assessments found.
std::set<std::string> situations_found(const Case& c) {
  std::set<std::string> found;
  for (std::size_t i = c.episode_begin(); i < c.events.size(); ++i) {
    for (const Role role : {Role::SituationPrimary, Role::SituationsSecondary}) {
      for (std::string& code : answer_codes(c, c.events[i], role)) {
        found.insert(std::move(code));
      }
    }
  }
  return found;
}

bool has_full_assessment(const Case& c) {
  const std::vector<const Event*> assessments = c.of_form(kFullAssessmentForm);
  return std::any_of(assessments.begin(), assessments.end(), [&](const Event* each) {
    return answer_text(c, *each, Role::AssessmentComplete) != "false";
  });
}

class PlanJudge {
 public:
  PlanJudge(const CarePlan& plan, const Case& c, const Rulebook& rules, Date made,
            const std::string& entry)
      : plan_(plan), case_(c), rules_(rules.at(made)), made_(made), entry_(entry) {}

  std::vector<Advice> run() {
    judge_basis();
    judge_objectives();
    judge_situations();
    judge_resources();
    judge_details();
    return std::move(notices_);
  }

 private:
  void add(const char* id, Text message, const char* source) {
    notices_.push_back({id, std::move(message), source});
  }

  void judge_basis() {
    const bool none = case_.level_at(case_.now, rules_) == RiskLevel::None;
    if (!none && !has_full_assessment(case_) && !plan_.no_full_assessment_reason) {
      add("plan-without-assessment",
          {"plan sans évaluation approfondie terminée : la faire, ou en donner le motif au "
           "superviseur",
           "a plan without a complete full assessment: make it, or tell the supervisor why not"},
          "POS 5.2");
    }
    if (plan_version(case_, entry_) > 1 && !plan_.revision_reason) {
      add("plan-version-reason",
          {"nouvelle version du plan sans motif", "a new version of the plan without its reason"},
          "POS 5.5");
    }
  }

  bool has_activity(const std::string& objective) const {
    return std::any_of(plan_.activities.begin(), plan_.activities.end(),
                       [&](const PlanActivity& each) { return each.objective == objective; });
  }
  bool has_objective(const std::string& number) const {
    return std::any_of(plan_.objectives.begin(), plan_.objectives.end(),
                       [&](const PlanObjective& each) { return each.number == number; });
  }

  void judge_objectives() {
    const auto idle = std::count_if(plan_.objectives.begin(), plan_.objectives.end(),
                                    [&](const auto& each) { return !has_activity(each.number); });
    if (idle > 0) {
      add("plan-objective-without-activity",
          text("{} objectif(s) sans activité : la réponse doit être holistique",
               "{} objective(s) without an activity: the answer is to be holistic", idle),
          "POS 5.3 b");
    }
    const auto astray =
        std::count_if(plan_.activities.begin(), plan_.activities.end(), [&](const auto& each) {
          return !each.objective.empty() && !has_objective(each.objective);
        });
    if (astray > 0) {
      add("plan-activity-without-objective",
          text("{} activité(s) dont l'objectif n'est pas dans le plan",
               "{} activity(ies) whose objective is not in the plan", astray),
          "POS 5.3 a");
    }
    const auto unrelated = std::count_if(
        plan_.objectives.begin(), plan_.objectives.end(),
        [](const auto& each) { return each.problem.empty() && each.situation.empty(); });
    if (unrelated > 0) {
      add("plan-objective-without-problem",
          text("{} objectif(s) sans le problème visé",
               "{} objective(s) without the problem that "
               "they address",
               unrelated),
          "POS 5.3 a");
    }
  }

  /// Judged only where the plan names situations; problems in words cannot be compared.
  void judge_situations() {
    std::set<std::string> addressed;
    for (const PlanObjective& each : plan_.objectives) {
      if (!each.situation.empty() && has_activity(each.number)) {
        addressed.insert(each.situation);
      }
    }
    const bool names = std::any_of(plan_.objectives.begin(), plan_.objectives.end(),
                                   [](const auto& each) { return !each.situation.empty(); });
    const std::set<std::string> found = situations_found(case_);
    const auto lacking = [](const std::set<std::string>& all, const std::set<std::string>& of) {
      return std::count_if(of.begin(), of.end(),
                           [&](const std::string& code) { return !all.contains(code); });
    };
    if (names && lacking(addressed, found) > 0) {
      add("plan-problem-without-activity",
          text("{} problème(s) de l'évaluation sans activité",
               "{} problem(s) of the assessment without an activity", lacking(addressed, found)),
          "POS 5.3 b");
    }
    if (lacking(found, addressed) > 0) {
      add("plan-problem-not-assessed",
          {"le plan vise une situation que l'évaluation n'a pas relevée",
           "the plan addresses a situation that the assessment did not find"},
          "POS 5.3");
    }
  }

  void judge_resources() {
    const std::vector<PlanActivity>& all = plan_.activities;
    const auto each_is = [&](auto what) {
      return !all.empty() && std::all_of(all.begin(), all.end(), what);
    };
    if (each_is([](const PlanActivity& each) { return each.nature == "material"; })) {
      add("plan-material-only",
          {"toutes les activités sont matérielles ou financières",
           "all activities are material or financial"},
          "POS 5.3 b");
    }
    const bool alone = each_is([&](const PlanActivity& each) {
      return each.responsible == all.front().responsible && each.responsible_role != "parents" &&
             std::none_of(each.resources.begin(), each.resources.end(),
                          [](const std::string& origin) { return origin != "service"; });
    });
    if (alone && !plan_.family_resources) {
      add("plan-one-provider",
          {"le plan repose sur un seul acteur, sans ressource de l'enfant, de la famille ni de la "
           "communauté",
           "the plan rests on one actor alone, with no resource of child, family or community"},
          "POS 3.4");
    }
  }

  bool is_beyond_term(const PlanActivity& activity) const {
    const auto limit = rules_.terms.find(activity.term);
    return limit != rules_.terms.end() && activity.due &&
           *activity.due > pos::add(made_, limit->second);
  }

  void judge_details() {
    const auto late = std::count_if(plan_.activities.begin(), plan_.activities.end(),
                                    [&](const auto& each) { return is_beyond_term(each); });
    if (late > 0) {
      add("plan-term",
          text("{} échéance(s) au-delà du terme annoncé", "{} deadline(s) beyond the term told",
               late),
          "POS 5.3 b");
    }
    const auto serves = [](std::string_view service) {
      return [service](const PlanActivity& each) { return each.service == service; };
    };
    const auto any = [&](std::string_view service) {
      return std::any_of(plan_.activities.begin(), plan_.activities.end(), serves(service));
    };
    if (needs_civil_status(case_) && !any(kCivilStatus)) {
      add("plan-civil-status",
          {"l'enfant n'a pas de document d'état civil, et le plan n'y répond pas",
           "the child has no civil-status document, and the plan does not answer to it"},
          "POS 3.4.1");
    }
    if (any("family_alternatives") && plan_.placement.empty()) {
      add("plan-placement",
          {"le plan ne dit pas où l'enfant doit vivre",
           "the plan does not say where the child is to live"},
          "POS 3.1.4");
    }
  }

  const CarePlan& plan_;
  const Case& case_;
  const Rulebook& rules_;
  Date made_;
  const std::string& entry_;
  std::vector<Advice> notices_;
};

}  // namespace

bool PlanActivity::open() const {
  return is_open_status(status);
}

CarePlan read_plan(const Form& form, const Value& answers) {
  CarePlan plan;
  plan.general_objective = answer_of(form, answers, Role::PlanGeneralObjective);
  plan.objectives = read_objectives(form, answers);
  plan.activities = read_activities(form, answers);
  plan.family_resources = !answer_of(form, answers, Role::PlanFamilyResources).empty();
  plan.placement = answer_of(form, answers, Role::PlanPlacement);
  plan.revision_reason = !answer_of(form, answers, Role::PlanRevisionReason).empty();
  plan.no_full_assessment_reason = !answer_of(form, answers, Role::NoFullAssessmentReason).empty();
  return plan;
}

std::vector<Advice> plan_notices(const CarePlan& plan, const Case& c, const Rulebook& rules,
                                 Date made, const std::string& entry) {
  return PlanJudge(plan, c, rules, made, entry).run();
}

const Event* latest_plan(const Case& c) {
  const std::vector<const Event*> plans = c.of_form(kCarePlanForm);
  return plans.empty() ? nullptr : plans.back();
}

int plan_version(const Case& c, const std::string& entry) {
  const std::vector<const Event*> plans = c.of_form(kCarePlanForm);
  const auto found = std::find_if(plans.begin(), plans.end(),
                                  [&](const Event* plan) { return plan->entry == entry; });
  return static_cast<int>(found - plans.begin()) + 1;
}

std::vector<Date> services_received(const Case& c, const Event& plan,
                                    const PlanActivity& activity) {
  std::vector<Date> days;
  for (const Event& event : c.events) {
    // A service has its category, and so has a referral, which is answered or not.
    const Form& form = c.forms(event.form);
    const bool service = form.with_role(Role::ServiceCategory) != nullptr &&
                         form.with_role(Role::ReferralAnswerDue) == nullptr &&
                         form.with_role(Role::PlanActivities) == nullptr;
    if (service && event.occurred.day() >= plan.occurred.day() && !activity.service.empty() &&
        holds(answer_codes(c, event, Role::ServiceCategory), activity.service)) {
      days.push_back(event.occurred.day());
    }
  }
  return days;
}

std::string root_causes(const Case& c) {
  std::string causes;
  for (const Event* assessment : c.of_form(kFullAssessmentForm)) {
    const std::string told = answer_text(c, *assessment, Role::RootCauses);
    causes = told.empty() ? causes : told;
  }
  return causes;
}

std::vector<OpenObstacle> open_obstacles(const Case& c) {
  std::vector<OpenObstacle> open;
  for (const Event* event : c.of_form(kFollowUpForm)) {
    const TableReader table(c.forms(event->form), event->data, Role::Obstacles);
    for (const Value& row : table.rows()) {
      if (is_open_status(table.text_of(row, Role::ActivityStatus))) {
        open.push_back({event->entry, event->occurred.day(), table.text_of(row, Role::Obstacle),
                        parse_date(table.text_of(row, Role::ActivityDue))});
      }
    }
  }
  return open;
}

bool needs_civil_status(const Case& c) {
  if (!c.registered() || answer_text(c, c.registration(), Role::CivilDocument) != "none") {
    return false;
  }
  for (const Event* plan : c.of_form(kCarePlanForm)) {
    const CarePlan read = read_plan(c.forms(plan->form), plan->data);
    const bool solved =
        std::any_of(read.activities.begin(), read.activities.end(), [](const PlanActivity& each) {
          return each.service == kCivilStatus && each.status == "done";
        });
    if (solved) {
      return false;
    }
  }
  return true;
}

}  // namespace pos
