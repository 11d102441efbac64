#include "domain/shared_answers.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "domain/names_in_text.h"

namespace pos {
namespace {

bool is_shared_as(const Field& field, std::string_view code) {
  return holds(field.shared_as, code);
}

struct Selection {
  std::string_view code;
  bool texts;  ///< also what was written in free words

  /// Whether the answer of this field may go with the code.
  bool takes(const Field& field) const {
    const bool free = field.type == FieldType::Text || field.type == FieldType::LongText;
    return is_shared_as(field, code) &&
           (field.compartment == Compartment::Identity ? shares_identity(code) : texts || !free);
  }
};

std::vector<const Field*> shared_columns(const Field& table, const Selection& selection) {
  std::vector<const Field*> columns;
  for (const Field& column : table.columns) {
    if (selection.takes(column)) {
      columns.push_back(&column);
    }
  }
  return columns;
}

/// The rows with the shared columns alone; those that would hold nothing are left out.
Value shared_rows(const Value& rows, const std::vector<const Field*>& columns) {
  Value kept = Value::list({});
  for (const Value& row : rows.items) {
    Value cells;
    for (const Field* column : columns) {
      if (const Value* cell = row.find(column->name)) {
        cells.set(column->name, *cell);
      }
    }
    if (!cells.members.empty()) {
      kept.items.push_back(std::move(cells));
    }
  }
  return kept;
}

std::optional<SharedPart::Answer> shared_answer(const Field& field, const Value& answers,
                                                const Selection& selection) {
  const Value* value = answers.find(field.name);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (field.type != FieldType::Repeat) {
    return selection.takes(field) ? std::optional(SharedPart::Answer{&field, {}, *value})
                                  : std::nullopt;
  }
  SharedPart::Answer answer{&field, shared_columns(field, selection), {}};
  answer.value = shared_rows(*value, answer.columns);
  return answer.value.items.empty() ? std::nullopt : std::optional(std::move(answer));
}

bool names_stand_in(const Value& answers) {
  return answers.find(kNamesInTextField) != nullptr;
}

/// A later form that has the same field speaks for the earlier one.
void keep_latest(std::vector<SharedPart::Answer>& answers, SharedPart::Answer answer) {
  const auto same = std::find_if(answers.begin(), answers.end(), [&](const auto& each) {
    return each.field->name == answer.field->name;
  });
  if (same == answers.end()) {
    answers.push_back(std::move(answer));
  } else {
    *same = std::move(answer);
  }
}

}  // namespace

bool shares_identity(std::string_view code) {
  return code == "name" || code == "contact";
}

std::vector<SharedPart> shared_parts(const Case& c, const std::vector<std::string>& codes,
                                     const Value& names) {
  const bool name_shared =
      !names.members.empty() && std::find(codes.begin(), codes.end(), "name") != codes.end();
  std::vector<SharedPart> parts;
  for (const std::string& code : codes) {
    SharedPart part{code, {}};
    for (const Event& event : c.events) {
      const Form& form = c.forms(event.form);
      const Selection selection{code, name_shared || !names_stand_in(event.data)};
      const Value answers = laid_over(form, event.data, names);
      for (const Field& field : form.fields) {
        if (std::optional<SharedPart::Answer> answer = shared_answer(field, answers, selection)) {
          keep_latest(part.answers, std::move(*answer));
        }
      }
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

std::vector<SharedPart::Answer> answers_on_sheet(const Form& form, const Value& answers,
                                                 bool name_shared) {
  const Selection selection{kOnSheet, name_shared || !names_stand_in(answers)};
  std::vector<SharedPart::Answer> found;
  for (const Field& field : form.fields) {
    if (std::optional<SharedPart::Answer> answer = shared_answer(field, answers, selection)) {
      found.push_back(std::move(*answer));
    }
  }
  return found;
}

}  // namespace pos
