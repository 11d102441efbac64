#include "domain/case_id.h"

#include <algorithm>
#include <charconv>

#include "base/ulid.h"

namespace pos {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::size_t kTail = 8;

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// ISO 7064 MOD 37,36 over letters and digits, hyphens left out.
char check_character(std::string_view payload) {
  std::size_t product = 36;
  for (char c : payload) {
    if (c == '-') {
      continue;
    }
    std::size_t sum = (product + kAlphabet.find(c)) % 36;
    product = (sum == 0 ? 36 : sum) * 2 % 37;
  }
  return kAlphabet[(37 - product) % 36];
}

bool is_region(std::string_view text) {
  return text.size() >= 2 && text.size() <= 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_year(std::string_view text) {
  return text.size() == 4 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string normal_prefix(std::string_view typed) {
  std::string result;
  int hyphens = 0;
  for (char raw : typed) {
    char c = upper(raw);
    if (hyphens >= 2 && c == 'O') {
      c = '0';
    }
    if (hyphens >= 2 && (c == 'I' || c == 'L')) {
      c = '1';
    }
    hyphens += c == '-' ? 1 : 0;
    result += c;
  }
  return result;
}

std::optional<CaseId> CaseId::parse(std::string_view typed) {
  const std::string text = normal_prefix(typed);
  const std::size_t first = text.find('-');
  if (first == std::string::npos || text.size() != first + 1 + 4 + 1 + kTail ||
      text[first + 5] != '-') {
    return std::nullopt;
  }
  const std::string_view view = text;
  const std::string_view tail = view.substr(first + 6);
  if (!is_region(view.substr(0, first)) || !is_year(view.substr(first + 1, 4)) ||
      tail.find_first_not_of(kCrockford) != std::string_view::npos ||
      check_character(view.substr(0, view.size() - 1)) != tail.back()) {
    return std::nullopt;
  }
  CaseId id;
  id.text_ = text;
  return id;
}

std::optional<CaseId> CaseId::make(std::string_view region, int year, std::string_view digits) {
  std::string text = std::string(region) + "-" + std::to_string(year) + "-" + std::string(digits);
  text += check_character(text);
  return parse(text).has_value() && parse(text)->text() == text ? parse(text) : std::nullopt;
}

int CaseId::year() const {
  int year = 0;
  const std::size_t start = text_.find('-') + 1;
  std::from_chars(text_.data() + start, text_.data() + start + 4, year);
  return year;
}

std::string_view CaseId::region() const {
  return std::string_view(text_).substr(0, text_.find('-'));
}

}  // namespace pos
