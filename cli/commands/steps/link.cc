// pos link: two files of one child become one.
#include "cli/commands.h"
#include "cli/commands/steps/form_options.h"
#include "workflow/linking.h"

namespace pos::cli {
namespace {

struct LinkOptions : FormOptions {
  std::string same_as;
};

void run(const LinkOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  require_option(options.same_as, "--same-as");
  Filled filled{Value::map({}), "", options.names_in_text};
  if (!options.from.empty()) {
    filled = read_form(context, options);
  }
  const Linked linked = link_cases(context.workspace(), case_of(context, options.id),
                                   case_of(context, options.same_as), filled, options.manner);
  print_saved(context, linked.duplicate, options.manner);
}

}  // namespace

void add_link(CLI::App& pos, Context& context) {
  auto options = std::make_shared<LinkOptions>();
  CLI::App* command = add_command(pos, context, "link", {"joindre"},
                                  {"Joindre deux dossiers du même enfant : l'un sort du stock",
                                   "Join two files of one child: one leaves the stock"},
                                  steps_group());
  add_case(command, context, options->id);
  option(command, context, "--same-as", options->same_as,
         {"Le dossier qui continue", "The case that goes on"})
      .type_name("CASE");
  add_from(command, context, *options);
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
