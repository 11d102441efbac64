#pragma once

#include <string>
#include <vector>

#include "cli/world.h"

namespace CLI {
class App;
}

namespace pos::cli {

/// Runs one command. Results go to `world.out`, everything else to `world.err`.
///
/// Errors: none thrown; gives the exit code (contract.md, "Exit codes").
int run(const std::vector<std::string>& arguments, World& world);

class Context;
/// The whole command tree, as `run` and the tests of the manual see it.
void build(CLI::App& app, Context& context);

}  // namespace pos::cli
