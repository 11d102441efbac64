#include "cli/app.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <optional>
#include <ostream>

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "domain/code_list.h"

namespace pos::cli {
namespace {

constexpr const char* kVersion = "0.1.0";

void add_globals(CLI::App& app, Context& context) {
  Globals& g = context.globals;
  const Text common = {"Options communes", "Common options"};
  const auto global = [&](Option added, const char* type) {
    added.group(context.words(common)).type_name(type);
  };
  global(option(&app, context, "--vault", g.vault,
                {"Dossier du coffre (sinon POS_VAULT, sinon le plus proche)",
                 "The vault's folder (else POS_VAULT, else the nearest)"}),
         "DIR");
  global(option(&app, context, "--identity", g.identity,
                {"Fichier de la clé personnelle (sinon POS_IDENTITY)",
                 "File of your secret key (else POS_IDENTITY)"}),
         "FILE");
  global(option(&app, context, "--format", g.format,
                {"Format des résultats : text, json, csv…", "Format of results: text, json, csv…"}),
         "FORMAT");
  global(option(&app, context, "--lang", g.language, {"Langue : fr ou en", "Language: fr or en"}),
         "LANG");
  global(
      option(&app, context, "--now", g.now,
             {"Date ou heure qui tient lieu de l'horloge", "Date or time in place of the clock"}),
      "TIME");
  global(option(&app, context, "--lock-timeout", g.lock_timeout,
                {"Secondes d'attente d'un dossier occupé", "Seconds to wait for a case in use"}),
         "SECONDS");
  global(option(&app, context, "--passphrase-fd", g.passphrase_fd,
                {"Lire la phrase de passe sur ce descripteur",
                 "Read the passphrase from this file descriptor"}),
         "FD");
  flag(&app, context, "--no-input", g.no_input, {"Ne jamais rien demander", "Never ask"})
      .group(context.words(common));
}

void let_globals_follow(CLI::App& app) {
  for (CLI::App* command : app.get_subcommands([](CLI::App*) { return true; })) {
    command->fallthrough();
    let_globals_follow(*command);
  }
}

/// Commands and options that can follow at this point, to offer the nearest to a mistyped word.
std::vector<std::string> known_words(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::App* level = &app; level != nullptr; level = level->get_parent()) {
    for (const CLI::App* command : level->get_subcommands([](const CLI::App*) { return true; })) {
      words.push_back(command->get_name());
      for (const std::string& alias : command->get_aliases()) {
        words.push_back(alias);
      }
    }
    for (const CLI::Option* known : level->get_options()) {
      for (const std::string& name : known->get_lnames()) {
        words.push_back("--" + name);
      }
    }
  }
  return words;
}

const CLI::App& deepest(const CLI::App& app) {
  const std::vector<CLI::App*> chosen = app.get_subcommands();
  return chosen.empty() ? app : deepest(*chosen.back());
}

/// `pos refer`, for the usage line of `counter`.
std::string path_of(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return (parent == nullptr ? "" : path_of(*parent) + " ") + app.get_name();
}

Error unknown_word(const CLI::App& app, const std::string& word) {
  const std::string near = nearest(word, known_words(deepest(app)));
  const bool is_option = word.starts_with("-");
  return Error(ErrorCode::Usage,
               is_option ? text("option inconnue `{}`", "unknown option `{}`", word)
                         : text("mot inattendu `{}`", "unexpected word `{}`", word),
               near.empty()
                   ? Text{"`pos --help` montre les commandes", "`pos --help` shows the commands"}
                   : text("vouliez-vous dire `{}` ?", "did you mean `{}`?", near));
}

/// CLI11's texts are English: the message is built from the kind of error.
Error usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<std::string> rest = app.remaining(true);
  const std::string what = error.what();
  const std::size_t dashes = what.find("--");
  const std::string from = dashes == std::string::npos ? what : what.substr(dashes);
  const std::string name = from.substr(0, from.find_first_of(":= "));
  // What CLI11 misses first is often what was mistyped.
  const bool required = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  if ((required || dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) && !rest.empty()) {
    return unknown_word(app, rest.front());
  }
  if (required) {
    const bool command = what.find("subcommand") != std::string::npos;
    return Error(ErrorCode::Usage,
                 command ? Text{"il manque une commande", "a command is required"}
                         : text("il manque {}", "{} is required", placeholder(name)),
                 {"`pos --help` montre les commandes, `pos COMMANDE --help` leurs options",
                  "`pos --help` shows the commands, `pos COMMAND --help` their options"});
  }
  return Error(
      ErrorCode::Usage,
      text("valeur manquante ou impossible : {}", "missing or impossible value: {}", name),
      {"`pos COMMANDE --help` montre les options", "`pos COMMAND --help` shows the options"});
}

/// The language must be known before the tree is built, since its texts are in that language.
void read_language(const std::vector<std::string>& arguments, Context& context) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].starts_with("--lang=")) {
      context.globals.language = arguments[i].substr(7);
    } else if (arguments[i] == "--lang" && i + 1 < arguments.size()) {
      context.globals.language = arguments[i + 1];
    }
    // An error of the command line itself is shown in the format asked for.
    if (arguments[i] == "--format=json" ||
        (arguments[i] == "--format" && i + 1 < arguments.size() && arguments[i + 1] == "json")) {
      context.globals.format = "json";
    }
  }
}

/// CLI11 takes `--flag=` for the flag alone: an empty variable in a script would widen what is
/// done.
void refuse_empty_values(const std::vector<std::string>& arguments) {
  for (const std::string& argument : arguments) {
    if (argument.starts_with("--") && argument.size() > 3 && argument.ends_with('=')) {
      throw Error(
          ErrorCode::Usage,
          text("valeur manquante : {}", "missing value: {}",
               argument.substr(0, argument.size() - 1)),
          {"`pos COMMANDE --help` montre les options", "`pos COMMAND --help` shows the options"});
    }
  }
}

