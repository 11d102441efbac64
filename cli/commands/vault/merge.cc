// pos merge: what several machines wrote becomes one vault again.
#include "base/unicode.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "formats/due_list.h"
#include "workflow/merging.h"

namespace pos::cli {
namespace {

struct MergeOptions {
  std::string ours, base, theirs, path, from, recovery;
  bool conflicts = false;
};

/// Git runs its driver at the top of the repository that it merges; that vault is meant, whatever
/// the environment says.
void choose_vault(const MergeOptions& options, Context& context) {
  if (context.globals.vault.empty()) {
    const std::string file = context.absolute(options.path);
    context.globals.vault = vault_around(context.world.disk, file.substr(0, file.rfind('/')));
  }
}

void run_driver(const MergeOptions& options, Context& context) {
  choose_vault(options, context);
  const MergeItem item = merge_versions(
      context.workspace(),
      {context.absolute(options.ours), context.absolute(options.theirs), options.path});
  if (item.action == MergeAction::Beside) {
    context.warn(text("{} : {}", "{}: {}", item.file, item.message));
    context.note(
        {"git ne suit pas encore cette partie : `git add -A` et `git commit` avant le "
         "prochain push, ou examples/travelling/with-git.sh",
         "git does not track that part yet: `git add -A` and `git commit` before the "
         "next push, or examples/travelling/with-git.sh"});
  }
}

void print_json(const MergeReport& report, Context& context) {
  std::vector<Value> items;
  for (const MergeItem& item : report.items) {
    items.push_back(Value::map({{"file", Value::text(item.file)},
                                {"action", Value::text(std::string(word(item.action)))},
                                {"message", Value::text(context.words(item.message))}}));
  }
  Value document = envelope("pos.merge/1", context.now(),
                            !report.some(MergeAction::LeftOut) && !report.identities_absent, {});
  document.set("items", Value::list(std::move(items)));
  context.print_json(document);
}

void print_report(const MergeReport& report, Context& context) {
  std::size_t left = 0;
  for (const MergeItem& item : report.items) {
    left += item.action == MergeAction::LeftOut ? 1 : 0;
    context.print_line(escaped(item.file + ": " + context.words(item.message) + " [" +
                               std::string(word(item.action)) + "]"));
  }
  context.print_line(
      context.words(text("fichiers concernés : {}, laissés : {}",
                         "files concerned: {}, left out: {}", report.items.size(), left)));
}

// A case handed to two units at once is open to nobody as a whole.
void note_beside(const MergeReport& report, Context& context) {
  if (report.some(MergeAction::Beside)) {
    context.note(
        {"ce qui reste à côté est réuni par la prochaine commande de qui ouvre tout ; si "
         "personne ne le peut : `pos merge --conflicts --recovery FICHIER` ; un dossier qui vous "
         "est transmis se poursuit sans attendre",
         "what stays beside is folded by the next command of who opens all of it; where "
         "nobody does: `pos merge --conflicts --recovery FILE`; a case handed over to you goes "
         "on meanwhile"});
  }
  if (report.some(MergeAction::Beside) && report.some(MergeAction::LeftOut)) {
    context.note({"là où le fichier d'ici est coupé ou abîmé : d'abord `pos check --repair`",
                  "where the file here is cut or damaged: first `pos check --repair`"});
  }
}

void run_vault(const MergeOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  Workspace& workspace = context.workspace();
  if (!options.recovery.empty()) {
    workspace.use_recovery(options.recovery);
  }
  const MergeReport report = options.conflicts
                                 ? fold_parts(workspace)
                                 : merge_vault(workspace, context.absolute(options.from));
  context.done = {"la réunion est faite", "the merge is done"};
  if (context.format() == Format::Json) {
    print_json(report, context);
  } else {
    print_report(report, context);
  }
  if (report.identities_absent) {
    context.warn({"le support des identités n'est pas là : recommencer quand il y est",
                  "the medium of the identities is not here: do it again when it is"});
    context.exit_code = exit_code(ErrorCode::Partial);
  }
  if (report.some(MergeAction::LeftOut)) {
    context.exit_code = exit_code(ErrorCode::Integrity);
  }
  note_beside(report, context);
}

void run(const MergeOptions& options, Context& context) {
  const bool driver = !options.ours.empty();
  const int ways = (driver ? 1 : 0) + (options.conflicts ? 1 : 0) + (options.from.empty() ? 0 : 1);
  if (ways != 1 || (driver && options.theirs.empty())) {
    throw Error(ErrorCode::Usage,
                {"il faut NOTRE BASE LEUR, ou --conflicts, ou --from",
                 "OURS BASE THEIRS, or --conflicts, or --from is required"},
                {"`pos merge --help` montre les options", "`pos merge --help` shows the options"});
  }
  if (driver && !options.recovery.empty()) {
    throw Error(ErrorCode::Usage,
                {"--recovery ne sert pas au pilote de git", "--recovery is not for git's driver"},
                {"`pos merge --conflicts --recovery FICHIER`, après le pull",
                 "`pos merge --conflicts --recovery FILE`, after the pull"});
  }
  if (driver) {
    run_driver(options, context);
  } else {
    run_vault(options, context);
  }
}

}  // namespace

void add_merge(CLI::App& pos, Context& context) {
  auto options = std::make_shared<MergeOptions>();
  CLI::App* command =
      add_command(pos, context, "merge", {"fusionner", "reunir", "réunir"},
                  {"Réunir ce que plusieurs machines ont écrit : git, Syncthing, clé USB",
                   "Bring together what several machines wrote: git, Syncthing, a stick"},
                  vault_group());
  option(command, context, "OURS", options->ours,
         {"Pour git : notre version, où va le résultat",
          "For git: our version, where the result goes"});
  option(command, context, "BASE", options->base,
         {"Pour git : la version commune (pas lue)", "For git: the common version (not read)"});
  option(command, context, "THEIRS", options->theirs,
         {"Pour git : l'autre version", "For git: the other version"});
  option(command, context, "PATH", options->path,
         {"Pour git : le chemin du fichier dans le coffre",
          "For git: the path of the file in the vault"});
  flag(command, context, "--conflicts", options->conflicts,
       {"Réunir les copies que les synchroniseurs laissent, et les autres parties",
        "Fold the copies that synchronisers leave, and other parts"});
  option(command, context, "--from", options->from,
         {"Reprendre ce qu'a une autre copie de ce coffre, sur une clé USB par exemple",
          "Take over what another copy of this vault has, on a stick for instance"})
      .type_name("VAULT");
  option(command, context, "--recovery", options->recovery,
         {"Fichier de la clé de secours, qui ouvre tout",
          "File of the recovery key, which opens everything"})
      .type_name("FILE");
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
