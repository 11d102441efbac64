// pos group rotate: another recovery key in the place of the present one.
#include "cli/command.h"
#include "cli/commands.h"
#include "workflow/recovery.h"

namespace pos::cli {
namespace {

struct Options {
  std::string group, recovery, new_recovery;
};

void run(const Options& options, Context& context) {
  if (options.group != kRecovery) {
    throw Error(
        ErrorCode::Usage,
        {"ici seule la clé `recovery` se remplace", "only the key `recovery` is replaced here"},
        {"un autre groupe prend une nouvelle clé quand quelqu'un le quitte : `pos group "
         "remove`",
         "another group takes a new key when somebody leaves it: `pos group remove`"});
  }
  require_option(options.recovery, "--recovery");
  require_option(options.new_recovery, "--new-recovery");
  const RecoveryReplaced done =
      rotate_recovery(context.workspace(), options.recovery, options.new_recovery);
  context.print_line(done.recipient);
  context.note(text("la clé de secours est remplacée ; {} groupes ont une nouvelle clé",
                    "the recovery key is replaced; {} groups have a new key", done.groups));
  context.warn(
      {"l'ancienne clé ouvre encore les copies d'avant : sauvegardes, historique de git, "
       "machines absentes ; détruire ses feuilles n'y change rien",
       "the former key still opens copies from before: backups, git's history, machines "
       "that are away; destroying its sheets does not change that"});
  context.note(
      {"un dossier déjà écrit s'ouvre à la nouvelle clé quand il est récrit, ou par `pos rekey` ; "
       "garder l'ancienne sous clé jusque-là",
       "a case file opens to the new key once it is written again, or by `pos rekey`; keep "
       "the former one locked away until then"});
  context.note({"maintenant : `pos key paper`, prouver deux exemplaires, effacer le fichier",
                "now: `pos key paper`, prove two copies, remove the file"});
}

}  // namespace

void add_group_rotate(CLI::App& group, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(group, context, "rotate", {"renouveler"},
                                  {"Remplacer la clé de secours", "Replace the recovery key"});
  option(command, context, "GROUP", options->group, {"recovery", "recovery"}).required();
  option(command, context, "--recovery", options->recovery,
         {"Fichier de la clé de secours actuelle", "File of the present recovery key"})
      .type_name("FILE");
  option(command, context, "--new-recovery", options->new_recovery,
         {"Fichier de la nouvelle, fait s'il n'existe pas",
          "File of the new one, made where there is none"})
      .type_name("FILE");
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
