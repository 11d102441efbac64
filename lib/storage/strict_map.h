#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "base/value.h"

namespace pos {

/// The faults of one file of values, all told at once.
struct Faults {
  std::string file;
  std::vector<Finding> findings;

  void add(int line, std::string_view key, Text message, Text hint = {});
  /// Errors: ErrorCode::Invalid with every finding, where there is one.
  void raise();
};

/// A map of closed shape: every key that it may have is asked for once; whatever remains is a
/// fault when it goes, and so is what was asked for in vain.
class StrictMap {
 public:
  /// `value` may be no map, or nothing (then at `line`): a fault, and every answer is empty.
  StrictMap(const Value* value, std::string_view name, int line, Faults& faults);
  ~StrictMap();
  StrictMap(const StrictMap&) = delete;
  StrictMap& operator=(const StrictMap&) = delete;

  int line() const { return line_; }
  Faults& faults() const { return faults_; }
  bool has(std::string_view key) const;
  void fault(std::string_view key, Text message, Text hint = {}) const;

  /// The scalar of a key that must be there.
  std::string text(std::string_view key);
  /// `fr` and `en`, both.
  Text label();
  /// `true` or `false`; false where there is none.
  bool flag(std::string_view key);
  /// Zero or more.
  int number(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  /// The rows of a list; of a map, its one row is a fault.
  const std::vector<Value>& rows(std::string_view key);
  /// The map of a key that must be there; for a StrictMap of its own.
  const Value* map(std::string_view key);

 private:
  std::vector<std::string> other_keys() const;
  const Value* take(std::string_view key, bool required = true);

  const Value* value_;
  int line_;
  Faults& faults_;
  std::vector<std::string> asked_;
};

}  // namespace pos
