#include "formats/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/unicode.h"

namespace pos {
namespace {

/// What JSON allows and YAML does not, or what moves a terminal: U+007F to U+009F, U+2028, U+2029,
/// U+FEFF, U+FFFE, U+FFFF. How many bytes of UTF-8 it has at the start of `words`; zero if it is
/// none.
std::size_t length_of_unsafe(std::string_view words) {
  if (words.starts_with('\x7F')) {
    return 1;
  }
  if (words.starts_with('\xC2') && static_cast<unsigned char>(words[1]) < 0xA0) {
    return 2;
  }
  constexpr std::array<std::string_view, 5> kUnsafe = {
      "\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF", "\xEF\xBF\xBE", "\xEF\xBF\xBF"};
  const auto found = std::find_if(kUnsafe.begin(), kUnsafe.end(),
                                  [&](std::string_view known) { return words.starts_with(known); });
  return found == kUnsafe.end() ? 0 : found->size();
}

/// Of one to three bytes of sound UTF-8.
unsigned code_point(std::string_view bytes) {
  constexpr std::array<unsigned, 3> kFirst = {0x7F, 0x1F, 0x0F};
  unsigned point = static_cast<unsigned char>(bytes[0]) & kFirst[bytes.size() - 1];
  for (const char more : bytes.substr(1)) {
    point = point << 6 | (static_cast<unsigned char>(more) & 0x3F);
  }
  return point;
}

void write_string(std::string& out, std::string_view given) {
  // The disk gives names of files as it pleases.
  const bool sound = find_bad_utf8(given) == std::string_view::npos;
  const std::string made = sound ? std::string() : escaped(given);
  const std::string_view words = sound ? given : made;
  out += '"';
  for (std::size_t i = 0; i < words.size(); ++i) {
    const char c = words[i];
    const std::size_t unsafe = length_of_unsafe(words.substr(i));
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (unsafe > 0 || static_cast<unsigned char>(c) < 0x20) {
      const std::size_t length = std::max<std::size_t>(unsafe, 1);
      out += fmt::format("\\u{:04x}", code_point(words.substr(i, length)));
      i += length - 1;
    } else {
      out += c;
    }
  }
  out += '"';
}

void write(std::string& out, const Value& value) {
  const char* separator = "";
  switch (value.kind) {
    case Value::Kind::Text:
      write_string(out, value.scalar);
      break;
    case Value::Kind::Bare:
      out += value.scalar;
      break;
    case Value::Kind::List:
      out += '[';
      for (const Value& item : value.items) {
        out += separator;
        write(out, item);
        separator = ",";
      }
      out += ']';
      break;
    case Value::Kind::Map:
      out += '{';
      for (const Member& member : value.members) {
        out += separator;
        write_string(out, member.key);
        out += ':';
        write(out, member.value);
        separator = ",";
      }
      out += '}';
      break;
  }
}

}  // namespace

Value text_or_null(std::string words) {
  return words.empty() ? json_null() : Value::text(std::move(words));
}

Value json_null() {
  return Value::number("null");
}

std::string write_json(const Value& value) {
  std::string out;
  write(out, value);
  return out;
}

}  // namespace pos
