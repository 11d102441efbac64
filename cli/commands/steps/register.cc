// pos register: open a child's case; prints its new identifier.
#include "cli/commands.h"
#include "cli/commands/steps/form_options.h"

namespace pos::cli {
namespace {

void run(const FormOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  Saved saved = register_case(context.workspace(), read_form(context, options), options.manner);
  if (context.format() == Format::Text && !options.manner.dry_run) {
    saved.entry = saved.id.text();
  }
  print_saved(context, saved, options.manner);
}

}  // namespace

void add_register(CLI::App& pos, Context& context) {
  auto options = std::make_shared<FormOptions>();
  CLI::App* command = add_command(
      pos, context, "register", {"enregistrer"},
      {"Ouvrir le dossier d'un enfant (1.B)", "Open a child's case (1.B)"}, steps_group());
  add_from(command, context, *options);
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
