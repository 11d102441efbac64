#include "cli/commands/steps/form_options.h"

namespace pos::cli {

void add_case(CLI::App* command, const Context& context, std::string& id) {
  option(command, context, "CASE", id,
         {"Identifiant du dossier, ou son début", "Identifier of the case, or its beginning"})
      .required();
}

void add_from(CLI::App* command, const Context& context, FormOptions& options) {
  option(command, context, "--from", options.from,
         {"Fiche remplie (YAML ou JSON), - pour l'entrée standard",
          "Filled form (YAML or JSON), - for standard input"})
      .type_name("FILE");
  add_manner(command, context, options.manner);
}

void add_manner(CLI::App* command, const Context& context, Manner& manner) {
  flag(command, context, "--dry-run", manner.dry_run,
       {"Montrer ce qui serait écrit, sans l'écrire",
        "Show what would be written, and write nothing"});
  option(command, context, "--for", manner.on_behalf,
         {"Gestionnaire pour qui l'agent de saisie écrit",
          "Case manager for whom a data clerk enters"})
      .type_name("CODE");
}

Filled read_form(Context& context, const std::string& path) {
  return {context.read_filled(path), path == "-" ? "stdin" : path};
}

void print_saved(Context& context, const Saved& saved, const Manner& manner) {
  if (!manner.dry_run) {
    context.done = text("ne pas recommencer : enregistré dans {}, saisie {}",
                        "do not repeat it: saved in {}, entry {}", saved.id.text(), saved.entry);
  }
  for (const Text& note : saved.notes) {
    context.note(note);
  }
  for (const Text& warning : saved.warnings) {
    context.warn(warning);
  }
  if (manner.dry_run) {
    context.writes_nothing = true;
    context.note({"rien n'a été écrit (--dry-run)", "nothing was written (--dry-run)"});
    context.print(saved.document);
  } else if (context.format() == Format::Json) {
    std::vector<Value> warnings;
    for (const Text& warning : saved.warnings) {
      warnings.push_back(Value::text(context.words(warning)));
    }
    context.print_json(Value::map({{"case", Value::text(saved.id.text())},
                                   {"entry", Value::text(saved.entry)},
                                   {"warnings", Value::list(std::move(warnings))}}));
  } else {
    context.print_line(saved.entry);
  }
}

}  // namespace pos::cli
