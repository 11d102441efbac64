#include "storage/form_schema.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "base/error.h"
#include "domain/shared_answers.h"
#include "storage/canonical.h"
#include "storage/schema_edition.h"
#include "storage/schema_words.h"

namespace pos {

namespace {

bool is_select(FieldType type) {
  return type == FieldType::SelectOne || type == FieldType::SelectMultiple;
}
bool is_free_text(FieldType type) {
  return type == FieldType::Text || type == FieldType::LongText;
}
bool is_date(FieldType type) {
  return type == FieldType::DateOnly || type == FieldType::DateTime;
}

/// As the codes of open lists; a form's code has a point.
bool is_choice_code(std::string code) {
  std::replace(code.begin(), code.end(), '.', '-');
  return is_open_code(code);
}

/// Reads one file and keeps all its faults.
class SchemaReader : public SchemaWords {
 public:
  using SchemaWords::SchemaWords;

  Form form(const Value& schema) {
    check_keys(schema, {"form", "edition", "label", "title", "kind", "valid_from", "valid_until",
                        "validated_by", "stage", "entries", "date_field", "before_registration",
                        "incomplete_in_emergency", "source", "fields"});
    check_name(schema, "form");
    Form form;
    form.code = schema.scalar_of("form");
    form.edition = required(schema, "edition");
    form.label = label(schema, "label");
    form.title = schema.find("title") != nullptr ? label(schema, "title") : form.label;
    form.kind = kind(schema);
    form.valid_from = date(schema, "valid_from");
    form.valid_until = date(schema, "valid_until");
    form.validated_by = words(schema, "validated_by");
    form.stage = one_of(schema, "stage", {"1", "2", "3", "4", "5", "6", "any", "office"});
    form.entries = one_of(schema, "entries", {"single", "repeatable"}) == "single"
                       ? Entries::Single
                       : Entries::Repeatable;
    form.date_field = schema.scalar_of("date_field");
    form.before_registration = flag(schema, "before_registration");
    form.incomplete_in_emergency = flag(schema, "incomplete_in_emergency");
    form.source = schema.scalar_of("source");
    add_fields(form, schema);
    if (const Field* dated = form.find(form.date_field);
        !form.date_field.empty() && (dated == nullptr || !is_date(dated->type))) {
      add(schema.find("date_field")->line, "date_field",
          Text{"n'est pas un champ de date de la fiche", "not a date field of the form"});
    }
    return form;
  }

  void add_fields(Form& form, const Value& schema) {
    std::vector<Field> added = fields(schema);
    form.fields.insert(form.fields.end(), std::make_move_iterator(added.begin()),
                       std::make_move_iterator(added.end()));
    check_names(form.fields, "");
    for (const Field& field : form.fields) {
      check_names(field.columns, field.name + ".");
      check_relevance(form, field, nullptr, "");
      for (const Field& column : field.columns) {
        check_relevance(form, column, &field, field.name + ".");
      }
    }
  }

  void check_overlay(const Form& form, const Value& overlay) {
    check_keys(overlay, {"form", "edition", "fields"});
    check_name(overlay, "form");
    for (const Value& item : items(overlay, "fields")) {
      const std::string& name = item.scalar_of("name");
      if (form.find(name) != nullptr) {
        add(item.line, name,
            Text{"un champ livré ne se change pas", "a shipped field cannot be changed"});
      }
      if (item.find("role") != nullptr) {
        add(item.line, name,
            Text{"seuls des champs livrés ont un rôle dans les règles",
                 "only shipped fields have a role in the rules"});
      }
      if (item.find("calculated") != nullptr) {
        add(item.line, name,
            Text{"seuls des champs livrés sont calculés", "only shipped fields are calculated"});
      }
    }
  }

  CodeList list(const Value& schema, const CodeList* shipped) {
    check_keys(schema, {"list", "label", "open", "source", "choices"});
    check_name(schema, "list");
    CodeList list;
    list.id = schema.scalar_of("list");
    list.label = shipped != nullptr && schema.find("label") == nullptr ? shipped->label
                                                                       : label(schema, "label");
    list.open = flag(schema, "open");
    list.choices = choices(schema);
    if (shipped != nullptr && !shipped->open) {
      add(0, "list",
          Text{"une liste livrée ne se change que si elle est ouverte",
               "a shipped list can be changed only when it is open"});
    } else if (list.open != list.choices.empty()) {
      add(0, "choices",
          Text{"une liste a des choix ou est ouverte", "a list has choices or is open"});
    }
    return list;
  }

