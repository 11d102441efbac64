#include "domain/risk.h"

#include <doctest/doctest.h>

#include "support/shipped_rules.h"

using namespace pos;
using pos::test::shipped_rules;

namespace {

const std::string kLoss = "a_loss_of_parents";
const std::string kFound = "b_taken_in_abandoned_found";
const std::string kNeglect = "c_neglect_vagrancy";
const std::string kEducation = "d_lack_of_education_protection";
const std::string kBegging = "h_begging_economic_exploitation";
const std::string kPractices = "k_harmful_practices";
const std::string kCarers = "l_carers_incapacity";

std::string level(const std::string& primary, const std::vector<std::string>& secondary,
                  const std::vector<std::string>& factors) {
  const RiskSuggestion suggestion = suggest(shipped_rules(), primary, secondary, factors);
  return suggestion.level ? std::string(word(*suggestion.level)) : "-";
}

}  // namespace

TEST_CASE("five situations are high whatever else is true, primary or secondary") {
  for (const char* situation :
       {"e_habitual_ill_treatment", "f_sexual_exploitation", "g_sexual_abuse_exposure",
        "i_organised_crime", "j_armed_conflict"}) {
    CAPTURE(situation);
    CHECK(level(situation, {}, {}) == "high");
    CHECK(level(situation, {}, {"in_host_family_with_care", "personal_skills"}) == "high");
    CHECK(level(kLoss, {situation}, {"in_host_family_with_care"}) == "high");
    CHECK(level("other", {kNeglect, situation}, {}) == "high");
  }
}

TEST_CASE("the other situations suggest nothing while no factor is ticked") {
  for (const std::string& situation :
       {kLoss, kFound, kNeglect, kEducation, kBegging, kPractices, kCarers, std::string("other")}) {
    CAPTURE(situation);
    CHECK(level(situation, {}, {}) == "-");
  }
}

TEST_CASE("the highest level among the ticked factors of the case's rows is suggested") {
  // Each line from the cells of the matrix in POS 4.3.
  CHECK(level(kLoss, {}, {"very_young"}) == "high");
  CHECK(level(kLoss, {}, {"in_protective_community"}) == "medium");
  CHECK(level(kLoss, {}, {"community_host_family_designated"}) == "low");
  CHECK(level(kLoss, {}, {"in_host_family_with_care"}) == "none");
  CHECK(level(kLoss, {}, {"in_host_family_with_care", "community_host_family_designated"}) ==
        "low");
  CHECK(level(kLoss, {}, {"in_host_family_with_care", "no_identity_document"}) == "high");
  CHECK(level(kFound, {}, {"left_at_police_or_radio"}) == "high");
  CHECK(level(kFound, {}, {"placed_by_police"}) == "medium");
  CHECK(level(kFound, {}, {"relative_came_forward"}) == "low");
  CHECK(level(kFound, {}, {"family_found_no_neglect"}) == "none");
  CHECK(level(kNeglect, {}, {"girl"}) == "high");
  CHECK(level(kNeglect, {}, {"personal_skills", "family_financial_stability"}) == "medium");
  CHECK(level(kEducation, {}, {"former_conflict_with_law"}) == "high");
  CHECK(level(kBegging, {}, {"lives_with_protective_carer"}) == "medium");
  CHECK(level(kBegging, {}, {"no_care", "lives_with_protective_carer"}) == "high");
  CHECK(level(kPractices, {}, {"already_ill_from_practice"}) == "high");
  CHECK(level(kCarers, {}, {"primary_needs_unmet"}) == "high");
}

TEST_CASE("a factor of another situation's row says nothing") {
  CHECK(level(kLoss, {}, {"girl"}) == "-");
  CHECK(level(kBegging, {}, {"very_young"}) == "-");
  CHECK(level(kLoss, {}, {"girl", "in_protective_community"}) == "medium");
  CHECK(level(kLoss, {kNeglect}, {"girl"}) == "high");
  CHECK(level(kBegging, {kCarers}, {"very_young"}) == "high");
  CHECK(level("other", {}, {"very_young"}) == "-");
}

TEST_CASE("every reason names its row, its factor and its source, the gravest first") {
  const RiskSuggestion found = suggest(shipped_rules(), kLoss, {"f_sexual_exploitation", kFound},
                                       {"placed_by_police", "in_host_family_with_care"});
  REQUIRE(found.reasons.size() == 3);
  CHECK(found.reasons[0].situation == "f_sexual_exploitation");
  CHECK(found.reasons[0].factor.empty());
  CHECK(found.reasons[0].message.fr ==
        "risque élevé d'office : L'exploitation sexuelle de l'enfant qu'il s'agisse de garçon ou "
        "de fille");
  CHECK(found.reasons[0].source == "POS 4.3");
  CHECK(found.reasons[1].situation == kFound);
  CHECK(found.reasons[1].factor == "placed_by_police");
  CHECK(found.reasons[1].level == RiskLevel::Medium);
  CHECK(found.reasons[2].factor == "in_host_family_with_care");
  CHECK(found.reasons[2].message.en ==
        "none risk: Child already in a host family and receiving appropriate care (Loss of the "
        "parents, child left without family support)");
}

TEST_CASE("one factor in two rows gives two reasons and one level") {
  const RiskSuggestion found = suggest(shipped_rules(), kLoss, {kCarers}, {"very_young"});
  CHECK(found.reasons.size() == 2);
  CHECK(to_text(found).fr == "niveau proposé : élevé");
  CHECK(to_text(RiskSuggestion{}).en == "no factor ticked: the matrix suggests no level");
}
