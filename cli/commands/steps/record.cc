// pos record: enter any form of a case. pos followup, review, reopen: those forms by their step.
#include "cli/commands.h"
#include "cli/commands/steps/form_options.h"

namespace pos::cli {
namespace {

struct RecordOptions : FormOptions {
  std::string form;
  Links links;
};

void run(const RecordOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  print_saved(context,
              record_form(context.workspace(), case_of(context, options.id), options.form,
                          read_form(context, options), options.links, options.manner),
              options.manner);
}

void add_form_step(CLI::App& pos, Context& context, const std::string& name,
                   const std::vector<std::string>& aliases, const std::string& form,
                   const Text& description) {
  auto options = std::make_shared<RecordOptions>();
  options->form = form;
  CLI::App* command = add_command(pos, context, name, aliases, description, steps_group());
  add_case(command, context, options->id);
  add_from(command, context, *options);
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace

void add_record(CLI::App& pos, Context& context) {
  auto options = std::make_shared<RecordOptions>();
  CLI::App* command = add_command(
      pos, context, "record", {"saisir"},
      {"Saisir, corriger ou compléter une fiche", "Enter, correct or complete any form"},
      steps_group());
  add_case(command, context, options->id);
  option(command, context, "FORM", options->form,
         {"Code de la fiche, par exemple 4.A", "Code of the form, for example 4.A"})
      .required();
  add_from(command, context, *options);
  const Option corrects = option(command, context, "--corrects", options->links.corrects,
                                 {"Saisie que celle-ci remplace", "Entry that this one replaces"})
                              .type_name("ENTRY");
  option(command, context, "--completes", options->links.completes,
         {"Saisie que celle-ci complète", "Entry that this one completes"})
      .type_name("ENTRY")
      .excludes(corrects);
  on_run(command, context, [options, &context] { run(*options, context); });
}

void add_followup(CLI::App& pos, Context& context) {
  add_form_step(pos, context, "followup", {"suivre"}, "5.A",
                {"Saisir un suivi (5.A)", "Record a follow-up (5.A)"});
}

void add_review(CLI::App& pos, Context& context) {
  add_form_step(pos, context, "review", {"reexaminer", "réexaminer"}, "5.B",
                {"Saisir le réexamen du dossier (5.B)", "Record a review of the case (5.B)"});
}

void add_reopen(CLI::App& pos, Context& context) {
  add_form_step(pos, context, "reopen", {"rouvrir"}, "B.1",
                {"Rouvrir un dossier clôturé (B.1)", "Reopen a closed case (B.1)"});
}

}  // namespace pos::cli