 private:
  FormKind kind(const Value& schema) {
    if (schema.find("kind") == nullptr) {
      return FormKind::Own;
    }
    return parse_form_kind(one_of(schema, "kind", {"main", "supplementary", "any_step", "tool"}))
        .value_or(FormKind::Own);
  }

  std::optional<Date> date(const Value& map, const std::string& key) {
    const std::optional<Date> read = parse_date(map.scalar_of(key));
    if (map.find(key) != nullptr && !read) {
      add(map.find(key)->line, key,
          Text{"une date qui existe est attendue", "a date that exists is expected"});
    }
    return read;
  }

  Standing standing(const Value& map) {
    const std::string& since = map.scalar_of("since");
    const std::string& until = map.scalar_of("until");
    if (!until.empty() && until <= since) {
      add(map.line, "until", Text{"ne vient pas après `since`", "does not come after `since`"});
    }
    return standing_in(source_.edition, since, until);
  }

  std::vector<Choice> choices(const Value& map) {
    std::vector<Choice> made, former;
    std::set<std::string> codes;
    for (const Value& item : items(map, "choices")) {
      check_keys(item, {"code", "fr", "en", "hint", "also", "since", "until"});
      const Standing standing_now = standing(item);
      Choice choice{required(item, "code"), {required(item, "fr"), required(item, "en")}};
      choice.hint = item.find("hint") != nullptr ? label(item, "hint") : Text{};
      choice.also = words(item, "also");
      choice.retired = standing_now == Standing::Retired;
      const bool repeated = standing_now == Standing::Present && !codes.insert(choice.code).second;
      if (repeated || !is_choice_code(choice.code)) {
        add(item.line, "code", Text{"code répété ou mal formé", "a repeated or malformed code"});
      }
      if (standing_now != Standing::ToCome) {
        (choice.retired ? former : made).push_back(std::move(choice));
      }
    }
    add_retired(made, std::move(former), &Choice::code);
    return made;
  }

  std::vector<std::string> words(const Value& map, const std::string& key) {
    const Value* list = map.find(key);
    if (list != nullptr && !list->is_list()) {
      add(list->line, key, Text{"une liste de codes est attendue", "a list of codes is expected"});
    }
    return map.texts_of(key);
  }

  std::vector<Field> fields(const Value& map) {
    std::vector<Field> made, former;
    const std::vector<Value> given = items(map, "fields");
    for (const Value& item : given) {
      Field read = field(item);
      const Standing standing_now = standing(item);
      if (standing_now == Standing::Present) {
        made.push_back(std::move(read));
      } else if (standing_now == Standing::Retired) {
        former.push_back(retired(std::move(read)));
      }
    }
    if (given.empty()) {
      add(map.line, "fields", Text{"manque", "is missing"});
    }
    add_retired(made, std::move(former), &Field::name);
    return made;
  }

  Field field(const Value& map) {
    check_keys(map, {"name",          "type",     "list",          "choices", "label",
                     "hint",          "required", "compartment",   "role",    "relevant",
                     "required_when", "expected", "expected_when", "every",   "calculated",
                     "min",           "max",      "covers",        "source",  "fields",
                     "shared_as",     "since",    "until",         "past",    "not_before"});
    Field field;
    field.name = required(map, "name");
    const std::string outer = std::exchange(table_, table_ + field.name + ".");
    field.type = type(map);
    field.compartment = compartment(map);
    field.required = flag(map, "required");
    field.calculated = flag(map, "calculated");
    field.label = label(map, "label");
    field.hint = map.find("hint") != nullptr ? label(map, "hint") : Text{};
    field.role = role(map);
    field.list = map.scalar_of("list");
    field.choices = choices(map);
    field.relevant = relevance(map);
    field.required_when = conditions(map, "required_when");
    field.expected = flag(map, "expected");
    field.expected_when = conditions(map, "expected_when");
    field.every = words(map, "every");
    field.min = number(map, "min");
    field.max = number(map, "max");
    field.covers = words(map, "covers");
    field.shared_as = words(map, "shared_as");
    field.past = flag(map, "past");
    field.not_before = map.scalar_of("not_before");
    field.source = map.scalar_of("source");
    field.since = map.scalar_of("since");
    if (field.type == FieldType::Repeat) {
      field.columns = fields(map);
    }
    table_ = outer;
    lines_.emplace(table_ + field.name, map.line);
    check_shape(field, map);
    check_facts(field, map);
    return field;
  }