std::optional<int> number_of_descriptor(const std::string& typed) {
  int number = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
  const bool whole = error == std::errc() && end == typed.data() + typed.size();
  return whole && number >= 0 ? std::optional(number) : std::nullopt;
}

/// Looked at before anything is opened: a file of the vault would get the number of one that is
/// closed. And whether a passphrase is needed or not: a script is wrong before the day that it is.
void take_descriptor(Context& context) {
  const std::string& typed = context.globals.passphrase_fd;
  if (typed.empty()) {
    return;
  }
  const std::optional<int> number = number_of_descriptor(typed);
  const auto& is_open = context.world.is_open;
  if (!number || (is_open && !is_open(*number))) {
    throw Error(ErrorCode::Usage,
                {"--passphrase-fd : ce n'est pas le numéro d'un descripteur ouvert",
                 "--passphrase-fd: not the number of an open file descriptor"},
                {"l'ouvrir avec la commande : --passphrase-fd 3 3<FICHIER",
                 "open it with the command: --passphrase-fd 3 3<FILE"});
  }
  context.globals.passphrase_descriptor = number;
}

int parse_and_act(CLI::App& app, Context& context, std::vector<std::string> arguments) {
  refuse_empty_values(arguments);
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them last first
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    const CLI::App& command = deepest(app);
    context.print(
        command.help(command.get_parent() == nullptr ? "" : path_of(*command.get_parent())));
    return 0;
  } catch (const CLI::CallForVersion&) {
    context.print_line(std::string("pos ") + kVersion);
    return 0;
  } catch (const CLI::ParseError& error) {
    throw usage_error(app, error);
  }
  if (!context.globals.language.empty() && context.globals.language != "fr" &&
      context.globals.language != "en") {
    throw Error(ErrorCode::Usage, {"--lang : fr ou en", "--lang: fr or en"});
  }
  take_descriptor(context);
  context.require_format({Format::Text, Format::Json, Format::Csv, Format::ExcelCsv, Format::Ics,
                          Format::Html, Format::Hxl, Format::Dhis2});
  context.action();
  context.complete_what_waits();
  return context.exit_code;
}

}  // namespace

void build(CLI::App& app, Context& context) {
  app.description(
      context.words({"pos – gestion de cas de protection de l'enfant (POS du Mali, 2020)",
                     "pos – child-protection case management (Mali's POS, 2020)"}));
  app.formatter(help_formatter(context.language()));
  app.set_help_flag("-h,--help", context.words({"Montrer cette aide", "Show this help"}));
  app.set_version_flag("--version", kVersion,
                       context.words({"Montrer la version", "Show the version"}));
  app.require_subcommand(1);
  add_globals(app, context);
  add_signal(app, context);
  add_register(app, context);
  add_assess(app, context);
  add_plan(app, context);
  add_refer(app, context);
  add_transfer(app, context);
  add_followup(app, context);
  add_review(app, context);
  add_close(app, context);
  add_reopen(app, context);
  add_record(app, context);
  add_void(app, context);
  add_assign(app, context);
  add_accept(app, context);
  add_mask(app, context);
  add_link(app, context);
  add_due(app, context);
  add_list(app, context);
  add_show(app, context);
  add_history(app, context);
  add_search(app, context);
  add_match(app, context);
  add_report(app, context);
  add_supervise(app, context);
  add_export(app, context);
  add_directory(app, context);
  add_programme(app, context);
  add_team(app, context);
  add_people(app, context);
  add_group(app, context);
  add_policy(app, context);
  add_form(app, context);
  add_rules(app, context);
  add_init(app, context);
  add_erase(app, context);
  add_key(app, context);
  add_unlock(app, context);
  add_lock(app, context);
  add_rekey(app, context);
  add_check(app, context);
  add_backup(app, context);
  add_merge(app, context);
  add_doctor(app, context);
  let_globals_follow(app);
}

namespace {

/// A disk that failed after something was saved: nobody is to do that again.
Error after_what_is_done(Error error, const Context& context) {
  const Text& done = context.done;
  if (!done.empty()) {
    error.hint = error.hint.empty() ? done : text("{} ; {}", "{}; {}", done, error.hint);
  }
  return error;
}

/// Results that were not taken where standard output goes.
std::optional<Error> lost_output(const Context& context) {
  context.world.out.flush();
  if (context.world.out) {
    return std::nullopt;
  }
  const Text where_it_goes = {"voir où elle va : un disque plein, un programme qui ne lit plus",
                              "see where it goes: a full disk, a program that reads no more"};
  return Error(
      ErrorCode::Io,
      {"la sortie standard n'a pas pu être écrite", "standard output could not be written"},
      context.done.empty() ? where_it_goes : context.done);
}

}  // namespace

int run(const std::vector<std::string>& arguments, World& world) {
  Context context(world);
  read_language(arguments, context);
  std::vector<Error> failures;
  try {
    CLI::App app("", "pos");
    build(app, context);
    context.exit_code = parse_and_act(app, context, arguments);
  } catch (const Error& error) {
    failures.push_back(error.code == ErrorCode::Io ? after_what_is_done(error, context) : error);
  }
  if (const std::optional<Error> lost = lost_output(context)) {
    failures.push_back(*lost);
  }
  context.remember(failures.empty() ? nullptr : &failures.back());
  for (const Error& failure : failures) {
    show_error(failure, context);
  }
  return failures.empty() ? context.exit_code : exit_code(failures.back().code);
}

}  // namespace pos::cli
