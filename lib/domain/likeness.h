#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/text.h"
#include "domain/form.h"
#include "domain/name_key.h"

namespace pos {

/// What is known of a child that another file may tell as well.
struct Description {
  NameKeys first, last, other;
  std::string sex;
  std::optional<int> age;      ///< in completed years, on `age_at`
  std::optional<Date> age_at;  ///< the day on which the age was told
  std::optional<Date> birth;
  std::string place;  ///< `BKO/commune-4/lafiabougou`, or the region alone

  bool has_name() const { return !first.empty() || !last.empty() || !other.empty(); }
};

/// By the roles of the form's fields; several forms of one child are added to each other, the later
/// one counting where they differ.
void describe(Description& child, const Form& form, const Value& answers, Date told);

/// One thing that two descriptions share, and what it weighs.
struct LikenessReason {
  std::string id;  ///< surname, first_name, other_name, sex, birth_date, age, place
  int points = 0;
  Text message;
};

/// How alike two children are described, out of 100.
struct Likeness {
  int score = 0;
  std::vector<LikenessReason> reasons;
};

/// nullopt where it cannot be one child: no name in common, another sex, ages more than two years
/// apart; or where only one name agrees though both files tell both.
///
/// Source: POS 3.3.1 (duplicates between actors of a region), 5.1.2.
std::optional<Likeness> likeness(const Description& a, const Description& b);

/// A whole number, such as an age; nullopt for anything else.
std::optional<int> whole_number(const std::string& words);

/// The same for facts alone, which tell no name: whether names are worth comparing.
bool may_be_one(const Description& a, const Description& b);

}  // namespace pos