  FieldType type(const Value& map) {
    static const Keys kTypes = {"text",  "long_text", "integer",        "decimal",
                                "date",  "date_time", "boolean",        "select_one",
                                "entry", "repeat",    "select_multiple"};
    return parse_field_type(one_of(map, "type", kTypes)).value_or(FieldType::Text);
  }

  Compartment compartment(const Value& map) {
    if (map.find("compartment") == nullptr) {
      return Compartment::Case;
    }
    return parse_compartment(one_of(map, "compartment", {"identity", "case", "facts"}))
        .value_or(Compartment::Case);
  }

  std::optional<Role> role(const Value& map) {
    const std::string& word = map.scalar_of("role");
    const std::optional<Role> role = parse_role(word);
    if (!word.empty() && !role) {
      Keys known;
      for (const Role each : all_roles()) {
        known.emplace_back(pos::word(each));
      }
      unknown_word(map, "role", word, known);
    }
    return role;
  }

  std::optional<Relevance> relevance(const Value& map) {
    const Value* given = map.find("relevant");
    if (given == nullptr) {
      return std::nullopt;
    }
    if (!given->is_map()) {
      add(given->line, "relevant",
          Text{"`{field: …, codes: […]}` est attendu", "`{field: …, codes: […]}` is expected"});
      return std::nullopt;
    }
    check_keys(*given, {"field", "form", "codes"});
    return Relevance{required(*given, "field"), given->scalar_of("form"), words(*given, "codes")};
  }

  /// Conditions of which one is to hold.
  std::vector<Relevance> conditions(const Value& map, const std::string& key) {
    std::vector<Relevance> made;
    for (const Value& item : items(map, key)) {
      check_keys(item, {"field", "form", "codes", "answered"});
      Relevance condition{required(item, "field"), item.scalar_of("form"), words(item, "codes")};
      condition.answered = item.find("answered") == nullptr || flag(item, "answered");
      made.push_back(std::move(condition));
    }
    return made;
  }

  void check_shape(const Field& field, const Value& map) {
    if (!is_canonical_key(field.name) || field.name == kRowId || field.name == "occurred") {
      add(map.line, field.name, Text{"ce nom de champ est impossible", "no name for a field"});
    }
    if (is_select(field.type) == (field.list.empty() && field.choices.empty()) ||
        (!field.list.empty() && !field.choices.empty())) {
      add(map.line, field.name,
          Text{"un champ à choix, et lui seul, a `list` ou `choices`",
               "a select, and nothing else, has either `list` or `choices`"});
    }
    if (!field.list.empty() && !source_.has_list(field.list)) {
      add(map.line, field.name, text("liste inconnue : {}", "an unknown list: {}", field.list));
    }
    if ((field.min || field.max) && field.type != FieldType::Integer &&
        field.type != FieldType::Decimal) {
      add(map.line, field.name,
          Text{"seul un nombre a `min` ou `max`", "only a number has `min` or `max`"});
    }
    const bool date = field.type == FieldType::DateOnly || field.type == FieldType::DateTime;
    if ((field.past || !field.not_before.empty()) && (!date || !table_.empty())) {
      add(map.line, field.name,
          Text{"seule une date hors d'un tableau a `past` ou `not_before`",
               "only a date outside a table has `past` or `not_before`"});
    }
    const bool beyond = field.compartment == Compartment::Identity &&
                        !std::all_of(field.shared_as.begin(), field.shared_as.end(),
                                     [](const std::string& code) { return shares_identity(code); });
    if (beyond) {
      add(map.line, field.name,
          Text{"ce qui nomme ou localise n'est partagé que comme `name` ou `contact`",
               "what names or locates is shared as `name` or `contact` alone"});
    }
    for (const std::string& name : field.every) {
      const Field* column = find_field(field.columns, name);
      if (column == nullptr || column->type != FieldType::SelectOne) {
        add(map.line, field.name,
            Text{"`every` nomme des colonnes à un choix du tableau",
                 "`every` names columns of the table with one choice each"});
      }
    }
    if (field.type == FieldType::Repeat ? !table_.empty() : map.find("fields") != nullptr) {
      add(map.line, field.name,
          Text{"un tableau, et lui seul, a `fields`, et il n'en contient pas d'autre",
               "a table, and nothing else, has `fields`, and holds no other table"});
    }
  }

