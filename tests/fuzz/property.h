#pragma once

#include <fuzzer/FuzzedDataProvider.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "crypto/age_keys.h"

namespace pos::fuzz {

/// Ends the run, so that the fuzzer keeps the input, unless the property holds.
void require(bool holds, const char* property);

/// A word that stands in the corpus where answers stand. No message may ever repeat it.
inline constexpr std::string_view kAnswer = "Zqxjkvw";

/// Whether it stands in an input that holds no answers, such as a form's schema: what that says is
/// repeated, and a fuzzer that learns the word would take it for a finding.
inline bool names_answer(std::string_view bytes) {
  return bytes.find(kAnswer) != std::string_view::npos;
}

/// Ends the run unless the error has one of these codes, speaks both languages and repeats no
/// answer.
void require_fit(const Error& error, std::initializer_list<ErrorCode> allowed);

/// What the work gives; nullopt where it fails as it may. Whatever else is thrown ends the run.
template <class Work>
auto attempted(std::initializer_list<ErrorCode> allowed, Work work)
    -> std::optional<decltype(work())> {
  try {
    return work();
  } catch (const Error& error) {
    require_fit(error, allowed);
    return std::nullopt;
  }
}

inline std::string_view text_of_input(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// The key of 32 equal bytes.
Identity identity(std::uint8_t byte);

/// One of the choices, by the input.
template <class T>
const T& chosen(FuzzedDataProvider& input, const std::vector<T>& choices) {
  return choices[input.ConsumeIntegralInRange<std::size_t>(0, choices.size() - 1)];
}

/// Puts them into an order that the input says.
template <class T>
void shuffle(FuzzedDataProvider& input, std::vector<T>& items) {
  for (std::size_t i = items.size(); i > 1; --i) {
    std::swap(items[i - 1], items[input.ConsumeIntegralInRange<std::size_t>(0, i - 1)]);
  }
}

}  // namespace pos::fuzz
