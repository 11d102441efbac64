#pragma once

#include <string_view>
#include <vector>

#include "base/text.h"
#include "domain/case.h"
#include "domain/programme.h"

namespace pos {

/// Level 1 of eligibility (POS 4.2.1), one criterion.
enum class Criterion { Period, Site, Age, Sex, Profile, Displacement, Situation };
std::string_view word(Criterion criterion);
Text label(Criterion criterion);
enum class Fits { Yes, No, Unknown };
std::string_view word(Fits fits);
Text label(Fits fits);

struct CriterionFit {
  Criterion criterion;
  Fits fits;
};

/// What the programme asks of a child, held against the facts of the registration; the criteria
/// that the programme has, and the period always. A site smaller than a region is Unknown where
/// the region is right: facts hold no more of the place.
///
/// Errors: none. It is a guide: a State service refuses nobody for reasons of a programme
/// (POS 3.1.1), and who does not fit is directed elsewhere (POS 4.2.1).
std::vector<CriterionFit> criteria_met(const Programme& programme, const Case& c);
/// No where one is No, else Unknown where one is.
Fits fits_all(const std::vector<CriterionFit>& criteria);

}  // namespace pos
