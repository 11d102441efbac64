#include "storage/canonical.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "base/unicode.h"

namespace pos {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_key_character(char c) {
  return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_';
}

bool is_rows(const Value& list) {
  return !list.items.empty() && list.items.front().is_map();
}

class Writer {
 public:
  std::string take() { return std::move(out_); }

  void write_map(const Value& map, int indent, int depth, bool first_inline = false) {
    if (depth > kCanonicalDepth) {
      refuse(Text{"trop de niveaux imbriqués", "nested too deep"});
    }
    for (const Member& member : map.members) {
      if (!first_inline) {
        blanks(indent);
      }
      first_inline = false;
      check_key(map, member);
      out_ += member.key;
      out_ += ':';
      write_value(member.value, indent, depth);
    }
  }

 private:
  [[noreturn]] static void refuse(Text why, const std::string& key = "") {
    throw Error(ErrorCode::Invalid, std::move(why), {}, {"", 0, key});
  }

  static void check_key(const Value& map, const Member& member) {
    if (!is_canonical_key(member.key) || map.find(member.key) != &member.value) {
      refuse(Text{"clé impossible ou répétée", "a key that cannot be or is repeated"}, member.key);
    }
  }

  void blanks(int count) { out_.append(static_cast<std::size_t>(count), ' '); }

  void write_value(const Value& value, int indent, int depth) {
    if (value.is_map() && !value.members.empty()) {
      out_ += '\n';
      write_map(value, indent + 2, depth + 1);
    } else if (value.is_list() && is_rows(value)) {
      out_ += '\n';
      write_rows(value, indent + 2, depth + 1);
    } else if (value.kind == Value::Kind::Text && is_canonical_literal(value.scalar)) {
      write_literal(value.scalar, indent + 2);
    } else {
      out_ += ' ';
      write_inline(value);
      out_ += '\n';
    }
  }

  void write_rows(const Value& rows, int indent, int depth) {
    for (const Value& row : rows.items) {
      if (!row.is_map() || row.members.empty()) {
        refuse(Text{"ligne de tableau vide ou d'une autre nature",
                    "a row that is empty or of another kind"});
      }
      blanks(indent);
      out_ += "- ";
      write_map(row, indent + 2, depth, true);
    }
  }

  void write_inline(const Value& value) {
    if (value.is_map()) {
      out_ += "{}";
    } else if (value.is_list()) {
      write_list(value);
    } else if (value.kind == Value::Kind::Text) {
      write_quoted(value.scalar);
    } else if (is_canonical_bare(value.scalar)) {
      out_ += value.scalar;
    } else {
      refuse(Text{"nombre mal écrit", "a number that is not well written"});
    }
  }

  void write_list(const Value& list) {
    out_ += '[';
    const char* separator = "";
    for (const Value& item : list.items) {
      if (!item.is_scalar()) {
        refuse(Text{"liste de valeurs de plusieurs natures", "a list of unlike values"});
      }
      out_ += std::exchange(separator, ", ");
      write_inline(item);
    }
    out_ += ']';
  }

  static void check_text(std::string_view text) {
    if (find_forbidden(text) != std::string_view::npos) {
      refuse(Text{"un texte contient un caractère interdit", "a text has a forbidden character"});
    }
  }

  void write_quoted(std::string_view text) {
    check_text(text);
    out_ += '"';
    for (const char c : text) {
      switch (c) {
        case '\\':
          out_ += "\\\\";
          break;
        case '"':
          out_ += "\\\"";
          break;
        case '\n':
          out_ += "\\n";
          break;
        case '\t':
          out_ += "\\t";
          break;
        default:
          out_ += c;
      }
    }
    out_ += '"';
  }

  void write_literal(std::string_view text, int indent) {
    check_text(text);
    out_ += " |-\n";
    for (std::size_t at = 0; at <= text.size();) {
      const std::string_view line = text.substr(at, text.find('\n', at) - at);
      if (!line.empty()) {
        blanks(indent);
        out_ += line;
      }
      out_ += '\n';
      at += line.size() + 1;
    }
  }

  std::string out_;
};

}  // namespace

bool is_canonical_key(std::string_view key) {
  constexpr std::array<std::string_view, 9> kWords = {"y",   "n",    "yes",   "no",  "on",
                                                      "off", "true", "false", "null"};
  return !key.empty() && key.front() >= 'a' && key.front() <= 'z' &&
         std::all_of(key.begin(), key.end(), is_key_character) &&
         std::find(kWords.begin(), kWords.end(), key) == kWords.end();
}

bool is_canonical_number(std::string_view digits) {
  if (digits.starts_with('-')) {
    digits.remove_prefix(1);
  }
  const std::string_view whole = digits.substr(0, digits.find('.'));
  if (whole.empty() || !std::all_of(whole.begin(), whole.end(), is_digit) ||
      (whole.size() > 1 && whole.front() == '0')) {
    return false;
  }
  if (whole.size() == digits.size()) {
    return true;
  }
  const std::string_view part = digits.substr(whole.size() + 1);
  return !part.empty() && std::all_of(part.begin(), part.end(), is_digit) && part.back() != '0';
}

bool is_canonical_bare(std::string_view word) {
  return word == "true" || word == "false" || is_canonical_number(word);
}

bool is_canonical_literal(std::string_view text) {
  return text.find('\n') != std::string_view::npos && text.find('\t') == std::string_view::npos &&
         text.front() != '\n' && text.front() != ' ' && text.back() != '\n' && text.back() != ' ' &&
         text.find(" \n") == std::string_view::npos;
}

std::string write_canonical(const Value& map, int indent) {
  Writer writer;
  if (map.members.empty()) {
    return std::string(static_cast<std::size_t>(indent), ' ') + "{}\n";
  }
  writer.write_map(map, indent, 1);
  return writer.take();
}

}  // namespace pos
