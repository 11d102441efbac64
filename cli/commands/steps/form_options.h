#pragma once

#include "cli/command.h"
#include "workflow/casework.h"
#include "workflow/transferring.h"

namespace pos::cli {

/// The options of every step that takes a filled form.
struct FormOptions {
  std::string id;  ///< CASE
  std::string from, names_in_text;
  Manner manner;
};

void add_case(CLI::App* command, const Context& context, std::string& id);
void add_from(CLI::App* command, const Context& context, FormOptions& options);
void add_dry_run(CLI::App* command, const Context& context, Manner& manner);
void add_manner(CLI::App* command, const Context& context, Manner& manner);

Filled read_form(Context& context, const FormOptions& options);
/// The entry's identifier alone on its line; with JSON, case and entry; warnings to stderr.
void print_saved(Context& context, const Saved& saved, const Manner& manner);
/// The package's path alone on its line; with JSON, case and package; warnings to stderr.
void print_sent(Context& context, const CaseId& id, const SentPackage& sent);

}  // namespace pos::cli
