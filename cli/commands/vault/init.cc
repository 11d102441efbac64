// pos init: a new vault, its first administrator and its recovery key.
#include "cli/command.h"
#include "cli/commands.h"
#include "workflow/setup.h"

namespace pos::cli {
namespace {

constexpr const char* kEdition = "pos-2020.08";

struct InitOptions {
  std::string folder, card;
  Founding founding;
  bool git = false;
};

/// What git needs in its own configuration, which no clone carries.
std::vector<std::vector<std::string>> git_commands(Context& context, const std::string& folder) {
  std::vector<std::vector<std::string>> commands;
  if (!is_in_repository(context.world.disk, folder)) {
    commands.push_back({"git", "init", "--quiet", folder});
  }
  commands.push_back({"git", "-C", folder, "config", "merge.pos.name", "pos: union of documents"});
  commands.push_back({"git", "-C", folder, "config", "merge.pos.driver", "pos merge %A %O %B %P"});
  return commands;
}

/// What kept git from being set up; empty where it is.
Text set_up_git(Context& context, const std::string& folder) {
  for (const std::vector<std::string>& command : git_commands(context, folder)) {
    const std::optional<int> code =
        context.world.run_program ? context.world.run_program(command) : std::nullopt;
    if (!code) {
      return {"git n'est pas installé", "git is not installed"};
    }
    if (*code != 0) {
      return text("git a échoué ({})", "git failed ({})", *code);
    }
  }
  context.note(
      {"git est réglé : `git pull` réunit les dossiers ; chaque clone demande `pos init "
       "--git` une fois",
       "git is set up: `git pull` merges case files; each clone needs `pos init --git` "
       "once"});
  return {};
}

/// Whether only git is asked for, in a vault that is there.
bool founds_nothing(const InitOptions& options) {
  const Founding& founding = options.founding;
  return options.git && founding.code.empty() && founding.name.empty() && founding.region.empty() &&
         founding.structure.empty() && options.card.empty() && founding.recovery_file.empty();
}

void only_git(const InitOptions& options, Context& context) {
  const std::string start =
      options.folder.empty() ? context.world.current_folder : context.absolute(options.folder);
  const std::string named = options.folder.empty() ? context.vault_folder() : std::string();
  const std::string folder =
      prepare_for_git(context.world.disk, named.empty() ? named : context.absolute(named), start,
                      options.founding.with_identities);
  if (const Text failure = set_up_git(context, folder); !failure.empty()) {
    throw Error(ErrorCode::Failure, failure,
                {"installer git, puis recommencer", "install git, then try again"});
  }
}

void run(InitOptions options, Context& context) {
  if (!options.folder.empty() && !context.globals.vault.empty()) {
    throw Error(
        ErrorCode::Usage,
        {"DIR et --vault nomment tous deux le coffre", "DIR and --vault both name the vault"},
        {"donner l'un des deux", "give one of them"});
  }
  if (founds_nothing(options)) {
    return only_git(options, context);
  }
  for (const auto& [value, name] : {std::pair{&options.folder, "DIR"},
                                    {&options.founding.code, "--code"},
                                    {&options.founding.name, "--name"},
                                    {&options.founding.region, "--region"},
                                    {&options.founding.structure, "--structure"},
                                    {&options.card, "--card"},
                                    {&options.founding.recovery_file, "--recovery"}}) {
    require_option(*value, name);
  }
  options.founding.edition = kEdition;
  options.founding.administrator = read_card(context.read_bytes(options.card), options.card);
  options.founding.recovery_file = context.absolute(options.founding.recovery_file);
  const std::string folder = context.absolute(options.folder);
  const std::string fingerprint =
      found_office(context.world.disk, folder, {context.locks_folder(), context.state_folder()},
                   options.founding, context.now());
  context.done = text("ne pas recommencer : coffre créé, empreinte {}",
                      "do not repeat it: the vault is made, fingerprint {}", fingerprint);
  context.note({"coffre créé ; garder la clé de secours hors de cette machine, en deux exemplaires",
                "vault made; keep the recovery key off this machine, in two copies"});
  context.print_line(fingerprint);
  if (const Text failure = options.git ? set_up_git(context, folder) : Text(); !failure.empty()) {
    context.warn(text("{} ; le coffre est fait, `pos init --git` y règle git plus tard",
                      "{}; the vault is made, `pos init --git` in it sets git up later", failure));
    context.exit_code = exit_code(ErrorCode::Partial);
  }
}

}  // namespace

void add_init(CLI::App& pos, Context& context) {
  auto options = std::make_shared<InitOptions>();
  CLI::App* command = add_command(
      pos, context, "init", {"initialiser"},
      {"Créer un coffre ; affiche son empreinte", "Make a vault; prints its fingerprint"},
      vault_group());
  option(command, context, "DIR", options->folder, {"Dossier du coffre", "The vault's folder"});
  option(command, context, "--code", options->founding.code,
         {"Code du bureau", "Code of the office"});
  option(command, context, "--name", options->founding.name,
         {"Nom du bureau", "Name of the office"});
  option(command, context, "--region", options->founding.region,
         {"Région, par exemple BKO", "Region, for example BKO"});
  option(command, context, "--structure", options->founding.structure,
         {"Code de la structure, par exemple DRPFEF-BKO",
          "Code of the structure, for example DRPFEF-BKO"});
  option(command, context, "--card", options->card,
         {"Carte du premier administrateur (pos key card)",
          "Card of the first administrator (pos key card)"})
      .type_name("FILE");
  option(command, context, "--recovery", options->founding.recovery_file,
         {"Fichier où écrire la clé de secours", "File to write the recovery key to"})
      .type_name("FILE");
  flag(command, context, "--git", options->git,
       {"Régler git pour le coffre ; seul, dans un coffre qui existe (un clone), ne fonde rien",
        "Set up git for the vault; alone, in a vault that is there (a clone), founds nothing"});
  flag(command, context, "--with-identities", options->founding.with_identities,
       {"Laisser git porter aussi les identités", "Let git carry the identities too"});
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
