#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/context.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

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

/// An option of a command. CLI11 itself stays in two files: each that includes it takes ten seconds
/// to compile.
class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}
  Option required();
  Option type_name(const std::string& name);
  Option group(const std::string& name);
  Option needs(const std::string& name, CLI::App* command);
  Option excludes(const Option& other);

 private:
  CLI::Option* option_;
};

// An empty value is refused: an empty variable in a script must not widen what is asked for.
Option option(CLI::App* command, const Context& context, const std::string& names,
              std::string& value, const Text& description);
Option option(CLI::App* command, const Context& context, const std::string& names,
              std::vector<std::string>& values, const Text& description);
Option option(CLI::App* command, const Context& context, const std::string& names, int& value,
              const Text& description);
Option flag(CLI::App* command, const Context& context, const std::string& names, bool& value,
            const Text& description);
/// A flag that may carry a value after `=`; alone it stands for `alone`.
Option flag_with_value(CLI::App* command, const Context& context, const std::string& name,
                       const std::string& alone, std::string& value, const Text& description);

/// The command does nothing by itself: one of its subcommands must be named.
void require_subcommand(CLI::App* command);

/// For a list that needs no key: opens the user's where that asks nobody, so that documents that
/// came too late are held back (architecture 4.5); nothing that waits is done.
void open_for_reading(Context& context);

/// Whether every document of that folder of the vault is believed; else that is said, and the
/// command exits 3.
bool all_believed(Context& context, std::string_view folder);

/// Errors: Usage, naming the option that is missing.
void require_option(const std::string& value, const std::string& name);

/// An identifier or unambiguous prefix typed by a user. Errors: NotFound.
CaseId case_of(Context& context, const std::string& typed);

}  // namespace pos::cli
