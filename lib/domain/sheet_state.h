#pragma once

#include <optional>
#include <string_view>

#include "base/text.h"

namespace pos {

/// What has become of a month's sheet: made by the structure, deposited at the DRPFEF, its data
/// processed, validated by the actors of the region, shared with the central level.
///
/// Source: POS 3.2.
enum class SheetState { Draft, Deposited, Processed, Validated, Shared };

std::string_view word(SheetState state);
std::optional<SheetState> parse_sheet_state(std::string_view word);
Text label(SheetState state);

/// The state that this one follows; nullopt for a draft.
std::optional<SheetState> state_before(SheetState state);

}  // namespace pos
