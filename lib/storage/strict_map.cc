#include "storage/strict_map.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "domain/code_list.h"

namespace pos {

void Faults::add(int line, std::string_view key, Text message, Text hint) {
  findings.push_back({{file, line, std::string(key)}, std::move(message), std::move(hint)});
}

void Faults::raise() {
  if (findings.empty()) {
    return;
  }
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.where.line < b.where.line; });
  throw invalid_input(std::move(findings));
}

StrictMap::StrictMap(const Value* value, std::string_view name, int line, Faults& faults)
    : value_(value), line_(value == nullptr ? line : value->line), faults_(faults) {
  if (value_ != nullptr && !value_->is_map()) {
    faults_.add(line_, name, Text{"des clés sont attendues", "keys are expected"});
    value_ = nullptr;
  }
}

StrictMap::~StrictMap() {
  for (const std::string& key : other_keys()) {
    const std::string meant = nearest(key, asked_);
    fault(key, Text{"clé inconnue", "an unknown key"},
          meant.empty() ? Text{}
                        : pos::text("vouliez-vous dire `{}` ?", "did you mean `{}`?", meant));
  }
}

std::vector<std::string> StrictMap::other_keys() const {
  std::vector<std::string> others;
  if (value_ != nullptr) {
    for (const Member& member : value_->members) {
      if (std::find(asked_.begin(), asked_.end(), member.key) == asked_.end()) {
        others.push_back(member.key);
      }
    }
  }
  return others;
}

bool StrictMap::has(std::string_view key) const {
  return value_ != nullptr && value_->find(key) != nullptr;
}

void StrictMap::fault(std::string_view key, Text message, Text hint) const {
  const Value* found = value_ == nullptr ? nullptr : value_->find(key);
  faults_.add(found == nullptr ? line_ : found->line, key, std::move(message), std::move(hint));
}

const Value* StrictMap::take(std::string_view key, bool required) {
  asked_.emplace_back(key);
  if (value_ == nullptr) {
    return nullptr;
  }
  const Value* found = value_->find(key);
  if (found == nullptr && required) {
    fault(key, Text{"clé manquante", "a missing key"});
  }
  return found;
}

std::string StrictMap::text(std::string_view key) {
  const Value* found = take(key);
  if (found != nullptr && (!found->is_scalar() || found->scalar.empty())) {
    fault(key, Text{"un texte est attendu", "a text is expected"});
    return {};
  }
  return found == nullptr ? std::string() : found->scalar;
}

Text StrictMap::label() {
  return {text("fr"), text("en")};
}

bool StrictMap::flag(std::string_view key) {
  const Value* found = take(key, false);
  if (found == nullptr) {
    return false;
  }
  if (!found->is_scalar() || (found->scalar != "true" && found->scalar != "false")) {
    fault(key, Text{"ne figure pas parmi true, false", "not one of true, false"});
  }
  return found->scalar == "true";
}

int StrictMap::number(std::string_view key) {
  const Value* found = take(key);
  if (found == nullptr) {
    return 0;
  }
  constexpr std::size_t kDigits = 6;
  const std::string& digits = found->scalar;
  const bool whole = found->is_scalar() && !digits.empty() && digits.size() <= kDigits &&
                     digits.find_first_not_of("0123456789") == std::string::npos;
  if (!whole) {
    fault(key, Text{"un nombre entier est attendu", "a whole number is expected"});
    return 0;
  }
  int result = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), result);
  return result;
}

std::vector<std::string> StrictMap::texts(std::string_view key) {
  const Value* found = take(key);
  std::vector<std::string> texts;
  if (found == nullptr) {
    return texts;
  }
  for (const Value& item : found->items) {
    if (item.is_scalar() && !item.scalar.empty()) {
      texts.push_back(item.scalar);
    }
  }
  if (!found->is_list() || texts.empty() || texts.size() != found->items.size()) {
    fault(key, Text{"une liste de textes est attendue", "a list of texts is expected"});
  }
  return texts;
}

const std::vector<Value>& StrictMap::rows(std::string_view key) {
  static const std::vector<Value> none;
  const Value* found = take(key);
  if (found == nullptr) {
    return none;
  }
  if (!found->is_list()) {
    fault(key, Text{"une liste est attendue", "a list is expected"});
    return none;
  }
  return found->items;
}

const Value* StrictMap::map(std::string_view key) {
  return take(key);
}

}  // namespace pos
