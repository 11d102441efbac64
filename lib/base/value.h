#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace pos {

struct Member;

/// A tree of values as documents, forms and their answers hold it. Maps keep the order of their
/// keys. A scalar is kept as its text: a quoted text, or a bare word (`true`, `false`, a number).
struct Value {
  enum class Kind { Text, Bare, List, Map };

  Kind kind = Kind::Map;
  std::string scalar;           ///< Text and Bare
  std::vector<Value> items;     ///< List: plain values, or rows (maps)
  std::vector<Member> members;  ///< Map
  int line = 0;                 ///< where it was read; 0 when it was not

  static Value text(std::string words);
  static Value boolean(bool yes);
  static Value number(std::string digits);
  static Value list(std::vector<Value> items);
  static Value texts(const std::vector<std::string>& words);
  static Value map(std::vector<Member> members);

  bool is_scalar() const { return kind == Kind::Text || kind == Kind::Bare; }
  bool is_list() const { return kind == Kind::List; }
  bool is_map() const { return kind == Kind::Map; }

  /// The value of `key` in a map; nullptr where there is none.
  const Value* find(std::string_view key) const;
  Value* find(std::string_view key);
  /// The scalar of `key`; empty where there is none or it is no scalar.
  const std::string& scalar_of(std::string_view key) const;
  /// The scalars of the list under `key`; empty where there is none.
  std::vector<std::string> texts_of(std::string_view key) const;
  /// Replaces the value of `key`, or adds it at the end.
  void set(std::string_view key, Value value);
  void erase(std::string_view key);

  /// Equal trees; lines do not count.
  friend bool operator==(const Value& a, const Value& b);
};

struct Member {
  std::string key;
  Value value;
  friend bool operator==(const Member&, const Member&) = default;
};

}  // namespace pos
