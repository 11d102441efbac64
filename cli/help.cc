#include "cli/help.h"

#include <CLI/CLI.hpp>
#include <array>

#include "cli/table.h"

namespace pos::cli {
namespace {

constexpr std::size_t kColumn = 34;

/// What stands for an argument or a value, where the French word is another one.
constexpr std::array<std::pair<const char*, const char*>, 37> kPlaceholders = {{
    {"YYYY", "AAAA"},         {"YYYY-MM", "AAAA-MM"},
    {"YYYY-Www", "AAAA-Wss"}, {"YEAR", "ANNÉE"},
    {"CASE", "DOSSIER"},      {"CATEGORY", "CATÉGORIE"},
    {"COMMAND", "COMMANDE"},  {"DECISION", "DÉCISION"},
    {"DEST", "DESTINATION"},  {"DIR", "RÉPERTOIRE"},
    {"DURATION", "DURÉE"},    {"ENTRY", "SAISIE"},
    {"F", "FICHIER"},         {"FIELD", "CHAMP"},
    {"FILE", "FICHIER"},      {"FINGERPRINT", "EMPREINTE"},
    {"FORM", "FICHE"},        {"GROUP", "GROUPE"},
    {"HEADING", "RUBRIQUE"},  {"KIND", "SORTE"},
    {"LANG", "LANGUE"},       {"LEVEL", "NIVEAU"},
    {"OURS", "NOTRE"},        {"PACKAGE", "ENVOI"},
    {"PATH", "CHEMIN"},       {"PLACE", "LIEU"},
    {"REASON", "MOTIF"},      {"RECEIPT", "REÇU"},
    {"RECORD", "NOTE"},       {"ROW", "LIGNE"},
    {"SETTING", "RÉGLAGE"},   {"SHEET", "FICHE"},
    {"TEXT", "TEXTE"},        {"THEIRS", "LEUR"},
    {"TIME", "INSTANT"},      {"UNIT", "UNITÉ"},
    {"VAULT", "COFFRE"},
}};

class HelpFormatter final : public CLI::Formatter {
 public:
  explicit HelpFormatter(Language language) {
    const bool french = language == Language::French;
    colon_ = french ? " :" : ":";
    label("Usage", french ? "Usage " : "Usage");
    label("Positionals", "Arguments");
    label("REQUIRED", french ? "obligatoire" : "required");
    label("SUBCOMMAND", french ? "COMMANDE" : "COMMAND");
    label("Needs", french ? "avec" : "with");
    label("Excludes", french ? "sans" : "without");
    if (french) {
      for (const auto& [word, in_french] : kPlaceholders) {
        label(word, in_french);
      }
    }
  }

  std::string make_group(std::string group, bool is_positional,
                         std::vector<const CLI::Option*> options) const override {
    std::string out = "\n" + group + colon_ + "\n";
    for (const CLI::Option* each : options) {
      out += make_option(each, is_positional);
    }
    return out;
  }

  std::string make_option_name(const CLI::Option* option, bool is_positional) const override {
    const std::string name = Formatter::make_option_name(option, is_positional);
    return is_positional ? get_label(name) : name;
  }

  /// An argument's name says what it is.
  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    const std::string opts = is_positional
                                 ? option->get_required() ? " " + get_label("REQUIRED") : ""
                                 : make_option_opts(option);
    return row(make_option_name(option, is_positional) + opts, make_option_desc(option));
  }

  std::string make_subcommands(const CLI::App* app, CLI::AppFormatMode /*mode*/) const override {
    std::string out, group;
    for (const CLI::App* command : app->get_subcommands({})) {
      if (command->get_group() != group) {
        group = command->get_group();
        out += "\n" + group + colon_ + "\n";
      }
      out += make_subcommand(command);
    }
    return out;
  }

  /// With its first alias alone: the others are its spellings with accents.
  std::string make_subcommand(const CLI::App* command) const override {
    const std::vector<std::string>& aliases = command->get_aliases();
    return row(command->get_name() + (aliases.empty() ? "" : ", " + aliases.front()),
               command->get_description());
  }

 private:
  /// CLI11 counts bytes.
  static std::string row(const std::string& name, const std::string& description) {
    std::string line = "  " + name;
    const std::size_t used = width(line);
    line += used >= kColumn ? "\n" + std::string(kColumn, ' ') : std::string(kColumn - used, ' ');
    return line + description + "\n";
  }

  std::string colon_;
};

}  // namespace

Text placeholder(const std::string& word) {
  for (const auto& [english, french] : kPlaceholders) {
    if (word == english) {
      return {french, word};
    }
  }
  return same_text(word);
}

std::shared_ptr<CLI::FormatterBase> help_formatter(Language language) {
  return std::make_shared<HelpFormatter>(language);
}

}  // namespace pos::cli
