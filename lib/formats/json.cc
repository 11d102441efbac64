#include "formats/json.h"

#include <fmt/format.h>

#include <utility>

namespace pos {
namespace {

void write_string(std::string& out, const std::string& words) {
  out += '"';
  for (const char c : words) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      out += fmt::format("\\u{:04x}", byte);
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
