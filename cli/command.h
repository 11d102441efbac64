#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "cli/context.h"

namespace pos::cli {

/// The groups of the command list, in the order of the help.
Text steps_group();
Text views_group();
Text office_group();
Text vault_group();

/// A command with its French aliases.
CLI::App* add_command(CLI::App& parent, Context& context, const std::string& name,
                      const std::vector<std::string>& aliases, const Text& description,
                      const Text& group = {});

/// What the command does once everything is parsed; left alone when a subcommand was chosen.
void on_run(CLI::App* command, Context& context, std::function<void()> run);

template <class T>
CLI::Option* option(CLI::App* command, const Context& context, const std::string& names, T& value,
                    const Text& description) {
  CLI::Option* added = command->add_option(names, value, context.words(description));
  // An empty variable in a script must not widen what is asked for.
  return added->check([](const std::string& given) {
    return given.find_first_not_of(" \t\r\n") == std::string::npos ? std::string("empty")
                                                                   : std::string();
  });
}

CLI::Option* flag(CLI::App* command, const Context& context, const std::string& names, bool& value,
                  const Text& description);

/// Errors: Usage, naming the option that is missing.
void require_option(const std::string& value, const std::string& name);

/// An identifier or unambiguous prefix typed by a user. Errors: NotFound.
CaseId case_of(Context& context, const std::string& typed);

}  // namespace pos::cli
