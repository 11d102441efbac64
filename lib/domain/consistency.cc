#include "domain/consistency.h"

#include <algorithm>
#include <map>

#include "domain/closure.h"
#include "domain/consent.h"
#include "domain/eligibility.h"

namespace pos {
namespace {

class Reading {
 public:
  Reading(const Case& c, const Rulebook& rules, const std::function<Case(Instant)>& at)
      : case_(c), rules_(rules), at_(at) {}

  std::vector<Inconsistency> run() {
    for (std::size_t i = 0; i < case_.events.size(); ++i) {
      const Event& event = case_.events[i];
      look_at_form(event);
      look_at_dates(event);
      look_at_place(event, i);
      look_at_validation(event);
      look_at_closure(event);
      look_at_consent(event);
      look_at_risk(event);
      look_at_eligibility(event);
      look_at_harm(event);
    }
    look_at_emergencies();
    return std::move(found_);
  }

 private:
  void add(const char* kind, const Event& event, const Text& message) {
    found_.push_back(
        {kind, event.entry, text("{} ({}) : {}", "{} ({}): {}", event.form, event.entry, message)});
  }
  const Form& form_of(const Event& event) const { return case_.forms(event.form); }
  const Episode& episode_of(std::size_t index) const;
  bool is_asked(const Event& event, Role role) const {
    return form_of(event).with_role(role) != nullptr;
  }

  void look_at_form(const Event& event);
  void look_at_dates(const Event& event);
  void look_at_place(const Event& event, std::size_t index);
  void look_at_validation(const Event& event);
  void look_at_closure(const Event& event);
  void look_at_consent(const Event& event);
  void look_at_risk(const Event& event);
  void look_at_eligibility(const Event& event);
  void look_at_harm(const Event& event);
  void look_at_emergencies();

