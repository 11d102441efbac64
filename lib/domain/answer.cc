#include "domain/answer.h"

#include <algorithm>
#include <charconv>

#include "base/date.h"
#include "base/ulid.h"
#include "base/unicode.h"

namespace pos {

namespace {

constexpr std::size_t kNamedChoices = 8;  ///< more are not told in a message

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

ReadAnswer answer(Value value) {
  return {std::move(value), {}, {}};
}
ReadAnswer fault(Text message, Text hint = {}) {
  return {std::nullopt, std::move(message), std::move(hint)};
}

ReadAnswer read_text(const std::string& words) {
  if (std::optional<std::string> cleaned = clean_text(words)) {
    return answer(Value::text(std::move(*cleaned)));
  }
  return fault(
      Text{"contient un caractère de contrôle", "has a control character"},
      Text{"retapez le texte ; seuls les retours à la ligne et les tabulations sont permis",
           "type the text again; only line ends and tabs are allowed"});
}

/// `-?(0|[1-9][0-9]*)` of at most `most` digits.
bool is_integer(std::string_view words, std::size_t most) {
  if (words.starts_with('-')) {
    words.remove_prefix(1);
  }
  return !words.empty() && words.size() <= most && (words.size() == 1 || words.front() != '0') &&
         std::all_of(words.begin(), words.end(), is_digit);
}

/// A number in range as files write it; nothing without need after the point, no `-0`.
ReadAnswer in_range(const Field& field, std::string digits) {
  double number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (field.min && number < *field.min) {
    return fault(text("inférieur à {}", "less than {}", *field.min));
  }
  if (field.max && number > *field.max) {
    return fault(text("supérieur à {}", "more than {}", *field.max));
  }
  if (digits.find('.') != std::string::npos) {
    digits.erase(digits.find_last_not_of('0') + 1);
    digits.erase(digits.find_last_not_of('.') + 1);
  }
  return answer(Value::number(digits == "-0" ? "0" : std::move(digits)));
}

ReadAnswer read_integer(const Field& field, const std::string& words) {
  constexpr std::size_t kDigits = 9;
  if (!is_integer(words, kDigits)) {
    return fault(Text{"un nombre entier est attendu", "a whole number is expected"},
                 Text{"par exemple `9`", "for example `9`"});
  }
  return in_range(field, words);
}

ReadAnswer read_decimal(const Field& field, const std::string& words) {
  constexpr std::size_t kDigits = 12;
  constexpr std::size_t kDecimals = 6;
  const std::size_t point = words.find('.');
  const std::string part = point == std::string::npos ? "0" : words.substr(point + 1);
  if (!is_integer(std::string_view(words).substr(0, point), kDigits) || part.empty() ||
      part.size() > kDecimals || !std::all_of(part.begin(), part.end(), is_digit)) {
    return fault(Text{"un nombre est attendu", "a number is expected"},
                 Text{"avec un point et sans espaces, par exemple `1500` ou `3.5`",
                      "with a point and without blanks, for example `1500` or `3.5`"});
  }
  return in_range(field, words);
}

ReadAnswer read_date(const std::string& words) {
  if (parse_date(words)) {
    return answer(Value::text(words));
  }
  return fault(Text{"une date qui existe est attendue", "a date that exists is expected"},
               Text{"année, mois, jour : `2026-10-03`", "year, month, day: `2026-10-03`"});
}

ReadAnswer read_date_time(const std::string& words) {
  if (parse_when(words)) {
    return answer(Value::text(words));
  }
  return fault(Text{"une date ou une heure qui existe est attendue",
                    "a date or a time that exists is expected"},
               Text{"`2026-10-03`, ou avec l'heure `2026-10-03T10:15:00Z`",
                    "`2026-10-03`, or with the time `2026-10-03T10:15:00Z`"});
}

ReadAnswer read_boolean(const std::string& words) {
  if (words == "true" || words == "oui") {
    return answer(Value::boolean(true));
  }
  if (words == "false" || words == "non") {
    return answer(Value::boolean(false));
  }
  return fault(Text{"ne figure pas parmi true, false", "not one of true, false"});
}

ReadAnswer read_entry(const std::string& words) {
  if (is_ulid(words)) {
    return answer(Value::text(words));
  }
  return fault(Text{"un identifiant de saisie est attendu", "an entry identifier is expected"},
               Text{"`pos history DOSSIER` donne les identifiants",
                    "`pos history CASE` gives the identifiers"});
}

/// The code that was probably meant: one that is near, or the one whose label was written.
std::string meant_code(const std::vector<Choice>& choices, const std::string& words) {
  std::vector<std::string> codes;
  for (const Choice& choice : choices) {
    if (choice.retired) {
      continue;
    }
    if (choice.label.fr == words || choice.label.en == words) {
      return choice.code;
    }
    codes.push_back(choice.code);
  }
  return nearest(words, codes);
}

std::string joined_codes(const std::vector<Choice>& choices) {
  std::string codes;
  for (const Choice& choice : choices) {
    codes += choice.retired ? "" : (codes.empty() ? "" : ", ") + choice.code;
  }
  return codes;
}

ReadAnswer unknown_code(const Field& field, const std::vector<Choice>& choices,
                        const std::string& words) {
  const Text list_hint = {"`pos form blank FICHE` donne les codes",
                          "`pos form blank FORM` gives the codes"};
  if (field.compartment == Compartment::Identity) {
    return fault(Text{"code inconnu", "an unknown code"}, list_hint);
  }
  const std::string meant = meant_code(choices, words);
  const Text hint =
      meant.empty() ? list_hint : text("vouliez-vous dire `{}` ?", "did you mean `{}`?", meant);
  if (choices.size() <= kNamedChoices) {
    return fault(text("ne figure pas parmi {}", "not one of {}", joined_codes(choices)), hint);
  }
  return fault(text("code absent de la liste {}", "not a code of the list {}",
                    field.list.empty() ? field.name : field.list),
               hint);
}

ReadAnswer read_code(const Field& field, const std::string& words, const CodeLists& lists) {
  if (!field.list.empty() && lists(field.list).open) {
    if (is_open_code(words)) {
      return answer(Value::text(words));
    }
    return fault(Text{"un code est attendu", "a code is expected"},
                 Text{"lettres sans accents, chiffres, `_`, `-` et `/`",
                      "letters without accents, digits, `_`, `-` and `/`"});
  }
  const std::vector<Choice>& choices = choices_of(field, lists);
  const Choice* choice = find_spelling(choices, words);
  return choice != nullptr && !choice->retired ? answer(Value::text(choice->code))
                                               : unknown_code(field, choices, words);
}

}  // namespace

ReadAnswer read_answer(const Field& field, const std::string& words, const CodeLists& lists) {
  switch (field.type) {
    case FieldType::Integer:
      return read_integer(field, words);
    case FieldType::Decimal:
      return read_decimal(field, words);
    case FieldType::DateOnly:
      return read_date(words);
    case FieldType::DateTime:
      return read_date_time(words);
    case FieldType::Boolean:
      return read_boolean(words);
    case FieldType::SelectOne:
    case FieldType::SelectMultiple:
      return read_code(field, words, lists);
    case FieldType::Entry:
      return read_entry(words);
    case FieldType::Text:
    case FieldType::LongText:
    case FieldType::Repeat:
      break;
  }
  return read_text(words);
}

const std::vector<Choice>& choices_of(const Field& field, const CodeLists& lists) {
  return field.list.empty() ? field.choices : lists(field.list).choices;
}

bool is_nameable(std::string_view key) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return key.size() <= 64 && std::all_of(key.begin(), key.end(), plain);
}

bool is_uuid(std::string_view text) {
  constexpr std::string_view kShape = "00000000-0000-0000-0000-000000000000";
  const auto fits = [](char c, char shape) {
    return shape == '-' ? c == '-'
                        : is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  return text.size() == kShape.size() && std::equal(text.begin(), text.end(), kShape.begin(), fits);
}

}  // namespace pos
