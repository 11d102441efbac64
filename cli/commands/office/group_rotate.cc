// pos group rotate: another recovery key in the place of the present one.
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/sealing.h"
#include "workflow/recovery.h"

namespace pos::cli {
namespace {

struct GroupRotateOptions {
  std::string group, recovery, new_recovery;
};

/// The truth about the key that is replaced: what it can do no more, and what it always will.
void warn_of_copies(bool complete, Context& context) {
  if (complete) {
    context.note(
        {"l'ancienne clé n'ouvre plus aucun dossier de ce coffre, ni rien de ce qui s'y écrira",
         "the former key opens no case of this vault any more, nor anything written from now on"});
  } else {
    context.note({"la même commande achève ce qui reste ; garder l'ancienne clé jusque-là",
                  "the same command completes what is left; keep the former key until then"});
  }
  context.warn(
      {"l'ancienne clé ouvre toujours ce qui a été copié avant : `lost+found`, sauvegardes, git, "
       "machines absentes ; détruire ses feuilles n'y change rien",
       "the former key still opens what was copied before: `lost+found`, backups, git, machines "
       "that are away; destroying its sheets does not change that"});
  context.note(
      {"une machine absente peut rapporter des fichiers chiffrés pour l'ancienne clé : garder "
       "celle-ci sous clé jusqu'au retour de toutes, puis lancer encore la même commande",
       "a machine that is away may bring back files sealed to the former key: keep that one "
       "locked away until all are back, then run the same command once more"});
  context.note({"maintenant : `pos key paper`, prouver deux exemplaires, effacer le fichier",
                "now: `pos key paper`, prove two copies, remove the file"});
}

void run(const GroupRotateOptions& options, Context& context) {
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
  context.require_format({Format::Text, Format::Json});
  Workspace& workspace = context.workspace();
  const RecoveryReplaced done = rotate_recovery(workspace, options.recovery, options.new_recovery);
  context.note(text("la clé de secours est maintenant {} ; {} groupes ont reçu une nouvelle clé",
                    "the recovery key is now {}; {} groups got a new key", done.recipient,
                    done.groups));
  const Sealing sealing =
      rekey(workspace, "", progress_bar(context, {"chiffrement", "sealing anew"}));
  print_sealing(sealing, context);
  warn_of_copies(sealing.complete(), context);
}

}  // namespace

void add_group_rotate(CLI::App& group, Context& context) {
  auto options = std::make_shared<GroupRotateOptions>();
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
