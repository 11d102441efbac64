#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <type_traits>

namespace pos {

enum class Language { French, English };

/// What a user reads, in both languages where it arises; the edge of the program picks one.
struct Text {
  std::string fr;
  std::string en;

  const std::string& in(Language language) const { return language == Language::French ? fr : en; }
  bool empty() const { return fr.empty() && en.empty(); }
  friend bool operator==(const Text&, const Text&) = default;
};

namespace detail {
template <class T>
const auto& in_language(const T& argument, Language language) {
  if constexpr (std::is_same_v<T, Text>) {
    return argument.in(language);
  } else {
    return argument;
  }
}

template <class... Arguments>
std::string fill(std::string_view pattern, Language language, const Arguments&... arguments) {
  return fmt::format(fmt::runtime(pattern), in_language(arguments, language)...);
}
}  // namespace detail

/// Both patterns filled with the same arguments; an argument that is itself a Text gives each
/// pattern its own language.
template <class... Arguments>
Text text(std::string_view fr, std::string_view en, const Arguments&... arguments) {
  return {detail::fill(fr, Language::French, arguments...),
          detail::fill(en, Language::English, arguments...)};
}

/// The same words in both languages: a code, a name, a path.
inline Text same_text(std::string words) {
  return {words, words};
}

}  // namespace pos
