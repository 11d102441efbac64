#include "domain/eligibility.h"

#include <algorithm>
#include <charconv>

#include "domain/code_list.h"

namespace pos {
namespace {

constexpr std::string_view kYes = "true";
constexpr std::string_view kNo = "false";

std::vector<std::string> codes_in(const Form& form, const Value& answers, Role role) {
  const Field* field = form.with_role(role);
  return field == nullptr ? std::vector<std::string>{} : answers.texts_of(field->name);
}

std::optional<int> whole_number(const std::string& digits) {
  int value = 0;
  const char* end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, value);
  return !digits.empty() && read.ec == std::errc() && read.ptr == end ? std::optional(value)
                                                                      : std::nullopt;
}

bool share_one(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& code) { return holds(b, code); });
}

std::vector<std::string> situations(const EligibilityAnswers& answers) {
  std::vector<std::string> all = answers.secondary;
  if (!answers.primary.empty()) {
    all.insert(all.begin(), answers.primary);
  }
  return all;
}

bool is_apart(const EligibilityAnswers& answers) {
  return holds(answers.attributes, "unaccompanied") || holds(answers.attributes, "separated");
}

/// A criterion that is ticked, in the column of this child.
bool is_met(const EligibilityAnswers& answers, const EligibilityRules::Criterion& criterion) {
  return holds(answers.criteria, criterion.code) && share_one(criterion.of, answers.attributes);
}

bool is_too_young(const EligibilityAnswers& answers, const EligibilityRules::Criterion& criterion) {
  return criterion.older_than > 0 && answers.age && *answers.age <= criterion.older_than;
}

void notice_harm(std::vector<Advice>& to, const EligibilityAnswers& answers,
                 const EligibilityRules& rules) {
  if (holds(answers.secondary, answers.primary)) {
    to.push_back(
        {"two-primaries",
         {"le problème principal figure aussi parmi les secondaires : un seul est principal",
          "the primary situation is among the secondary ones too: one alone is primary"},
         "POS 5.1.2"});
  }
  if (is_apart(answers) && answers.primary.empty()) {
    to.push_back({"harm-first",
                  {"être séparé ou non accompagné n'est pas un préjudice en soi : relever le "
                   "préjudice ; sinon le tableau décide",
                   "to be separated or unaccompanied is no harm in itself: find the harm; without "
                   "one the table decides"},
                  "POS 5.1.2"});
  }
  const bool collective = situations(answers).size() == 1 &&
                          holds(rules.collective, answers.primary) &&
                          answers.involvement == "collective_exposure";
  if (collective && answers.case_management == kYes) {
    to.push_back({"collective-exposure",
                  {"une exposition collective au conflit, seule, relève d'une réponse collective",
                   "a collective exposure to the conflict alone calls for a collective response"},
                  "POS 4.2.2 j"});
  }
}

void notice_table(std::vector<Advice>& to, const EligibilityAnswers& answers,
                  const EligibilityRules& rules) {
  const TableSays says = uasc_table(answers, rules);
  if (says == TableSays::Enters && answers.case_management == kNo) {
    to.push_back({"table-enters",
                  {"le tableau dit « entre dans la gestion de cas » : revoir la décision",
                   "the table says \"enters case management\": look at the decision again"},
                  "POS 5.1.2"});
  }
  if (says == TableSays::DoesNotEnter) {
    to.push_back({"table-does-not-enter",
                  {"le tableau dit « n'entre pas dans la gestion de cas »",
                   "the table says \"does not enter case management\""},
                  "POS 5.1.2"});
  }
  for (const EligibilityRules::Criterion& criterion : rules.table) {
    if (holds(answers.criteria, criterion.code) && is_too_young(answers, criterion)) {
      to.push_back({"criterion-age",
                    text("ce critère du tableau demande plus de {} ans",
                         "this criterion of the table asks for more than {} years of age",
                         criterion.older_than),
                    "POS 5.1.2"});
    }
  }
}

void notice_age(std::vector<Advice>& to, const EligibilityAnswers& answers,
                const EligibilityRules& rules) {
  if (is_of_age(answers, rules)) {
    to.push_back({"of-age",
                  text("hors du champ des POS : {} ans ou plus",
                       "outside the scope of the procedures: {} years or more", rules.of_age),
                  "POS 1.2"});
  } else if (answers.age && *answers.age >= rules.of_age && answers.age_decision.empty()) {
    to.push_back({"presumed-minor",
                  {"âge incertain : la personne est présumée mineure jusqu'à la décision d'une "
                   "autorité (DNPEF, DRPFEF)",
                   "an uncertain age: the person is presumed a minor until an authority decides "
                   "(DNPEF, DRPFEF)"},
                  "POS 3.4.2.1"});
  }
}

void notice_programme(std::vector<Advice>& to, const EligibilityAnswers& answers) {
  if (answers.programme == kNo) {
    to.push_back({"other-service",
                  {"non éligible au programme : veiller à ce que l'enfant reçoive le service "
                   "approprié (service de l'État informé, référencement)",
                   "not eligible for the programme: see to it that the child receives the service "
                   "it needs (State service informed, referral)"},
                  "POS 4.2.1"});
  }
  if (answers.conflict_of_interest) {
    to.push_back({"conflict-of-interest",
                  {"conflit d'intérêts : confier le dossier à un autre gestionnaire (`pos assign`) "
                   "ou le référer",
                   "conflict of interest: give the case to another manager (`pos assign`) or refer "
                   "it"},
                  "POS 4.2"});
  }
}

}  // namespace

