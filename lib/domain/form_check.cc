#include <algorithm>
#include <set>
#include <utility>

#include "domain/answer.h"
#include "domain/form_scope.h"

namespace pos {
namespace {

/// So much of a row's identifier is enough, where it is only one's.
constexpr std::size_t kRowIdPrefix = 4;

bool is_empty(const Value& answer) {
  return answer.is_scalar() ? answer.scalar.find_first_not_of(" \t\r\n") == std::string::npos
                            : answer.items.empty() && answer.members.empty();
}

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
    const FormScope scope{form_, context_, whole};
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
      const FormScope scope{form_, context_, whole, &table,
                            same == all->items.end() ? &row : &*same};
      for (const Member& member : row.members) {
        if (const Field* column = find_field(table.columns, member.key)) {
          check_asked(scope, *column, member.value);
        }
      }
    }
    table_.clear();
  }

  void check_asked(const FormScope& scope, const Field& field, const Value& answer) {
    if (scope.asks(field) == Asked::No) {
      add(answer.line, field.name, not_asked(*field.relevant));
    }
  }

  const Form& form_;
  const CheckContext& context_;
  std::string table_;  ///< of the row that is being read
  std::vector<Finding> findings_;
};

}  // namespace

Checked check(const Form& form, const Value& input, const CheckContext& context) {
  return Checker(form, context).run(input);
}

}  // namespace pos
