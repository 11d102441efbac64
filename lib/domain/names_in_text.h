#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "domain/form.h"

namespace pos {

/// The words that name or locate the people of one case, folded (base/words.h).
using NameWords = std::set<std::string, std::less<>>;

/// The field in which an entry keeps why its texts hold a name all the same; the program alone
/// fills it, from an option.
inline constexpr std::string_view kNamesInTextField = "pos_names_in_text_reason";

/// Adds the words of three letters or more of the identity answers: all those of a short text, of a
/// long one those with a capital, since the rest of it is prose; of figures only numbers of six
/// digits or more. Words that tell nothing (`les`, `rue`, `mère`) are left out. Names of two
/// letters
/// (`Ba`, `Sy`) count where they have a capital in both.
///
/// Source: architecture 4.3; POS 6.1.2.
void add_name_words(NameWords& words, const Form& form, const Value& identity_answers);

/// Whether a whole word of the text is one of these.
bool names_someone(std::string_view text, const NameWords& words);

/// A finding for each free text of the case compartment that names someone, tables' columns too;
/// with line and field, never the word, and what to write in its place.
std::vector<Finding> names_in_text(const Form& form, const Value& answers, const NameWords& words);

/// Whether any answer is a free text of the case compartment.
bool has_free_text(const Form& form, const Value& answers);

}  // namespace pos
