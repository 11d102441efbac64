#include "domain/matching.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace pos {
namespace {

constexpr std::chrono::days kSameTime{31};
constexpr std::array<std::string_view, 2> kEnded = {"reunified", "closed"};

const std::string& sought_cell(const Field& table, const Value& row, Role role) {
  static const std::string none;
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Field& column) { return column.role == role; });
  return found == table.columns.end() ? none : row.scalar_of(found->name);
}

const std::string& top(const Form& form, const Value& answers, Role role) {
  static const std::string none;
  const auto found = std::find_if(form.fields.begin(), form.fields.end(),
                                  [&](const Field& field) { return field.role == role; });
  return found == form.fields.end() ? none : answers.scalar_of(found->name);
}

/// One field has the whole name, in whatever order.
void take_name(Description& child, const std::string& name) {
  child.first = name_keys(name);
  if (child.first.size() > 1) {
    child.last = child.first;
  }
}

Description description_of(const Field& table, const Value& row, Date told) {
  Description child;
  take_name(child, sought_cell(table, row, Role::SoughtName));
  for (const Field& column : table.columns) {
    if (column.role == Role::SoughtOtherName) {
      child.other.merge(name_keys(row.scalar_of(column.name)));
    }
  }
  child.sex = sought_cell(table, row, Role::SoughtSex);
  child.birth = parse_date(sought_cell(table, row, Role::SoughtBirth));
  child.age = whole_number(sought_cell(table, row, Role::SoughtAge));
  child.age_at = told;
  child.place = sought_cell(table, row, Role::SoughtPlace);
  return child;
}

bool has_ended(const Field& table, const Value& row) {
  return std::find(kEnded.begin(), kEnded.end(), sought_cell(table, row, Role::SoughtStatus)) !=
         kEnded.end();
}

/// Both the first name and the surname: one alone is shared by many.
bool is_named(const NameKeys& inquirer, const NameKeys& relative) {
  return std::count_if(inquirer.begin(), inquirer.end(),
                       [&](const std::string& key) { return relative.contains(key); }) > 1;
}

void add(Likeness& result, const char* id, int points, Text message) {
  result.score = std::min(100, result.score + points);
  result.reasons.push_back({id, points, std::move(message)});
}

void compare_separations(Likeness& result, const Separation& a, const Separation& b) {
  if (!a.place.empty() && a.place == b.place) {
    add(result, "separation_place", 5, {"même lieu de séparation", "separated at the same place"});
  }
  if (a.on && b.on && *a.on - *b.on <= kSameTime && *b.on - *a.on <= kSameTime) {
    add(result, "separation_date", 5,
        {"séparation à la même époque", "separated at the same time"});
  }
}

}  // namespace

std::vector<SoughtChild> sought_children(const Form& form, const Value& answers,
                                         const std::string& entry, Date told) {
  std::vector<SoughtChild> result;
  const Field* table = form.with_role(Role::SoughtChildren);
  const Value* rows = table == nullptr ? nullptr : answers.find(table->name);
  if (rows == nullptr) {
    return result;
  }
  const Separation of_all{parse_date(top(form, answers, Role::SeparationDate)),
                          top(form, answers, Role::SeparationPlace)};
  for (const Value& row : rows->items) {
    if (has_ended(*table, row)) {
      continue;
    }
    SoughtChild sought{entry, row.scalar_of(kRowId), description_of(*table, row, told),
                       name_keys(top(form, answers, Role::InquirerName)), of_all};
    if (const auto own = parse_date(sought_cell(*table, row, Role::SeparationDate))) {
      sought.separation.on = own;
    }
    if (const std::string& own = sought_cell(*table, row, Role::SeparationPlace); !own.empty()) {
      sought.separation.place = own;
    }
    result.push_back(std::move(sought));
  }
  return result;
}

void add_family(FoundChild& found, const Form& form, const Value& answers) {
  for (const Field& field : form.fields) {
    const Value* rows = field.columns.empty() ? nullptr : answers.find(field.name);
    for (const Value& row : rows == nullptr ? std::vector<Value>{} : rows->items) {
      NameKeys keys = name_keys(sought_cell(field, row, Role::RelativeName));
      if (!keys.empty()) {
        found.relatives.push_back(std::move(keys));
      }
    }
  }
  if (const auto on = parse_date(top(form, answers, Role::SeparationDate))) {
    found.separation.on = on;
  }
  if (const std::string& place = top(form, answers, Role::SeparationPlace); !place.empty()) {
    found.separation.place = place;
  }
}

std::optional<Likeness> tracing_likeness(const SoughtChild& sought, const FoundChild& found) {
  std::optional<Likeness> alike = likeness(found.child, sought.child);
  const bool relative =
      std::any_of(found.relatives.begin(), found.relatives.end(),
                  [&](const NameKeys& keys) { return is_named(sought.inquirer, keys); });
  if (!alike && (!relative || !may_be_one(found.child, sought.child))) {
    return std::nullopt;
  }
  Likeness result = alike.value_or(Likeness{});
  if (relative) {
    add(result, "relative", 20,
        {"un parent porte le nom du demandeur", "a relative has the inquirer's name"});
  }
  compare_separations(result, sought.separation, found.separation);
  return result;
}

}  // namespace pos
