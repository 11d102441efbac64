#include "formats/form_blank.h"

#include <string_view>

namespace pos {
namespace {

constexpr std::size_t kCommentWidth = 96;
constexpr std::size_t kManyChoices = 30;

class Blank {
 public:
  Blank(const CodeLists& lists, Language language) : lists_(lists), language_(language) {}

  std::string of(const Form& form) {
    comment(0, form.code + " – " + form.label.in(language_));
    comment(0, form.source);
    comment(0,
            say({"Champs marqués * : réponse obligatoire. Supprimer ou laisser vide ce qui n'a "
                 "pas de réponse.",
                 "Fields marked *: an answer is required. Delete or leave empty what has none."}));
    if (form.stage != "office") {
      comment(0,
              say({"occurred : quand cela s'est passé, si ce n'est ni la date de la fiche ni "
                   "maintenant.",
                   "occurred: when it happened, where that is neither the form's date nor now."}));
      out_ += "#occurred:\n";
    }
    out_ += "\n";
    fields(form.fields, 0);
    return out_;
  }

 private:
  std::string say(const Text& text) const { return text.in(language_); }

  void comment(std::size_t depth, const std::string& words) {
    const std::string margin = std::string(depth, ' ') + "# ";
    std::string line;
    std::string_view rest = words;
    while (!rest.empty()) {
      const std::size_t end = rest.find(' ');
      const std::string_view word = rest.substr(0, end);
      if (!line.empty() && margin.size() + line.size() + word.size() > kCommentWidth) {
        out_ += margin + line + "\n";
        line.clear();
      }
      line += (line.empty() ? "" : " ") + std::string(word);
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    if (!line.empty()) {
      out_ += margin + line + "\n";
    }
  }

  void choices(const Field& field, std::size_t depth) {
    if (!field.list.empty() && lists_(field.list).open) {
      comment(depth, say({"liste ouverte : codes du coffre ou de la région",
                          "open list: codes of the vault or the region"}));
      return;
    }
    const std::vector<Choice>& all =
        field.list.empty() ? field.choices : lists_(field.list).choices;
    if (all.size() > kManyChoices) {
      comment(depth, std::to_string(all.size()) +
                         say({" codes : schemas/lists/", " codes: schemas/lists/"}) + field.list +
                         ".yaml");
      return;
    }
    for (const Choice& choice : all) {
      if (choice.retired) {
        continue;
      }
      comment(depth, "  " + choice.code + " : " + choice.label.in(language_) +
                         (choice.hint.empty() ? "" : " – " + choice.hint.in(language_)));
    }
  }

  std::string condition(const Relevance& relevance) const {
    std::string words = relevance.form + (relevance.form.empty() ? "" : " ") + relevance.field;
    if (!relevance.answered) {
      return words + say({" n'a pas de réponse", " has no answer"});
    }
    if (relevance.codes.empty()) {
      return words + say({" a une réponse", " has an answer"});
    }
    for (std::size_t i = 0; i < relevance.codes.size(); ++i) {
      words += (i == 0 ? ": " : ", ") + relevance.codes[i];
    }
    return words;
  }

  void describe(const Field& field, std::size_t depth) {
    comment(depth, field.label.in(language_) + (field.required ? " *" : ""));
    if (!field.hint.empty()) {
      comment(depth, field.hint.in(language_));
    }
    if (field.relevant) {
      comment(depth, say({"seulement si ", "only if "}) + condition(*field.relevant));
    }
    for (const Relevance& each : field.required_when) {
      comment(depth, say({"* si ", "* if "}) + condition(each));
    }
    if (field.expected) {
      comment(depth, say({"réponse attendue", "an answer is expected"}));
    }
    for (const Relevance& each : field.expected_when) {
      comment(depth, say({"réponse attendue si ", "an answer is expected if "}) + condition(each));
    }
    if (field.type == FieldType::SelectOne || field.type == FieldType::SelectMultiple) {
      choices(field, depth);
    }
  }

  void fields(const std::vector<Field>& all, std::size_t depth) {
    for (const Field& field : all) {
      if (field.calculated) {
        continue;
      }
      describe(field, depth);
      const std::string margin(depth, ' ');
      if (field.type == FieldType::Repeat) {
        out_ += margin + field.name + ": []\n";
        comment(depth, say({"chaque ligne : « - » puis ses champs, par exemple",
                            "each row: `- ` and its fields, for example"}));
        row(field.columns, depth);
      } else {
        out_ += margin + field.name + ":" + (field.type == FieldType::SelectMultiple ? " []" : "") +
                "\n";
      }
      out_ += "\n";
    }
  }

  /// The columns of a table, as comments: a row is for the person to begin.
  void row(const std::vector<Field>& columns, std::size_t depth) {
    Blank inner(lists_, language_);
    inner.fields(columns, 0);
    const std::string margin(depth, ' ');
    std::string line;
    bool first = true;
    for (const char c : inner.out_) {
      if (c != '\n') {
        line += c;
        continue;
      }
      const bool answer = !line.empty() && line.front() != '#';
      if (!line.empty()) {
        out_ += margin + "#   " + (answer && first ? "- " : "  ") + line + "\n";
        first = first && !answer;
      }
      line.clear();
    }
  }

  const CodeLists& lists_;
  Language language_;
  std::string out_;
};

Value string_schema(std::string_view pattern) {
  Value schema = Value::map({{"type", Value::text("string")}});
  if (!pattern.empty()) {
    schema.set("pattern", Value::text(std::string(pattern)));
  }
  return schema;
}

Value select_schema(const Field& field, const CodeLists& lists) {
  if (!field.list.empty() && lists(field.list).open) {
    return string_schema("^[A-Za-z0-9_/-]+$");
  }
  Value schema = string_schema("");
  std::vector<std::string> codes;
  for (const Choice& choice : field.list.empty() ? field.choices : lists(field.list).choices) {
    if (!choice.retired) {
      codes.push_back(choice.code);
    }
  }
  schema.set("enum", Value::texts(codes));
  return schema;
}

Value properties(const std::vector<Field>& fields, const CodeLists& lists, Language language);

Value field_schema(const Field& field, const CodeLists& lists, Language language) {
  constexpr std::string_view kDate = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  switch (field.type) {
    case FieldType::Integer:
      return Value::map({{"type", Value::text("integer")}});
    case FieldType::Decimal:
      return Value::map({{"type", Value::text("number")}});
    case FieldType::Boolean:
      return Value::map({{"type", Value::text("boolean")}});
    case FieldType::DateOnly:
      return string_schema("^" + std::string(kDate) + "$");
    case FieldType::DateTime:
      return string_schema("^" + std::string(kDate) + "(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$");
    case FieldType::SelectOne:
      return select_schema(field, lists);
    case FieldType::SelectMultiple:
      return Value::map({{"type", Value::text("array")},
                         {"uniqueItems", Value::boolean(true)},
                         {"items", select_schema(field, lists)}});
    case FieldType::Repeat: {
      Value row = properties(field.columns, lists, language);
      return Value::map({{"type", Value::text("array")}, {"items", std::move(row)}});
    }
    default:
      return string_schema("");
  }
}

Value properties(const std::vector<Field>& fields, const CodeLists& lists, Language language) {
  Value known = Value::map({});
  std::vector<std::string> required;
  for (const Field& field : fields) {
    if (field.calculated) {
      continue;
    }
    Value schema = field_schema(field, lists, language);
    schema.set("title", Value::text(field.label.in(language)));
    known.set(field.name, std::move(schema));
    if (field.required && !field.relevant) {
      required.push_back(field.name);
    }
  }
  return Value::map({{"type", Value::text("object")},
                     {"properties", std::move(known)},
                     {"required", Value::texts(required)},
                     {"additionalProperties", Value::boolean(false)}});
}

}  // namespace

std::string blank_form(const Form& form, const CodeLists& lists, Language language) {
  return Blank(lists, language).of(form);
}

Value form_schema(const Form& form, const CodeLists& lists, Language language) {
  Value schema =
      Value::map({{"$schema", Value::text("https://json-schema.org/draft/2020-12/schema")},
                  {"$id", Value::text("pos:form:" + form.edition + ":" + form.code)},
                  {"title", Value::text(form.code + " " + form.label.in(language))}});
  Value object = properties(form.fields, lists, language);
  object.find("properties")->set("occurred", string_schema(""));
  for (Member& member : object.members) {
    schema.members.push_back(std::move(member));
  }
  return schema;
}

}  // namespace pos
