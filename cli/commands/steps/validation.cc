#include "cli/commands/steps/validation.h"

namespace pos::cli {

void add_validation(CLI::App* command, const Context& context, ValidatedStep& step) {
  flag(command, context, "--validate", step.validate,
       {"Valider ou retourner, par le superviseur", "Validate or return, by the supervisor"});
  option(command, context, "--decision", step.decision,
         {"Décision : approved ou returned", "Decision: approved or returned"})
      .needs("--validate", command);
}

void run_validated_step(const ValidatedStep& step, Context& context) {
  context.require_format({Format::Text, Format::Json});
  const CaseId id = case_of(context, step.id);
  if (!step.validate) {
    print_saved(
        context,
        record_form(context.workspace(), id, step.form, read_form(context, step), {}, step.manner),
        step.manner);
    return;
  }
  const std::optional<Decision> decision = parse_decision(step.decision);
  if (!decision) {
    throw Error(ErrorCode::Usage,
                {"--decision : approved ou returned", "--decision: approved or returned"});
  }
  const Filled filled = step.from.empty() ? Filled{} : read_form(context, step);
  print_saved(context,
              validate_latest(context.workspace(), id, step.form, *decision, filled, step.manner),
              step.manner);
}

}  // namespace pos::cli
