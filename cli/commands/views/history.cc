// pos history: every entry of a case, used or not, with what became of it.
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "formats/case_view.h"
#include "formats/due_list.h"
#include "workflow/cases.h"

namespace pos::cli {
namespace {

struct Row {
  const Entry* entry;
  EntryState state;
  const Text* reason;
};

std::vector<Row> rows_of(const OpenedCase& opened) {
  std::vector<Row> rows;
  const Journal& journal = opened.record.journal;
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    rows.push_back({&journal.entries[i], journal.states[i], &journal.reasons[i]});
  }
  for (std::size_t i = 0; i < opened.unused.size(); ++i) {
    rows.push_back({&opened.unused[i], opened.unused_states[i], &opened.unused_reasons[i]});
  }
  return rows;
}

void print_table(const std::vector<Row>& rows, Context& context) {
  std::vector<std::vector<std::string>> lines;
  for (const Row& row : rows) {
    const Entry& entry = *row.entry;
    lines.push_back({entry.id, to_string(entry.occurred),
                     entry.act ? context.words(label(*entry.act)) : entry.form,
                     entry.by.empty() ? entry.author : entry.author + " (" + entry.by + ")",
                     context.words(label(row.state)),
                     row.reason->empty() ? (entry.reason.empty() ? entry.purpose : entry.reason)
                                         : context.words(*row.reason)});
  }
  const bool french = context.language() == Language::French;
  context.print(table(
      french
          ? std::vector<std::string>{"Saisie", "Date du fait", "Fiche", "Auteur", "État", "Motif"}
          : std::vector<std::string>{"Entry", "Occurred", "Form", "Author", "State", "Reason"},
      lines));
}

void print_json(const std::vector<Row>& rows, const OpenedCase& opened, Context& context) {
  std::vector<Value> warnings, items;
  for (const Text& finding : opened.record.findings) {
    warnings.push_back(Value::text(context.words(finding)));
  }
  for (const Row& row : rows) {
    items.push_back(history_value(*row.entry, row.state, *row.reason, context.language()));
  }
  Value document =
      envelope("pos.history/1", context.now(), opened.record.complete(), std::move(warnings));
  document.set("case", Value::text(opened.record.id.text()));
  document.set("items", Value::list(std::move(items)));
  context.print_json(document);
}

/// What waits for the present manager or supervisor.
void note_acceptable(const std::vector<Row>& rows, const OpenedCase& opened, Context& context) {
  for (const Row& row : rows) {
    if (is_acceptable(*row.entry, row.state)) {
      context.note(text("à accepter, si c'est juste : `pos accept {0} {1}`",
                        "to be accepted, if it is right: `pos accept {0} {1}`",
                        opened.record.id.text(), row.entry->id));
    }
  }
}

void run(const std::string& id, Context& context) {
  context.require_format({Format::Text, Format::Json, Format::Csv, Format::ExcelCsv});
  context.workspace().require_case_reader();
  const OpenedCase opened = open_case(context.workspace(), case_of(context, id), false);
  const std::vector<Row> rows = rows_of(opened);
  if (context.format() == Format::Text) {
    print_table(rows, context);
  } else if (context.format() == Format::Json) {
    print_json(rows, opened, context);
  } else {
    std::vector<CsvRow> lines = {history_header()};
    for (const Row& row : rows) {
      lines.push_back(history_row(*row.entry, row.state, *row.reason, context.language()));
    }
    context.print(context.format() == Format::Csv ? write_csv(lines) : write_excel_csv(lines));
  }
  for (const Text& finding : opened.record.findings) {
    context.warn(finding);
  }
  note_acceptable(rows, opened, context);
}

}  // namespace

void add_history(CLI::App& pos, Context& context) {
  auto id = std::make_shared<std::string>();
  CLI::App* command = add_command(
      pos, context, "history", {"historique"},
      {"Toutes les saisies d'un dossier, avec leur état", "Every entry of a case, with its state"},
      views_group());
  option(command, context, "CASE", *id,
         {"Identifiant du dossier, ou son début", "Identifier of the case, or its beginning"})
      .required();
  on_run(command, context, [id, &context] { run(*id, context); });
}

}  // namespace pos::cli
