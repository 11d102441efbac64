#include "cli/command.h"

#include "workflow/cases.h"

namespace pos::cli {

Text steps_group() {
  return {"Étapes du dossier", "Case steps"};
}
Text views_group() {
  return {"Listes et états", "Lists and sheets"};
}
Text office_group() {
  return {"Bureau", "Office"};
}
Text vault_group() {
  return {"Coffre", "Vault"};
}

CLI::App* add_command(CLI::App& parent, Context& context, const std::string& name,
                      const std::vector<std::string>& aliases, const Text& description,
                      const Text& group) {
  CLI::App* command = parent.add_subcommand(name, context.words(description));
  for (const std::string& alias : aliases) {
    command->alias(alias);
  }
  if (!group.empty()) {
    command->group(context.words(group));
  }
  return command;
}

void on_run(CLI::App* command, Context& context, std::function<void()> run) {
  command->callback([command, &context, run = std::move(run)] {
    if (command->get_subcommands().empty()) {
      context.action = run;
    }
  });
}

CLI::Option* flag(CLI::App* command, const Context& context, const std::string& names, bool& value,
                  const Text& description) {
  return command->add_flag(names, value, context.words(description));
}

void require_option(const std::string& value, const std::string& name) {
  if (value.empty()) {
    throw Error(
        ErrorCode::Usage, text("il manque {}", "{} is required", name),
        {"`pos COMMANDE --help` montre les options", "`pos COMMAND --help` shows the options"});
  }
}

CaseId case_of(Context& context, const std::string& typed) {
  return find_case(context.workspace(), typed);
}

}  // namespace pos::cli
