#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pos {

/// A word of a text as names are compared: without case, accents, apostrophes and hyphens, the
/// letters of Bambara as those of French (ɛ ɔ ŋ ɲ as e, o, n, ny).
struct Word {
  std::string folded;
  std::size_t letters = 0;  ///< letters and digits of `folded`
  bool capital = false;     ///< began with a capital letter
  std::size_t offset = 0;   ///< of its first byte in the text
};

/// The words of a text (UTF-8), in its order. What an apostrophe or a hyphen joins gives its parts
/// and then the whole: `d'Awa` gives d, awa, dawa; `N'Diaye` n, diaye, ndiaye.
std::vector<Word> words_of(std::string_view text);

}  // namespace pos