  const Case& case_;
  const Rulebook& rules_;
  const std::function<Case(Instant)>& at_;
  std::map<std::pair<std::size_t, std::string>, int> counted_;  ///< by episode and form
  std::vector<Inconsistency> found_;
};

const Episode& Reading::episode_of(std::size_t index) const {
  std::size_t last = 0;
  for (std::size_t e = 1; e < case_.episodes.size(); ++e) {
    last = case_.episodes[e].first <= index ? e : last;
  }
  return case_.episodes[last];
}

void Reading::look_at_form(const Event& event) {
  const Form& form = form_of(event);
  if (form.code.empty()) {
    add("unknown_form", event,
        {"cette version ne connaît pas la fiche", "this version does not know the form"});
  } else if (form.edition < event.edition) {
    add("edition", event,
        text("remplie selon l'édition {}, lue selon {}", "filled by edition {}, read by {}",
             event.edition, form.edition));
  }
}

void Reading::look_at_dates(const Event& event) {
  if (event.occurred.at > event.recorded) {
    add("date", event, {"saisie avant d'avoir eu lieu", "entered before it happened"});
  }
  // What was written before the child was registered is of the report (0.S).
  const bool of_report = case_.report && event.recorded < case_.registration().recorded;
  if (!form_of(event).before_registration && !of_report && event.form != kRegistrationForm &&
      event.occurred.day() < case_.registration().occurred.day()) {
    add("date", event, {"datée d'avant l'enregistrement", "dated before the registration"});
  }
  if (event.form == kInitialAssessmentForm && emergency_open(case_, event.occurred.at)) {
    add("emergency", event,
        {"faite avant la fin de la prise en charge d'urgence",
         "made before the end of the emergency care"});
  }
  if (is_asked(event, Role::ReviewNotice) && !answer_when(case_, event, Role::ReviewNotice)) {
    add("notice", event,
        {"l'enfant et la famille n'ont pas été prévenus du réexamen",
         "child and family were not told of the review"});
  }
}

/// What comes once an episode, what comes after what, what comes after the end.
void Reading::look_at_place(const Event& event, std::size_t index) {
  const Episode& episode = episode_of(index);
  const auto number = static_cast<std::size_t>(&episode - case_.episodes.data());
  const auto there = [&](std::string_view form) {
    return counted_.contains({number, std::string(form)});
  };
  const int count = ++counted_[{number, event.form}];
  if (form_of(event).entries == Entries::Single && count == 2) {
    add("single", event,
        {"remplie plus d'une fois dans l'épisode", "filled more than once in the episode"});
  }
  if (event.form == kCarePlanForm && !there(kFullAssessmentForm) &&
      !there(kInitialAssessmentForm)) {
    add("order", event,
        {"un plan sans évaluation avant lui", "a plan with no assessment before it"});
  }
  if (event.form != kReopeningForm && event.form != kLinkForm && episode.closed &&
      event.occurred.at > episode.closed->at && event.occurred.day() != episode.closed->day()) {
    add("after_end", event,
        {"postérieure à la clôture, sans réouverture", "after the closure, without a reopening"});
  }
}

void Reading::look_at_validation(const Event& event) {
  if (event.validation && event.validation->occurred.day() < event.occurred.day()) {
    add("plan", event, {"validée avant d'avoir été faite", "validated before it was made"});
  }
}

void Reading::look_at_closure(const Event& event) {
  const bool approved = event.validation && event.validation->decision == Decision::Approved;
  if (!approved || !is_asked(event, Role::ClosureReason)) {
    return;
  }
  const Case then = at_(event.recorded);
  for (const Finding& obstacle :
       closure_obstacles(then, rules_, form_of(event), event.data, event.occurred.day())) {
    add("closure", event, obstacle.message);
  }
}

void Reading::look_at_consent(const Event& event) {
  if (!shares_data(form_of(event), event.data) ||
      answer_yes(case_, event, Role::ReferralConsentOverridden)) {
    return;
  }
  const ConsentCover cover =
      consent_cover(case_, answer_text(case_, event, Role::ServiceCategory), event.occurred);
  if (!cover.covers && !emergency_open(at_(event.occurred.at))) {
    add("consent", event,
        text("partage sans accord : {}", "shared without a consent: {}", cover.reason));
  }
}

void Reading::look_at_risk(const Event& event) {
  const auto chosen = parse_risk_level(answer_text(case_, event, Role::RiskLevel));
  const auto suggested = parse_risk_level(answer_text(case_, event, Role::RiskSuggested));
  if (chosen && suggested && *chosen < *suggested &&
      answer_text(case_, event, Role::RiskReason).empty()) {
    add("risk", event,
        {"niveau de risque inférieur au niveau proposé, sans motif",
         "a risk level below the one suggested, without a reason"});
  }
}

void Reading::look_at_eligibility(const Event& event) {
  if (!is_asked(event, Role::EligibilityResult)) {
    return;
  }
  const Decider decider{false, !case_.of_form(kInitialAssessmentForm).empty()};
  if (const auto forbidden =
          forbidden_decision(read_eligibility(form_of(event), event.data),
                             rules_.at(event.occurred.day()).eligibility, decider)) {
    add("eligibility", event, forbidden->message);
  }
}

void Reading::look_at_harm(const Event& event) {
  if (!is_asked(event, Role::HarmStatus)) {
    return;
  }
  for (const Advice& notice :
       harm_notices(form_of(event), event.data, rules_.at(event.occurred.day()).eligibility)) {
    add("harm", event, notice.message);
  }
}

/// Care of one kind is one procedure: a second one open beside it is the same, entered twice.
void Reading::look_at_emergencies() {
  std::map<std::string, int> open;
  for (const Event& event : case_.events) {
    const auto ended = answer_when(case_, event, Role::EmergencyEnded);
    if (!is_asked(event, Role::EmergencyKinds) || (ended && ended->at <= case_.now)) {
      continue;
    }
    for (const std::string& kind : answer_codes(case_, event, Role::EmergencyKinds)) {
      if (++open[kind] == 2) {
        add("emergency", event,
            {"deux urgences du même type sont ouvertes", "two emergencies of one kind are open"});
      }
    }
  }
}

}  // namespace

std::vector<Inconsistency> inconsistencies(const Case& c, const Rulebook& rules,
                                           const std::function<Case(Instant)>& at) {
  return c.registered() ? Reading(c, rules, at).run() : std::vector<Inconsistency>();
}

}  // namespace pos
