// pos void: withdraw an entry; it stays in the journal with the reason.
#include "cli/commands.h"
#include "cli/commands/steps/form_options.h"

namespace pos::cli {
namespace {

struct VoidOptions {
  std::string id, entry, reason;
  Manner manner;
};

void run(const VoidOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  require_option(options.reason, "--reason");
  print_saved(context,
              void_entry(context.workspace(), case_of(context, options.id), options.entry,
                         options.reason, options.manner),
              options.manner);
}

}  // namespace

void add_void(CLI::App& pos, Context& context) {
  auto options = std::make_shared<VoidOptions>();
  CLI::App* command = add_command(
      pos, context, "void", {"annuler"},
      {"Retirer une saisie, avec le motif", "Withdraw an entry, with the reason"}, steps_group());
  add_case(command, context, options->id);
  option(command, context, "ENTRY", options->entry,
         {"Identifiant de la saisie, ou son début", "Identifier of the entry, or its beginning"})
      .required();
  option(command, context, "--reason", options->reason, {"Motif", "Reason"}).type_name("TEXT");
  add_manner(command, context, options->manner);
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
