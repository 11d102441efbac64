#include "domain/names_in_text.h"

#include <algorithm>
#include <array>
#include <functional>

#include "base/words.h"

namespace pos {
namespace {

constexpr std::size_t kLetters = 3;
constexpr std::size_t kDigits = 6;

/// Words of identity answers that say nothing of who it is: those of grammar, of kinship, of places
/// and functions in general. Sorted. No name is among them.
constexpr std::array<std::string_view, 160> kOrdinary = {
    "adresse",      "agent",       "apres",      "assistant",  "assistante",   "aucun",
    "aucune",       "autre",       "avant",      "avec",       "avocat",       "avocate",
    "boutique",     "bureau",      "carrefour",  "case",       "centre",       "cercle",
    "ces",          "cette",       "chargee",    "chef",       "chez",         "commune",
    "connu",        "connue",      "cote",       "cour",       "cousin",       "cousine",
    "dans",         "depuis",      "derriere",   "des",        "deux",         "devant",
    "directeur",    "directrice",  "dit",        "dite",       "ecole",        "educateur",
    "educatrice",   "eglise",      "elle",       "enfant",     "est",          "face",
    "famille",      "femme",       "fille",      "fils",       "focal",        "for",
    "frere",        "from",        "garcon",     "gare",       "gestionnaire", "goudron",
    "grand",        "grande",      "hopital",    "ici",        "ils",          "inconnu",
    "inconnue",     "infirmier",   "infirmiere", "juge",       "juriste",      "les",
    "leur",         "lui",         "maire",      "mairie",     "maison",       "maitre",
    "manager",      "marche",      "mari",       "medecin",    "meme",         "mere",
    "monsieur",     "mosquee",     "non",        "not",        "nous",         "numero",
    "officer",      "oncle",       "oui",        "par",        "parent",       "parents",
    "pas",          "pere",        "personne",   "pharmacie",  "place",        "point",
    "police",       "policier",    "policiere",  "pont",       "porte",        "pour",
    "premier",      "pres",        "president",  "presidente", "procureur",    "psychologue",
    "quartier",     "qui",         "referent",   "referente",  "region",       "relais",
    "representant", "responsable", "riviere",    "route",      "rue",          "sans",
    "secretaire",   "secteur",     "service",    "ses",        "social",       "sociale",
    "soeur",        "son",         "sous",       "station",    "structure",    "superviseur",
    "superviseure", "supervisor",  "sur",        "tante",      "tel",          "telephone",
    "terrain",      "the",         "tous",       "tout",       "travailleur",  "travailleuse",
    "tres",         "trois",       "une",        "unknown",    "vers",         "village",
    "ville",        "voisin",      "voisine",    "worker"};

/// Words of two letters that begin a sentence; `Ba`, `Ly`, `Sy` and the like are names. Sorted.
constexpr std::array<std::string_view, 40> kShortOrdinary = {
    "ai", "as", "at", "au", "by", "ca", "ce", "de", "du", "eh", "en", "es", "et", "eu",
    "go", "he", "if", "il", "in", "is", "it", "je", "la", "le", "ma", "me", "mr", "my",
    "ne", "of", "oh", "on", "or", "ou", "sa", "se", "si", "to", "un", "we"};

/// What stands before such a name among the words: it is one only where it has a capital.
constexpr char kCapital = '^';

bool is_free_text(const Field& field) {
  return field.type == FieldType::Text || field.type == FieldType::LongText;
}

/// Calls `take` with every answered free text of the compartment (of Case where `identity` is
/// false), and its name as `table.column`.
void each_text(const std::vector<Field>& fields, const Value& answers, bool identity,
               const std::string& prefix,
               const std::function<void(const Field&, const std::string&, const Value&)>& take) {
  for (const Field& field : fields) {
    const Value* answer = answers.find(field.name);
    if (answer == nullptr) {
      continue;
    }
    for (const Value& row : field.columns.empty() ? std::vector<Value>{} : answer->items) {
      each_text(field.columns, row, identity, field.name + ".", take);
    }
    if (is_free_text(field) && (field.compartment == Compartment::Identity) == identity) {
      take(field, prefix + field.name, *answer);
    }
  }
}

bool is_number(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool tells(const Word& word, bool prose) {
  if (is_number(word.folded)) {
    return word.letters >= kDigits;
  }
  return word.letters >= kLetters && (!prose || word.capital) &&
         !std::binary_search(kOrdinary.begin(), kOrdinary.end(), std::string_view(word.folded));
}

bool is_short_name(const Word& word) {
  return word.letters == 2 && word.capital && !is_number(word.folded) &&
         !std::binary_search(kShortOrdinary.begin(), kShortOrdinary.end(),
                             std::string_view(word.folded));
}

}  // namespace

void add_name_words(NameWords& words, const Form& form, const Value& identity_answers) {
  each_text(form.fields, identity_answers, true, "",
            [&](const Field& field, const std::string&, const Value& answer) {
              for (const Word& word : words_of(answer.scalar)) {
                if (tells(word, field.type == FieldType::LongText)) {
                  words.insert(word.folded);
                } else if (is_short_name(word)) {
                  words.insert(kCapital + word.folded);
                }
              }
            });
}

bool names_someone(std::string_view text, const NameWords& words) {
  const std::vector<Word> all = words_of(text);
  return std::any_of(all.begin(), all.end(), [&](const Word& word) {
    return words.contains(word.folded) ||
           (is_short_name(word) && words.contains(kCapital + word.folded));
  });
}

std::vector<Finding> names_in_text(const Form& form, const Value& answers, const NameWords& words) {
  std::vector<Finding> findings;
  each_text(
      form.fields, answers, false, "",
      [&](const Field&, const std::string& name, const Value& answer) {
        if (names_someone(answer.scalar, words)) {
          findings.push_back(
              {{"", answer.line, name},
               {"ce texte contient un nom ou une adresse de l'identité",
                "this text holds a name or address of the identity"},
               {"écrire « l'enfant », « la mère » ; s'il le faut vraiment, le motif à "
                "l'enregistrement (--names-in-text)",
                "write \"the child\", \"the mother\"; if it cannot be helped, the reason when "
                "saving (--names-in-text)"}});
        }
      });
  return findings;
}

bool has_free_text(const Form& form, const Value& answers) {
  bool any = false;
  each_text(form.fields, answers, false, "",
            [&](const Field&, const std::string&, const Value&) { any = true; });
  return any;
}

}  // namespace pos
