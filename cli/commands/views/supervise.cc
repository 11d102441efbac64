// pos supervise: a supervisor's teams, by identifier and figure, never by name.
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "formats/due_list.h"
#include "formats/edition.h"
#include "formats/json.h"
#include "formats/supervision.h"
#include "workflow/supervising.h"

namespace pos::cli {
namespace {

std::string shown_count(int count) {
  return count == 0 ? "" : std::to_string(count);
}

std::string shown_level(const std::optional<RiskLevel>& level, Context& context) {
  return context.words(level ? label(*level) : Text{"non évalué", "not assessed"});
}

void print_managers(const SupervisedTeam& team, Context& context) {
  std::vector<std::vector<std::string>> rows;
  for (const SupervisedManager& each : team.managers) {
    rows.push_back({each.code, std::to_string(each.open) + (each.above ? " !" : ""),
                    shown_count(each.by_level[index(RiskLevel::High)]),
                    shown_count(each.by_level[index(RiskLevel::Medium)]),
                    shown_count(each.by_level[index(RiskLevel::Low)]),
                    shown_count(each.by_level[index(RiskLevel::None)]),
                    shown_count(each.unassessed), shown_count(each.overdue),
                    shown_count(each.validations), shown_count(each.reviews),
                    each.last_entry ? to_string(each.last_entry->day()) : ""});
  }
  const bool french = context.language() == Language::French;
  context.print(table(french ? std::vector<std::string>{"Gestionnaire", "Ouverts", "Élevé", "Moyen",
                                                        "Faible", "Nul", "Non évalué", "Retards",
                                                        "À valider", "Réexamens", "Dernière saisie"}
                             : std::vector<std::string>{"Manager", "Open", "High", "Medium", "Low",
                                                        "None", "Not assessed", "Overdue",
                                                        "To validate", "Reviews", "Last entry"},
                      rows, {1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

void print_open_cases(const SupervisedTeam& team, Context& context) {
  std::vector<std::vector<std::string>> rows;
  for (const SupervisedCase& each : team.cases) {
    rows.push_back({each.id.text(), each.manager, shown_level(each.level, context),
                    context.words(label(each.status)), shown_count(each.overdue),
                    context.words(each.validation ? Text{"à valider", "to validate"} : Text{}),
                    context.words(each.review ? Text{"à réexaminer", "to review"} : Text{}),
                    to_string(each.last_entry.day())});
  }
  if (rows.empty()) {
    return;
  }
  const bool french = context.language() == Language::French;
  context.print_line("");
  context.print(table(
      french ? std::vector<std::string>{"Dossier", "Gestionnaire", "Risque", "État", "Retards",
                                        "Validation", "Réexamen", "Dernière saisie"}
             : std::vector<std::string>{"Case", "Manager", "Risk", "Status", "Overdue",
                                        "Validation", "Review", "Last entry"},
      rows, {4}));
}

/// What is above the standard, told once for each team (POS 3.3.1).
void print_standards(const SupervisedTeam& team, Context& context) {
  const Rulebook& rules = context.workspace().rules();
  for (const SupervisedManager& each : team.managers) {
    if (each.above) {
      context.print_line(context.words(text("! {} : {} dossiers ouverts, au-delà de {} (POS 3.3.1)",
                                            "! {}: {} open cases, more than {} (POS 3.3.1)",
                                            each.code, each.open, rules.caseload_limit)));
    }
  }
  if (team.notice || team.above) {
    context.print_line(context.words(
        text("! {} gestionnaires pour un superviseur : {} à {} au plus (POS 3.3.1)",
             "! {} managers for one supervisor: at most {} to {} (POS 3.3.1)", team.managers.size(),
             rules.supervision_notice, rules.supervision_limit)));
  }
}

std::string shown_day(const std::optional<Date>& day) {
  return day ? to_string(*day) : "–";
}

void print_records_of(const UnitRecords& records, Context& context) {
  const bool french = context.language() == Language::French;
  context.print_line("");
  context.print_line(
      context.words(text("Dernière réunion d'équipe : {} ; dernière revue des cas : {}",
                         "Last team meeting: {}; last review of cases: {}",
                         shown_day(records.meeting), shown_day(records.case_review))));
  std::vector<std::vector<std::string>> rows;
  for (const StaffRecords& each : records.staff) {
    rows.push_back({each.staff, shown_day(each.supervision), shown_day(each.evaluation),
                    std::to_string(each.trainings)});
  }
  context.print(table(french ? std::vector<std::string>{"Gestionnaire", "Supervision", "Évaluation",
                                                        "Formations de l'année"}
                             : std::vector<std::string>{"Manager", "Supervision", "Evaluation",
                                                        "Trainings this year"},
                      rows, {3}));
}

void print_teams(const Supervision& supervision, Context& context) {
  if (supervision.teams.empty()) {
    return context.note({"aucun gestionnaire de cas sous votre supervision",
                         "no case manager under your supervision"});
  }
  for (std::size_t i = 0; i < supervision.teams.size(); ++i) {
    const SupervisedTeam& team = supervision.teams[i];
    if (i > 0) {
      context.print_line("");
    }
    context.print_line(context.words(
        text("Équipe {} ; superviseur {}", "Team {}; supervisor {}", team.unit, team.supervisor)));
    print_managers(team, context);
    print_standards(team, context);
    if (!supervision.records.empty()) {
      print_records_of(supervision.records[i], context);
    }
    print_open_cases(team, context);
  }
  context.print_line("");
  context.print_line(context.words(context.workspace().rules().name()));
}

void print_teams_json(const Supervision& supervision, Context& context) {
  std::vector<Value> warnings, items;
  for (const Text& warning : supervision.warnings) {
    warnings.push_back(Value::text(context.words(warning)));
  }
  for (std::size_t i = 0; i < supervision.teams.size(); ++i) {
    items.push_back(team_value(supervision.teams[i]));
    items.back().set("records", supervision.records.empty()
                                    ? json_null()
                                    : unit_records_value(supervision.records[i]));
  }
  Value document =
      envelope("pos.supervise/1", context.now(), supervision.complete, std::move(warnings));
  document.set("procedures", procedures_value(context.workspace().rules(), context.language()));
  document.set("items", Value::list(std::move(items)));
  context.print_json(document);
}

void print_teams_csv(const Supervision& supervision, Context& context) {
  std::vector<CsvRow> rows = {supervised_case_header()};
  for (const SupervisedTeam& team : supervision.teams) {
    for (const SupervisedCase& each : team.cases) {
      rows.push_back(supervised_case_row(team, each));
    }
  }
  context.print(context.format() == Format::Csv ? write_csv(rows) : write_excel_csv(rows));
}

void run_supervise(Context& context) {
  context.require_format({Format::Text, Format::Json, Format::Csv, Format::ExcelCsv});
  const Supervision supervision = supervise(context.workspace());
  if (context.format() == Format::Json) {
    print_teams_json(supervision, context);
  } else if (context.format() == Format::Text) {
    print_teams(supervision, context);
  } else {
    print_teams_csv(supervision, context);
  }
  for (const Text& warning : supervision.warnings) {
    context.warn(warning);
  }
  if (!supervision.intact) {
    context.exit_code = exit_code(ErrorCode::Integrity);
  } else if (!supervision.complete) {
    context.exit_code = exit_code(ErrorCode::Partial);
  }
}

}  // namespace

void add_supervise(CLI::App& pos, Context& context) {
  CLI::App* command = add_command(pos, context, "supervise", {"superviser"},
                                  {"Les équipes d'un superviseur, leur charge, ce qui attend",
                                   "A supervisor's teams, their load, what waits"},
                                  views_group());
  on_run(command, context, [&context] { run_supervise(context); });
}

}  // namespace pos::cli
