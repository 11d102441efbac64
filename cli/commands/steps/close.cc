// pos close: ask for a closure, and its validation by the supervisor.
#include "cli/commands.h"
#include "cli/commands/steps/validation.h"

namespace pos::cli {

void add_close(CLI::App& pos, Context& context) {
  auto step = std::make_shared<ValidatedStep>();
  step->form = "6.A";
  CLI::App* command =
      add_command(pos, context, "close", {"cloturer", "clôturer"},
                  {"Demander ou valider la clôture (6.A)", "Ask for or validate the closure (6.A)"},
                  steps_group());
  add_case(command, context, step->id);
  add_from(command, context, *step);
  add_validation(command, context, *step);
  on_run(command, context, [step, &context] { run_validated_step(*step, context); });
}

}  // namespace pos::cli
