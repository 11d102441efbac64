// pos init: a new vault, its first administrator and its recovery key.
#include "cli/command.h"
#include "cli/commands.h"
#include "workflow/setup.h"

namespace pos::cli {
namespace {

constexpr const char* kEdition = "pos-2020.08";

struct Options {
  std::string folder, card;
  Founding founding;
};

void run(Options options, Context& context) {
  for (const auto& [value, name] : {std::pair{&options.founding.code, "--code"},
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
  const std::string fingerprint =
      found_office(context.world.disk, context.absolute(options.folder), context.locks_folder(),
                   options.founding, context.now());
  context.note({"coffre créé ; garder la clé de secours hors de cette machine, en deux exemplaires",
                "vault made; keep the recovery key off this machine, in two copies"});
  context.print_line(fingerprint);
}

}  // namespace

void add_init(CLI::App& pos, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(
      pos, context, "init", {"initialiser"},
      {"Créer un coffre ; affiche son empreinte", "Make a vault; prints its fingerprint"},
      vault_group());
  option(command, context, "DIR", options->folder, {"Dossier du coffre", "The vault's folder"})
      .required();
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
  flag(command, context, "--with-identities", options->founding.with_identities,
       {"Laisser git porter aussi les identités", "Let git carry the identities too"});
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
