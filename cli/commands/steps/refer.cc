// pos refer: send a child to a service, print its sheets, record the service's answer.
#include "cli/commands.h"
#include "cli/commands/steps/form_options.h"
#include "formats/referral_sheet.h"
#include "workflow/referral_print.h"

namespace pos::cli {
namespace {

struct ReferOptions : FormOptions {
  std::string to, service, entry;
  bool names = false;
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

void run_print(const ReferOptions& options, Context& context) {
  context.require_format({Format::Text});
  Workspace& workspace = context.workspace();
  SharedForm shared =
      shared_form(workspace, case_of(context, options.id), options.entry, options.names);
  const Office& office = workspace.vault().office();
  const ReferralSheet sheet{shared.id,
                            shared.entry,
                            shared.form,
                            std::move(shared.answers),
                            office.name,
                            office.structure,
                            shared.manager,
                            shared.receiver,
                            std::move(shared.shared),
                            options.names,
                            shared.consent,
                            day_of(context.now()),
                            workspace.rules().name()};
  context.print(write_referral_sheet(sheet, workspace.schemas().lists(), context.language()));
  if (shared.texts_left_out) {
    context.warn({"les textes de cette fiche contiennent un nom : ils ne sont pas imprimés",
                  "the texts of this form hold a name: they are not printed"});
  }
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

  auto sheet = std::make_shared<ReferOptions>();
  CLI::App* print = add_command(*command, context, "print", {"imprimer"},
                                {"Imprimer la fiche de référence et la contre-référence à remplir",
                                 "Print the referral sheet and a blank counter-referral"});
  add_case(print, context, sheet->id);
  option(print, context, "ENTRY", sheet->entry,
         {"Identifiant de la fiche A.1 ou A.3, ou son début",
          "Identifier of the form A.1 or A.3, or its beginning"})
      .required();
  flag(print, context, "--names", sheet->names,
       {"Avec nom et contact, là où la fiche les partage (lecture consignée)",
        "With name and contact, where the form shares them (recorded)"});
  on_run(print, context, [sheet, &context] { run_print(*sheet, context); });
}

}  // namespace pos::cli
