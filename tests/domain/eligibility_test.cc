#include "domain/eligibility.h"

#include <doctest/doctest.h>

#include "support/case_builder.h"
#include "support/shipped_rules.h"

using namespace pos;
using namespace pos::test;

namespace {

using Codes = std::vector<std::string>;

const EligibilityRules& table_rules() {
  return shipped_rules().eligibility;
}

EligibilityAnswers decided(std::string programme, std::string case_management,
                           std::string primary = {}) {
  EligibilityAnswers answers;
  answers.programme = std::move(programme);
  answers.case_management = std::move(case_management);
  answers.primary = std::move(primary);
  return answers;
}

EligibilityAnswers apart(Codes attributes, Codes criteria, std::optional<int> age = {}) {
  EligibilityAnswers answers = decided("true", "undecided");
  answers.attributes = std::move(attributes);
  answers.criteria = std::move(criteria);
  answers.age = age;
  return answers;
}

std::string says(const EligibilityAnswers& answers) {
  switch (uasc_table(answers, table_rules())) {
    case TableSays::Enters:
      return "enters";
    case TableSays::DoesNotEnter:
      return "does not enter";
    default:
      return "-";
  }
}

std::string notices(const EligibilityAnswers& answers) {
  std::string ids;
  for (const Advice& notice : eligibility_notices(answers, table_rules())) {
    ids += (ids.empty() ? "" : " ") + notice.id;
    CHECK(!notice.message.fr.empty());
    CHECK(!notice.source.empty());
  }
  return ids;
}

std::string forbidden(const EligibilityAnswers& answers, const Decider& decider = {}) {
  const auto found = forbidden_decision(answers, table_rules(), decider);
  return found ? found->id : "";
}

}  // namespace

TEST_CASE("the result of the eligibility is one of five, the programme first") {
  const auto result = [](const char* programme, const char* cases, const char* action = "") {
    EligibilityAnswers answers = decided(programme, cases);
    answers.action = action;
    return eligibility_result(answers);
  };
  CHECK(result("true", "true") == "eligible");
  CHECK(result("not_applicable", "true") == "eligible");
  CHECK(result("true", "undecided") == "pending");
  CHECK(result("true", "") == "pending");
  CHECK(result("true", "false") == "not_eligible_case_management");
  CHECK(result("false", "true") == "not_eligible_programme");
  CHECK(result("false", "false") == "not_eligible_programme");
  CHECK(result("true", "false", "prevention") == "oriented_prevention");
  CHECK(result("true", "false", "referred") == "not_eligible_case_management");
}

TEST_CASE("the table for unaccompanied and separated children decides by its own columns") {
  // POS 5.1.2, cell by cell: unaccompanied, then separated.
  for (const char* criterion : {"inadequate_treatment", "exploited_by_host_family",
                                "thriving_but_tracing_needed", "host_family_cannot_continue"}) {
    CAPTURE(criterion);
    CHECK(says(apart({"unaccompanied"}, {criterion})) == "enters");
    CHECK(says(apart({"separated"}, {criterion})) == "enters");
  }
  for (const char* criterion : {"voluntary_separation", "involuntary_with_contact_and_agreement",
                                "treated_equally", "feels_safe"}) {
    CAPTURE(criterion);
    CHECK(says(apart({"unaccompanied"}, {criterion})) == "does not enter");
    CHECK(says(apart({"separated"}, {criterion})) == "does not enter");
  }
  CHECK(says(apart({"unaccompanied"}, {"alone_no_mentor_exposed"})) == "enters");
  CHECK(says(apart({"separated"}, {"alone_no_mentor_exposed"})) == "-");
  CHECK(says(apart({"unaccompanied"}, {"over_15_autonomous_mentor"}, 17)) == "does not enter");
  CHECK(says(apart({"separated"}, {"over_15_autonomous_mentor"}, 17)) == "-");
}

TEST_CASE("any criterion that enters wins, and more than fifteen years means sixteen") {
  CHECK(says(apart({"separated"}, {"feels_safe", "host_family_cannot_continue"})) == "enters");
  CHECK(says(apart({"separated"}, {"host_family_cannot_continue", "feels_safe"})) == "enters");
  CHECK(says(apart({"unaccompanied"}, {"over_15_autonomous_mentor"}, 15)) == "-");
  CHECK(says(apart({"unaccompanied"}, {"over_15_autonomous_mentor"}, 16)) == "does not enter");
  CHECK(notices(apart({"unaccompanied"}, {"over_15_autonomous_mentor"}, 15)) ==
        "harm-first criterion-age");
}

TEST_CASE("harm comes first: where one is found the table says nothing") {
  EligibilityAnswers harmed = apart({"unaccompanied"}, {"feels_safe"});
  harmed.primary = "h_begging_economic_exploitation";
  CHECK(says(harmed) == "-");
  CHECK(notices(harmed) == "");
  CHECK(notices(apart({"unaccompanied"}, {})) == "harm-first");
  CHECK(says(apart({"idp"}, {"feels_safe"})) == "-");
}

