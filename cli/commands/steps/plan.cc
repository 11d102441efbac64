// pos plan: the individual care plan, and its validation by the supervisor.
#include "cli/commands.h"
#include "cli/commands/steps/validation.h"

namespace pos::cli {

void add_plan(CLI::App& pos, Context& context) {
  auto step = std::make_shared<ValidatedStep>();
  step->form = "3.A";
  CLI::App* command = add_command(pos, context, "plan", {"planifier"},
                                  {"Établir ou valider le plan de prise en charge (3.A)",
                                   "Draw up or validate the care plan (3.A)"},
                                  steps_group());
  add_case(command, context, step->id);
  add_from(command, context, *step);
  add_validation(command, context, *step);
  on_run(command, context, [step, &context] { run_validated_step(*step, context); });
}

}  // namespace pos::cli
