// pos mask: take a case's names out of the supervisor's reach, or put them back.
#include "cli/commands.h"
#include "cli/commands/steps/form_options.h"

namespace pos::cli {
namespace {

struct MaskOptions {
  std::string id, reason;
  bool off = false;
  Manner manner;
};

void run(const MaskOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  require_option(options.reason, "--reason");
  print_saved(context,
              mask_case(context.workspace(), case_of(context, options.id), !options.off,
                        options.reason, options.manner),
              options.manner);
}

}  // namespace

void add_mask(CLI::App& pos, Context& context) {
  auto options = std::make_shared<MaskOptions>();
  CLI::App* command = add_command(pos, context, "mask", {"masquer"},
                                  {"Réserver les noms d'un dossier à son gestionnaire",
                                   "Keep the names of a case to its case manager"},
                                  steps_group());
  add_case(command, context, options->id);
  flag(command, context, "--off", options->off,
       {"Démasquer (gestionnaire du dossier seul)", "Unmask (the case's manager alone)"});
  option(command, context, "--reason", options->reason, {"Motif", "Reason"}).type_name("TEXT");
  add_dry_run(command, context, options->manner);
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
