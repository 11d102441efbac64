// pos transfer: give a file up to another structure, and record its answer.
#include "cli/commands.h"
#include "cli/commands/steps/form_options.h"

namespace pos::cli {
namespace {

struct TransferOptions : FormOptions {
  std::string to, entry;
};

void run(const TransferOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  require_option(options.id, "CASE");
  require_option(options.to, "--to");
  print_saved(context,
              transfer(context.workspace(), case_of(context, options.id), options.to,
                       read_form(context, options), options.manner),
              options.manner);
}

void run_answer(const TransferOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  print_saved(context,
              answer_transfer(context.workspace(), case_of(context, options.id), options.entry,
                              read_form(context, options), options.manner),
              options.manner);
}

}  // namespace

void add_transfer(CLI::App& pos, Context& context) {
  auto options = std::make_shared<TransferOptions>();
  CLI::App* command = add_command(pos, context, "transfer", {"transferer", "transférer"},
                                  {"Transférer le dossier à une autre structure (A.2)",
                                   "Transfer the file to another structure (A.2)"},
                                  steps_group());
  option(command, context, "CASE", options->id,  // not required: `transfer answer` has its own
         {"Identifiant du dossier, ou son début", "Identifier of the case, or its beginning"});
  add_from(command, context, *options);
  option(command, context, "--to", options->to,
         {"Code de la structure dans l'annuaire", "Code of the structure in the directory"})
      .type_name("STRUCTURE");
  on_run(command, context, [options, &context] { run(*options, context); });

  auto answer = std::make_shared<TransferOptions>();
  CLI::App* command_of_answer =
      add_command(*command, context, "answer", {"reponse", "réponse"},
                  {"Saisir la réponse de la structure ; acceptée, le dossier est clos ici",
                   "Record the structure's answer; once accepted, the case is closed here"});
  add_case(command_of_answer, context, answer->id);
  option(command_of_answer, context, "ENTRY", answer->entry,
         {"Identifiant du transfert, ou son début", "Identifier of the transfer, or its beginning"})
      .required();
  add_from(command_of_answer, context, *answer);
  on_run(command_of_answer, context, [answer, &context] { run_answer(*answer, context); });
}

}  // namespace pos::cli
