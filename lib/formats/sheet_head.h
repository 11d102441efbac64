#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/sheet.h"

namespace pos {

// What stands above the figures of a sheet that people read.

/// `state`, `non_state`; no words for an office that has not said (POS 1.2).
Text actor_label(std::string_view actor);

Text sheet_title(const SheetHead& head);

/// `octobre 2026 (2026-10-01 – 2026-10-31)`
std::string period_words(const CalendarPeriod& period, Language language);

/// Period, structure and what kind it is (POS 1.2), level, edition, revision: each with its name.
std::vector<std::pair<Text, std::string>> sheet_facts(const Sheet& sheet, Language language);

}  // namespace pos
