// pos assess: record an assessment and the risk level that follows from it.
#include "cli/commands.h"
#include "cli/commands/steps/form_options.h"

namespace pos::cli {
namespace {

struct AssessOptions : FormOptions {
  std::string form;
};

void run(const AssessOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  if (!options.form.empty() && options.form != "1.C" && options.form != "2.A") {
    throw Error(ErrorCode::Usage, {"--form : 1.C ou 2.A", "--form: 1.C or 2.A"});
  }
  print_saved(context,
              assess(context.workspace(), case_of(context, options.id), options.form,
                     read_form(context, options), options.manner),
              options.manner);
}

}  // namespace

void add_assess(CLI::App& pos, Context& context) {
  auto options = std::make_shared<AssessOptions>();
  CLI::App* command = add_command(pos, context, "assess", {"evaluer", "évaluer"},
                                  {"Évaluer la situation et le risque (1.C, puis 2.A)",
                                   "Assess the situation and the risk (1.C, then 2.A)"},
                                  steps_group());
  add_case(command, context, options->id);
  add_from(command, context, *options);
  option(command, context, "--form", options->form,
         {"1.C (initiale) ou 2.A (approfondie)", "1.C (initial) or 2.A (full)"});
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
