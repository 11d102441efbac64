#include "support/all_commands.h"

#include <CLI/CLI.hpp>
#include <sstream>

#include "cli/app.h"
#include "cli/context.h"
#include "support/memory_file_system.h"

namespace pos::test {
namespace {

void collect_commands(const CLI::App& app, const std::vector<std::string>& above,
                      std::vector<CommandWords>& commands) {
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    std::vector<std::string> words = above;
    words.push_back(command->get_name());
    commands.push_back({words, command->get_require_subcommand_min() > 0});
    collect_commands(*command, words, commands);
  }
}

}  // namespace

std::string CommandWords::line() const {
  std::string line;
  for (const std::string& word : words) {
    line += (line.empty() ? "" : " ") + word;
  }
  return line;
}

std::vector<CommandWords> all_commands() {
  MemoryFileSystem files;
  const FixedClock clock{Instant{}};
  std::istringstream in;
  std::ostringstream out, err;
  const auto unset = [](const std::string&) { return std::string(); };
  cli::World world{files, clock, in, out, err, unset, "/", "/", false, false, {}, {}, {}, {}};
  cli::Context context(world);
  CLI::App app("", "pos");
  cli::build(app, context);
  std::vector<CommandWords> commands;
  collect_commands(app, {}, commands);
  return commands;
}

}  // namespace pos::test
