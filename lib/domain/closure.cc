#include "domain/closure.h"

#include <algorithm>

namespace pos {
namespace {

constexpr std::string_view kObjectiveReached = "objective_reached";

/// What the closure's own answers say, asked by role.
class Answers {
 public:
  Answers(const Form& form, const Value& answers) : form_(form), answers_(answers) {}

  std::string field(Role role) const {
    const Field* found = form_.with_role(role);
    return found == nullptr ? std::string() : found->name;
  }
  const std::string& of(Role role) const { return answers_.scalar_of(field(role)); }
  bool yes(Role role) const { return of(role) == "true"; }
  bool no(Role role) const { return of(role) == "false"; }

 private:
  const Form& form_;
  const Value& answers_;
};

using Findings = std::vector<Finding>;

void demand(Findings& findings, bool met, const std::string& field, Text message, Text hint = {}) {
  if (!met) {
    findings.push_back({{"", 0, field}, std::move(message), std::move(hint)});
  }
}

void check_agreement(Findings& findings, const Answers& a) {
  const Role child = Role::ClosureDecidedWithChild;
  const Role family = Role::ClosureDecidedWithFamily;
  demand(findings, (a.yes(child) || a.yes(family)) && !a.no(child) && !a.no(family), a.field(child),
         {"la clôture se décide de concert avec l'enfant et sa famille",
          "the closure is decided together with the child and the family"});
}

void check_transition(Findings& findings, const Case& c, const Rulebook& rules) {
  const std::optional<Date> end = c.implementation_end();
  const auto since = [&](std::string_view form) {
    const std::vector<const Event*> events = c.of_form(form);
    return std::count_if(events.begin(), events.end(),
                         [&](const Event* event) { return end && event->occurred.day() >= *end; });
  };
  const bool met = end && since(kFollowUpForm) >= rules.transition_follow_ups &&
                   since("5.B") >= rules.transition_reviews;
  demand(
      findings, met, "",
      text("il faut une période de transition : la fin de la mise en œuvre du plan, puis au "
           "moins {} suivis et {} réexamen",
           "a transition period is needed: the end of the plan's implementation, then at least "
           "{} follow-ups and {} review",
           rules.transition_follow_ups, rules.transition_reviews),
      {"compléter le plan de sa date de fin (`pos record … 3.A --completes`), puis `pos followup` "
       "et `pos review`",
       "complete the plan by the date of its end (`pos record … 3.A --completes`), then `pos "
       "followup` and `pos review`"});
}

/// By a form of its own; what stays anonymous lies in no case, and 6.A says that it was collected.
bool feedback_given(const Case& c) {
  return std::any_of(
      c.events.begin() + static_cast<std::ptrdiff_t>(c.episode_begin()), c.events.end(),
      [&](const Event& event) { return !answer_text(c, event, Role::FeedbackGiven).empty(); });
}

void check_lost(Findings& findings, const Case& c, const Rulebook& rules, const Answers& a,
                Date closing) {
  const std::optional<Date> told = parse_date(a.of(Role::LastContact).substr(0, 10));
  const std::optional<Date> known = last_contact(c);
  const std::optional<Date> last = told && known ? std::max(told, known) : told ? told : known;
  demand(findings, last && add(*last, rules.lost_from_sight) <= closing, a.field(Role::LastContact),
         {"un enfant perdu de vue ne se clôture pas avant trois mois sans contact",
          "a child lost from sight is not closed before three months without contact"},
         {"noter d'ici là les recherches de l'enfant dans les suivis (5.A)",
          "until then record the search for the child in follow-ups (5.A)"});
}

}  // namespace

std::optional<Date> last_contact(const Case& c) {
  std::optional<Date> last;
  for (const Event& event : c.events) {
    const bool seen = answer_text(c, event, Role::ChildSeen) == "true";
    if (seen || event.form == kRegistrationForm) {
      last = std::max(last.value_or(event.occurred.day()), event.occurred.day());
    }
  }
  return last;
}

std::vector<Finding> closure_obstacles(const Case& c, const Rulebook& all_rules, const Form& form,
                                       const Value& answers, Date closing) {
  const Rulebook& rules = all_rules.at(closing);
  const Answers a(form, answers);
  const std::string& reason = a.of(Role::ClosureReason);
  auto row = rules.closure_conditions.find(reason);
  if (row == rules.closure_conditions.end()) {
    row = rules.closure_conditions.find(std::string(kObjectiveReached));
  }
  Findings findings;
  const auto required = [&](const char* condition) {
    const auto found = row->second.find(condition);
    return found != row->second.end() && found->second == Condition::Required;
  };
  if (required("decided_with_child_family")) {
    check_agreement(findings, a);
  }
  if (required("closing_interview")) {
    demand(findings, !a.of(Role::ClosureInterview).empty(), a.field(Role::ClosureInterview),
           {"il manque l'entretien de clôture avec l'enfant",
            "the closing interview with the child is missing"});
  }
  if (required("feedback_forms")) {
    demand(findings, a.yes(Role::ClosureFeedback) || feedback_given(c),
           a.field(Role::ClosureFeedback),
           {"l'avis de l'enfant ou de l'adulte n'a pas été recueilli",
            "the feedback of the child or adult was not collected"});
  }
  if (required("transition_period")) {
    check_transition(findings, c, rules);
  }
  if (required("contact_information_given")) {
    demand(findings, a.yes(Role::ClosureInformed), a.field(Role::ClosureInformed),
           {"l'enfant et sa famille doivent savoir qu'ils peuvent recontacter l'équipe",
            "child and family must know that they can contact the team again"});
  }
  if (required("archive")) {
    demand(findings, a.yes(Role::ClosureArchived), a.field(Role::ClosureArchived),
           {"le dossier papier doit être archivé en lieu sûr",
            "the paper file must be archived in a safe place"});
  }
  if (reason == kTransferred) {
    demand(findings, !c.of_form(kTransferForm).empty(), a.field(Role::ClosureReason),
           {"le transfert du dossier (A.2) précède cette clôture",
            "the transfer of the file (A.2) comes before this closure"});
  }
  if (reason == "risk_none") {
    demand(findings, c.level_at(c.now, rules) == RiskLevel::None, a.field(Role::RiskLevel),
           {"le risque nul se constate d'abord par une évaluation, un suivi ou un réexamen",
            "no risk is first found by an assessment, a follow-up or a review"},
           {"`pos review` avec ce niveau, puis la clôture",
            "`pos review` with this level, then the closure"});
  }
  if (reason == "lost_from_sight") {
    check_lost(findings, c, rules, a, closing);
  }
  if (reason == "child_family_wish") {
    demand(findings, a.yes(Role::ClosureSafe), a.field(Role::ClosureSafe),
           {"l'enfant ne doit courir aucun danger", "the child must be in no danger"});
    demand(findings, a.yes(Role::ClosureImproved), a.field(Role::ClosureImproved),
           {"il faut une évolution significative", "a significant improvement is needed"});
  }
  return findings;
}

}  // namespace pos
