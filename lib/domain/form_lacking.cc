// What a form lacks.

#include <algorithm>
#include <iterator>

#include "domain/answer.h"
#include "domain/form_scope.h"

namespace pos {
namespace {

using Wants = bool (FormScope::*)(const Field&) const;

void add_lacking_columns(const Field& table, const FormScope& scope, const Value& rows, Wants wants,
                         std::vector<std::string>& lacking) {
  for (const Field& column : table.columns) {
    const bool lacks = std::any_of(rows.items.begin(), rows.items.end(), [&](const Value& row) {
      const FormScope in_row{scope.form, scope.context, scope.answers, &table, &row};
      return row.find(column.name) == nullptr && (in_row.*wants)(column);
    });
    if (lacks) {
      lacking.push_back(table.name + "." + column.name);
    }
  }
}

/// `rows` are those that fit the codes of the columns before `depth`.
void add_lacking_rows(const Field& table, const CheckContext& context, std::size_t depth,
                      const std::string& name, const std::vector<const Value*>& rows,
                      std::vector<std::string>& lacking) {
  if (depth == table.every.size()) {
    if (rows.empty()) {
      lacking.push_back(name);
    }
    return;
  }
  const Field& column = *find_field(table.columns, table.every[depth]);
  for (const Choice& choice : choices_of(column, context.lists)) {
    if (choice.retired) {
      continue;
    }
    std::vector<const Value*> fitting;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(fitting),
                 [&](const Value* row) { return row->scalar_of(column.name) == choice.code; });
    add_lacking_rows(table, context, depth + 1, name + "." + choice.code, fitting, lacking);
  }
}

void add_lacking_rows(const Field& table, const CheckContext& context, const Value& rows,
                      std::vector<std::string>& lacking) {
  std::vector<const Value*> all;
  for (const Value& row : rows.items) {
    all.push_back(&row);
  }
  if (!table.every.empty()) {
    add_lacking_rows(table, context, 0, table.name, all, lacking);
  }
}

}  // namespace

std::vector<std::string> missing_answers(const Form& form, const Value& answers,
                                         const CheckContext& context) {
  const FormScope scope{form, context, answers};
  std::vector<std::string> missing;
  for (const Field& field : form.fields) {
    const Value* answer = answers.find(field.name);
    if (answer != nullptr && field.type == FieldType::Repeat) {
      add_lacking_columns(field, scope, *answer, &FormScope::requires_answer, missing);
    } else if (answer == nullptr && scope.requires_answer(field)) {
      missing.push_back(field.name);
    }
  }
  return missing;
}

std::vector<std::string> expected_answers(const Form& form, const Value& answers,
                                          const CheckContext& context) {
  const FormScope scope{form, context, answers};
  std::vector<std::string> expected;
  for (const Field& field : form.fields) {
    const Value* answer = answers.find(field.name);
    if (answer != nullptr && field.type == FieldType::Repeat) {
      add_lacking_columns(field, scope, *answer, &FormScope::expects_answer, expected);
      add_lacking_rows(field, context, *answer, expected);
    } else if (answer == nullptr && scope.expects_answer(field) && !scope.requires_answer(field)) {
      expected.push_back(field.name);
    }
  }
  return expected;
}

}  // namespace pos
