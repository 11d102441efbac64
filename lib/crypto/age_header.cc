#include "crypto/age_header.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "crypto/age_error.h"
#include "crypto/base64.h"

namespace pos {
namespace {

constexpr std::string_view kVersion = "age-encryption.org/v1";
constexpr std::string_view kStanzaMark = "-> ";
constexpr std::string_view kEndMark = "---";
constexpr std::size_t kMacDigits = 43;

class Reader {
 public:
  explicit Reader(std::string_view file) : file_(file) {}

  std::size_t offset() const { return offset_; }
  bool next_is(std::string_view mark) const { return file_.substr(offset_).starts_with(mark); }

  /// The next line without its LF; lines end nowhere else.
  std::string_view line() {
    const std::string_view rest = file_.substr(0, kHeaderLimit).substr(offset_);
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) {
      throw file_.size() > kHeaderLimit ? over_limit()
                                        : header_error({"il est coupé", "it is cut short"});
    }
    offset_ += end + 1;
    return rest.substr(0, end);
  }

 private:
  static Error over_limit() {
    return limit_error(text("l'en-tête du fichier chiffré dépasse {} octets",
                            "the header of the encrypted file is over {} bytes", kHeaderLimit));
  }

  std::string_view file_;
  std::size_t offset_ = 0;
};

bool is_argument(std::string_view word) {
  return !word.empty() &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= '!' && c <= '~'; });
}

/// Exactly one blank between words, none at the end.
std::vector<std::string> parse_arguments(std::string_view line) {
  if (!line.starts_with(kStanzaMark)) {
    throw header_error({"une section ne commence pas par « -> »", "a stanza begins without `->`"});
  }
  std::vector<std::string> arguments;
  for (std::size_t at = kStanzaMark.size(); at <= line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    arguments.emplace_back(line.substr(at, end - at));
    if (!is_argument(arguments.back())) {
      throw header_error({"un argument de section est vide ou illisible",
                          "an argument of a stanza is empty or unreadable"});
    }
    at = end + 1;
  }
  return arguments;
}

/// The first line shorter than 64 digits, perhaps empty, ends the body.
std::string parse_body(Reader& reader) {
  std::string body;
  for (std::size_t digits = kBase64LineDigits; digits == kBase64LineDigits;) {
    const std::string_view line = reader.line();
    digits = line.size();
    std::optional<std::string> bytes;
    if (digits <= kBase64LineDigits) {
      bytes = decode_base64(line, Base64::Unpadded);
    }
    if (!bytes) {
      throw header_error(
          {"une ligne de section n'est pas du base64", "a line of a stanza is not base64"});
    }
    body += *bytes;
  }
  return body;
}

Key parse_mac(std::string_view line) {
  std::optional<std::string> bytes;
  if (line.size() == kEndMark.size() + 1 + kMacDigits && line[kEndMark.size()] == ' ') {
    bytes = decode_base64(line.substr(kEndMark.size() + 1), Base64::Unpadded);
  }
  if (!bytes) {
    throw header_error({"sa dernière ligne est mal formée", "its last line is malformed"});
  }
  Key mac;
  std::copy(bytes->begin(), bytes->end(), mac.begin());
  return mac;
}

}  // namespace

AgeHeader parse_age_header(std::string_view file) {
  Reader reader(file);
  if (reader.line() != kVersion) {
    throw header_error(
        {"ce n'est pas un fichier age de la version 1", "it is not an age file of version 1"});
  }
  AgeHeader header;
  while (!reader.next_is(kEndMark)) {
    if (header.stanzas.size() == kStanzaLimit) {
      throw limit_error(text("le fichier chiffré a plus de {} destinataires",
                             "the encrypted file has more than {} recipients", kStanzaLimit));
    }
    Stanza stanza;
    stanza.arguments = parse_arguments(reader.line());
    stanza.body = parse_body(reader);
    header.stanzas.push_back(std::move(stanza));
  }
  if (header.stanzas.empty()) {
    throw header_error({"il n'a aucun destinataire", "it has no recipient"});
  }
  header.covered = reader.offset() + kEndMark.size();
  header.mac = parse_mac(reader.line());
  header.payload = reader.offset();
  return header;
}

std::string write_covered_header(const std::vector<Stanza>& stanzas) {
  std::string header(kVersion);
  header += '\n';
  for (const Stanza& stanza : stanzas) {
    header += "->";
    for (const std::string& argument : stanza.arguments) {
      header += ' ';
      header += argument;
    }
    const std::string digits = encode_base64(stanza.body, Base64::Unpadded);
    // The last line is always short, so that full lines are followed by an empty one.
    for (std::size_t at = 0; at <= digits.size(); at += kBase64LineDigits) {
      header += '\n';
      header.append(digits, at, kBase64LineDigits);
    }
    header += '\n';
  }
  header += kEndMark;
  return header;
}

std::string write_mac(const Key& mac) {
  return " " + encode_base64(text_of(mac), Base64::Unpadded) + "\n";
}

}  // namespace pos
