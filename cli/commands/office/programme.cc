// pos programme: the programmes whose children the office follows.
#include "formats/programme.h"

#include "cli/answers.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "formats/due_list.h"
#include "workflow/programmes.h"

namespace pos::cli {
namespace {

struct ProgrammeOptions {
  std::string code, from, id;
};

Filled filled_programme(const ProgrammeOptions& options, Context& context) {
  require_option(options.from, "--from");
  return {context.read_filled(options.from), options.from == "-" ? "stdin" : options.from, ""};
}

std::string period_of(const Programme& programme) {
  const auto shown = [](const std::optional<Date>& day) {
    return day ? to_string(*day) : std::string("…");
  };
  return programme.start || programme.end ? shown(programme.start) + " – " + shown(programme.end)
                                          : "";
}

std::string sites_of(const Programme& programme) {
  std::string sites;
  for (const std::string& site : programme.sites) {
    sites += (sites.empty() ? "" : ", ") + site;
  }
  return sites;
}

void list_programmes(Context& context) {
  context.require_format({Format::Text, Format::Json, Format::Csv, Format::ExcelCsv});
  open_for_reading(context);
  const Date today = day_of(context.now());
  std::vector<std::vector<std::string>> rows;
  std::vector<Value> items;
  for (const Programme& each : programmes(context.workspace())) {
    const ProgrammeStatus status = each.status(today);
    rows.push_back({each.code, each.name,
                    context.format() == Format::Text ? context.words(label(status))
                                                     : std::string(word(status)),
                    period_of(each), sites_of(each)});
    items.push_back(
        programme_value(each, context.workspace().vault().programmes().at(each.code), today));
  }
  const bool whole = all_believed(context, "programmes/");
  if (context.format() == Format::Json) {
    Value document = envelope("pos.programmes/1", context.now(), whole, {});
    document.set("items", Value::list(std::move(items)));
    return context.print_json(document);
  }
  if (context.format() != Format::Text) {
    rows.insert(rows.begin(), {"code", "name", "state", "period", "sites"});
    return context.print(context.format() == Format::Csv ? write_csv(rows) : write_excel_csv(rows));
  }
  const bool french = context.language() == Language::French;
  context.print(table(french
                          ? std::vector<std::string>{"Code", "Intitulé", "État", "Période", "Sites"}
                          : std::vector<std::string>{"Code", "Title", "Status", "Period", "Sites"},
                      rows));
}

void show_programme(const ProgrammeOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  open_for_reading(context);
  const Programme programme = find_programme(context.workspace(), options.code);
  const Value& answers = context.workspace().vault().programmes().at(options.code);
  const Date today = day_of(context.now());
  if (context.format() == Format::Json) {
    Value document = envelope("pos.programmes/1", context.now(), true, {});
    document.set("items", Value::list({programme_value(programme, answers, today)}));
    return context.print_json(document);
  }
  const Form& form = context.workspace().form(kProgrammeForm);
  load_lists(form.fields, context);
  context.print_line(programme.code + "  " + context.words(label(programme.status(today))));
  print_answers(form.fields, answers, "", context);
}

void exit_by(bool intact, bool complete, Context& context) {
  if (!intact) {
    context.exit_code = exit_code(ErrorCode::Integrity);
  } else if (!complete) {
    context.exit_code = exit_code(ErrorCode::Partial);
  }
}

/// What keeps the child out, else what is to be looked at.
std::string reasons_of(const ProgrammeFit& fit, Context& context) {
  std::string reasons;
  for (const CriterionFit& each : fit.criteria) {
    if (each.fits == fit.fits && fit.fits != Fits::Yes) {
      reasons += (reasons.empty() ? "" : ", ") + context.words(label(each.criterion));
    }
  }
  return reasons;
}

void print_fits_json(const ProgrammeFits& fits, Context& context) {
  std::vector<Value> warnings, items;
  for (const Text& warning : fits.warnings) {
    warnings.push_back(Value::text(context.words(warning)));
  }
  for (const ProgrammeFit& each : fits.items) {
    items.push_back(Value::map({{"case", Value::text(each.id.text())},
                                {"programme", Value::text(each.programme)},
                                {"fits", Value::text(std::string(word(each.fits)))},
                                {"takes_part", Value::boolean(each.takes_part)},
                                {"criteria", criteria_value(each.criteria)}}));
  }
  Value document =
      envelope("pos.programme_check/1", context.now(), fits.complete, std::move(warnings));
  document.set("items", Value::list(std::move(items)));
  context.print_json(document);
}

void print_fits(const ProgrammeFits& fits, Context& context) {
  const bool french = context.language() == Language::French;
  std::vector<std::vector<std::string>> rows;
  for (const ProgrammeFit& each : fits.items) {
    rows.push_back({each.id.text(), each.programme, context.words(label(each.fits)),
                    each.takes_part ? context.words({"oui", "yes"}) : "",
                    reasons_of(each, context)});
  }
  context.print(table(
      french ? std::vector<std::string>{"Dossier", "Programme", "Convient", "Participe", "Critère"}
             : std::vector<std::string>{"Case", "Programme", "Fits", "Takes part", "Criterion"},
      rows));
}

void check_programmes(const ProgrammeOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  context.workspace().require_case_reader();
  std::optional<CaseId> id;
  if (!options.id.empty()) {
    id = case_of(context, options.id);
  }
  const ProgrammeFits fits = programme_fits(context.workspace(), id, options.code);
  if (context.format() == Format::Json) {
    print_fits_json(fits, context);
  } else {
    print_fits(fits, context);
  }
  for (const Text& warning : fits.warnings) {
    context.warn(warning);
  }
  exit_by(fits.intact, fits.complete, context);
}

}  // namespace

void add_programme(CLI::App& pos, Context& context) {
  auto options = std::make_shared<ProgrammeOptions>();
  CLI::App* command = add_command(
      pos, context, "programme", {"programmes"},
      {"Les programmes et leurs résultats", "The programmes and their results"}, office_group());
  require_subcommand(command);
  const auto takes_code = [&](CLI::App* below) {
    option(below, context, "CODE", options->code, {"Code du programme", "Code of the programme"})
        .required();
  };
  const auto takes_form = [&](CLI::App* below) {
    takes_code(below);
    option(below, context, "--from", options->from,
           {"Fiche remplie, - pour l'entrée standard", "Filled form, - for standard input"})
        .type_name("FILE");
  };
  CLI::App* adding = add_command(
      *command, context, "add", {"ajouter"},
      {"Ajouter un programme (fiche `programme`)", "Add a programme (form `programme`)"});
  takes_form(adding);
  on_run(adding, context, [options, &context] {
    begin_programme(context.workspace(), options->code, filled_programme(*options, context));
  });
  CLI::App* editing =
      add_command(*command, context, "edit", {"modifier"},
                  {"Modifier ce que la fiche contient", "Change what the form has"});
  takes_form(editing);
  on_run(editing, context, [options, &context] {
    change_programme(context.workspace(), options->code, filled_programme(*options, context));
  });
  CLI::App* listing =
      add_command(*command, context, "list", {"lister"}, {"Les programmes", "The programmes"});
  on_run(listing, context, [&context] { list_programmes(context); });
  CLI::App* showing =
      add_command(*command, context, "show", {"voir"}, {"Un programme", "One programme"});
  takes_code(showing);
  on_run(showing, context, [options, &context] { show_programme(*options, context); });
  CLI::App* checking = add_command(*command, context, "check", {"verifier", "vérifier"},
                                   {"Quels enfants un programme vise, et lesquels participent",
                                    "Which children a programme is for, and which take part"});
  option(checking, context, "CASE", options->id,
         {"Un seul dossier ; sinon tous les dossiers ouverts", "One case; else all open cases"});
  option(checking, context, "--programme", options->code,
         {"Un seul programme, même terminé", "One programme, even if it has ended"})
      .type_name("CODE");
  on_run(checking, context, [options, &context] { check_programmes(*options, context); });
  add_programme_report(*command, context);
}

}  // namespace pos::cli