EligibilityAnswers read_eligibility(const Form& form, const Value& answers) {
  EligibilityAnswers read;
  read.programme = answer_of(form, answers, Role::ProgrammeEligible);
  read.case_management = answer_of(form, answers, Role::CaseManagementEligible);
  read.action = answer_of(form, answers, Role::NotEligibleAction);
  read.primary = answer_of(form, answers, Role::SituationPrimary);
  read.secondary = codes_in(form, answers, Role::SituationsSecondary);
  read.attributes = codes_in(form, answers, Role::VulnerabilityAttributes);
  read.criteria = codes_in(form, answers, Role::UascCriteria);
  read.involvement = answer_of(form, answers, Role::ConflictInvolvement);
  read.age_certainty = answer_of(form, answers, Role::AgeCertainty);
  read.age_decision = answer_of(form, answers, Role::AgeDecision);
  read.age = whole_number(answer_of(form, answers, Role::Age));
  read.conflict_of_interest = answer_of(form, answers, Role::ConflictOfInterest) == kYes;
  return read;
}

std::string eligibility_result(const EligibilityAnswers& answers) {
  if (answers.case_management == kNo && answers.action == "prevention") {
    return "oriented_prevention";
  }
  if (answers.programme == kNo) {
    return "not_eligible_programme";
  }
  if (answers.case_management == kNo) {
    return "not_eligible_case_management";
  }
  return answers.case_management == kYes ? "eligible" : "pending";
}

TableSays uasc_table(const EligibilityAnswers& answers, const EligibilityRules& rules) {
  if (!answers.primary.empty() || !is_apart(answers)) {
    return TableSays::Nothing;
  }
  TableSays says = TableSays::Nothing;
  for (const EligibilityRules::Criterion& criterion : rules.table) {
    if (is_met(answers, criterion) && !is_too_young(answers, criterion)) {
      says = criterion.enters || says == TableSays::Enters ? TableSays::Enters
                                                           : TableSays::DoesNotEnter;
    }
  }
  return says;
}

std::optional<ForbiddenDecision> forbidden_decision(const EligibilityAnswers& answers,
                                                    const EligibilityRules& rules,
                                                    const Decider& decider) {
  if (decider.of_the_state && answers.programme == kNo) {
    return ForbiddenDecision{
        "state-protects-all",
        {"un service de l'État ne refuse aucun enfant pour une raison de programme",
         "a State service refuses no child for reasons of a programme"},
        {"répondre not_applicable ; sans moyens, référer l'enfant à un partenaire",
         "answer not_applicable; without means, refer the child to a partner"},
        "POS 4.2.1"};
  }
  if (answers.case_management != kNo || answers.programme == kNo) {
    return std::nullopt;
  }
  if (share_one(situations(answers), rules.accompanied)) {
    return ForbiddenDecision{
        "always-accompanied",
        {"un enfant exploité sexuellement est toujours accompagné individuellement",
         "a child who is sexually exploited is always accompanied individually"},
        {"le retenir à la gestion de cas, ou le référer si le programme de la structure s'arrête "
         "là",
         "take the child into case management, or refer it where the programme ends"},
        "POS 4.2.2 f"};
  }
  if (share_one(situations(answers), rules.assessed_first) && !decider.has_assessed) {
    return ForbiddenDecision{
        "assessed-first",
        {"exposé à des abus sexuels : le risque s'évalue avant de décider",
         "exposed to sexual abuse: the risk is evaluated before the decision"},
        {"répondre undecided, faire l'évaluation initiale (`pos assess`), puis compléter la fiche "
         "1.B",
         "answer undecided, make the initial assessment (`pos assess`), then complete form 1.B"},
        "POS 4.2.2 g"};
  }
  return std::nullopt;
}

bool is_of_age(const EligibilityAnswers& answers, const EligibilityRules& rules) {
  const bool grown = answers.age && *answers.age >= rules.of_age;
  return answers.age_decision == "adult" ||
         (grown && answers.age_decision.empty() && answers.age_certainty == "documented");
}

std::vector<Advice> harm_notices(const Form& form, const Value& answers,
                                 const EligibilityRules& rules) {
  std::vector<Advice> notices;
  const EligibilityAnswers read = read_eligibility(form, answers);
  if (share_one(situations(read), rules.established) &&
      answer_of(form, answers, Role::HarmStatus) == "at_risk") {
    notices.push_back({"harm-established",
                       {"mauvais traitement habituel : une violation avérée, l'enfant est victime",
                        "habitual ill-treatment: an established violation, the child is a victim"},
                       "POS 4.2.2 e"});
  }
  const std::vector<std::string> harms = codes_in(form, answers, Role::HarmTypes);
  const std::vector<std::string> risked = codes_in(form, answers, Role::HarmTypesAtRisk);
  if (std::any_of(risked.begin(), risked.end(),
                  [&](const std::string& code) { return !holds(harms, code); })) {
    notices.push_back({"harm-not-told",
                       {"un préjudice risqué ne figure pas parmi les préjudices",
                        "a harm that is risked is not among the harms"},
                       "POS 1.2"});
  }
  return notices;
}

bool breaks_family_contact(const Form& form, const Value& answers,
                           const std::vector<std::string>& profiles,
                           const EligibilityRules& rules) {
  return share_one(profiles, rules.family_contact_by_consent) &&
         answer_of(form, answers, Role::FamilyContacted) == kYes &&
         answer_of(form, answers, Role::FamilyContactAgreed) == kNo;
}

std::vector<Advice> eligibility_notices(const EligibilityAnswers& answers,
                                        const EligibilityRules& rules) {
  std::vector<Advice> notices;
  notice_harm(notices, answers, rules);
  notice_table(notices, answers, rules);
  notice_age(notices, answers, rules);
  notice_programme(notices, answers);
  return notices;
}

}  // namespace pos
