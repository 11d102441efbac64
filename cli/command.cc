#include "cli/command.h"

#include <CLI/CLI.hpp>

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
  command->group(context.words(group.empty() ? Text{"Commandes", "Commands"} : group));
  return command;
}

void on_run(CLI::App* command, Context& context, std::function<void()> run) {
  command->callback([command, &context, run = std::move(run)] {
    if (command->get_subcommands().empty()) {
      context.action = run;
    }
  });
}

Option Option::required() {
  option_->required();
  return *this;
}

Option Option::type_name(const std::string& name) {
  option_->type_name(name);
  return *this;
}

Option Option::group(const std::string& name) {
  option_->group(name);
  return *this;
}

Option Option::needs(const std::string& name, CLI::App* command) {
  option_->needs(command->get_option(name));
  return *this;
}

Option Option::excludes(const Option& other) {
  option_->excludes(other.option_);
  return *this;
}

namespace {

template <class T>
Option add(CLI::App* command, const Context& context, const std::string& names, T& value,
           const Text& description) {
  CLI::Option* added = command->add_option(names, value, context.words(description));
  return Option(added->check([](const std::string& given) {
    return given.find_first_not_of(" \t\r\n") == std::string::npos ? std::string("empty")
                                                                   : std::string();
  }));
}

}  // namespace

Option option(CLI::App* command, const Context& context, const std::string& names,
              std::string& value, const Text& description) {
  return add(command, context, names, value, description);
}

Option option(CLI::App* command, const Context& context, const std::string& names,
              std::vector<std::string>& values, const Text& description) {
  return add(command, context, names, values, description);
}

Option option(CLI::App* command, const Context& context, const std::string& names, int& value,
              const Text& description) {
  return add(command, context, names, value, description);
}

Option flag(CLI::App* command, const Context& context, const std::string& names, bool& value,
            const Text& description) {
  return Option(command->add_flag(names, value, context.words(description)));
}

Option flag_with_value(CLI::App* command, const Context& context, const std::string& name,
                       const std::string& alone, std::string& value, const Text& description) {
  return Option(command->add_flag(name + "{" + alone + "}", value, context.words(description)));
}

void require_subcommand(CLI::App* command) {
  command->require_subcommand(1);
}

void open_for_reading(Context& context) {
  context.writes_nothing = true;
  context.workspace().open_unasked();
}

bool all_believed(Context& context, std::string_view folder) {
  bool believed = true;
  for (const Finding& finding : context.workspace().vault().findings()) {
    if (finding.where.file.starts_with(folder)) {
      believed = false;
      context.warn(text("{} : {}", "{}: {}", finding.where.file, finding.message));
    }
  }
  if (!believed) {
    context.exit_code = exit_code(ErrorCode::Partial);
  }
  return believed;
}

void require_option(const std::string& value, const std::string& name) {
  if (value.empty()) {
    throw Error(
        ErrorCode::Usage, text("il manque {}", "{} is required", placeholder(name)),
        {"`pos COMMANDE --help` montre les options", "`pos COMMAND --help` shows the options"});
  }
}

CaseId case_of(Context& context, const std::string& typed) {
  return find_case(context.workspace(), typed);
}

}  // namespace pos::cli
