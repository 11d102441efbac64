#include "base/words.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

namespace pos {
namespace {

struct Step {
  utf8proc_int32_t character = 0;
  std::size_t length = 0;
};

/// A byte that is no UTF-8 separates words.
Step step_at(std::string_view text, std::size_t at) {
  Step step;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
  const auto length =
      utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &step.character);
  if (length <= 0) {
    return {' ', 1};
  }
  step.length = static_cast<std::size_t>(length);
  return step;
}

bool is_digit(utf8proc_int32_t c) {
  return utf8proc_category(c) == UTF8PROC_CATEGORY_ND;
}

bool belongs_to_word(utf8proc_int32_t c) {
  const utf8proc_category_t category = utf8proc_category(c);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME) || is_digit(c);
}

bool is_letter(utf8proc_int32_t c) {
  const utf8proc_category_t category = utf8proc_category(c);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) || is_digit(c);
}

bool is_capital(utf8proc_int32_t c) {
  const utf8proc_category_t category = utf8proc_category(c);
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

/// Apostrophes and hyphens as people type them.
bool joins_words(utf8proc_int32_t c) {
  constexpr std::array<utf8proc_int32_t, 11> kJoints = {
      '\'', '-', '`', 0xB4, 0x2BC, 0x2018, 0x2019, 0x201B, 0x2010, 0x2011, 0x2BB};
  return std::find(kJoints.begin(), kJoints.end(), c) != kJoints.end();
}

/// A soft hyphen, a space of no width: nobody sees them, and a text that was copied may hold them.
bool is_unseen(utf8proc_int32_t c) {
  return utf8proc_category(c) == UTF8PROC_CATEGORY_CF;
}

/// What compatibility decomposition leaves alone.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kLetters = {
    {{"ɛ", "e"}, {"ɔ", "o"}, {"ŋ", "n"}, {"ɲ", "ny"}, {"œ", "oe"}, {"æ", "ae"}, {"ɓ", "b"}}};

std::string without_marks(const std::string& word) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(word.data());
  utf8proc_uint8_t* made = nullptr;
  const auto size = utf8proc_map(
      bytes, static_cast<utf8proc_ssize_t>(word.size()), &made,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                     UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE));
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owner(made, std::free);
  return size < 0 ? word : std::string(reinterpret_cast<const char*>(made));
}

std::string folded(const std::string& word) {
  std::string result = without_marks(word);
  for (const auto& [letter, plain] : kLetters) {
    for (std::size_t at = 0; (at = result.find(letter, at)) != std::string::npos;) {
      result.replace(at, letter.size(), plain);
    }
  }
  return result;
}

std::size_t count_letters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Step step = step_at(text, at);
    count += is_letter(step.character) ? 1U : 0U;
    at += step.length;
  }
  return count;
}

class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text) {}

  std::vector<Word> words() {
    for (std::size_t at = 0; at < text_.size();) {
      const Step step = step_at(text_, at);
      if (belongs_to_word(step.character)) {
        take(step, at);
      } else if (joins_words(step.character) && !part_.empty()) {
        end_part();
      } else if (!is_unseen(step.character)) {
        end_word();
      }
      at += step.length;
    }
    end_word();
    return std::move(words_);
  }

 private:
  void take(const Step& step, std::size_t at) {
    if (part_.empty()) {
      part_offset_ = at;
      part_capital_ = is_capital(step.character);
    }
    if (whole_.empty()) {
      whole_offset_ = at;
      whole_capital_ = is_capital(step.character);
    }
    part_.append(text_, at, step.length);
    whole_.append(text_, at, step.length);
  }

  void add(const std::string& word, bool capital, std::size_t offset) {
    Word made{folded(word), 0, capital, offset};
    made.letters = count_letters(made.folded);
    words_.push_back(std::move(made));
  }

  void end_part() {
    if (!part_.empty()) {
      add(part_, part_capital_, part_offset_);
      ++parts_;
    }
    part_.clear();
  }

  void end_word() {
    end_part();
    if (parts_ > 1) {
      add(whole_, whole_capital_, whole_offset_);
    }
    whole_.clear();
    parts_ = 0;
  }

  std::string_view text_;
  std::vector<Word> words_;
  std::string part_, whole_;
  std::size_t part_offset_ = 0, whole_offset_ = 0;
  bool part_capital_ = false, whole_capital_ = false;
  int parts_ = 0;
};

}  // namespace

std::vector<Word> words_of(std::string_view text) {
  return Cutter(text).words();
}

}  // namespace pos
