// pos key paper, verify-paper, restore-paper: a key on paper, proven, and brought back.
#include <istream>
#include <ostream>

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/commands/vault/new_passphrase.h"
#include "cli/commands/vault/typed_paper.h"
#include "formats/json.h"
#include "formats/paper_sheet.h"

namespace pos::cli {
namespace {

struct KeyPaperOptions {
  std::string file, passphrase_file;
  int copy = 0;
  bool by_hand = false, no_passphrase = false;
};

/// A key is printed, proven and restored without a vault too.
Workspace* vault_at_hand(Context& context) {
  try {
    return &context.workspace();
  } catch (const Error& error) {
    if (error.code == ErrorCode::NoVault) {
      return nullptr;
    }
    throw;
  }
}

KeyHolder holder_at_hand(Context& context, const Recipient& recipient) {
  Workspace* workspace = vault_at_hand(context);
  return workspace == nullptr ? KeyHolder() : holder_of(workspace->vault(), recipient);
}

Text name_of_key(const KeyHolder& holder) {
  if (holder.code.empty()) {
    return {"une clé que ce coffre ne connaît pas", "a key that this vault does not know"};
  }
  return holder.is_recovery() ? Text{"la clé de secours", "the recovery key"}
                              : text("la clé de {}", "the key of {}", holder.code);
}

PaperSheet sheet_of(Context& context, const Identity& key) {
  PaperSheet sheet;
  sheet.recipient = to_string(key.recipient());
  sheet.printed = day_of(context.now());
  sheet.known = false;
  Workspace* workspace = vault_at_hand(context);
  if (workspace == nullptr) {
    context.warn(
        {"sans coffre, la feuille ne dit pas de qui est la clé ; `pos --vault DOSSIER key "
         "paper …` nomme la personne, ou la clé de secours et son bureau",
         "without a vault the sheet does not say whose key it is; `pos --vault DIR key "
         "paper …` names the person, or the recovery key and its office"});
    return sheet;
  }
  const Office& office = workspace->vault().office();
  const KeyHolder holder = holder_at_hand(context, key.recipient());
  sheet.recovery = holder.is_recovery();
  sheet.known = !holder.code.empty();
  sheet.holder = holder.name.empty() ? holder.code : holder.name + " (" + holder.code + ")";
  sheet.office = office.name.empty() ? office.code : office.name + " (" + office.code + ")";
  sheet.structure = office.structure;
  sheet.fingerprint = office.fingerprint;
  return sheet;
}

/// The line of that number, without its line end.
std::string_view line_of(const WipedString& lines, int number) {
  std::string_view rest(lines);
  for (int i = 1; i < number; ++i) {
    rest.remove_prefix(rest.find('\n') + 1);
  }
  return rest.substr(0, rest.find('\n'));
}

void print_sheet(const Identity& key, const PaperSheet& sheet, Context& context) {
  const PaperText page = paper_sheet(sheet, context.language());
  const WipedString lines = paper_lines(key, sheet.copy);
  context.print(page.before);
  for (int number = 1; number <= kPaperLines; ++number) {
    context.print(paper_line_head(number));
    context.print_line(line_of(lines, number));
  }
  context.print(page.after);
}

/// Without a printer: each line stands alone on the screen until it is copied, then it is gone.
void show_line_by_line(const Identity& key, int copy, Context& context) {
  if (!context.world.input_is_terminal || !context.world.error_is_terminal ||
      context.globals.no_input) {
    throw Error(ErrorCode::Usage, {"--by-hand demande un terminal", "--by-hand needs a terminal"},
                {"sans --by-hand la feuille va à l'imprimante : `pos key paper FICHIER | lpr`",
                 "without --by-hand the sheet goes to the printer: `pos key paper FILE | lpr`"});
  }
  context.note(text("exemplaire {} : recopier chaque ligne avec son numéro, puis Entrée",
                    "copy {}: copy each line with its number, then Enter", copy));
  const WipedString lines = paper_lines(key, copy);
  for (int number = 1; number <= kPaperLines; ++number) {
    context.world.err << paper_line_head(number) << line_of(lines, number) << "   " << std::flush;
    std::string enter;
    if (!std::getline(context.world.in, enter)) {
      throw Error(ErrorCode::GivenUp, {"abandonné", "given up"});
    }
    context.world.err << "\033[A\033[2K\r";
  }
  context.note(
      {"la prouver maintenant : `pos key verify-paper`", "prove it now: `pos key verify-paper`"});
}

void paper(const KeyPaperOptions& options, Context& context) {
  context.require_format({Format::Text});
  if (options.copy < 0 || options.copy > kPaperCopies) {
    throw Error(ErrorCode::Usage,
                {"--copy : un numéro de 1 à 15", "--copy: a number from 1 to 15"});
  }
  const Identity key = one_key(context.world.disk, options.file, context.unlocking(options.file));
  PaperSheet sheet = sheet_of(context, key);
  sheet.copy = options.copy == 0 ? 1 : options.copy;
  if (options.by_hand) {
    return show_line_by_line(key, sheet.copy, context);
  }
  print_sheet(key, sheet, context);
  if (sheet.recovery && options.copy == 0) {
    sheet.copy = 2;
    context.print("\f");
    print_sheet(key, sheet, context);
  }
  if (context.world.output_is_terminal) {
    context.warn({"la clé est sur cet écran : effacer l'écran et son historique",
                  "the key is on this screen: clear it, and what can be scrolled back to"});
  }
}

/// The key that a copy must be: that of the file, or the vault's recovery key once it is gone.
Recipient expected_key(const KeyPaperOptions& options, Context& context) {
  if (!options.file.empty() && context.world.disk.status(options.file)) {
    return one_key(context.world.disk, options.file, context.unlocking(options.file)).recipient();
  }
  return parse_recipient(context.workspace().vault().office().recovery_recipient);
}

void require_key(const PaperKey& paper, const Recipient& expected, Context& context) {
  if (paper.identity.recipient() != expected) {
    throw Error(
        ErrorCode::NoKey,
        text("la feuille est juste, mais c'est {}", "the sheet is right, but it is {}",
             name_of_key(holder_at_hand(context, paper.identity.recipient()))),
        text("attendu : {}", "expected: {}", name_of_key(holder_at_hand(context, expected))));
  }
}

/// What was proven stays so where it cannot be kept.
bool remember(const PaperKey& paper, Context& context) {
  try {
    Workspace* workspace = vault_at_hand(context);
    if (workspace != nullptr && remember_copy(*workspace, paper)) {
      context.keep_memory();
      return true;
    }
    context.warn({"la preuve n'est pas retenue : ni coffre ni clé personnelle ici",
                  "the proof is not remembered: no vault or no key of yours here"});
  } catch (const Error& error) {
    context.warn(
        text("la preuve n'est pas retenue : {}", "the proof is not remembered: {}", error.message));
  }
  return false;
}

void verify(const KeyPaperOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  const Recipient expected = expected_key(options, context);
  const PaperKey paper = read_typed_paper(context);
  require_key(paper, expected, context);
  const KeyHolder holder = holder_at_hand(context, expected);
  const bool remembered = remember(paper, context);
  if (context.format() == Format::Json) {
    return context.print_json(
        Value::map({{"key", holder.code.empty() ? json_null() : Value::text(holder.code)},
                    {"recipient", Value::text(to_string(expected))},
                    {"copy", json_number(paper.copy)},
                    {"remembered", Value::boolean(remembered)}}));
  }
  context.print_line(
      context.words(text("exemplaire {} : juste, c'est {}", "copy {}: right, it is {}", paper.copy,
                         name_of_key(holder))));
}

void restore(const KeyPaperOptions& options, Context& context) {
  require_no_file(context.world.disk, options.file);
  SecretBytes passphrase;
  if (!options.no_passphrase) {
    passphrase = new_passphrase(options.passphrase_file, context);
  }
  const PaperKey paper = read_typed_paper(context);
  const KeyHolder holder = holder_at_hand(context, paper.identity.recipient());
  if (holder.is_recovery() || holder.code.empty()) {
    require_outside_vaults(context.world.disk, context.absolute(options.file));
  }
  write_identity_file(context.world.disk, options.file, paper.identity,
                      options.no_passphrase ? nullptr : &passphrase, context.now());
  if (vault_at_hand(context) != nullptr) {
    context.note(text("c'est {}", "it is {}", name_of_key(holder)));
  }
  if (holder.is_recovery()) {
    context.note({"effacer ce fichier après usage, et remettre la feuille sous enveloppe",
                  "remove this file after use, and put the sheet back into its envelope"});
  }
  context.print_line(to_string(paper.identity.recipient()));
}

void add_paper(CLI::App& key, Context& context, const std::shared_ptr<KeyPaperOptions>& options) {
  CLI::App* command = add_command(
      key, context, "paper", {"papier"},
      {"Une feuille à imprimer et à mettre sous clé", "A sheet to print and to lock away"});
  option(command, context, "FILE", options->file, {"Fichier de la clé", "File of the key"})
      .required();
  option(command, context, "--copy", options->copy,
         {"Numéro de l'exemplaire (sinon 1 et 2 pour la clé de secours)",
          "Number of the copy (else 1 and 2 for the recovery key)"})
      .type_name("N");
  flag(command, context, "--by-hand", options->by_hand,
       {"Sans imprimante : montrer les lignes une à une, pour les recopier",
        "Without a printer: show the lines one by one, to copy them"});
  on_run(command, context, [options, &context] { paper(*options, context); });
}

void add_verify(CLI::App& key, Context& context, const std::shared_ptr<KeyPaperOptions>& options) {
  CLI::App* command =
      add_command(key, context, "verify-paper", {"verifier-papier", "vérifier-papier"},
                  {"Prouver un exemplaire en le tapant", "Prove a copy by typing it back"});
  option(command, context, "FILE", options->file,
         {"Fichier de la clé ; sinon, ou s'il n'est plus là : la clé de secours du coffre",
          "File of the key; else, or once it is gone: the vault's recovery key"});
  on_run(command, context, [options, &context] { verify(*options, context); });
}

void add_restore(CLI::App& key, Context& context, const std::shared_ptr<KeyPaperOptions>& options) {
  CLI::App* command = add_command(key, context, "restore-paper", {"restaurer-papier"},
                                  {"Refaire le fichier d'une clé d'après sa feuille",
                                   "Make a key's file again from its sheet"});
  option(command, context, "FILE", options->file, {"Fichier à créer", "File to make"}).required();
  const Option open = flag(command, context, "--no-passphrase", options->no_passphrase,
                           {"Sans phrase de passe", "Without a passphrase"});
  option(command, context, "--passphrase-file", options->passphrase_file,
         {"Fichier dont la première ligne est la phrase de passe",
          "File whose first line is the passphrase"})
      .type_name("F")
      .excludes(open);
  on_run(command, context, [options, &context] { restore(*options, context); });
}

}  // namespace

void add_key_paper(CLI::App& key, Context& context) {
  const auto options = std::make_shared<KeyPaperOptions>();
  add_paper(key, context, options);
  add_verify(key, context, options);
  add_restore(key, context, options);
}

}  // namespace pos::cli
