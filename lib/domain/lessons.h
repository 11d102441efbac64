#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/case.h"
#include "domain/names_in_text.h"

namespace pos {

/// What a review taught (POS 5.5, 3.2), without the case that taught it.
struct Lesson {
  std::string kind;  ///< `lesson`, `good_practice`
  int year = 0;      ///< of the review; a day would lead back to the case
  std::string text;
  friend auto operator<=>(const Lesson&, const Lesson&) = default;
};

struct LessonsOfCase {
  std::vector<Lesson> lessons;
  int left_out = 0;  ///< texts that name somebody, or a case, or cannot be checked
};

/// `names` are the words that name the people of the case; nullptr where they are not all open
/// here: then no text can be checked, and none is given. `year`: of that year alone.
///
/// Source: POS 5.5; 3.2; 6.1.2.
LessonsOfCase lessons_of(const Case& c, const NameWords* names, std::optional<int> year);

}  // namespace pos
