// pos accept: let an entry count whose author had lost the case without knowing it.
#include "cli/commands.h"
#include "cli/commands/steps/form_options.h"

namespace pos::cli {
namespace {

struct AcceptOptions {
  std::string id, entry;
  Manner manner;
};

void run(const AcceptOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  print_saved(context,
              accept_entry(context.workspace(), case_of(context, options.id), options.entry,
                           options.manner),
              options.manner);
}

}  // namespace

void add_accept(CLI::App& pos, Context& context) {
  auto options = std::make_shared<AcceptOptions>();
  CLI::App* command =
      add_command(pos, context, "accept", {"accepter"},
                  {"Accepter une saisie faite sans droit", "Accept an entry written without right"},
                  steps_group());
  add_case(command, context, options->id);
  option(command, context, "ENTRY", options->entry,
         {"Identifiant de la saisie, ou son début", "Identifier of the entry, or its beginning"})
      .required();
  add_dry_run(command, context, options->manner);
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
