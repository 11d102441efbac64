#include "crypto/paper_key.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/error.h"
#include "crypto/hash.h"

namespace pos {
namespace {

constexpr std::string_view kPaperDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view kLabel("pos paper v1\0", 13);
constexpr std::size_t kLineLength = 8;
constexpr std::size_t kData = kLineLength - 1;
constexpr std::size_t kSymbols = kData * kPaperLines;  // 56 of 5 bits: 256 + 4 + 20
constexpr std::size_t kCheckBits = 20;

/// Twice that, in GF(32).
unsigned doubled(unsigned value) {
  const unsigned shifted = value << 1U;
  return (shifted & 32U) != 0 ? (shifted ^ 37U) : shifted;
}

/// The character that checks a line of seven: each weight is another power of two, so no two
/// characters can change places unseen.
std::uint8_t line_check(int line, const std::uint8_t* symbols) {
  unsigned sum = 0;
  for (std::size_t i = kData; i > 0; --i) {
    sum = doubled(sum ^ symbols[i - 1]);
  }
  return static_cast<std::uint8_t>(sum ^ static_cast<unsigned>(line));
}

unsigned whole_check(const std::uint8_t* secret, int copy) {
  SecretBytes checked(kLabel.size() + kKeySize + 1);
  std::copy(kLabel.begin(), kLabel.end(), checked.data());
  std::copy_n(secret, kKeySize, checked.data() + kLabel.size());
  checked.data()[checked.size() - 1] = static_cast<std::uint8_t>(copy);
  const std::string digits = blake2b_256_hex(checked.text());
  return static_cast<unsigned>(std::stoul(digits.substr(0, kCheckBits / 4), nullptr, 16));
}

bool bit_of(const std::uint8_t* bytes, std::size_t index) {
  return ((unsigned{bytes[index / 8]} >> (7U - index % 8)) & 1U) != 0;
}

/// Lays bits one after the other into symbols of five.
class SymbolWriter {
 public:
  explicit SymbolWriter(std::uint8_t* symbols) : symbols_(symbols) {}
  void add(bool bit) {
    std::uint8_t& symbol = symbols_[count_ / 5];
    symbol = static_cast<std::uint8_t>(unsigned{symbol} * 2 + (bit ? 1 : 0));
    ++count_;
  }
  void add(unsigned value, std::size_t bits) {
    for (std::size_t i = bits; i > 0; --i) {
      add(((value >> (i - 1)) & 1U) != 0);
    }
  }

 private:
  std::uint8_t* symbols_;
  std::size_t count_ = 0;
};

class SymbolReader {
 public:
  explicit SymbolReader(const std::uint8_t* symbols) : symbols_(symbols) {}
  unsigned take(std::size_t bits) {
    unsigned value = 0;
    for (; bits > 0; --bits, ++count_) {
      value = (value << 1U) | ((unsigned{symbols_[count_ / 5]} >> (4U - count_ % 5)) & 1U);
    }
    return value;
  }

