#pragma once

#include <optional>
#include <string>

#include "base/text.h"
#include "base/value.h"
#include "domain/form.h"

namespace pos {

/// What one plain answer is by its field's type, or why it is none. Neither text holds the answer.
struct ReadAnswer {
  std::optional<Value> value;
  Text fault;
  Text hint;
};

/// Reads the words of one answer: of a select_multiple one of its codes. Tables are not read here.
ReadAnswer read_answer(const Field& field, const std::string& words, const CodeLists& lists);

/// The choices of a select; none when its list is open.
const std::vector<Choice>& choices_of(const Field& field, const CodeLists& lists);

/// Whether a message may repeat a key that somebody wrote: it looks like a field's name. A
/// misplaced quote or blank can make a key of an answer or of a child's name.
bool is_nameable(std::string_view key);

/// `8-4-4-4-12` hexadecimal digits.
bool is_uuid(std::string_view text);

}  // namespace pos
