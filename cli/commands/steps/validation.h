#pragma once

#include "cli/commands/steps/form_options.h"

namespace pos::cli {

/// A step whose form a supervisor validates: the plan (3.A), the closure (6.A).
struct ValidatedStep : FormOptions {
  std::string form;
  bool validate = false;
  std::string decision = "approved";
};

void add_validation(CLI::App* command, const Context& context, ValidatedStep& step);
void run_validated_step(const ValidatedStep& step, Context& context);

}  // namespace pos::cli