 private:
  const std::uint8_t* symbols_;
  std::size_t count_ = 0;
};

/// nullopt for what is no digit: U among others.
std::optional<std::uint8_t> symbol_of(char c) {
  if (c >= 'a' && c <= 'z') {
    c = static_cast<char>(c - 'a' + 'A');
  }
  c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
  const std::size_t found = kPaperDigits.find(c);
  return found == std::string_view::npos ? std::nullopt
                                         : std::optional(static_cast<std::uint8_t>(found));
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '-' || c == '\r' || c == '\n';
}

/// Without the line's number, where it was typed before the eight characters: `3`, `3.`, `3:`,
/// `3)`.
std::string_view without_number(int line, std::string_view typed) {
  const auto characters =
      std::count_if(typed.begin(), typed.end(), [](char c) { return !is_blank(c); });
  const std::size_t number = typed.find(static_cast<char>('0' + line));
  if (characters <= static_cast<long>(kLineLength) || number == std::string_view::npos ||
      !std::all_of(typed.begin(), typed.begin() + static_cast<long>(number), is_blank)) {
    return typed;
  }
  typed.remove_prefix(number + 1);
  const bool marked = typed.front() == '.' || typed.front() == ':' || typed.front() == ')';
  typed.remove_prefix(marked ? 1 : 0);
  return typed;
}

Error paper_error(Text message, Text hint, int line) {
  Error error(ErrorCode::Invalid, std::move(message), std::move(hint), {"", line, ""});
  error.id = "paper-key";
  return error;
}

}  // namespace

WipedString paper_lines(const Identity& identity, int copy) {
  assert(copy >= 1 && copy <= kPaperCopies);
  const std::uint8_t* secret = identity.secret().data();
  SecretBytes symbols(kSymbols);
  SymbolWriter writer(symbols.data());
  for (std::size_t i = 0; i < kKeySize * 8; ++i) {
    writer.add(bit_of(secret, i));
  }
  writer.add(static_cast<unsigned>(copy), 4);
  writer.add(whole_check(secret, copy), kCheckBits);
  WipedString text;
  text.reserve(std::size_t{kPaperLines} * (kLineLength + 2));
  for (int line = 1; line <= kPaperLines; ++line) {
    const std::uint8_t* first = symbols.data() + static_cast<std::size_t>(line - 1) * kData;
    for (std::size_t i = 0; i < kData; ++i) {
      text += kPaperDigits[first[i]];
      text += i == 3 ? " " : "";
    }
    text += kPaperDigits[line_check(line, first)];
    text += '\n';
  }
  return text;
}

std::optional<Text> PaperReader::take(int line, std::string_view typed) {
  assert(line >= 1 && line <= kPaperLines);
  SecretBytes symbols(kLineLength);
  std::size_t count = 0;
  for (const char c : without_number(line, typed)) {
    if (is_blank(c)) {
      continue;
    }
    const std::optional<std::uint8_t> symbol = symbol_of(c);
    if (!symbol) {
      return text("ligne {}, caractère {} : ce signe n'est sur aucune feuille",
                  "line {}, character {}: this sign is on no sheet", line, count + 1);
    }
    if (count < kLineLength) {
      symbols.data()[count] = *symbol;
    }
    ++count;
  }
  if (count != kLineLength) {
    return text("ligne {} : {} caractères au lieu de {}", "line {}: {} characters instead of {}",
                line, count, kLineLength);
  }
  if (line_check(line, symbols.data()) != symbols.data()[kData]) {
    return text("ligne {} : un caractère est faux, ou deux sont échangés",
                "line {}: a character is wrong, or two have changed places", line);
  }
  const auto index = static_cast<std::size_t>(line - 1);
  std::copy_n(symbols.data(), kData, symbols_.data() + index * kData);
  taken_[index] = true;
  return std::nullopt;
}

PaperKey PaperReader::key() const {
  for (int line = 1; line <= kPaperLines; ++line) {
    if (!taken_[static_cast<std::size_t>(line - 1)]) {
      throw paper_error(text("il manque la ligne {}", "line {} is missing", line),
                        {"la feuille a huit lignes", "the sheet has eight lines"}, line);
    }
  }
  SymbolReader reader(symbols_.data());
  SecretBytes secret(kKeySize);
  for (std::size_t i = 0; i < kKeySize; ++i) {
    secret.data()[i] = static_cast<std::uint8_t>(reader.take(8));
  }
  const int copy = static_cast<int>(reader.take(4));
  if (copy == 0 || reader.take(kCheckBits) != whole_check(secret.data(), copy)) {
    throw paper_error({"chaque ligne se tient, mais pas l'ensemble",
                       "each line is right by itself, but they do not belong together"},
                      {"les lignes viennent-elles toutes de la même feuille ? les relire une à une",
                       "are all lines of the same sheet? read them again one by one"},
                      0);
  }
  return {Identity(std::move(secret)), copy};
}

}  // namespace pos
