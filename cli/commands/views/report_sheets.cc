// pos report list, show, deposit, process, validate, share, merge: sheets that are kept.
#include <memory>

#include "cli/command.h"
#include "cli/commands/views/report.h"
#include "cli/table.h"
#include "formats/due_list.h"
#include "formats/sheet.h"
#include "workflow/sheet_merging.h"
#include "workflow/sheets.h"

namespace pos::cli {
namespace {

struct SheetOptions {
  std::string sheet, to, note, on, from, level, reason;
  std::vector<std::string> recipients, sheets;
  bool save = false, share = false;
};

std::vector<SavedSheet> readable_sheets(Context& context) {
  std::vector<Finding> findings;
  std::vector<SavedSheet> all = saved_sheets(context.workspace(), findings);
  for (const Finding& finding : findings) {
    context.warn(text("{} : {}", "{}: {}", finding.where.file, finding.message));
    context.exit_code = exit_code(ErrorCode::Partial);
  }
  return all;
}

Value step_value(const SheetStep& step) {
  Value value = Value::map({{"state", Value::text(std::string(word(step.state)))},
                            {"on", Value::text(step.on)},
                            {"author", Value::text(step.author)},
                            {"file", Value::text(step.file)}});
  for (const char* key : {"to", "note", "reason", "region", "recipients", "validation"}) {
    if (const Value* said = step.data.find(key)) {
      value.set(key, *said);
    }
  }
  return value;
}

void list_sheets(Context& context) {
  context.require_format({Format::Text, Format::Json});
  std::vector<Value> items;
  std::vector<std::vector<std::string>> rows;
  for (const SavedSheet& each : readable_sheets(context)) {
    const SheetStep& last = each.steps.back();
    const std::string revision = std::to_string(each.revision);
    rows.push_back({each.name(), "r" + revision,
                    each.shared_copy ? context.words({"à diffuser", "to be shared"})
                                     : context.words(label(last.state)),
                    last.on, last.author});
    items.push_back(Value::map({{"sheet", Value::text(each.name())},
                                {"period", Value::text(each.period)},
                                {"code", Value::text(each.code)},
                                {"revision", Value::number(revision)},
                                {"shared", Value::boolean(each.shared_copy)},
                                {"state", Value::text(std::string(word(last.state)))},
                                {"on", Value::text(last.on)},
                                {"author", Value::text(last.author)}}));
  }
  if (context.format() == Format::Json) {
    Value document = envelope("pos.sheets/1", context.now(), context.exit_code == 0, {});
    document.set("items", Value::list(std::move(items)));
    return context.print_json(document);
  }
  const bool french = context.language() == Language::French;
  context.print(table(french ? std::vector<std::string>{"Fiche", "Révision", "État", "Le", "Par"}
                             : std::vector<std::string>{"Sheet", "Revision", "State", "On", "By"},
                      rows));
}

void show_sheet(const SheetOptions& options, Context& context) {
  Workspace& workspace = context.workspace();
  const SavedSheet saved = find_sheet(workspace, options.sheet);
  const Sheet sheet = figures_of(workspace, saved);
  if (context.format() == Format::Json) {
    Value document = sheet_value(sheet);
    std::vector<Value> steps;
    for (const SheetStep& step : saved.steps) {
      steps.push_back(step_value(step));
    }
    document.set("states", Value::list(std::move(steps)));
    return context.print_json(document);
  }
  print_sheet(sheet, indicators_of(workspace), context);
  if (context.format() == Format::Text) {
    for (const SheetStep& step : saved.steps) {
      context.print_line(context.words(label(step.state)) + "  " + step.on + "  " + step.author);
    }
  }
}

void advance(const SheetOptions& options, SheetState to, Context& context) {
  context.require_format({Format::Text, Format::Json});
  StepRecord record;
  record.on = options.on;
  record.to = options.to;
  record.note = options.note;
  record.recipients = options.recipients;
  if (to == SheetState::Validated) {
    require_option(options.from, "--from");
    record.validation = {context.read_filled(options.from),
                         options.from == "-" ? "stdin" : options.from, ""};
  }
  const std::string file = advance_sheet(context.workspace(), options.sheet, to, record);
  context.done = text("fiche {} {}", "sheet {} {}", options.sheet, label(to));
  for (const Text& warning : record.warnings) {
    context.warn(warning);
  }
  if (context.format() == Format::Json) {
    return context.print_json(Value::map({{"sheet", Value::text(options.sheet)},
                                          {"state", Value::text(std::string(word(to)))},
                                          {"file", Value::text(file)}}));
  }
  context.print_line(file);
}

void merge(const SheetOptions& options, Context& context) {
  require_sheet_format(context);
  MergedReport merged = merge_reports(context.workspace(), options.sheets, options.level);
  if (options.save) {
    const std::string name = save_sheet(context.workspace(), merged.sheet, options.reason);
    context.note(text("fiche gardée : {}", "sheet kept: {}", name));
  }
  if (options.share) {
    merged.sheet = shareable(std::move(merged.sheet), merged.book);
  }
  print_sheet(merged.sheet, merged.book, context);
  for (const Text& warning : merged.warnings) {
    context.warn(warning);
  }
  for (const std::string& structure : merged.sheet.head.missing) {
    context.warn(text("{} n'a pas envoyé sa fiche", "{} has not sent its sheet", structure));
  }
}

using Shared = std::shared_ptr<SheetOptions>;

CLI::App* add_step(CLI::App& report, Context& context, const Shared& options, SheetState to,
                   const std::string& name, const std::vector<std::string>& aliases,
                   const Text& description) {
  CLI::App* command = add_command(report, context, name, aliases, description);
  option(command, context, "SHEET", options->sheet,
         {"La fiche : 2026-10/DRPFEF-BKO", "The sheet: 2026-10/DRPFEF-BKO"})
      .required();
  if (to != SheetState::Validated) {
    option(command, context, "--on", options->on, {"Le jour, si passé", "The day, where past"})
        .type_name("DATE");
  }
  on_run(command, context, [options, to, &context] { advance(*options, to, context); });
  return command;
}

void add_steps(CLI::App& report, Context& context, const Shared& options) {
  CLI::App* depositing =
      add_step(report, context, options, SheetState::Deposited, "deposit", {"deposer", "déposer"},
               {"La fiche est déposée", "The sheet is deposited"});
  option(depositing, context, "--to", options->to,
         {"À la structure, qui pourra la lire", "At the structure, which can then read it"})
      .type_name("STRUCTURE");
  option(depositing, context, "--note", options->note,
         {"Note qui l'accompagne, sans nom d'enfant", "A note that goes with it, no child's name"})
      .type_name("TEXT");
  add_step(report, context, options, SheetState::Processed, "process", {"traiter"},
           {"Ses données sont traitées", "Its data have been processed"});
  CLI::App* validating =
      add_step(report, context, options, SheetState::Validated, "validate", {"valider"},
               {"Les acteurs de la région l'ont validée (fiche `sheet`)",
                "The actors of the region have validated it (form `sheet`)"});
  option(validating, context, "--from", options->from,
         {"Fiche remplie, - pour l'entrée standard", "Filled form, - for standard input"})
      .type_name("FILE");
  CLI::App* sharing =
      add_step(report, context, options, SheetState::Shared, "share", {"partager"},
               {"Elle est partagée avec le niveau central", "It is shared with the central level"});
  option(sharing, context, "--to", options->recipients,
         {"dnpef, sgtgc, cndife ; sans cela, tous", "dnpef, sgtgc, cndife; without it, all"})
      .type_name("CODE");
}

void add_merging(CLI::App& report, Context& context, const Shared& options) {
  CLI::App* command = add_command(report, context, "merge", {"reunir", "réunir"},
                                  {"Réunir des fiches d'une région ou du pays",
                                   "Add up the sheets of a region or of the country"});
  option(command, context, "SHEET", options->sheets,
         {"Fiches gardées, ou fichiers", "Kept sheets, or files"})
      .required();
  option(command, context, "--level", options->level, {"region ou nation", "region or nation"})
      .type_name("LEVEL")
      .required();
  flag(command, context, "--save", options->save, {"Garder la somme", "Keep the sum"});
  option(command, context, "--reason", options->reason,
         {"Pourquoi une fiche validée est révisée", "Why a validated sheet is revised"})
      .type_name("TEXT");
  flag(command, context, "--share", options->share,
       {"À diffuser : petits chiffres masqués, personne n'est nommé",
        "To be shared: small figures suppressed, nobody named"});
  on_run(command, context, [options, &context] { merge(*options, context); });
}

}  // namespace

void add_kept_sheets(CLI::App& report, Context& context) {
  const auto options = std::make_shared<SheetOptions>();
  on_run(add_command(report, context, "list", {"lister"},
                     {"Les fiches gardées, et où elles en sont",
                      "The sheets that are kept, and how far they have come"}),
         context, [&context] { list_sheets(context); });
  CLI::App* showing =
      add_command(report, context, "show", {"voir"}, {"Une fiche gardée", "A sheet that is kept"});
  option(showing, context, "SHEET", options->sheet,
         {"La fiche : 2026-10/DRPFEF-BKO", "The sheet: 2026-10/DRPFEF-BKO"})
      .required();
  on_run(showing, context, [options, &context] { show_sheet(*options, context); });
  add_steps(report, context, options);
  add_merging(report, context, options);
}

}  // namespace pos::cli
