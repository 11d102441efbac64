#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "domain/answer.h"
#include "domain/form.h"

namespace pos {

namespace {

/// So much of a row's identifier is enough, where it is only one's.
constexpr std::size_t kRowIdPrefix = 4;

enum class Asked { Yes, No, Unknown };

bool is_empty(const Value& answer) {
  return answer.is_scalar() ? answer.scalar.find_first_not_of(" \t\r\n") == std::string::npos
                            : answer.items.empty() && answer.members.empty();
}

/// The codes of an answer that a condition looks at; for rows, one word each.
std::vector<std::string> words_of(const Value* answer) {
  std::vector<std::string> words;
  if (answer != nullptr && answer->is_scalar()) {
    words.push_back(answer->scalar);
  } else if (answer != nullptr) {
    for (const Value& item : answer->items) {
      words.push_back(item.scalar);
    }
  }
  return words;
}

/// Where a condition finds the field it names: among the columns of its row, else in the form.
struct Scope {
  const Form& form;
  const CheckContext& context;
  const Value& answers;
  const Field* table = nullptr;
  const Value* row = nullptr;

  Asked asks(const Field& field) const {
    return field.relevant ? holds_here(*field.relevant) : Asked::Yes;
  }
  bool requires_answer(const Field& field) const {
    return wants(field, field.required, field.required_when);
  }
  bool expects_answer(const Field& field) const {
    return wants(field, field.expected, field.expected_when);
  }

 private:
  bool wants(const Field& field, bool always, const std::vector<Relevance>& when) const {
    const bool wanted = always || std::any_of(when.begin(), when.end(), [&](const Relevance& each) {
                          return holds_here(each) == Asked::Yes;
                        });
    return wanted && !field.calculated && !is_later(field) && asks(field) == Asked::Yes;
  }

  /// Not asked yet when the entry was filled.
  bool is_later(const Field& field) const {
    return !context.edition.empty() && field.since > context.edition;
  }

  Asked holds_here(const Relevance& relevance) const {
    const std::optional<std::vector<std::string>> words = words_for(relevance);
    if (!words) {
      return Asked::Unknown;
    }
    const std::vector<std::string>& codes = relevance.codes;
    const bool met = std::any_of(words->begin(), words->end(), [&](const std::string& word) {
      return codes.empty() || std::find(codes.begin(), codes.end(), word) != codes.end();
    });
    return met == relevance.answered ? Asked::Yes : Asked::No;
  }

  /// nullopt where it cannot be known here.
  std::optional<std::vector<std::string>> words_for(const Relevance& relevance) const {
    if (!relevance.form.empty() && relevance.form != form.code) {
      if (!context.elsewhere) {
        return std::nullopt;
      }
      return context.elsewhere(relevance.form, relevance.field);
    }
    const bool in_row = table != nullptr && find_field(table->columns, relevance.field) != nullptr;
    const Field* named =
        in_row ? find_field(table->columns, relevance.field) : form.find(relevance.field);
    const Value* answer = (in_row ? *row : answers).find(relevance.field);
    if (named != nullptr && named->calculated && answer == nullptr) {
      return std::nullopt;
    }
    return words_of(answer);
  }
};

Text not_asked(const Relevance& relevance) {
  if (relevance.codes.empty()) {
    return text("ne se demande que si `{}` a une réponse", "asked only when `{}` has an answer",
                relevance.field);
  }
  std::string codes;
  for (const std::string& code : relevance.codes) {
    codes += (codes.empty() ? "" : ", ") + code;
  }
  return text("ne se demande que si `{}` vaut {}", "asked only when `{}` is {}", relevance.field,
              codes);
}

class Checker {
 public:
  Checker(const Form& form, const CheckContext& context) : form_(form), context_(context) {}

  Checked run(const Value& input) {
    Checked checked;
    checked.answers = read_fields(form_.fields, input);
    const Value whole = context_.before != nullptr
                            ? laid_over(form_, *context_.before, checked.answers)
                            : checked.answers;
    check_relevance(checked.answers, whole);
    check_dates(checked.answers, whole, checked.to_come);
    checked.missing = missing_answers(form_, whole, context_);
    checked.expected = expected_answers(form_, whole, context_);
    std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
      return a.where.line < b.where.line;
    });
    checked.findings = std::move(findings_);
    return checked;
  }

 private:
  void add(int line, std::string_view name, Text message, Text hint = {}) {
    const std::string field = table_.empty() ? std::string(name) : table_ + "." + std::string(name);
    findings_.push_back({{"", line, field}, std::move(message), std::move(hint)});
  }

  Value read_fields(const std::vector<Field>& fields, const Value& input) {
    for (const Member& member : input.members) {
      if (find_field(fields, member.key) == nullptr && (table_.empty() || member.key != kRowId)) {
        unknown_field(fields, member);
      }
    }
    Value answers;
    for (const Field& field : fields) {
      const Value* given = input.find(field.name);
      if (given == nullptr || is_empty(*given)) {
        continue;
      }
      if (std::optional<Value> answer = read_field(field, *given)) {
        answer->line = given->line;
        answers.members.push_back({field.name, std::move(*answer)});
      }
    }
    return answers;
  }

