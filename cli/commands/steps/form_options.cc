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
  option(command, context, "--names-in-text", options.names_in_text,
         {"Motif pour lequel un nom figure dans un texte de la fiche",
          "Reason why a name stands in a text of the form"})
      .type_name("REASON");
  add_manner(command, context, options.manner);
}

void add_dry_run(CLI::App* command, const Context& context, Manner& manner) {
  flag(command, context, "--dry-run", manner.dry_run,
       {"Montrer ce qui serait écrit, sans l'écrire",
        "Show what would be written, and write nothing"});
}

void add_manner(CLI::App* command, const Context& context, Manner& manner) {
  add_dry_run(command, context, manner);
  option(command, context, "--for", manner.on_behalf,
         {"Gestionnaire pour qui l'agent de saisie écrit",
          "Case manager for whom a data clerk enters"})
      .type_name("CODE");
}

Filled read_form(Context& context, const FormOptions& options) {
  const std::string& path = options.from;
  return {context.read_filled(path), path == "-" ? "stdin" : path, options.names_in_text};
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

void print_sent(Context& context, const CaseId& id, const SentPackage& sent) {
  context.done = text("ne pas recommencer : l'envoi est écrit dans {}",
                      "do not repeat it: the package is written to {}", sent.file);
  for (const Text& warning : sent.warnings) {
    context.warn(warning);
  }
  if (context.format() == Format::Json) {
    std::vector<Value> warnings;
    for (const Text& warning : sent.warnings) {
      warnings.push_back(Value::text(context.words(warning)));
    }
    context.print_json(Value::map({{"case", Value::text(id.text())},
                                   {"package", Value::text(sent.file)},
                                   {"warnings", Value::list(std::move(warnings))}}));
  } else {
    context.print_line(sent.file);
  }
}

}  // namespace pos::cli
