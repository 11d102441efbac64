#pragma once

#include <string>

#include "domain/form.h"

namespace pos {

/// `2026-03-06 10:30` for a time (UTC, which is Mali's); what is none stands as it is.
std::string time_words(const std::string& time);

/// An answer as people read it on paper: labels for codes, yes or no, a time in words.
/// Errors: none; what no list knows stands as it is.
std::string answer_words(const Field& field, const Value& value, const CodeLists& lists,
                         Language language);

}  // namespace pos