  void unknown_field(const std::vector<Field>& fields, const Member& member) {
    std::vector<std::string> names;
    for (const Field& field : fields) {
      if (!field.calculated) {
        names.push_back(field.name);
      }
    }
    const std::string meant = nearest(member.key, names);
    add(member.value.line, is_nameable(member.key) ? member.key : "",
        text("champ inconnu de la fiche {}", "not a field of form {}", form_.code),
        meant.empty() ? text("`pos form blank {}` donne les champs",
                             "`pos form blank {}` prints the fields", form_.code)
                      : text("vouliez-vous dire `{}` ?", "did you mean `{}`?", meant));
  }

  std::optional<Value> read_field(const Field& field, const Value& given) {
    if (field.retired) {
      add(given.line, field.name,
          text("ne se demande plus depuis l'édition {}", "no longer asked since the edition {}",
               form_.edition),
          Text{"retirez cette ligne", "leave this line out"});
      return std::nullopt;
    }
    if (field.calculated) {
      add(given.line, field.name,
          Text{"calculé par pos, ne se saisit pas", "computed by pos, not to be entered"},
          Text{"retirez cette ligne", "leave this line out"});
      return std::nullopt;
    }
    if (field.type == FieldType::Repeat) {
      return read_rows(field, given);
    }
    if (field.type == FieldType::SelectMultiple) {
      return read_codes(field, given);
    }
    if (!given.is_scalar()) {
      add(given.line, field.name,
          Text{"une seule réponse est attendue", "a single answer is expected"});
      return std::nullopt;
    }
    return read_plain(field, given);
  }

  std::optional<Value> read_plain(const Field& field, const Value& given) {
    ReadAnswer read = read_answer(field, given.scalar, context_.lists);
    if (!read.value) {
      add(given.line, field.name, std::move(read.fault), std::move(read.hint));
    }
    return std::move(read.value);
  }

  std::optional<Value> read_codes(const Field& field, const Value& given) {
    const std::vector<Value> items = given.is_scalar() ? std::vector{given} : given.items;
    Value codes = Value::list({});
    for (const Value& item : items) {
      if (!item.is_scalar()) {
        add(item.line, field.name,
            Text{"une liste de codes est attendue", "a list of codes is expected"},
            Text{"par exemple `[a, b]`", "for example `[a, b]`"});
        return std::nullopt;
      }
      std::optional<Value> code = read_plain(field, item);
      if (!code) {
        continue;
      }
      if (std::find(codes.items.begin(), codes.items.end(), *code) != codes.items.end()) {
        add(item.line, field.name, Text{"code répété", "a repeated code"});
      } else {
        codes.items.push_back(std::move(*code));
      }
    }
    if (given.is_map()) {
      add(given.line, field.name,
          Text{"une liste de codes est attendue", "a list of codes is expected"},
          Text{"par exemple `[a, b]`", "for example `[a, b]`"});
    }
    return codes.items.empty() ? std::nullopt : std::optional(std::move(codes));
  }

  std::optional<Value> read_rows(const Field& table, const Value& given) {
    const bool rows_only =
        given.is_list() && std::all_of(given.items.begin(), given.items.end(),
                                       [](const Value& row) { return row.is_map(); });
    if (!rows_only) {
      add(given.line, table.name,
          Text{"des lignes de tableau sont attendues", "rows of a table are expected"},
          Text{"chaque ligne commence par `- `", "each row begins with `- `"});
      return std::nullopt;
    }
    table_ = table.name;
    std::set<std::string> ids;
    Value rows = Value::list({});
    for (const Value& given_row : given.items) {
      Value row = read_fields(table.columns, given_row);
      row.line = given_row.line;
      const Value* id = given_row.find(kRowId);
      if (id != nullptr || !row.members.empty()) {
        add_row_id(row, id, ids);
        rows.items.push_back(std::move(row));
      }
    }
    table_.clear();
    return rows.items.empty() ? std::nullopt : std::optional(std::move(rows));
  }

  /// The row of what is completed that begins so, where only one does.
  std::string completed_row(const std::string& typed) const {
    const Value* rows = context_.before == nullptr ? nullptr : context_.before->find(table_);
    std::vector<std::string> found;
    for (const Value& row : rows == nullptr ? std::vector<Value>{} : rows->items) {
      if (typed.size() >= kRowIdPrefix && row.scalar_of(kRowId).starts_with(typed)) {
        found.push_back(row.scalar_of(kRowId));
      }
    }
    return found.size() == 1 ? found.front() : typed;
  }

