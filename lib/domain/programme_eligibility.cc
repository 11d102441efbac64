#include "domain/programme_eligibility.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace pos {
namespace {

struct CriterionWords {
  std::string_view word;
  Text label;
};

const std::array<CriterionWords, 7>& criteria() {
  static const std::array<CriterionWords, 7> all = {
      {{"period", {"période", "period"}},
       {"site", {"site", "site"}},
       {"age", {"âge", "age"}},
       {"sex", {"sexe", "sex"}},
       {"profile", {"profil", "profile"}},
       {"displacement", {"déplacement", "displacement"}},
       {"situation", {"situation", "situation"}}}};
  return all;
}

const std::array<CriterionWords, 3>& answers_of_fit() {
  static const std::array<CriterionWords, 3> all = {
      {{"yes", {"oui", "yes"}},
       {"no", {"non", "no"}},
       {"unknown", {"à vérifier", "to be verified"}}}};
  return all;
}

template <class Rows, class Enum>
const CriterionWords& words_at(const Rows& rows, Enum value) {
  return rows.at(static_cast<std::size_t>(value));
}

std::vector<std::string> registered_codes(const Case& c, Role role) {
  return answer_codes(c, c.registration(), role);
}

Fits one_of(const std::vector<std::string>& wanted, const std::vector<std::string>& codes) {
  if (codes.empty()) {
    return Fits::Unknown;
  }
  const bool any = std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
    return std::find(wanted.begin(), wanted.end(), code) != wanted.end();
  });
  return any ? Fits::Yes : Fits::No;
}

Fits site_fits(const Programme& programme, const Case& c) {
  const std::string region = answer_text(c, c.registration(), Role::Region);
  if (region.empty() && !programme.places.empty()) {
    return Fits::Unknown;
  }
  Fits best = Fits::No;
  for (const std::string& place : programme.places) {
    if (place == region) {
      return Fits::Yes;
    }
    if (place.substr(0, place.find('/')) == region) {
      best = Fits::Unknown;
    }
  }
  return best;
}

Fits age_fits(const Programme& programme, const Case& c) {
  const std::string digits = answer_text(c, c.registration(), Role::Age);
  int age = 0;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), age).ec != std::errc()) {
    return Fits::Unknown;
  }
  const bool within =
      age >= programme.age_min.value_or(age) && age <= programme.age_max.value_or(age);
  return within ? Fits::Yes : Fits::No;
}

Fits period_fits(const Programme& programme, Date today) {
  switch (programme.status(today)) {
    case ProgrammeStatus::Running:
      return Fits::Yes;
    case ProgrammeStatus::Unknown:
      return Fits::Unknown;
    case ProgrammeStatus::Planned:
    case ProgrammeStatus::Ended:
      return Fits::No;
  }
  return Fits::Unknown;
}

std::vector<std::string> situations_of(const Case& c) {
  std::vector<std::string> codes = registered_codes(c, Role::SituationPrimary);
  const std::vector<std::string> more = registered_codes(c, Role::SituationsSecondary);
  codes.insert(codes.end(), more.begin(), more.end());
  return codes;
}

}  // namespace

std::string_view word(Criterion criterion) {
  return words_at(criteria(), criterion).word;
}

Text label(Criterion criterion) {
  return words_at(criteria(), criterion).label;
}

std::string_view word(Fits fits) {
  return words_at(answers_of_fit(), fits).word;
}

Text label(Fits fits) {
  return words_at(answers_of_fit(), fits).label;
}

std::vector<CriterionFit> criteria_met(const Programme& programme, const Case& c) {
  std::vector<CriterionFit> met = {{Criterion::Period, period_fits(programme, day_of(c.now))}};
  const auto add = [&](bool asked, Criterion criterion, Fits fits) {
    if (asked) {
      met.push_back({criterion, fits});
    }
  };
  add(!programme.sites.empty(), Criterion::Site, site_fits(programme, c));
  add(programme.age_min || programme.age_max, Criterion::Age, age_fits(programme, c));
  add(programme.sex == "female" || programme.sex == "male", Criterion::Sex,
      one_of({programme.sex}, registered_codes(c, Role::Sex)));
  add(!programme.profiles.empty(), Criterion::Profile,
      one_of(programme.profiles, registered_codes(c, Role::ChildProfile)));
  add(!programme.displacement_statuses.empty(), Criterion::Displacement,
      one_of(programme.displacement_statuses, registered_codes(c, Role::DisplacementStatus)));
  add(!programme.situations.empty(), Criterion::Situation,
      one_of(programme.situations, situations_of(c)));
  return met;
}

Fits fits_all(const std::vector<CriterionFit>& criteria) {
  Fits all = Fits::Yes;
  for (const CriterionFit& each : criteria) {
    if (each.fits == Fits::No) {
      return Fits::No;
    }
    all = each.fits == Fits::Unknown ? Fits::Unknown : all;
  }
  return all;
}

}  // namespace pos
