#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace pos {

/// What went wrong, as the exit code that scripts rely on (contract.md, "Exit codes").
enum class ErrorCode {
  Failure = 1,
  Usage = 2,
  Partial = 3,
  Invalid = 4,
  NotFound = 5,
  GivenUp = 6,
  NoVault = 10,
  Locked = 11,
  NoKey = 12,
  Integrity = 13,
  Conflict = 14,
  Refused = 15,
  Io = 16,
  Newer = 17,
  Due = 20,
};

/// Every code with its word and meaning, in the order of the numbers.
struct ErrorKind {
  ErrorCode code;
  std::string_view word;
  Text meaning;
};
const std::vector<ErrorKind>& error_kinds();

std::string_view word(ErrorCode code);
inline int exit_code(ErrorCode code) {
  return static_cast<int>(code);
}

/// Where a fault lies. Any part may be missing: empty, or line 0.
struct Location {
  std::string file;
  int line = 0;
  std::string field;
  friend bool operator==(const Location&, const Location&) = default;
};

/// `file:line: field: `, without the parts that are missing; empty when all are.
std::string to_string(const Location& where);

/// One fault of an input. All of an input's faults are told in one run.
struct Finding {
  Location where;
  Text message;
  Text hint;
  friend bool operator==(const Finding&, const Finding&) = default;
};

/// Its message and its hint in one line, where there is room for one.
Text with_hint(const Finding& finding);

/// The work cannot go on. Messages begin in lower case, end without a full stop and never hold an
/// answer of a form.
struct Error : std::exception {
  Error(ErrorCode code, Text message, Text hint = {}, Location where = {});

  ErrorCode code;
  Text message;
  Text hint;
  Location where;
  std::string id;                 ///< the rule that refused, e.g. "self-validation"; may be empty
  std::string source;             ///< where the rule stands, e.g. "POS 5.3 e"; may be empty
  std::vector<Finding> findings;  ///< all the faults, where there are several

  const char* what() const noexcept override { return message.en.c_str(); }
};

/// An input with faults (ErrorCode::Invalid): the error tells the first and carries all.
Error invalid_input(std::vector<Finding> findings);

/// A refusal by the procedures or by a role (ErrorCode::Refused).
Error refusal(std::string id, Text message, Text hint, std::string source);

}  // namespace pos