  void check_facts(const Field& field, const Value& map) {
    const bool in_facts = field.compartment == Compartment::Facts;
    const bool fact_column =
        std::any_of(field.columns.begin(), field.columns.end(),
                    [](const Field& column) { return column.compartment == Compartment::Facts; });
    const bool table = field.type == FieldType::Repeat;
    if (!table && in_facts != (field.role && is_fact(*field.role))) {
      add(map.line, field.name,
          Text{"un champ est dans `facts` si son rôle est un fait, et seulement alors",
               "a field is in `facts` exactly when its role is a fact"});
    }
    if (is_free_text(field.type) && in_facts) {
      add(map.line, field.name,
          Text{"un texte libre n'est jamais dans `facts`", "free text is never in `facts`"});
    }
    if (table &&
        (in_facts ? !fact_column : fact_column && field.compartment == Compartment::Identity)) {
      add(map.line, field.name,
          Text{"la place du tableau ne convient pas à ses colonnes",
               "the table's compartment does not fit its columns"});
    }
  }

  void check_names(const std::vector<Field>& fields, const std::string& table) {
    std::set<std::string> names;
    for (const Field& field : fields) {
      if (!names.insert(field.name).second) {
        add(line_of(table + field.name), table + field.name,
            Text{"nom de champ répété", "a repeated field name"});
      }
    }
  }

  void check_relevance(const Form& form, const Field& field, const Field* table,
                       const std::string& prefix) {
    if (field.relevant) {
      check_condition(form, field, *field.relevant, table, prefix);
    }
    const Field* earlier = form.find(field.not_before);
    if (!field.not_before.empty() && (earlier == nullptr || earlier == &field)) {
      add(line_of(prefix + field.name), prefix + field.name,
          text("dépend d'un champ inconnu : {}", "depends on an unknown field: {}",
               field.not_before));
    }
    for (const std::vector<Relevance>* conditions : {&field.required_when, &field.expected_when}) {
      for (const Relevance& condition : *conditions) {
        check_condition(form, field, condition, table, prefix);
      }
    }
  }

  void check_condition(const Form& form, const Field& field, const Relevance& condition,
                       const Field* table, const std::string& prefix) {
    const std::string& named = condition.field;
    if (!condition.form.empty() || named.empty()) {
      return;
    }
    const bool known = form.find(named) != nullptr ||
                       (table != nullptr && find_field(table->columns, named) != nullptr);
    if (!known || named == field.name) {
      add(line_of(prefix + field.name), prefix + field.name,
          text("dépend d'un champ inconnu : {}", "depends on an unknown field: {}", named));
    }
  }

  int line_of(const std::string& field) const {
    const auto found = lines_.find(field);
    return found == lines_.end() ? 0 : found->second;
  }

  std::string table_;  ///< of the columns that are being read, with a point
  std::map<std::string, int> lines_;
};

}  // namespace

Form read_form_schema(const Value& schema, const SchemaSource& source) {
  SchemaReader reader(source);
  Form form = reader.form(schema);
  reader.finish();
  return form;
}

CodeList read_list_schema(const Value& schema, const SchemaSource& source) {
  SchemaReader reader(source);
  CodeList list = reader.list(schema, nullptr);
  reader.finish();
  return list;
}

Form extended(Form form, const Value& overlay, const SchemaSource& source) {
  SchemaReader reader(source);
  reader.check_overlay(form, overlay);
  reader.finish();
  reader.add_fields(form, overlay);
  reader.finish();
  return form;
}

CodeList filled(const CodeList& shipped, const Value& overlay, const SchemaSource& source) {
  SchemaReader reader(source);
  CodeList list = reader.list(overlay, &shipped);
  reader.finish();
  return list;
}

}  // namespace pos
