#include "base/value.h"

#include <algorithm>

namespace pos {

Value Value::text(std::string words) {
  Value value;
  value.kind = Kind::Text;
  value.scalar = std::move(words);
  return value;
}

Value Value::boolean(bool yes) {
  return number(yes ? "true" : "false");
}

Value Value::number(std::string digits) {
  Value value;
  value.kind = Kind::Bare;
  value.scalar = std::move(digits);
  return value;
}

Value Value::list(std::vector<Value> items) {
  Value value;
  value.kind = Kind::List;
  value.items = std::move(items);
  return value;
}

Value Value::texts(const std::vector<std::string>& words) {
  std::vector<Value> items;
  for (const std::string& word : words) {
    items.push_back(text(word));
  }
  return list(std::move(items));
}

Value Value::map(std::vector<Member> members) {
  Value value;
  value.members = std::move(members);
  return value;
}

const Value* Value::find(std::string_view key) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Member& member) { return member.key == key; });
  return found == members.end() ? nullptr : &found->value;
}

Value* Value::find(std::string_view key) {
  return const_cast<Value*>(static_cast<const Value*>(this)->find(key));
}

const std::string& Value::scalar_of(std::string_view key) const {
  static const std::string none;
  const Value* value = find(key);
  return value != nullptr && value->is_scalar() ? value->scalar : none;
}

std::vector<std::string> Value::texts_of(std::string_view key) const {
  std::vector<std::string> words;
  if (const Value* value = find(key); value != nullptr && value->is_list()) {
    for (const Value& item : value->items) {
      words.push_back(item.scalar);
    }
  }
  return words;
}

void Value::set(std::string_view key, Value value) {
  if (Value* present = find(key)) {
    *present = std::move(value);
  } else {
    members.push_back({std::string(key), std::move(value)});
  }
}

void Value::erase(std::string_view key) {
  std::erase_if(members, [&](const Member& member) { return member.key == key; });
}

bool operator==(const Value& a, const Value& b) {
  return a.kind == b.kind && a.scalar == b.scalar && a.items == b.items && a.members == b.members;
}

}  // namespace pos
