#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/unicode.h"
#include "storage/canonical.h"

namespace pos {

namespace {

// One pass, a line at a time; every branch takes exactly what the writer gives.

class CanonicalReader {
 public:
  CanonicalReader(std::string_view bytes, const std::string& name, int line)
      : rest_(bytes), name_(name), line_(line) {}

  Value read() {
    check_bytes();
    Value map = rest_ == "{}\n" ? take_empty() : read_map(0, 1);
    if (!rest_.empty()) {
      refuse_layout();
    }
    return map;
  }

 private:
  [[noreturn]] void refuse(Text why, const std::string& key = "") const {
    throw invalid_input({{{name_, line_, key}, std::move(why), {}}});
  }
  [[noreturn]] void refuse_layout() const {
    refuse(Text{"n'est pas écrit comme pos écrit", "not written as pos writes"});
  }
  void expect(bool holds) const {
    if (!holds) {
      refuse_layout();
    }
  }

  void check_bytes() {
    if (const auto bad = find_forbidden(rest_); bad != std::string_view::npos) {
      line_ += line_at(rest_, bad) - 1;
      refuse(Text{"caractère interdit, ou pas en UTF-8", "a forbidden character, or not UTF-8"});
    }
    if (const auto tab = rest_.find('\t'); tab != std::string_view::npos) {
      line_ += line_at(rest_, tab) - 1;
      refuse(Text{"tabulation", "a tab"});
    }
    expect(rest_.ends_with('\n'));
  }

  Value take_empty() {
    rest_ = {};
    return Value::map({});
  }

  bool take(std::string_view token) {
    if (!rest_.starts_with(token)) {
      return false;
    }
    rest_.remove_prefix(token.size());
    return true;
  }
  void take_line_end() {
    expect(take("\n"));
    ++line_;
  }

  /// Takes the blanks before a line that lies exactly so deep.
  bool take_indent(int indent) {
    const auto depth = static_cast<std::size_t>(indent);
    if (rest_.size() <= depth || rest_.find_first_not_of(' ') != depth || rest_[depth] == '\n') {
      return false;
    }
    rest_.remove_prefix(depth);
    return true;
  }

  Value read_map(int indent, int depth, bool first_inline = false) {
    if (depth > kCanonicalDepth) {
      refuse(Text{"trop de niveaux imbriqués", "nested too deep"});
    }
    Value map;
    map.line = line_;
    while (first_inline || take_indent(indent)) {
      first_inline = false;
      Member& member = map.members.emplace_back();
      const int line = line_;
      member.key = read_key();
      member.value = read_value(indent, depth);
      member.value.line = line;
    }
    expect(!map.members.empty());
    check_repeats(map);
    return map;
  }

  std::string read_key() {
    std::string key(rest_.substr(0, rest_.find_first_of(":\n")));
    expect(is_canonical_key(key));
    rest_.remove_prefix(key.size());
    expect(take(":"));
    return key;
  }

  void check_repeats(const Value& map) {
    std::vector<std::pair<std::string_view, int>> keys;
    for (const Member& member : map.members) {
      keys.emplace_back(member.key, member.value.line);
    }
    std::sort(keys.begin(), keys.end());
    const auto same = std::adjacent_find(
        keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.first == b.first; });
    if (same != keys.end()) {
      line_ = std::next(same)->second;
      refuse(Text{"clé répétée", "a repeated key"}, std::string(same->first));
    }
  }

  Value read_value(int indent, int depth) {
    if (take("\n")) {
      ++line_;
      return read_block(indent + 2, depth + 1);
    }
    if (take(" |-\n")) {
      ++line_;
      return read_literal(static_cast<std::size_t>(indent) + 2);
    }
    expect(take(" "));
    Value value = read_inline();
    expect(value.kind != Value::Kind::Text || !is_canonical_literal(value.scalar));
    take_line_end();
    return value;
  }

  Value read_block(int indent, int depth) {
    const auto dash = static_cast<std::size_t>(indent);
    const bool rows = rest_.size() > dash && rest_[dash] == '-';
    return rows ? read_rows(indent, depth) : read_map(indent, depth);
  }

  Value read_rows(int indent, int depth) {
    Value rows = Value::list({});
    while (take_indent(indent)) {
      expect(take("- "));
      rows.items.push_back(read_map(indent + 2, depth, true));
    }
    expect(!rows.items.empty());
    return rows;
  }

  Value read_inline() {
    if (take("{}")) {
      return Value::map({});
    }
    return take("[") ? read_list() : read_scalar();
  }

  Value read_list() {
    Value list = Value::list({});
    while (!take("]")) {
      expect(list.items.empty() || take(", "));
      list.items.push_back(read_scalar());
      list.items.back().line = line_;
    }
    return list;
  }

  Value read_scalar() {
    if (take("\"")) {
      return Value::text(read_quoted());
    }
    const std::string_view word = rest_.substr(0, rest_.find_first_of(",]\n"));
    expect(is_canonical_bare(word));
    rest_.remove_prefix(word.size());
    return Value::number(std::string(word));
  }

  std::string read_quoted() {
    std::string text;
    while (true) {
      const auto stop = rest_.find_first_of("\"\\\n");
      text.append(rest_, 0, stop);
      rest_.remove_prefix(stop);  // the bytes end with LF, so there is one
      if (take("\"")) {
        return text;
      }
      text += read_escape();
    }
  }

  char read_escape() {
    constexpr std::array<std::pair<std::string_view, char>, 4> kEscapes = {
        {{"\\\\", '\\'}, {"\\\"", '"'}, {"\\n", '\n'}, {"\\t", '\t'}}};
    for (const auto& [escape, character] : kEscapes) {
      if (take(escape)) {
        return character;
      }
    }
    refuse_layout();
  }

  Value read_literal(std::size_t indent) {
    std::string text;
    const int line = line_;
    while (const auto next = take_literal_line(indent)) {
      text += *next;
      text += '\n';
    }
    if (!text.empty()) {
      text.pop_back();
    }
    if (text.empty() || !is_canonical_literal(text)) {
      line_ = line;
      refuse_layout();
    }
    return Value::text(std::move(text));
  }

  std::optional<std::string_view> take_literal_line(std::size_t indent) {
    const std::string_view line = rest_.substr(0, rest_.find('\n'));
    if (rest_.empty() || (!line.empty() && line.find_first_not_of(' ') < indent)) {
      return std::nullopt;
    }
    expect(line.empty() || line.size() > indent);
    rest_.remove_prefix(line.size() + 1);
    ++line_;
    return line.empty() ? line : line.substr(indent);
  }

  std::string_view rest_;
  const std::string& name_;
  int line_;
};

}  // namespace

Value read_canonical(std::string_view bytes, const std::string& name, int first_line) {
  return CanonicalReader(bytes, name, first_line).read();
}

}  // namespace pos
