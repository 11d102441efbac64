#pragma once

#include <set>
#include <string>
#include <string_view>

namespace pos {

/// How alike two names are written.
enum class NameMatch { None, Near, Same };

/// A name as it is compared: what one ear hears written in several ways gives one key. Over the
/// folding of base/words.h it knows how officers write the sounds of Mali's languages (`Diarra` and
/// `Jarra`, `Ouattara` and `Wattara`, `Coulibaly` and `Koulibali`) and the names that go by several
/// forms (`Mahamadou` and `Mamadou`, `Aïssata` and `Aïchatou`).
///
/// Shape:  small letters and digits; empty for what tells nothing (`Inconnu`).
std::string name_key(std::string_view folded_word);

using NameKeys = std::set<std::string, std::less<>>;

/// The keys of the words of a name; of words that a hyphen or an apostrophe joins, of the whole
/// too.
NameKeys name_keys(std::string_view name);

/// Same: one word of each has the same key. Near: of five letters or more, the first alike, one
/// letter apart.
NameMatch match(const NameKeys& a, const NameKeys& b);

}  // namespace pos
