// pos due: what the procedures require next, and by when.
#include "workflow/due.h"

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "formats/due_list.h"
#include "formats/edition.h"

namespace pos::cli {
namespace {

struct DueOptions {
  std::string id, manager, within;
  bool all = false, check = false, office = false;
};

DueQuery query_of(const DueOptions& options) {
  DueQuery query;
  query.manager = options.manager;
  query.all = options.all;
  if (!options.within.empty()) {
    query.within = parse_period(options.within);
    if (!query.within) {
      throw Error(ErrorCode::Usage, {"--within : pas une durée", "--within: not a duration"},
                  {"par exemple P7D, P2W ou P1M", "for example P7D, P2W or P1M"});
    }
  }
  return query;
}

std::string shown_due(const Obligation& o) {
  if (!o.due) {
    return "–";
  }
  const std::string time = to_string(*o.due);
  return time.ends_with("T23:59:59Z") ? time.substr(0, 10)
                                      : time.substr(0, 10) + " " + time.substr(11, 5);
}

/// Which one, where a step occurs several times: the service, or the beginning of the entry's or
/// row's identifier, as a user may type it.
std::string shown_subject(const Obligation& o, bool of_office) {
  constexpr std::size_t kEnough = 10;
  return o.subject.empty() ? "" : " " + (of_office ? o.subject : o.subject.substr(0, kEnough));
}

/// Those that the deadlines shown are of: what began before a revision keeps the former one.
void print_editions(const DueList& list, Context& context) {
  for (const Rulebook* each = &context.workspace().rules(); each; each = each->former.get()) {
    if (std::any_of(list.items.begin(), list.items.end(), [&](const DueItem& item) {
          return item.obligation.edition == each->edition;
        })) {
      context.print_line(context.words(each->name()));
    }
  }
}

void print_table(const DueList& list, Context& context) {
  if (list.items.empty()) {
    context.note({"rien à faire", "nothing is due"});
    return;
  }
  std::vector<std::vector<std::string>> rows;
  const Rulebook& rules = context.workspace().rules();
  for (const DueItem& item : list.items) {
    const Obligation& o = item.obligation;
    const int late = overdue_days(o, context.now());
    const auto info = rules.steps.find(o.step);
    const std::string step =
        info == rules.steps.end() ? std::string(word(o.step)) : context.words(info->second.label);
    rows.push_back({shown_due(o), context.words(label(o.state)),
                    late > 0 ? std::to_string(late) : "", item.case_id,
                    step + shown_subject(o, item.case_id.empty()) + (o.recommended ? " *" : ""),
                    item.level ? context.words(label(*item.level)) : "", item.manager, o.source});
  }
  const bool french = context.language() == Language::French;
  context.print(table(french ? std::vector<std::string>{"Échéance", "État", "Retard (j)", "Dossier",
                                                        "Étape", "Risque", "Gestionnaire", "Source"}
                             : std::vector<std::string>{"Due", "State", "Days late", "Case", "Step",
                                                        "Risk", "Manager", "Source"},
                      rows, {2}));
  const bool recommended =
      std::any_of(list.items.begin(), list.items.end(),
                  [](const DueItem& item) { return item.obligation.recommended; });
  if (recommended) {
    context.print_line(context.words({"* recommandé par pos, non exigé par les POS",
                                      "* recommended by pos, not required by the POS"}));
  }
  print_editions(list, context);
}

void print_json(const DueList& list, Context& context) {
  std::vector<Value> warnings, items;
  for (const Text& warning : list.warnings) {
    warnings.push_back(Value::text(context.words(warning)));
  }
  for (const DueItem& item : list.items) {
    items.push_back(due_value(item, context.now()));
  }
  Value document = envelope("pos.due/1", context.now(), list.complete, std::move(warnings));
  document.set("rules", Value::text(context.workspace().rules().edition));
  document.set("procedures", procedures_value(context.workspace().rules(), context.language()));
  document.set("items", Value::list(std::move(items)));
  context.print_json(document);
}

void print_csv(const DueList& list, Context& context) {
  std::vector<CsvRow> rows = {due_header()};
  for (const DueItem& item : list.items) {
    rows.push_back(due_row(item, context.now()));
  }
  context.print(context.format() == Format::Csv ? write_csv(rows) : write_excel_csv(rows));
}

void print(const DueList& list, Context& context) {
  switch (context.format()) {
    case Format::Text:
      return print_table(list, context);
    case Format::Json:
      return print_json(list, context);
    case Format::Ics:
      return context.print(write_ics(list.items, context.now()));
    default:
      return print_csv(list, context);
  }
}

void run(const DueOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json, Format::Csv, Format::ExcelCsv, Format::Ics});
  const DueQuery query = query_of(options);
  std::optional<CaseId> id;
  if (!options.id.empty()) {
    id = case_of(context, options.id);
  }
  const DueList list =
      options.office ? office_due(context.workspace()) : due(context.workspace(), id, query);
  print(list, context);
  for (const Text& warning : list.warnings) {
    context.warn(warning);
  }
  const bool overdue = std::any_of(list.items.begin(), list.items.end(), [](const DueItem& item) {
    return item.obligation.state == ObligationState::Overdue;
  });
  if (!list.intact) {
    context.exit_code = exit_code(ErrorCode::Integrity);
  } else if (!list.complete) {
    context.exit_code = exit_code(ErrorCode::Partial);
  } else if (options.check && overdue) {
    context.exit_code = exit_code(ErrorCode::Due);
  }
}

}  // namespace

void add_due(CLI::App& pos, Context& context) {
  auto options = std::make_shared<DueOptions>();
  CLI::App* command =
      add_command(pos, context, "due", {"echeances", "échéances"},
                  {"Ce qui est à faire, et pour quand", "What is due, and when"}, views_group());
  option(command, context, "--case", options->id, {"D'un seul dossier", "Of one case"})
      .type_name("CASE");
  option(command, context, "--manager", options->manager,
         {"D'un gestionnaire de cas", "Of one case manager"})
      .type_name("CODE");
  option(command, context, "--within", options->within,
         {"À venir dans ce délai seulement (P7D, P1M)", "Pending within this time only (P7D, P1M)"})
      .type_name("DURATION");
  flag(command, context, "--all", options->all,
       {"Aussi ce qui est fait, manqué ou non requis", "Also what is met, missed or not required"});
  flag(
      command, context, "--check", options->check,
      {"Code de sortie 20 si une échéance est dépassée", "Exit code 20 when something is overdue"});
  flag(command, context, "--office", options->office,
       {"Les échéances du bureau", "What the office owes"});
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