  void add_row_id(Value& row, const Value* given, std::set<std::string>& ids) {
    std::string id = given != nullptr ? given->scalar : "";
    std::transform(id.begin(), id.end(), id.begin(), [](char c) {
      return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    id = given == nullptr ? id : completed_row(id);
    if (given != nullptr && !is_uuid(id)) {
      add(given->line, kRowId, Text{"un UUID est attendu", "a UUID is expected"},
          Text{"une ligne nouvelle s'en passe, une ligne connue se nomme par son début",
               "a new row goes without, a known one is named by its beginning"});
    } else if (given != nullptr && !ids.insert(id).second) {
      add(given->line, kRowId,
          Text{"identifiant d'une autre ligne", "the identifier of another row"});
    }
    if (id.empty() && context_.new_row_id) {
      id = context_.new_row_id();
    }
    if (!id.empty()) {
      row.members.insert(row.members.begin(), {std::string(kRowId), Value::text(std::move(id))});
    }
  }

  /// A date out of its order would meet what is due, or make it due too late. One of the two at
  /// least is given now.
  void check_dates(const Value& answers, const Value& whole, std::vector<std::string>& to_come) {
    for (const Field& field : form_.fields) {
      const Value* given = answers.find(field.name);
      const std::optional<When> at = parse_when(whole.scalar_of(field.name));
      if (!at) {
        continue;
      }
      const bool future = context_.now && at->day() > day_of(*context_.now);
      if (field.past && given != nullptr && future) {
        to_come.push_back(field.name);
      }
      const std::optional<When> first = parse_when(whole.scalar_of(field.not_before));
      const bool told = given != nullptr || answers.find(field.not_before) != nullptr;
      if (first && told && is_before(*at, *first)) {
        add(given == nullptr ? 0 : given->line, field.name,
            text("précède `{}`", "is before `{}`", field.not_before));
      }
    }
  }

  /// Of a bare day every time of it is meant.
  static bool is_before(const When& a, const When& b) {
    return a.date_only || b.date_only ? a.day() < b.day() : a < b;
  }

  /// What was answered but is not asked; judged with what the input completes.
  void check_relevance(const Value& answers, const Value& whole) {
    const Scope scope{form_, context_, whole};
    for (const Member& member : answers.members) {
      const Field& field = *form_.find(member.key);
      check_asked(scope, field, member.value);
      if (field.type == FieldType::Repeat) {
        check_rows_relevance(field, member.value, whole);
      }
    }
  }

  void check_rows_relevance(const Field& table, const Value& rows, const Value& whole) {
    table_ = table.name;
    const Value* all = whole.find(table.name);
    for (const Value& row : rows.items) {
      const std::string& id = row.scalar_of(kRowId);
      const auto same = std::find_if(all->items.begin(), all->items.end(), [&](const Value& other) {
        return !id.empty() && other.scalar_of(kRowId) == id;
      });
      const Scope scope{form_, context_, whole, &table, same == all->items.end() ? &row : &*same};
      for (const Member& member : row.members) {
        if (const Field* column = find_field(table.columns, member.key)) {
          check_asked(scope, *column, member.value);
        }
      }
    }
    table_.clear();
  }

  void check_asked(const Scope& scope, const Field& field, const Value& answer) {
    if (scope.asks(field) == Asked::No) {
      add(answer.line, field.name, not_asked(*field.relevant));
    }
  }

  const Form& form_;
  const CheckContext& context_;
  std::string table_;  ///< of the row that is being read
  std::vector<Finding> findings_;
};

using Wants = bool (Scope::*)(const Field&) const;

void add_lacking_columns(const Field& table, const Scope& scope, const Value& rows, Wants wants,
                         std::vector<std::string>& lacking) {
  for (const Field& column : table.columns) {
    const bool lacks = std::any_of(rows.items.begin(), rows.items.end(), [&](const Value& row) {
      const Scope in_row{scope.form, scope.context, scope.answers, &table, &row};
      return row.find(column.name) == nullptr && (in_row.*wants)(column);
    });
    if (lacks) {
      lacking.push_back(table.name + "." + column.name);
    }
  }
}

const std::vector<Choice>& choices_of(const Field& column, const CheckContext& context) {
  return column.list.empty() ? column.choices : context.lists(column.list).choices;
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
  for (const Choice& choice : choices_of(column, context)) {
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

Checked check(const Form& form, const Value& input, const CheckContext& context) {
  return Checker(form, context).run(input);
}

std::vector<std::string> missing_answers(const Form& form, const Value& answers,
                                         const CheckContext& context) {
  const Scope scope{form, context, answers};
  std::vector<std::string> missing;
  for (const Field& field : form.fields) {
    const Value* answer = answers.find(field.name);
    if (answer != nullptr && field.type == FieldType::Repeat) {
      add_lacking_columns(field, scope, *answer, &Scope::requires_answer, missing);
    } else if (answer == nullptr && scope.requires_answer(field)) {
      missing.push_back(field.name);
    }
  }
  return missing;
}

std::vector<std::string> expected_answers(const Form& form, const Value& answers,
                                          const CheckContext& context) {
  const Scope scope{form, context, answers};
  std::vector<std::string> expected;
  for (const Field& field : form.fields) {
    const Value* answer = answers.find(field.name);
    if (answer != nullptr && field.type == FieldType::Repeat) {
      add_lacking_columns(field, scope, *answer, &Scope::expects_answer, expected);
      add_lacking_rows(field, context, *answer, expected);
    } else if (answer == nullptr && scope.expects_answer(field) && !scope.requires_answer(field)) {
      expected.push_back(field.name);
    }
  }
  return expected;
}

}  // namespace pos
