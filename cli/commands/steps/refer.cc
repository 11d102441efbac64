// pos refer: send a child to a service, and record the service's answer.
#include "cli/commands.h"
#include "cli/commands/steps/form_options.h"

namespace pos::cli {
namespace {

struct ReferOptions : FormOptions {
  std::string to, service, entry;
};

void run(const ReferOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  require_option(options.id, "CASE");
  require_option(options.to, "--to");
  require_option(options.service, "--service");
  print_saved(context,
              refer(context.workspace(), case_of(context, options.id), options.to, options.service,
                    read_form(context, options), options.manner),
              options.manner);
}

void run_counter(const ReferOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  print_saved(context,
              answer_referral(context.workspace(), case_of(context, options.id), options.entry,
                              read_form(context, options), options.manner),
              options.manner);
}

}  // namespace

void add_refer(CLI::App& pos, Context& context) {
  auto options = std::make_shared<ReferOptions>();
  CLI::App* command = add_command(
      pos, context, "refer", {"referer", "référer"},
      {"Référer l'enfant à un service (A.1)", "Refer the child to a service (A.1)"}, steps_group());
  option(command, context, "CASE", options->id,  // not required: `refer counter` has its own
         {"Identifiant du dossier, ou son début", "Identifier of the case, or its beginning"});
  add_from(command, context, *options);
  option(command, context, "--to", options->to,
         {"Code de la structure dans l'annuaire", "Code of the structure in the directory"})
      .type_name("STRUCTURE");
  option(command, context, "--service", options->service,
         {"Catégorie du service (pos-service-category)", "Category of the service"})
      .type_name("CATEGORY");
  on_run(command, context, [options, &context] { run(*options, context); });

  auto answer = std::make_shared<ReferOptions>();
  CLI::App* counter = add_command(*command, context, "counter", {"contre"},
                                  {"Saisir la réponse du service (contre-référence)",
                                   "Record the service's answer (counter-referral)"});
  add_case(counter, context, answer->id);
  option(
      counter, context, "ENTRY", answer->entry,
      {"Identifiant de la référence, ou son début", "Identifier of the referral, or its beginning"})
      .required();
  add_from(counter, context, *answer);
  on_run(counter, context, [answer, &context] { run_counter(*answer, context); });
}

}  // namespace pos::cli
