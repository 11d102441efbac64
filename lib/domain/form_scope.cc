#include "domain/form_scope.h"

#include <algorithm>

namespace pos {
namespace {

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

}  // namespace

Asked FormScope::asks(const Field& field) const {
  return field.relevant ? holds_here(*field.relevant) : Asked::Yes;
}

bool FormScope::requires_answer(const Field& field) const {
  return wants(field, field.required, field.required_when);
}

bool FormScope::expects_answer(const Field& field) const {
  return wants(field, field.expected, field.expected_when);
}

bool FormScope::wants(const Field& field, bool always, const std::vector<Relevance>& when) const {
  const bool wanted = always || std::any_of(when.begin(), when.end(), [&](const Relevance& each) {
                        return holds_here(each) == Asked::Yes;
                      });
  return wanted && !field.calculated && !is_later(field) && asks(field) == Asked::Yes;
}

/// Not asked yet when the entry was filled.
bool FormScope::is_later(const Field& field) const {
  return !context.edition.empty() && field.since > context.edition;
}

Asked FormScope::holds_here(const Relevance& relevance) const {
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
std::optional<std::vector<std::string>> FormScope::words_for(const Relevance& relevance) const {
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

}  // namespace pos
