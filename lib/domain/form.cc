#include "domain/form.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pos {

namespace {

constexpr std::array<std::string_view, 3> kCompartments = {"identity", "case", "facts"};
constexpr std::array<std::string_view, 11> kFieldTypes = {
    "text",    "long_text",  "integer",         "decimal", "date",  "date_time",
    "boolean", "select_one", "select_multiple", "entry",   "repeat"};
constexpr std::array<std::string_view, 5> kFormKinds = {"main", "supplementary", "any_step", "tool",
                                                        "own"};

template <class Enum, std::size_t Size>
std::optional<Enum> parse_word(const std::array<std::string_view, Size>& words,
                               std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  return found == words.end() ? std::nullopt
                              : std::optional(static_cast<Enum>(found - words.begin()));
}

void collect(const std::vector<Field>& fields, Role role, std::vector<const Field*>& found) {
  for (const Field& field : fields) {
    if (field.role == role) {
      found.push_back(&field);
    }
    collect(field.columns, role, found);
  }
}

bool belongs(const Field& field, Compartment compartment) {
  return field.compartment == compartment ||
         (compartment == Compartment::Case && field.compartment == Compartment::Facts);
}

Value part_of_rows(const Field& table, const Value& rows, Compartment compartment) {
  Value part = Value::list({});
  for (const Value& row : rows.items) {
    Value kept;
    if (const Value* id = row.find(kRowId)) {
      kept.set(kRowId, *id);
    }
    const std::size_t bare = kept.members.size();
    for (const Field& column : table.columns) {
      const Value* answer = row.find(column.name);
      if (answer != nullptr && belongs(column, compartment)) {
        kept.set(column.name, *answer);
      }
    }
    if (kept.members.size() > bare || belongs(table, compartment)) {
      part.items.push_back(std::move(kept));
    }
  }
  return part;
}

/// `members` in the order of the fields; what is no field stays in front (`unique_id`).
void sort_by(const std::vector<Field>& fields, std::vector<Member>& members) {
  const auto place = [&](const Member& member) {
    const Field* field = find_field(fields, member.key);
    return field == nullptr ? -1 : field - fields.data();
  };
  std::stable_sort(members.begin(), members.end(),
                   [&](const Member& a, const Member& b) { return place(a) < place(b); });
}

void lay_rows_over(const Field& table, Value& rows, const Value& addition) {
  for (const Value& added : addition.items) {
    const std::string& id = added.scalar_of(kRowId);
    const auto same = std::find_if(rows.items.begin(), rows.items.end(), [&](const Value& row) {
      return !id.empty() && row.scalar_of(kRowId) == id;
    });
    if (same == rows.items.end()) {
      rows.items.push_back(added);
      continue;
    }
    for (const Member& member : added.members) {
      same->set(member.key, member.value);
    }
    sort_by(table.columns, same->members);
  }
}

}  // namespace

std::string_view word(Compartment compartment) {
  return kCompartments[static_cast<std::size_t>(compartment)];
}
std::optional<Compartment> parse_compartment(std::string_view word) {
  return parse_word<Compartment>(kCompartments, word);
}
std::string_view word(FormKind kind) {
  return kFormKinds[static_cast<std::size_t>(kind)];
}

std::optional<FormKind> parse_form_kind(std::string_view word) {
  return parse_word<FormKind>(kFormKinds, word);
}

Text label(FormKind kind) {
  static const std::array<Text, kFormKinds.size()> labels = {{
      {"principal", "main"},
      {"complémentaire", "supplementary"},
      {"à toute étape", "any step"},
      {"outil du dossier", "tool of the file"},
      {"propre à pos", "of pos"},
  }};
  return labels[static_cast<std::size_t>(kind)];
}

std::string_view word(FieldType type) {
  return kFieldTypes[static_cast<std::size_t>(type)];
}
std::optional<FieldType> parse_field_type(std::string_view word) {
  return parse_word<FieldType>(kFieldTypes, word);
}

const Field* find_field(const std::vector<Field>& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& field) { return field.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

const Field* Form::find(std::string_view name) const {
  return find_field(fields, name);
}

const Field* Form::with_role(Role role) const {
  const std::vector<const Field*> found = all_with_role(role);
  return found.empty() ? nullptr : found.front();
}

std::vector<const Field*> Form::all_with_role(Role role) const {
  std::vector<const Field*> found;
  collect(fields, role, found);
  return found;
}

Value part(const Form& form, const Value& answers, Compartment compartment) {
  Value kept;
  for (const Field& field : form.fields) {
    const Value* answer = answers.find(field.name);
    if (answer == nullptr) {
      continue;
    }
    if (field.type == FieldType::Repeat) {
      if (Value rows = part_of_rows(field, *answer, compartment); !rows.items.empty()) {
        kept.set(field.name, std::move(rows));
      }
    } else if (belongs(field, compartment)) {
      kept.set(field.name, *answer);
    }
  }
  return kept;
}

Value laid_over(const Form& form, const Value& answers, const Value& addition) {
  Value result = answers;
  for (const Member& member : addition.members) {
    const Field* field = form.find(member.key);
    Value* present = result.find(member.key);
    if (field != nullptr && field->type == FieldType::Repeat && present != nullptr) {
      lay_rows_over(*field, *present, member.value);
    } else {
      result.set(member.key, member.value);
    }
  }
  sort_by(form.fields, result.members);
  return result;
}

const std::string& answer_of(const Form& form, const Value& answers, Role role) {
  static const std::string none;
  const Field* field = form.with_role(role);
  return field == nullptr ? none : answers.scalar_of(field->name);
}

}  // namespace pos
