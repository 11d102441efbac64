// pos rekey: every file sealed to those who must read it now.
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/sealing.h"

namespace pos::cli {
namespace {

struct RekeyOptions {
  std::string group, recovery;
};

void run(const RekeyOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  Workspace& workspace = context.workspace();
  if (!options.recovery.empty()) {
    workspace.use_recovery(options.recovery);
  }
  print_sealing(
      rekey(workspace, options.group, progress_bar(context, {"chiffrement", "sealing anew"})),
      context);
}

}  // namespace

void add_rekey(CLI::App& pos, Context& context) {
  auto options = std::make_shared<RekeyOptions>();
  CLI::App* command =
      add_command(pos, context, "rekey", {"rechiffrer"},
                  {"Chiffrer à nouveau ce qui ne l'est pas pour ses lecteurs d'aujourd'hui",
                   "Seal anew what is not sealed to its readers of today"},
                  vault_group());
  option(command, context, "--group", options->group,
         {"Seulement ce que les clés de ce groupe ouvrent", "Only what this group's keys open"})
      .type_name("GROUP");
  option(command, context, "--recovery", options->recovery,
         {"Fichier de la clé de secours", "File of the recovery key"})
      .type_name("FILE");
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
