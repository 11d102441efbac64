#include "support/json_reader.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace pos::test {
namespace {

class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  Value run() {
    Value value = read_value();
    skip_blanks();
    if (at_ != text_.size()) {
      fail("something after the document");
    }
    return value;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error("JSON, byte " + std::to_string(at_) + ": " + what);
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_blanks() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r') {
      ++at_;
    }
  }
  void expect(char c) {
    skip_blanks();
    if (peek() != c) {
      fail(std::string("not a ") + c);
    }
    ++at_;
  }
  bool take(char c) {
    skip_blanks();
    const bool there = peek() == c;
    at_ += there ? 1 : 0;
    return there;
  }

  Value read_value() {
    skip_blanks();
    switch (peek()) {
      case '{':
        return read_map();
      case '[':
        return read_list();
      case '"':
        return Value::text(read_text());
      default:
        return read_bare();
    }
  }

  Value read_map() {
    Value map = Value::map({});
    expect('{');
    if (take('}')) {
      return map;
    }
    do {
      skip_blanks();
      std::string key = read_text();
      if (map.find(key) != nullptr) {
        fail("the key " + key + " twice");
      }
      expect(':');
      map.members.push_back({std::move(key), read_value()});
    } while (take(','));
    expect('}');
    return map;
  }

  Value read_list() {
    Value list = Value::list({});
    expect('[');
    if (take(']')) {
      return list;
    }
    do {
      list.items.push_back(read_value());
    } while (take(','));
    expect(']');
    return list;
  }

  std::string read_text() {
    std::string words;
    expect('"');
    while (peek() != '"') {
      if (at_ >= text_.size() || static_cast<unsigned char>(peek()) < 0x20) {
        fail("a text that does not end, or a control character");
      }
      words += peek() == '\\' ? read_escape() : std::string(1, text_[at_++]);
    }
    ++at_;
    return words;
  }

  std::string read_escape() {
    static constexpr std::string_view kLetters = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
    ++at_;
    const char letter = peek();
    ++at_;
    if (const auto found = kLetters.find(letter); found != std::string_view::npos) {
      return std::string(1, kMeant[found]);
    }
    const std::string_view digits = text_.substr(std::min(at_, text_.size()), 4);
    const auto is_hex = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
    if (letter != 'u' || digits.size() != 4 || !std::all_of(digits.begin(), digits.end(), is_hex)) {
      fail("no such escape");
    }
    at_ += 4;
    return "\\u" + std::string(digits);
  }

  Value read_bare() {
    const std::size_t begin = at_;
    while (std::isalnum(static_cast<unsigned char>(peek())) != 0 || peek() == '-' ||
           peek() == '+' || peek() == '.') {
      ++at_;
    }
    const std::string word(text_.substr(begin, at_ - begin));
    if (word != "true" && word != "false" && word != "null" && !is_number(word)) {
      fail("not a value");
    }
    return Value::number(word);
  }

  static bool is_number(const std::string& word) {
    std::size_t i = word.starts_with('-') ? 1 : 0;
    const std::size_t begin = i;
    const auto digits = [&] {
      const std::size_t first = i;
      while (i < word.size() && std::isdigit(static_cast<unsigned char>(word[i])) != 0) {
        ++i;
      }
      return i > first;
    };
    if (!digits() || (word[begin] == '0' && i > begin + 1)) {
      return false;
    }
    if (i < word.size() && word[i] == '.' && (++i, !digits())) {
      return false;
    }
    return i == word.size();
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Value read_json(std::string_view text) {
  return JsonReader(text).run();
}

Value json_of(CommandLine& office, const std::string& words) {
  return read_json(office.run(words + " --format json").out);
}

const Value* at(const Value& document, std::string_view path) {
  const std::string_view step = path.substr(0, path.find('.'));
  const Value* found = nullptr;
  if (document.is_list()) {
    const std::size_t index = std::stoul(std::string(step));
    found = index < document.items.size() ? &document.items[index] : nullptr;
  } else {
    found = document.find(step);
  }
  if (found == nullptr || step.size() == path.size()) {
    return found;
  }
  return at(*found, path.substr(step.size() + 1));
}

std::string told(const Value& document, std::string_view path) {
  const Value* found = at(document, path);
  if (found == nullptr) {
    return "(none)";
  }
  return found->is_scalar() ? found->scalar
                            : std::to_string(found->items.size() + found->members.size());
}

}  // namespace pos::test
