// pos signal: the report of a child in danger, before there is a case; and how it ended.
#include "cli/commands.h"
#include "cli/commands/steps/form_options.h"

namespace pos::cli {
namespace {

struct SignalOptions : FormOptions {
  std::string outcome;
};

void run(const SignalOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  Saved saved = report_child(context.workspace(), read_form(context, options), options.manner);
  if (context.format() == Format::Text && !options.manner.dry_run) {
    saved.entry = saved.id.text();
  }
  print_saved(context, saved, options.manner);
}

/// The reason may come from the option alone.
Filled read_outcome(const SignalOptions& options, Context& context) {
  if (!options.from.empty()) {
    return read_form(context, options);
  }
  require_option(options.outcome, "--outcome");
  return {Value::map({}), "--outcome", options.names_in_text};
}

void run_close(const SignalOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  print_saved(context,
              close_report(context.workspace(), case_of(context, options.id), options.outcome,
                           read_outcome(options, context), options.manner),
              options.manner);
}

}  // namespace

void add_signal(CLI::App& pos, Context& context) {
  auto options = std::make_shared<SignalOptions>();
  CLI::App* command =
      add_command(pos, context, "signal", {"signaler"},
                  {"Saisir le signalement d'un enfant (0.S)", "Record the report of a child (0.S)"},
                  steps_group());
  add_from(command, context, *options);
  on_run(command, context, [options, &context] { run(*options, context); });

  auto closing = std::make_shared<SignalOptions>();
  CLI::App* close = add_command(*command, context, "close", {"classer"},
                                {"Classer un signalement sans enregistrement, avec le motif",
                                 "Close a report without a registration, with the reason"});
  add_case(close, context, closing->id);
  option(close, context, "--outcome", closing->outcome,
         {"Motif (pos-report-outcome)", "Reason (pos-report-outcome)"})
      .type_name("CODE");
  add_from(close, context, *closing);
  on_run(close, context, [closing, &context] { run_close(*closing, context); });
}

}  // namespace pos::cli
