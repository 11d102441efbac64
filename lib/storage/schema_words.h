#pragma once

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/value.h"
#include "storage/form_schema.h"

namespace pos {

/// The words of one file of `schemas/`: read key by key, every fault kept until the end.
class SchemaWords {
 public:
  explicit SchemaWords(const SchemaSource& source) : source_(source) {}

  /// Errors: Invalid, with all faults in the order of their lines.
  void finish() {
    if (!findings_.empty()) {
      std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
        return a.where.line < b.where.line;
      });
      throw invalid_input(std::move(findings_));
    }
  }

 protected:
  using Keys = std::vector<std::string>;

  void add(int line, const std::string& field, Text message, Text hint = {}) {
    findings_.push_back({{source_.file, line, field}, std::move(message), std::move(hint)});
  }

  void check_keys(const Value& map, const Keys& known) {
    for (const Member& member : map.members) {
      if (std::find(known.begin(), known.end(), member.key) == known.end()) {
        add(member.value.line, member.key, Text{"clé inconnue", "an unknown key"},
            meant(member.key, known));
      }
    }
  }

  void check_name(const Value& schema, const std::string& key) {
    if (required(schema, key) != source_.name) {
      add(schema.line, key,
          Text{"ne correspond pas au nom du fichier", "does not fit the file's name"});
    }
  }

  const std::string& required(const Value& map, const std::string& key) {
    const std::string& words = map.scalar_of(key);
    if (words.empty()) {
      add(map.line, key, Text{"manque", "is missing"});
    }
    return words;
  }

  bool flag(const Value& map, const std::string& key) {
    return map.find(key) != nullptr && one_of(map, key, {"true", "false"}) == "true";
  }

  std::string one_of(const Value& map, const std::string& key, const Keys& known) {
    const std::string& word = required(map, key);
    if (!word.empty() && std::find(known.begin(), known.end(), word) == known.end()) {
      unknown_word(map, key, word, known);
    }
    return word;
  }

  void unknown_word(const Value& map, const std::string& key, const std::string& word,
                    const Keys& known) {
    add(map.find(key)->line, key, text("mot inconnu : {}", "an unknown word: {}", word),
        meant(word, known));
  }

  Text label(const Value& map, const std::string& key) {
    const Value* both = map.find(key);
    if (both == nullptr || !both->is_map() || both->scalar_of("fr").empty() ||
        both->scalar_of("en").empty()) {
      add(both == nullptr ? map.line : both->line, key,
          Text{"un texte dans les deux langues est attendu : {fr: …, en: …}",
               "a text in both languages is expected: {fr: …, en: …}"});
      return {};
    }
    check_keys(*both, {"fr", "en"});
    return {both->scalar_of("fr"), both->scalar_of("en")};
  }

  std::optional<int> number(const Value& map, const std::string& key) {
    const std::string& digits = map.scalar_of(key);
    int value = 0;
    const char* end = digits.data() + digits.size();
    const auto result = std::from_chars(digits.data(), end, value);
    if (digits.empty()) {
      return std::nullopt;
    }
    if (result.ec != std::errc() || result.ptr != end) {
      add(map.find(key)->line, key, Text{"un nombre entier est attendu", "not a whole number"});
    }
    return value;
  }

  /// The maps of a list, each fault told.
  std::vector<Value> items(const Value& map, const std::string& key) {
    const Value* list = map.find(key);
    if (list == nullptr) {
      return {};
    }
    const bool maps = list->is_list() && std::all_of(list->items.begin(), list->items.end(),
                                                     [](const Value& v) { return v.is_map(); });
    if (!maps) {
      add(list->line, key,
          Text{"une liste d'entrées `- …: …` est attendue",
               "a list of entries `- …: …` is expected"});
      return {};
    }
    return list->items;
  }

  const SchemaSource& source_;

 private:
  static Text meant(std::string_view word, const std::vector<std::string>& known) {
    const std::string found = nearest(word, known);
    return found.empty() ? Text{} : text("vouliez-vous dire `{}` ?", "did you mean `{}`?", found);
  }

  std::vector<Finding> findings_;
};

}  // namespace pos
