#include "domain/sheet_state.h"

#include <array>
#include <cstddef>

namespace pos {
namespace {

struct StateWord {
  std::string_view word;
  Text label;
};

const std::array<StateWord, 5>& state_words() {
  static const std::array<StateWord, 5> words = {{
      {"draft", {"établie", "made"}},
      {"deposited", {"déposée", "deposited"}},
      {"processed", {"traitée", "processed"}},
      {"validated", {"validée", "validated"}},
      {"shared", {"partagée", "shared"}},
  }};
  return words;
}

}  // namespace

std::string_view word(SheetState state) {
  return state_words()[static_cast<std::size_t>(state)].word;
}

std::optional<SheetState> parse_sheet_state(std::string_view word) {
  for (std::size_t i = 0; i < state_words().size(); ++i) {
    if (state_words()[i].word == word) {
      return static_cast<SheetState>(i);
    }
  }
  return std::nullopt;
}

Text label(SheetState state) {
  return state_words()[static_cast<std::size_t>(state)].label;
}

std::optional<SheetState> state_before(SheetState state) {
  return state == SheetState::Draft
             ? std::nullopt
             : std::optional(static_cast<SheetState>(static_cast<int>(state) - 1));
}

}  // namespace pos