TEST_CASE("a decision against the table is shown again") {
  EligibilityAnswers refused = apart({"separated"}, {"exploited_by_host_family"});
  refused.case_management = "false";
  CHECK(notices(refused) == "harm-first table-enters");
  EligibilityAnswers autonomous =
      apart({"unaccompanied"}, {"over_15_autonomous_mentor", "voluntary_separation"}, 17);
  autonomous.case_management = "false";
  CHECK(notices(autonomous) == "harm-first table-does-not-enter");
}

TEST_CASE("one situation alone is primary") {
  EligibilityAnswers twice = decided("true", "true", "c_neglect_vagrancy");
  twice.secondary = {"c_neglect_vagrancy"};
  CHECK(notices(twice) == "two-primaries");
  twice.secondary = {"d_lack_of_education_protection"};
  CHECK(notices(twice) == "");
}

TEST_CASE("a child who is sexually exploited is not turned away from case management") {
  CHECK(forbidden(decided("true", "false", "f_sexual_exploitation")) == "always-accompanied");
  CHECK(forbidden(decided("true", "undecided", "f_sexual_exploitation")) == "");
  CHECK(forbidden(decided("true", "true", "f_sexual_exploitation")) == "");
  // The programme of an organisation may end there; then another takes over.
  CHECK(forbidden(decided("false", "false", "f_sexual_exploitation")) == "");
  EligibilityAnswers secondary = decided("true", "false", "c_neglect_vagrancy");
  secondary.secondary = {"f_sexual_exploitation"};
  CHECK(forbidden(secondary) == "always-accompanied");
  CHECK(forbidden(secondary, {false, true}) == "always-accompanied");
}

TEST_CASE("exposure to sexual abuse is evaluated before a child is turned away") {
  const EligibilityAnswers turned_away = decided("true", "false", "g_sexual_abuse_exposure");
  CHECK(forbidden(turned_away) == "assessed-first");
  CHECK(forbidden(turned_away, {false, true}) == "");
  CHECK(forbidden(decided("true", "false", "c_neglect_vagrancy")) == "");
}

TEST_CASE("a State office refuses no child for reasons of a programme") {
  CHECK(forbidden(decided("false", "true"), {true, false}) == "state-protects-all");
  CHECK(forbidden(decided("false", "false"), {true, true}) == "state-protects-all");
  CHECK(forbidden(decided("not_applicable", "false"), {true, false}) == "");
  CHECK(forbidden(decided("false", "true"), {false, false}) == "");
}

TEST_CASE("an uncertain age is that of a minor until an authority has decided") {
  const auto of_age = [](int age, const char* certainty, const char* decision = "") {
    EligibilityAnswers answers = decided("true", "true");
    answers.age = age;
    answers.age_certainty = certainty;
    answers.age_decision = decision;
    return notices(answers);
  };
  CHECK(of_age(17, "documented") == "");
  CHECK(of_age(18, "documented") == "of-age");
  CHECK(of_age(18, "presumed_minor") == "presumed-minor");
  CHECK(of_age(19, "declared") == "presumed-minor");
  CHECK(of_age(19, "estimated", "minor") == "");
  CHECK(of_age(17, "presumed_minor", "adult") == "of-age");
}

TEST_CASE(
    "collective exposure alone, another programme and a conflict of interest are pointed out") {
  EligibilityAnswers exposed = decided("true", "true", "j_armed_conflict");
  exposed.involvement = "collective_exposure";
  CHECK(notices(exposed) == "collective-exposure");
  exposed.secondary = {"a_loss_of_parents"};
  CHECK(notices(exposed) == "");
  exposed.secondary.clear();
  exposed.involvement = "direct";
  CHECK(notices(exposed) == "");
  CHECK(notices(decided("false", "true")) == "other-service");
  EligibilityAnswers tied = decided("true", "true");
  tied.conflict_of_interest = true;
  CHECK(notices(tied) == "conflict-of-interest");
}

TEST_CASE("habitual ill-treatment makes a victim, and what is risked is among the harms") {
  const auto found = [](const char* situation, const char* status, const Codes& risked) {
    Value data = answers({{"art50_situation_primary", situation}, {"harm_status", status}});
    data.set("harm_types", Value::texts({"violence", "neglect"}));
    data.set("harm_types_at_risk", Value::texts(risked));
    std::string ids;
    for (const Advice& notice : harm_notices(shipped_form("1.C"), data, table_rules())) {
      ids += notice.id + " ";
    }
    return ids;
  };
  CHECK(found("e_habitual_ill_treatment", "victim", {"neglect"}) == "");
  CHECK(found("e_habitual_ill_treatment", "at_risk", {}) == "harm-established ");
  CHECK(found("c_neglect_vagrancy", "at_risk", {}) == "");
  CHECK(found("c_neglect_vagrancy", "victim", {"abuse"}) == "harm-not-told ");
}

TEST_CASE("the family of a child of an armed group is contacted with the child's consent alone") {
  const auto breaks = [](const char* profile, const char* contacted, const char* agreed) {
    const Value data =
        answers({{"family_contacted", contacted}, {"family_contact_agreed", agreed}});
    return breaks_family_contact(shipped_form("1.C"), data, {profile}, table_rules());
  };
  CHECK(breaks("armed_forces_groups", "true", "false"));
  CHECK_FALSE(breaks("armed_forces_groups", "true", "true"));
  CHECK_FALSE(breaks("armed_forces_groups", "false", "false"));
  CHECK_FALSE(breaks("mobility", "true", "false"));
}
