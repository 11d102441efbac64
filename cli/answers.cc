#include "cli/answers.h"

#include <algorithm>

namespace pos::cli {
namespace {

/// A select's answer by its label, any other as it stands.
std::string shown(const Field& field, const Value& value, Context& context) {
  const auto label_of = [&](const std::string& code) {
    const std::vector<Choice>& choices =
        field.list.empty() ? field.choices : context.workspace().schemas().list(field.list).choices;
    const auto found = std::find_if(choices.begin(), choices.end(),
                                    [&](const Choice& choice) { return choice.code == code; });
    return found == choices.end() ? code : context.words(found->label);
  };
  if (value.is_list()) {
    std::string result;
    for (const Value& item : value.items) {
      result += (result.empty() ? "" : ", ") + label_of(item.scalar);
    }
    return result;
  }
  const bool select = field.type == FieldType::SelectOne;
  if (field.type == FieldType::Boolean) {
    return context.words(value.scalar == "true" ? Text{"oui", "yes"} : Text{"non", "no"});
  }
  return select ? label_of(value.scalar) : value.scalar;
}

}  // namespace

std::string indented(const std::string& text, const std::string& margin) {
  std::string result;
  for (const char c : text) {
    result += c;
    if (c == '\n') {
      result += margin;
    }
  }
  return result;
}

void print_answers(const std::vector<Field>& fields, const Value& data, const std::string& margin,
                   Context& context) {
  for (const Field& field : fields) {
    const Value* value = data.find(field.name);
    if (value == nullptr) {
      continue;
    }
    if (field.type == FieldType::Repeat) {
      context.print_line(margin + context.words(field.label) + ":");
      for (const Value& row : value->items) {
        context.print_line(margin + "  -");
        print_answers(field.columns, row, margin + "    ", context);
      }
      continue;
    }
    context.print_line(margin + context.words(field.label) + ": " +
                       indented(shown(field, *value, context), margin + "  "));
  }
}

void load_lists(const std::vector<Field>& fields, Context& context) {
  for (const Field& field : fields) {
    if (!field.list.empty()) {
      context.workspace().schemas().list(field.list);
    }
    load_lists(field.columns, context);
  }
}

}  // namespace pos::cli
