#include "formats/answer_words.h"

#include "domain/answer.h"

namespace pos {

std::string time_words(const std::string& time) {
  const std::optional<When> when = parse_when(time);
  return when && !when->date_only ? time.substr(0, 10) + " " + time.substr(11, 5) : time;
}

std::string answer_words(const Field& field, const Value& value, const CodeLists& lists,
                         Language language) {
  if (field.type == FieldType::Boolean) {
    return Text(value.scalar == "true" ? Text{"oui", "yes"} : Text{"non", "no"}).in(language);
  }
  if (field.type == FieldType::DateTime) {
    return time_words(value.scalar);
  }
  std::string words;
  const bool select = field.type == FieldType::SelectOne || field.type == FieldType::SelectMultiple;
  for (const Value& item : value.is_list() ? value.items : std::vector{value}) {
    const Choice* choice = select ? find_choice(choices_of(field, lists), item.scalar) : nullptr;
    words += (words.empty() ? "" : ", ") +
             (choice != nullptr ? choice->label.in(language) : item.scalar);
  }
  return words;
}

}  // namespace pos
