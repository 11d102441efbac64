// pos register: open a child's case; prints its new identifier.
#include "cli/commands.h"
#include "cli/commands/steps/form_options.h"

namespace pos::cli {
namespace {

struct RegisterOptions : FormOptions {
  std::string signal;
};

Saved save(const RegisterOptions& options, Context& context) {
  const Filled filled = read_form(context, options);
  return options.signal.empty()
             ? register_case(context.workspace(), filled, options.manner)
             : register_reported(context.workspace(), case_of(context, options.signal), filled,
                                 options.manner);
}

void run(const RegisterOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  Saved saved = save(options, context);
  if (context.format() == Format::Text && !options.manner.dry_run) {
    saved.entry = saved.id.text();
  }
  print_saved(context, saved, options.manner);
}

}  // namespace

void add_register(CLI::App& pos, Context& context) {
  auto options = std::make_shared<RegisterOptions>();
  CLI::App* command = add_command(
      pos, context, "register", {"enregistrer"},
      {"Ouvrir le dossier d'un enfant (1.B)", "Open a child's case (1.B)"}, steps_group());
  add_from(command, context, *options);
  option(command, context, "--signal", options->signal,
         {"Signalement de cet enfant, qui devient le dossier",
          "Report of this child, which becomes the case"})
      .type_name("CASE");
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
