// pos list: the cases, one a line, by identifier and never by name.
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "formats/due_list.h"
#include "formats/edition.h"
#include "workflow/due.h"

namespace pos::cli {
namespace {

struct ListOptions {
  std::string status, manager, risk;
  bool overdue = false, past_retention = false;
};

std::string all_statuses() {
  std::string words;
  for (const CaseStatus status : all_case_statuses()) {
    words += (words.empty() ? "" : ", ") + std::string(word(status));
  }
  return words;
}

CaseQuery query_of(const ListOptions& options) {
  CaseQuery query;
  query.manager = options.manager;
  query.overdue = options.overdue;
  query.past_retention = options.past_retention;
  query.status = parse_case_status(options.status);
  query.level = parse_risk_level(options.risk);
  if (!options.status.empty() && !query.status) {
    throw Error(ErrorCode::Usage, {"--status : état inconnu", "--status: no such status"},
                same_text(all_statuses()));
  }
  if (!options.risk.empty() && !query.level) {
    throw Error(ErrorCode::Usage, {"--risk : niveau inconnu", "--risk: no such level"},
                same_text("high, medium, low, none"));
  }
  return query;
}

void print_table(const CaseList& list, Context& context) {
  std::vector<std::vector<std::string>> rows;
  const Rulebook& rules = context.workspace().rules();
  for (const CaseSummary& item : list.items) {
    std::string next;
    if (item.next) {
      const Obligation& o = item.next->obligation;
      next = (o.due ? to_string(*o.due).substr(0, 10) + " " : "") +
             context.words(rules.steps.at(o.step).label);
    }
    const Text masked = {" (masqué)", " (masked)"};
    rows.push_back({item.id.text(),
                    context.words(label(item.status)) + (item.masked ? context.words(masked) : ""),
                    item.level ? context.words(label(*item.level)) : "", item.manager,
                    item.registered ? to_string(item.registered->day()) : "",
                    item.updated ? to_string(day_of(*item.updated)) : "",
                    item.overdue > 0 ? std::to_string(item.overdue) : "", next});
  }
  const bool french = context.language() == Language::French;
  context.print(table(
      french ? std::vector<std::string>{"Dossier", "État", "Risque", "Gestionnaire", "Enregistré",
                                        "Mis à jour", "Retards", "Prochaine étape"}
             : std::vector<std::string>{"Case", "Status", "Risk", "Manager", "Registered",
                                        "Updated", "Overdue", "Next step"},
      rows, {6}));
  context.print_line(context.words(rules.name()));
}

void print(const CaseList& list, Context& context) {
  if (context.format() == Format::Text) {
    return print_table(list, context);
  }
  if (context.format() == Format::Json) {
    std::vector<Value> warnings, items;
    for (const Text& warning : list.warnings) {
      warnings.push_back(Value::text(context.words(warning)));
    }
    for (const CaseSummary& item : list.items) {
      items.push_back(summary_value(item));
    }
    Value document = envelope("pos.list/1", context.now(), list.complete, std::move(warnings));
    document.set("procedures", procedures_value(context.workspace().rules(), context.language()));
    document.set("items", Value::list(std::move(items)));
    return context.print_json(document);
  }
  std::vector<CsvRow> rows = {summary_header()};
  for (const CaseSummary& item : list.items) {
    rows.push_back(summary_row(item));
  }
  context.print(context.format() == Format::Csv ? write_csv(rows) : write_excel_csv(rows));
}

void run(const ListOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json, Format::Csv, Format::ExcelCsv});
  const CaseList list = list_cases(context.workspace(), query_of(options));
  print(list, context);
  for (const Text& warning : list.warnings) {
    context.warn(warning);
  }
  if (!list.intact) {
    context.exit_code = exit_code(ErrorCode::Integrity);
  } else if (!list.complete) {
    context.exit_code = exit_code(ErrorCode::Partial);
  }
}

}  // namespace

void add_list(CLI::App& pos, Context& context) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* command =
      add_command(pos, context, "list", {"lister"},
                  {"Les dossiers, un par ligne", "The cases, one a line"}, views_group());
  option(command, context, "--status", options->status, {"D'un état", "Of one status"});
  option(command, context, "--manager", options->manager,
         {"D'un gestionnaire de cas", "Of one case manager"})
      .type_name("CODE");
  option(command, context, "--risk", options->risk,
         {"D'un niveau de risque : high, medium, low, none",
          "Of one risk level: high, medium, low, none"});
  flag(command, context, "--overdue", options->overdue,
       {"Avec une échéance dépassée", "With something overdue"});
  flag(command, context, "--past-retention", options->past_retention,
       {"Clôturés depuis plus longtemps que la durée de conservation",
        "Closed for longer than the term of retention"});
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
