// pos export: cases as CPIMS+ has them; lessons without their cases.
#include "cli/answers.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "formats/cpims.h"
#include "formats/due_list.h"
#include "formats/json.h"
#include "workflow/exporting.h"

namespace pos::cli {
namespace {

struct ExportOptions {
  std::vector<std::string> cases;
  std::string purpose = "pos export cpims --names";
  bool all = false, names = false;
  int year = 0;
};

std::vector<Value> warning_values(const ExportState& state, Context& context) {
  std::vector<Value> warnings;
  for (const Text& warning : state.warnings) {
    warnings.push_back(Value::text(context.words(warning)));
  }
  return warnings;
}

void tell_state(const ExportState& state, Context& context) {
  for (const Text& warning : state.warnings) {
    context.warn(warning);
  }
  if (!state.intact) {
    context.exit_code = exit_code(ErrorCode::Integrity);
  } else if (!state.complete) {
    context.exit_code = exit_code(ErrorCode::Partial);
  }
}

void print_items(const char* schema, std::vector<Value> items, const ExportState& state,
                 Context& context) {
  Value document = envelope(schema, context.now(), state.complete, warning_values(state, context));
  document.set("items", Value::list(std::move(items)));
  context.print_json(document);
}

void print_rows(const std::vector<CsvRow>& rows, Context& context) {
  context.print(context.format() == Format::Csv ? write_csv(rows) : write_excel_csv(rows));
}

std::vector<CaseId> cases_of(const ExportOptions& options, Context& context) {
  if (options.all != options.cases.empty()) {
    throw Error(ErrorCode::Usage,
                {"nommer des dossiers, ou tous par --all", "name cases, or all with --all"},
                {"par exemple `pos export cpims --all --format json`",
                 "for example `pos export cpims --all --format json`"});
  }
  std::vector<CaseId> ids;
  for (const std::string& typed : options.cases) {
    ids.push_back(case_of(context, typed));
  }
  return ids;
}

void export_to_cpims(const ExportOptions& options, Context& context) {
  const std::vector<CaseId> ids = cases_of(options, context);
  context.require_format({Format::Json, Format::Csv, Format::ExcelCsv});
  const CpimsExport made = export_cpims(context.workspace(), ids, options.names, options.purpose);
  if (context.format() == Format::Json) {
    std::vector<Value> items;
    for (const CpimsCase& each : made.cases) {
      items.push_back(cpims_value(each));
    }
    print_items("pos.cpims/1", std::move(items), made.state, context);
  } else {
    std::vector<CsvRow> rows = {cpims_header(made.forms, options.names)};
    for (const CpimsCase& each : made.cases) {
      rows.push_back(cpims_row(each, made.forms, options.names));
    }
    print_rows(rows, context);
  }
  tell_state(made.state, context);
}

void print_lessons(const std::vector<Lesson>& lessons, Context& context) {
  if (lessons.empty()) {
    context.note({"aucune leçon", "no lessons"});
  }
  std::string title;
  for (const Lesson& each : lessons) {
    const std::string kind =
        context.words(each.kind == "lesson" ? Text{"Leçons tirées", "Lessons learnt"}
                                            : Text{"Bonnes pratiques", "Good practices"});
    const std::string heading = kind + " " + std::to_string(each.year);
    if (heading != title) {
      context.print_line((title.empty() ? "" : "\n") + heading);
      title = heading;
    }
    context.print_line("- " + indented(each.text, "  "));
  }
}

void export_the_lessons(const ExportOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json, Format::Csv, Format::ExcelCsv});
  const LessonsExport made = export_lessons(
      context.workspace(), options.year == 0 ? std::nullopt : std::optional(options.year));
  if (context.format() == Format::Json) {
    std::vector<Value> items;
    for (const Lesson& each : made.lessons) {
      items.push_back(Value::map({{"kind", Value::text(each.kind)},
                                  {"year", json_number(each.year)},
                                  {"text", Value::text(each.text)}}));
    }
    print_items("pos.lessons/1", std::move(items), made.state, context);
  } else if (context.format() == Format::Text) {
    print_lessons(made.lessons, context);
  } else {
    std::vector<CsvRow> rows = {{"kind", "year", "text"}};
    for (const Lesson& each : made.lessons) {
      rows.push_back({each.kind, std::to_string(each.year), each.text});
    }
    print_rows(rows, context);
  }
  tell_state(made.state, context);
}

void add_cpims(CLI::App& exporting, Context& context, std::shared_ptr<ExportOptions> options) {
  CLI::App* command =
      add_command(exporting, context, "cpims", {},
                  {"Des dossiers comme CPIMS+ les tient", "Cases as CPIMS+ has them"});
  option(command, context, "CASE", options->cases,
         {"Identifiants de dossiers, ou leur début", "Identifiers of cases, or their beginning"});
  flag(command, context, "--all", options->all,
       {"Tous ceux qui s'ouvrent ici", "All that open here"});
  flag(command, context, "--names", options->names,
       {"Avec l'identité (toute lecture par un autre que le gestionnaire est consignée)",
        "With the identity (recorded when read by anyone but the case manager)"});
  option(command, context, "--purpose", options->purpose,
         {"But de cette lecture, consigné", "Purpose of this reading, recorded"})
      .type_name("TEXT");
  on_run(command, context, [options, &context] { export_to_cpims(*options, context); });
}

}  // namespace

void add_export(CLI::App& pos, Context& context) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command = add_command(pos, context, "export", {"exporter"},
                                  {"Vers CPIMS+, ou les leçons sans leurs dossiers",
                                   "To CPIMS+, or lessons without their cases"},
                                  views_group());
  require_subcommand(command);
  add_cpims(*command, context, options);
  CLI::App* lessons = add_command(*command, context, "lessons", {"lecons", "leçons"},
                                  {"Leçons et bonnes pratiques des réexamens, sans aucun dossier",
                                   "Lessons and good practices of reviews, without any case"});
  option(lessons, context, "--year", options->year, {"D'une seule année", "Of one year"})
      .type_name("YEAR");
  on_run(lessons, context, [options, &context] { export_the_lessons(*options, context); });
}

}  // namespace pos::cli
