#include "domain/likeness.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace pos {
namespace {

constexpr int kAgeMargin = 2;  // years

void add_keys(NameKeys& keys, const Form& form, const Value& answers, Role role) {
  for (const Field* field : form.all_with_role(role)) {
    keys.merge(name_keys(answers.scalar_of(field->name)));
  }
}

/// Completed years on that day; of an age told earlier, with the years since.
std::optional<int> age_on(const Description& child, Date day) {
  if (child.birth) {
    return completed_years(*child.birth, day);
  }
  if (!child.age || !child.age_at) {
    return std::nullopt;
  }
  return *child.age + completed_years(*child.age_at, day);
}

Date latest(const Description& a, const Description& b) {
  const Date none{};
  return std::max(a.age_at.value_or(none), b.age_at.value_or(none));
}

/// The years between them; nullopt where one of the ages is not known.
std::optional<int> years_apart(const Description& a, const Description& b) {
  const Date day = latest(a, b);
  const std::optional<int> first = age_on(a, day), second = age_on(b, day);
  return first && second ? std::optional(std::abs(*first - *second)) : std::nullopt;
}

/// How many parts of the place they share: region, cercle or commune, village or quarter.
int shared_parts(std::string_view a, std::string_view b) {
  int parts = 0;
  while (!a.empty() && !b.empty()) {
    const std::size_t end_a = std::min(a.find('/'), a.size()),
                      end_b = std::min(b.find('/'), b.size());
    if (a.substr(0, end_a) != b.substr(0, end_b)) {
      break;
    }
    ++parts;
    a.remove_prefix(std::min(end_a + 1, a.size()));
    b.remove_prefix(std::min(end_b + 1, b.size()));
  }
  return parts;
}

class Comparison {
 public:
  Comparison(const Description& a, const Description& b) : a_(a), b_(b) {}

  std::optional<Likeness> run() {
    if (!may_be_one(a_, b_) || !compare_names()) {
      return std::nullopt;
    }
    if (!a_.sex.empty() && a_.sex == b_.sex) {
      add("sex", 10, {"même sexe", "same sex"});
    }
    compare_ages();
    compare_places();
    return std::move(result_);
  }

 private:
  void add(const char* id, int points, Text message) {
    result_.score += points;
    result_.reasons.push_back({id, points, std::move(message)});
  }

  bool add_name(const char* id, NameMatch match, const Text& same, const Text& near) {
    if (match != NameMatch::None) {
      const bool exact = match == NameMatch::Same;
      add(id, exact ? 30 : 20, exact ? same : near);
    }
    return match != NameMatch::None;
  }

  /// Some write the surname first: a name that is found among the other's names counts too.
  bool compare_names() {
    const NameMatch crossed_last = match(a_.last, b_.first),
                    crossed_first = match(a_.first, b_.last);
    const bool crossed = crossed_last == NameMatch::Same && crossed_first == NameMatch::Same;
    const bool last = add_name("surname", crossed ? crossed_last : match(a_.last, b_.last),
                               {"même nom de famille", "same surname"},
                               {"nom de famille voisin", "similar surname"});
    bool first =
        add_name("first_name", crossed ? crossed_first : match(a_.first, b_.first),
                 {"même prénom", "same first name"}, {"prénom voisin", "similar first name"});
    if (!first && called_alike()) {
      add("other_name", 20, {"surnom ou autre nom commun", "nickname or other name in common"});
      first = true;
    }
    const bool last_unknown = a_.last.empty() || b_.last.empty();
    const bool first_unknown = a_.first.empty() || b_.first.empty();
    return (last && first) || (last && first_unknown) || (first && last_unknown);
  }

  bool called_alike() const {
    return match(a_.other, b_.first) == NameMatch::Same ||
           match(a_.first, b_.other) == NameMatch::Same ||
           match(a_.other, b_.other) == NameMatch::Same;
  }

  void compare_ages() {
    if (a_.birth && a_.birth == b_.birth) {
      return add("birth_date", 20, {"même date de naissance", "same date of birth"});
    }
    if (const std::optional<int> apart = years_apart(a_, b_)) {
      add("age",
          *apart == 0   ? 15
          : *apart == 1 ? 12
                        : 8,
          *apart == 0 ? Text{"même âge", "same age"}
                      : text("{} an(s) d'écart", "{} year(s) apart", *apart));
    }
  }

  void compare_places() {
    const int parts = shared_parts(a_.place, b_.place);
    if (parts == 1) {
      add("place", 4, {"même région", "same region"});
    } else if (parts == 2) {
      add("place", 7, {"même cercle ou commune", "same cercle or commune"});
    } else if (parts > 2) {
      add("place", 10, {"même localité", "same place"});
    }
  }

  const Description& a_;
  const Description& b_;
  Likeness result_;
};

}  // namespace

std::optional<int> whole_number(const std::string& words) {
  int value = 0;
  const auto read = std::from_chars(words.data(), words.data() + words.size(), value);
  return read.ec == std::errc() && !words.empty() ? std::optional(value) : std::nullopt;
}

void describe(Description& child, const Form& form, const Value& answers, Date told) {
  add_keys(child.first, form, answers, Role::NameFirst);
  add_keys(child.last, form, answers, Role::NameLast);
  add_keys(child.other, form, answers, Role::NameOther);
  const auto text_of = [&](Role role) -> const std::string& {
    return answer_of(form, answers, role);
  };
  if (!text_of(Role::Sex).empty()) {
    child.sex = text_of(Role::Sex);
  }
  if (const std::optional<int> age = whole_number(text_of(Role::Age))) {
    child.age = age;
    child.age_at = told;
  }
  if (const std::optional<Date> birth = parse_date(text_of(Role::BirthDate))) {
    child.birth = birth;
    child.age_at = child.age_at.value_or(told);
  }
  for (const Role role : {Role::Region, Role::Location}) {
    if (text_of(role).size() > child.place.size()) {
      child.place = text_of(role);
    }
  }
}

bool may_be_one(const Description& a, const Description& b) {
  const bool other_sex = !a.sex.empty() && !b.sex.empty() && a.sex != b.sex;
  const std::optional<int> apart = years_apart(a, b);
  return !other_sex && (!apart || *apart <= kAgeMargin);
}

std::optional<Likeness> likeness(const Description& a, const Description& b) {
  return Comparison(a, b).run();
}

}  // namespace pos
