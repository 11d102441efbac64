#include "formats/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/unicode.h"

namespace pos {
namespace {

// Line ends that YAML and JavaScript know beside LF, as UTF-8.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kLineEnds = {{
    {"\xC2\x85", "\\u0085"},
    {"\xE2\x80\xA8", "\\u2028"},
    {"\xE2\x80\xA9", "\\u2029"},
}};

void write_string(std::string& out, std::string_view given) {
  // The disk gives names of files as it pleases.
  const bool sound = find_bad_utf8(given) == std::string_view::npos;
  const std::string made = sound ? std::string() : escaped(given);
  const std::string_view words = sound ? given : made;
  out += '"';
  for (std::size_t i = 0; i < words.size(); ++i) {
    const char c = words[i];
    const auto byte = static_cast<unsigned char>(c);
    const auto* end = std::find_if(kLineEnds.begin(), kLineEnds.end(), [&](const auto& known) {
      return words.substr(i).starts_with(known.first);
    });
    if (end != kLineEnds.end()) {
      out += end->second;
      i += end->first.size() - 1;
    } else if (c == '"' || c == '\\') {
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
