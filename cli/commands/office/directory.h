#pragma once

#include "cli/command.h"
#include "workflow/directory.h"

namespace pos::cli {

// The subcommands of `pos directory` that have a file of their own.
void add_directory_search(CLI::App& directory, Context& context);
void add_directory_print(CLI::App& directory, Context& context);

/// Which entries a list, a sheet is of.
struct DirectoryFilter {
  std::string service, heading, kind, place;
  /// Errors: Usage for codes that are none, with the nearest.
  void check(Workspace& workspace);
};
void add_filter(CLI::App* command, const Context& context, DirectoryFilter& filter);
std::vector<DirectoryItem> filtered(std::vector<DirectoryItem> items,
                                    const DirectoryFilter& filter);

}  // namespace pos::cli
