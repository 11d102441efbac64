#include "crypto/age_armor.h"

#include <algorithm>
#include <optional>

#include "crypto/age_error.h"
#include "crypto/base64.h"

namespace pos {
namespace {

constexpr std::string_view kMark = "-----BEGIN AGE";
constexpr std::string_view kBegin = "-----BEGIN AGE ENCRYPTED FILE-----";
constexpr std::string_view kEnd = "-----END AGE ENCRYPTED FILE-----";
constexpr std::string_view kWhiteSpace = " \t\r\n";
constexpr std::size_t kLineBytes = 48;
constexpr std::size_t kWhiteSpaceLimit = 1024;

std::string_view skip_white_space(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kWhiteSpace), text.size()));
  return text;
}

void limit_white_space(std::size_t size) {
  if (size > kWhiteSpaceLimit) {
    throw limit_error(text("plus de {} octets blancs autour du fichier chiffré",
                           "more than {} bytes of white space around the encrypted file",
                           kWhiteSpaceLimit));
  }
}

/// Takes the next line off `rest`, without its LF or CR LF.
std::string_view next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (!line.empty() && line.back() == '\r') {
    line.remove_suffix(1);
  }
  return line;
}

void check_outside(std::string_view rest) {
  if (!skip_white_space(rest).empty()) {
    throw armor_error({"du texte suit la ligne END", "text after the END line"});
  }
  limit_white_space(rest.size());
}

std::string decode_line(std::string_view line) {
  std::optional<std::string> bytes;
  if (!line.empty() && line.size() <= kBase64LineDigits) {
    bytes = decode_base64(line, Base64::Padded);
  }
  if (!bytes) {
    throw armor_error({"une ligne n'est pas du base64", "a line is not base64"});
  }
  return *bytes;
}

}  // namespace

bool is_armored(std::string_view text) {
  return skip_white_space(text).starts_with(kMark);
}

std::string put_on_armor(std::string_view file) {
  const std::string digits = encode_base64(file, Base64::Padded);
  std::string text(kBegin);
  text += '\n';
  for (std::size_t at = 0; at < digits.size(); at += kBase64LineDigits) {
    text.append(digits, at, kBase64LineDigits);
    text += '\n';
  }
  text += kEnd;
  text += '\n';
  return text;
}

std::string take_off_armor(std::string_view text) {
  std::string_view rest = skip_white_space(text);
  const std::size_t before = text.size() - rest.size();
  if (next_line(rest) != kBegin) {
    throw armor_error({"ligne BEGIN absente", "no BEGIN line"});
  }
  limit_white_space(before);
  std::string file;
  file.reserve(rest.size() / 4 * 3);
  for (std::size_t last = kLineBytes; !rest.empty();) {
    const std::string_view line = next_line(rest);
    if (line == kEnd) {
      check_outside(rest);
      return file;
    }
    if (last != kLineBytes) {
      throw armor_error({"une ligne courte n'est pas la dernière", "a short line is not the last"});
    }
    const std::string bytes = decode_line(line);
    last = bytes.size();
    file += bytes;
  }
  throw armor_error({"ligne END absente", "no END line"});
}

}  // namespace pos
