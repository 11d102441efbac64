#include "domain/code_list.h"

#include <algorithm>
#include <numeric>

namespace pos {

namespace {

char lowered(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Letters to add, drop, change or swap with a neighbour to make one word of the other; capitals
/// count as small letters.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), 0U);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lowered(a[i - 1]) == lowered(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      if (i > 1 && j > 1 && lowered(a[i - 1]) == lowered(b[j - 2]) &&
          lowered(a[i - 2]) == lowered(b[j - 1])) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

const Choice* CodeList::find(std::string_view code) const {
  return find_choice(choices, code);
}

bool holds(const std::vector<std::string>& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

const Choice* find_choice(const std::vector<Choice>& choices, std::string_view code) {
  const auto found = std::find_if(choices.begin(), choices.end(),
                                  [&](const Choice& choice) { return choice.code == code; });
  return found == choices.end() ? nullptr : &*found;
}

const Choice* find_spelling(const std::vector<Choice>& choices, std::string_view word) {
  if (const Choice* choice = find_choice(choices, word)) {
    return choice;
  }
  const auto is_word = [&](const std::string& spelling) {
    return std::equal(spelling.begin(), spelling.end(), word.begin(), word.end(),
                      [](char a, char b) { return lowered(a) == lowered(b); });
  };
  const auto found = std::find_if(choices.begin(), choices.end(), [&](const Choice& choice) {
    return !choice.also.empty() &&
           (is_word(choice.code) || std::any_of(choice.also.begin(), choice.also.end(), is_word));
  });
  return found == choices.end() ? nullptr : &*found;
}

bool is_open_code(std::string_view code) {
  return !code.empty() && std::all_of(code.begin(), code.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '/' || c == '-';
  });
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::size_t kLongest = 64;
  if (word.empty() || word.size() > kLongest) {
    return "";
  }
  std::size_t least = kLongest;
  std::string found;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongest) {
      continue;
    }
    const std::size_t distance = edit_distance(word, candidate);
    const std::size_t longer = std::max(word.size(), candidate.size());
    if (distance < least && distance <= (longer <= 3 ? 1 : std::max<std::size_t>(2, longer / 3))) {
      least = distance;
      found = candidate;
    }
  }
  return found;
}

}  // namespace pos
