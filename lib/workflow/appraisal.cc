#include "workflow/appraisal.h"

#include <algorithm>

#include "domain/care_plan.h"
#include "domain/eligibility.h"

namespace pos {
namespace {

bool asks_for(const Form& form, Role role) {
  return form.with_role(role) != nullptr;
}

void compute(const Form& form, Draft& draft, Role role, Value value) {
  const Value addition = Value::map({{form.with_role(role)->name, std::move(value)}});
  draft.answers = laid_over(form, draft.answers, addition);
  draft.entry.data = part(form, draft.answers, Compartment::Case);
}

void warn(Draft& draft, const std::vector<Advice>& notices) {
  for (const Advice& notice : notices) {
    draft.warnings.push_back(text("{} ({})", "{} ({})", notice.message, notice.source));
  }
}

bool is_fresh(const Draft& draft) {
  return draft.entry.corrects.empty() && draft.entry.completes.empty();
}

bool is_assessed(const Case* c) {
  return c != nullptr && !c->of_form(kInitialAssessmentForm).empty();
}

/// Whether this entry itself says something of the decision.
bool decides(const Form& form, const Draft& draft) {
  return !draft.addition || std::any_of(draft.answers.members.begin(), draft.answers.members.end(),
                                        [&](const Member& member) {
                                          const Field* field = form.find(member.key);
                                          return field->role == Role::ProgrammeEligible ||
                                                 field->role == Role::CaseManagementEligible ||
                                                 field->role == Role::NotEligibleAction;
                                        });
}

/// A child of the procedures is under eighteen (POS 1.2); care is not held up by an age.
void require_reason_for_age(const Form& form, const Draft& draft, const EligibilityAnswers& answers,
                            const EligibilityRules& rules) {
  const bool urgent = answer_of(form, draft.whole, Role::EmergencyNeeded) == "true";
  const bool reasoned = !answer_of(form, draft.whole, Role::EligibilityReason).empty();
  if (is_of_age(answers, rules) && !urgent && !reasoned) {
    throw invalid_input({{{"", 0, form.with_role(Role::EligibilityReason)->name},
                          {"hors du champ d'âge des POS (0 à 18 ans) : il faut un motif",
                           "outside the ages of the procedures (0 to 18): a reason is needed"},
                          {}}});
  }
}

void appraise_eligibility(Workspace& workspace, const Case* c, const Form& form, Draft& draft) {
  const EligibilityRules& rules = workspace.rules().at(draft.entry.occurred.day()).eligibility;
  const EligibilityAnswers answers = read_eligibility(form, draft.whole);
  const bool state = workspace.vault().office().policy.scalar_of("kind") == "state";
  if (decides(form, draft)) {
    if (const auto forbidden = forbidden_decision(answers, rules, {state, is_assessed(c)})) {
      throw refusal(forbidden->id, forbidden->message, forbidden->hint, forbidden->source);
    }
    require_reason_for_age(form, draft, answers, rules);
    compute(form, draft, Role::EligibilityResult, Value::text(eligibility_result(answers)));
  }
  warn(draft, eligibility_notices(answers, rules));
}

std::vector<std::string> profiles_of(const Case* c) {
  return c == nullptr || !c->registered() ? std::vector<std::string>{}
                                          : answer_codes(*c, c->registration(), Role::ChildProfile);
}

void appraise_harm(Workspace& workspace, const Case* c, const Form& form, Draft& draft) {
  const EligibilityRules& rules = workspace.rules().at(draft.entry.occurred.day()).eligibility;
  if (breaks_family_contact(form, draft.whole, profiles_of(c), rules)) {
    throw refusal("family-contact",
                  {"la famille de cet enfant ne se contacte qu'avec son accord",
                   "the family of this child is contacted with its consent only"},
                  {"rassurer l'enfant et attendre son accord ; l'erreur éventuelle se corrige dans "
                   "la fiche",
                   "reassure the child and wait for its consent; correct the form if it is wrong"},
                  "POS 5.1.3");
  }
  warn(draft, harm_notices(form, draft.whole, rules));
}

void appraise_plan(Workspace& workspace, const Case& c, const Form& form, Draft& draft) {
  const std::string original = draft.entry.corrects;
  if (draft.addition) {
    return;
  }
  compute(form, draft, Role::PlanVersion, Value::number(std::to_string(plan_version(c, original))));
  warn(draft, plan_notices(read_plan(form, draft.whole), c, workspace.rules(),
                           draft.entry.occurred.day(), original));
}

/// The initial assessment confirms the level, whatever was perceived (POS 4.3).
void appraise_order(const Case& c, const Form& form, Draft& draft) {
  const bool later = form.stage >= "2" && form.stage <= "6" && !form.before_registration;
  if (later && is_fresh(draft) && c.open() && !emergency_open(c) && !is_assessed(&c)) {
    draft.warnings.push_back(
        {"aucune évaluation initiale : elle est nécessaire, quel que soit le risque perçu (POS "
         "4.3)",
         "no initial assessment: it is necessary whatever the perceived risk (POS 4.3)"});
  }
}

/// A bare day counts as its first moment (architecture 4.3): a higher level that was told with a
/// time on that day stays in force, and whoever writes thinks otherwise.
void warn_of_level_before(const Case& c, const Form& form, Draft& draft) {
  const auto level = parse_risk_level(answer_of(form, draft.answers, Role::RiskLevel));
  const When& at = draft.entry.occurred;
  if (!level || !at.date_only) {
    return;
  }
  const auto stays = std::find_if(c.levels.rbegin(), c.levels.rend(), [&](const LevelChange& told) {
    return told.at.day() == at.day() && told.at > at;
  });
  if (stays != c.levels.rend() && stays->level > *level) {
    draft.warnings.push_back(
        text("sans heure, cette fiche compte à 00:00 : le niveau dit à {} ce jour-là reste en "
             "vigueur ; la corriger avec `occurred: {}THH:MM:00Z`",
             "without a time this form counts as 00:00: the level told at {} that day stays in "
             "force; correct it with `occurred: {}THH:MM:00Z`",
             to_string(stays->at.at).substr(11, 5), to_string(at.day())));
  }
}

/// What is dated before the reopening counts in the episode that ended, and meets nothing now.
void warn_of_former_episode(const Case& c, const Form& form, Draft& draft) {
  if (!is_fresh(draft) || c.episodes.size() < 2 || form.code == kReopeningForm) {
    return;
  }
  const When& at = draft.entry.occurred;
  const When& start = c.episode().start;
  const bool timed = !at.date_only && !start.date_only;
  if (timed ? at.at < start.at : at.day() < start.day()) {
    draft.warnings.push_back(
        text("datée d'avant la réouverture ({}), cette fiche compte dans l'épisode clos",
             "dated before the reopening ({}), this form counts in the episode that was closed",
             to_string(c.episode().start.day())));
  }
}

/// Of a child who was decided not eligible nothing is due, whatever is told of the danger.
void warn_of_not_eligible(const Case& c, const Form& form, Draft& draft) {
  const bool danger = !answer_of(form, draft.answers, Role::RiskLevel).empty() ||
                      asks_for(form, Role::EmergencyStarted);
  if (is_fresh(draft) && danger && c.registered() && c.episode().not_eligible) {
    draft.warnings.push_back(
        {"l'enfant est décidé non éligible : rien n'est dû pour ce dossier ; le rouvrir par `pos "
         "reopen`, ou corriger la décision (1.B)",
         "the child was decided not eligible: nothing is due in this case; reopen it with `pos "
         "reopen`, or correct the decision (1.B)"});
  }
}

/// Whether care is under way or called for, which waits for no decision (POS 5.1.2).
bool is_urgent(const Case& c) {
  const bool cared = std::any_of(c.events.begin(), c.events.end(), [&](const Event& event) {
    return answer_when(c, event, Role::EmergencyEnded).has_value();
  });
  return emergency_open(c) ||
         (!cared && answer_text(c, c.registration(), Role::EmergencyNeeded) == "true");
}

void refuse_before_decision(const Case& c, const Form& form, const Draft& draft) {
  const std::string decided = answer_text(c, c.registration(), Role::CaseManagementEligible);
  const bool emergency = answer_of(form, draft.answers, Role::ServiceCategory) == "emergency";
  const bool before = draft.entry.occurred.day() < c.registration().occurred.day();
  if (decided != "undecided" || emergency || before || is_urgent(c)) {
    return;
  }
  throw refusal("eligibility-undecided",
                {"l'éligibilité n'est pas encore décidée : un référencement vient après",
                 "eligibility is not decided yet: a referral comes after it"},
                {"décider par `pos record DOSSIER 1.B --completes SAISIE`",
                 "decide with `pos record CASE 1.B --completes ENTRY`"},
                "POS 3.4.2.3");
}

/// A service that the plan provides for is one of its activities (POS 5.4).
void ask_for_activity(const Case& c, const Form& form, Draft& draft) {
  const Event* plan = latest_plan(c);
  if (plan == nullptr || !answer_of(form, draft.answers, Role::ReferralActivity).empty()) {
    return;
  }
  const std::string& service = answer_of(form, draft.answers, Role::ServiceCategory);
  const CarePlan read = read_plan(c.forms(plan->form), plan->data);
  const bool planned =
      std::any_of(read.activities.begin(), read.activities.end(),
                  [&](const PlanActivity& each) { return each.open() && each.service == service; });
  draft.warnings.push_back(
      planned ? text("dire à quelle activité du plan ce référencement répond : {} (POS 5.4)",
                     "say which activity of the plan this referral answers to: {} (POS 5.4)",
                     form.with_role(Role::ReferralActivity)->name)
              : Text{"ce service n'est pas prévu par le plan (POS 5.4)",
                     "the plan does not provide for this service (POS 5.4)"});
}

void appraise_referral(const Case& c, const Form& form, Draft& draft) {
  if (is_fresh(draft) && c.registered()) {
    refuse_before_decision(c, form, draft);
    ask_for_activity(c, form, draft);
  }
}

}  // namespace

void appraise(Workspace& workspace, const Case* c, const Form& form, Draft& draft) {
  if (asks_for(form, Role::EligibilityResult)) {
    appraise_eligibility(workspace, c, form, draft);
  }
  if (asks_for(form, Role::HarmStatus)) {
    appraise_harm(workspace, c, form, draft);
  }
  if (c == nullptr) {
    return;
  }
  appraise_order(*c, form, draft);
  warn_of_level_before(*c, form, draft);
  warn_of_former_episode(*c, form, draft);
  warn_of_not_eligible(*c, form, draft);
  if (asks_for(form, Role::PlanVersion)) {
    appraise_plan(workspace, *c, form, draft);
  }
  if (asks_for(form, Role::ReferralActivity)) {
    appraise_referral(*c, form, draft);
  }
}

}  // namespace pos
