// pos key: a person's one secret, and the card that others need.
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/commands/vault/new_passphrase.h"
#include "workflow/setup.h"

namespace pos::cli {
namespace {

struct KeyOptions {
  std::string file, passphrase_file, code, name;
  bool no_passphrase = false;
};

void make(const KeyOptions& options, Context& context) {
  SecretBytes passphrase;
  if (!options.no_passphrase) {
    passphrase = new_passphrase(options.passphrase_file, context);
  }
  context.print_line(make_key(context.world.disk, options.file,
                              options.no_passphrase ? nullptr : &passphrase, context.now()));
}

void card(const KeyOptions& options, Context& context) {
  context.require_format({Format::Text});
  require_option(options.code, "--code");
  require_option(options.name, "--name");
  context.print(card_of_key(context.world.disk, options.file, context.unlocking(options.file),
                            options.code, options.name));
}

}  // namespace

void add_key(CLI::App& pos, Context& context) {
  auto options = std::make_shared<KeyOptions>();
  CLI::App* command = add_command(
      pos, context, "key", {"cle", "clé"},
      {"La clé personnelle et sa carte", "Your secret key and its card"}, vault_group());
  require_subcommand(command);

  CLI::App* fresh =
      add_command(*command, context, "new", {"nouvelle"},
                  {"Faire une clé dans un nouveau fichier", "Make a key in a new file"});
  option(fresh, context, "FILE", options->file, {"Fichier à créer", "File to make"}).required();
  const Option open = flag(fresh, context, "--no-passphrase", options->no_passphrase,
                           {"Sans phrase de passe", "Without a passphrase"});
  option(fresh, context, "--passphrase-file", options->passphrase_file,
         {"Fichier dont la première ligne est la phrase de passe",
          "File whose first line is the passphrase"})
      .type_name("F")
      .excludes(open);
  on_run(fresh, context, [options, &context] { make(*options, context); });

  CLI::App* public_card = add_command(
      *command, context, "card", {"carte"},
      {"La carte publique, pour l'administrateur", "The public card, for the administrator"});
  option(public_card, context, "FILE", options->file, {"Fichier de la clé", "File of the key"})
      .required();
  option(public_card, context, "--code", options->code,
         {"Code de la personne", "Code of the person"});
  option(public_card, context, "--name", options->name,
         {"Nom de la personne", "Name of the person"});
  on_run(public_card, context, [options, &context] { card(*options, context); });
  add_key_paper(*command, context);
  add_key_trust(*command, context);
}

}  // namespace pos::cli
