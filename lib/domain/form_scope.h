#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/form.h"

namespace pos {

// What a form asks, given the answers that there are; shared by what checks them and what misses
// some.

enum class Asked { Yes, No, Unknown };

/// Where a condition finds the field it names: among the columns of its row, else in the form.
struct FormScope {
  const Form& form;
  const CheckContext& context;
  const Value& answers;
  const Field* table = nullptr;
  const Value* row = nullptr;

  Asked asks(const Field& field) const;
  /// Required, and expected, here and in the edition by which the entry was filled.
  bool requires_answer(const Field& field) const;
  bool expects_answer(const Field& field) const;

 private:
  bool wants(const Field& field, bool always, const std::vector<Relevance>& when) const;
  bool is_later(const Field& field) const;
  Asked holds_here(const Relevance& relevance) const;
  std::optional<std::vector<std::string>> words_for(const Relevance& relevance) const;
};

}  // namespace pos
