#include "base/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace pos {

namespace {

constexpr char32_t kNextLine = 0x85;
constexpr char32_t kLineSeparator = 0x2028;
constexpr char32_t kParagraphSeparator = 0x2029;
constexpr char32_t kByteOrderMark = 0xFEFF;

struct Decoded {
  char32_t character = 0;
  std::size_t length = 0;  ///< 0: not UTF-8
};

Decoded decode(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) {
    return {first, 1};
  }
  utf8proc_int32_t character = 0;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
  const auto length =
      utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &character);
  if (length <= 0) {
    return {};
  }
  return {static_cast<char32_t>(character), static_cast<std::size_t>(length)};
}

bool is_forbidden(char32_t c) {
  if (c < 0x20) {
    return c != '\n' && c != '\t';
  }
  return (c >= 0x7F && c <= 0x9F) || c == kLineSeparator || c == kParagraphSeparator ||
         c == kByteOrderMark || c == 0xFFFE || c == 0xFFFF;
}

template <class Refuse>
std::size_t find_where(std::string_view text, Refuse refuse) {
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] >= ' ' && text[at] < '\x7F') {
      ++at;
      continue;
    }
    const Decoded decoded = decode(text, at);
    if (decoded.length == 0 || refuse(decoded.character)) {
      return at;
    }
    at += decoded.length;
  }
  return std::string_view::npos;
}

/// nullopt for bad UTF-8.
std::optional<std::string> with_plain_line_ends(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [character, length] = decode(text, at);
    if (length == 0) {
      return std::nullopt;
    }
    if (character == '\r') {
      result += '\n';
      at += text.substr(at + 1).starts_with('\n') ? 1U : 0U;
    } else if (character == kNextLine || character == kLineSeparator ||
               character == kParagraphSeparator) {
      result += '\n';
    } else if (character != kByteOrderMark) {
      result.append(text, at, length);
    }
    at += length;
  }
  return result;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string to_nfc(const std::string& text) {
  if (is_ascii(text)) {
    return text;
  }
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  utf8proc_uint8_t* made = nullptr;
  const auto size =
      utf8proc_map(bytes, static_cast<utf8proc_ssize_t>(text.size()), &made,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owner(made, std::free);
  if (size < 0) {
    throw std::bad_alloc();  // its input is checked UTF-8, so nothing else is left
  }
  return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(size)};
}

}  // namespace

std::size_t find_forbidden(std::string_view text) {
  return find_where(text, [](char32_t c) { return is_forbidden(c); });
}

std::size_t find_bad_utf8(std::string_view bytes) {
  return find_where(bytes, [](char32_t) { return false; });
}

std::string escaped(std::string_view bytes) {
  std::string result;
  while (!bytes.empty()) {
    const std::size_t good =
        std::min({find_forbidden(bytes), bytes.find_first_of("\n\t"), bytes.size()});
    result += bytes.substr(0, good);
    if (good < bytes.size()) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      const auto byte = static_cast<unsigned char>(bytes[good]);
      result += {'\\', 'x', kDigits[byte >> 4U], kDigits[byte & 0xFU]};
    }
    bytes.remove_prefix(std::min(good + 1, bytes.size()));
  }
  return result;
}

std::string in_its_order(std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  const auto reorders = [](char32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  };
  std::string result;
  while (!text.empty()) {
    const std::size_t found = text.find('\xE2');
    const std::size_t good = std::min(found, text.size());
    result += text.substr(0, good);
    text.remove_prefix(good);
    if (!text.empty()) {
      const Decoded decoded = decode(text, 0);
      const std::size_t length = std::max<std::size_t>(decoded.length, 1);
      result += reorders(decoded.character) ? kReplacement : text.substr(0, length);
      text.remove_prefix(length);
    }
  }
  return result;
}

std::optional<std::string> clean_text(std::string_view text) {
  const std::optional<std::string> plain = with_plain_line_ends(text);
  if (!plain || find_forbidden(*plain) != std::string_view::npos) {
    return std::nullopt;
  }
  return to_nfc(*plain);
}

int line_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  return 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

}  // namespace pos
