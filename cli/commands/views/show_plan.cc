// pos show --plan: the plan of a case as one sheet.
#include "cli/commands/views/show_plan.h"

#include <algorithm>

#include "cli/table.h"
#include "domain/care_plan.h"
#include "formats/case_view.h"
#include "formats/json.h"

namespace pos::cli {
namespace {

/// The plan and what the rest of the case says of it.
struct PlanSheet {
  const Event& event;
  const Form& form;
  CarePlan plan;
  std::vector<std::vector<Date>> received;  ///< by activity
  std::vector<OpenObstacle> obstacles;
  std::vector<Advice> notices;
};

PlanSheet plan_sheet(const CaseView& view, Context& context) {
  const Case& c = view.state;
  const Event* event = latest_plan(c);
  if (event == nullptr) {
    throw Error(ErrorCode::NotFound,
                {"ce dossier n'a pas encore de plan", "this case has no plan yet"},
                {"le plan se fait par `pos plan`", "a plan is made with `pos plan`"});
  }
  const Form& form = c.forms(event->form);
  PlanSheet sheet{*event, form, read_plan(form, event->data), {}, open_obstacles(c), {}};
  for (const PlanActivity& activity : sheet.plan.activities) {
    sheet.received.push_back(services_received(c, *event, activity));
  }
  sheet.notices =
      plan_notices(sheet.plan, c, context.workspace().rules(), event->occurred.day(), event->entry);
  return sheet;
}

std::string validated_on(const Event& plan) {
  const bool approved = plan.validation && plan.validation->decision == Decision::Approved;
  return approved ? to_string(plan.validation->occurred.day()) : std::string();
}

std::string label_of(const PlanSheet& sheet, Role role, const std::string& code, Context& context) {
  const Field* field = sheet.form.with_role(role);
  if (field == nullptr || code.empty()) {
    return code;
  }
  const std::vector<Choice>& choices =
      field->list.empty() ? field->choices
                          : context.workspace().schemas().list(field->list).choices;
  const Choice* choice = find_choice(choices, code);
  return choice == nullptr ? code : context.words(choice->label);
}

std::string labels_of(const PlanSheet& sheet, Role role, const std::vector<std::string>& codes,
                      Context& context) {
  std::string words;
  for (const std::string& code : codes) {
    words += (words.empty() ? "" : ", ") + label_of(sheet, role, code, context);
  }
  return words;
}

std::string one_line(std::string words) {
  std::replace(words.begin(), words.end(), '\n', ' ');
  return words;
}

std::string days(const std::vector<Date>& dates) {
  std::string words;
  for (const Date date : dates) {
    words += (words.empty() ? "" : ", ") + to_string(date);
  }
  return words;
}

/// Planned services of which nothing is there yet.
bool is_awaited(const PlanActivity& activity, const std::vector<Date>& received) {
  return !activity.service.empty() && activity.open() && received.empty();
}

// JSON

Value activity_value(const PlanActivity& activity, const std::vector<Date>& received) {
  std::vector<std::string> dates;
  for (const Date date : received) {
    dates.push_back(to_string(date));
  }
  return Value::map({{"row", Value::text(activity.row)},
                     {"activity", Value::text(activity.words)},
                     {"objective", Value::text(activity.objective)},
                     {"service", Value::text(activity.service)},
                     {"nature", Value::text(activity.nature)},
                     {"term", Value::text(activity.term)},
                     {"due", activity.due ? Value::text(to_string(*activity.due)) : json_null()},
                     {"responsible", Value::text(activity.responsible)},
                     {"responsible_role", Value::text(activity.responsible_role)},
                     {"resources", Value::texts(activity.resources)},
                     {"status", Value::text(activity.status)},
                     {"open", Value::boolean(activity.open())},
                     {"received", Value::texts(dates)},
                     {"awaited", Value::boolean(is_awaited(activity, received))}});
}

Value objective_value(const PlanObjective& objective) {
  return Value::map({{"number", Value::text(objective.number)},
                     {"objective", Value::text(objective.words)},
                     {"problem", Value::text(objective.problem)},
                     {"situation", Value::text(objective.situation)}});
}

void print_plan_json(const CaseView& view, const PlanSheet& sheet, Context& context) {
  std::vector<Value> objectives, activities, obstacles, notices;
  for (const PlanObjective& objective : sheet.plan.objectives) {
    objectives.push_back(objective_value(objective));
  }
  for (std::size_t i = 0; i < sheet.plan.activities.size(); ++i) {
    activities.push_back(activity_value(sheet.plan.activities[i], sheet.received[i]));
  }
  for (const OpenObstacle& each : sheet.obstacles) {
    obstacles.push_back(
        Value::map({{"entry", Value::text(each.entry)},
                    {"since", Value::text(to_string(each.since))},
                    {"due", each.due ? Value::text(to_string(*each.due)) : json_null()},
                    {"obstacle", Value::text(each.words)}}));
  }
  for (const Advice& notice : sheet.notices) {
    notices.push_back(advice_value(notice, context.language()));
  }
  const std::string validated = validated_on(sheet.event);
  context.print_json(Value::map(
      {{"schema", Value::text("pos.plan/1")},
       {"case", Value::text(view.state.id.text())},
       {"entry", Value::text(sheet.event.entry)},
       {"version", Value::number(std::to_string(plan_version(view.state, sheet.event.entry)))},
       {"date", Value::text(to_string(sheet.event.occurred.day()))},
       {"validated", validated.empty() ? json_null() : Value::text(validated)},
       {"general_objective", Value::text(sheet.plan.general_objective)},
       {"root_causes", Value::text(root_causes(view.state))},
       {"placement", Value::text(sheet.plan.placement)},
       {"civil_status_needed", Value::boolean(needs_civil_status(view.state))},
       {"objectives", Value::list(std::move(objectives))},
       {"activities", Value::list(std::move(activities))},
       {"obstacles", Value::list(std::move(obstacles))},
       {"notices", Value::list(std::move(notices))}}));
}

// Text

void print_head(const CaseView& view, const PlanSheet& sheet, Context& context) {
  const std::string validated = validated_on(sheet.event);
  const std::optional<Validation>& decided = sheet.event.validation;
  const Text state =
      !validated.empty() ? text("validé le {0}", "validated on {0}", validated)
      : decided ? text("retourné le {0}", "returned on {0}", to_string(decided->occurred.day()))
                : Text{"à valider", "to be validated"};
  context.print_line(context.words({"Dossier       ", "Case          "}) + view.state.id.text());
  context.print_line(context.words(text(
      "Plan          version {}, {}, {}", "Plan          version {}, {}, {}",
      plan_version(view.state, sheet.event.entry), to_string(sheet.event.occurred.day()), state)));
  context.print_line(context.words({"Objectif      ", "Objective     "}) +
                     one_line(sheet.plan.general_objective));
  if (const std::string causes = root_causes(view.state); !causes.empty()) {
    context.print_line(context.words({"Causes        ", "Root causes   "}) + one_line(causes));
  }
  if (!sheet.plan.placement.empty()) {
    context.print_line(context.words({"Lieu de vie   ", "To live in    "}) +
                       label_of(sheet, Role::PlanPlacement, sheet.plan.placement, context));
  }
}

void print_objectives(const PlanSheet& sheet, Context& context) {
  context.print_line("");
  for (const PlanObjective& objective : sheet.plan.objectives) {
    const std::string problem =
        objective.problem.empty()
            ? label_of(sheet, Role::ObjectiveSituation, objective.situation, context)
            : objective.problem;
    context.print_line(objective.number + ". " + objective.words +
                       (problem.empty() ? "" : " (" + problem + ")"));
  }
}

/// A row's identifier as `pos due` shows it, and as a completion may name it.
constexpr std::size_t kRowShown = 10;

void print_activities(const PlanSheet& sheet, Context& context) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < sheet.plan.activities.size(); ++i) {
    const PlanActivity& each = sheet.plan.activities[i];
    const std::string received = is_awaited(each, sheet.received[i])
                                     ? context.words({"attendu", "awaited"})
                                     : days(sheet.received[i]);
    rows.push_back(
        {each.row.substr(0, kRowShown), each.objective, each.due ? to_string(*each.due) : "",
         label_of(sheet, Role::ActivityTerm, each.term, context),
         label_of(sheet, Role::ActivityStatus, each.status, context), received, each.responsible,
         labels_of(sheet, Role::ActivityResources, each.resources, context), each.words});
  }
  const bool french = context.language() == Language::French;
  context.print_line("");
  context.print(table(
      french ? std::vector<std::string>{"Ligne", "Obj.", "Échéance", "Horizon", "État",
                                        "Service reçu", "Responsable", "Ressources", "Activité"}
             : std::vector<std::string>{"Row", "Obj.", "Due", "Term", "Status", "Service received",
                                        "Responsible", "Resources", "Activity"},
      rows));
}

void print_rest(const CaseView& view, const PlanSheet& sheet, Context& context) {
  if (!sheet.obstacles.empty() || !sheet.notices.empty() || needs_civil_status(view.state)) {
    context.print_line("");
  }
  for (const OpenObstacle& each : sheet.obstacles) {
    context.print_line(context.words({"Obstacle      ", "Obstacle      "}) + to_string(each.since) +
                       "  " + one_line(each.words));
  }
  if (needs_civil_status(view.state)) {
    context.print_line(context.words({"Besoin        document d'état civil (POS 3.4.1)",
                                      "Need          a civil-status document (POS 3.4.1)"}));
  }
  for (const Advice& notice : sheet.notices) {
    context.print_line(context.words({"À revoir      ", "Look again    "}) +
                       context.words(notice.message) + " (" + notice.source + ")");
  }
}

}  // namespace

void show_plan(const CaseView& view, Context& context) {
  const PlanSheet sheet = plan_sheet(view, context);
  if (context.format() == Format::Json) {
    return print_plan_json(view, sheet, context);
  }
  print_head(view, sheet, context);
  print_objectives(sheet, context);
  print_activities(sheet, context);
  print_rest(view, sheet, context);
}

}  // namespace pos::cli
