#include <algorithm>
#include <utility>

#include "domain/code_list.h"
#include "domain/consent.h"
#include "domain/deadline_parts.h"

namespace pos {
namespace {

std::string service_of(const Case& c, const Event& referral) {
  return answer_text(c, referral, Role::ServiceCategory);
}

/// The first agreement after the referral that covers it.
std::optional<Obligation::Met> agreed_later(const Course& course, const Event& referral) {
  const Case& c = course.the_case();
  for (const Event* consent : course.events(kConsentForm)) {
    const When& at = consent->occurred;
    if (at >= referral.occurred && consent_cover(c, service_of(c, referral), at).covers) {
      return met_at(*consent);
    }
  }
  return std::nullopt;
}

void add_consent(std::vector<Obligation>& to, const Course& course, const char* name,
                 const Event& referral) {
  const Case& c = course.the_case();
  if (consent_cover(c, service_of(c, referral), referral.occurred).covers) {
    return;
  }
  Obligation obligation = course.obligation(Step::Consent, basis(name, referral));
  obligation.due = end_of_day(referral.occurred.day());
  obligation.met = agreed_later(course, referral);
  obligation.subject = referral.entry;
  course.add(to, std::move(obligation));
}

/// The emergency for which the child was in hospital when a service of health was asked for.
const Event* hospital_stay(const Course& course, const Event& referral) {
  const Case& c = course.the_case();
  const auto holds_child = [&](const Event* event) {
    const std::optional<When> started = answer_when(c, *event, Role::EmergencyStarted);
    const std::optional<When> out = course.happened(*event, Role::MedicalDischarge);
    const Date in = started ? started->day() : event->occurred.day();
    return answer_yes(c, *event, Role::Hospitalised) && in <= referral.occurred.day() &&
           !(out && out->day() < referral.occurred.day());
  };
  const std::vector<const Event*>& all = course.events();
  const auto found = std::find_if(all.begin(), all.end(), holds_child);
  return found == all.end() ||
                 !holds(course.rules(referral.occurred).hospital_services, service_of(c, referral))
             ? nullptr
             : *found;
}

/// A child who is kept in hospital: with the discharge at the earliest, without a time before it.
void await_discharge(Obligation& obligation, const Course& course, const Event& stay) {
  const std::optional<When> out = course.happened(stay, Role::MedicalDischarge);
  if (!out) {
    obligation.due.reset();
    return;
  }
  const Instant discharged = end_of_day(out->day());
  if (!obligation.due || *obligation.due < discharged) {
    obligation.due = discharged;
    obligation.basis = {"medical_discharge", stay.entry, *out};
  }
}

void add_counter_referral(std::vector<Obligation>& to, const Course& course,
                          const Event& referral) {
  Obligation obligation = course.obligation(Step::CounterReferral, basis("referral", referral));
  const std::optional<When> agreed =
      answer_when(course.the_case(), referral, Role::ReferralAnswerDue);
  if (agreed) {
    obligation.due = last_instant(*agreed);
  }
  if (const Event* stay = hospital_stay(course, referral)) {
    await_discharge(obligation, course, *stay);
  }
  obligation.met = course.met_by(referral, Role::ReferralAnswered);
  obligation.subject = referral.entry;
  course.add(to, std::move(obligation));
}

/// Which entry brought the row: the event's own, or the first completion that has it.
std::string entry_of_row(const Event& event, const Field& table, const std::string& row) {
  for (const Completion& completion : event.completions) {
    const Value* rows = completion.data.find(table.name);
    const bool has = rows != nullptr &&
                     std::any_of(rows->items.begin(), rows->items.end(),
                                 [&](const Value& each) { return each.scalar_of(kRowId) == row; });
    if (has) {
      return completion.entry;
    }
  }
  return event.entry;
}

/// The provider's feedback so far, by date.
std::vector<Obligation::Met> feedback_of(const Course& course, const Event& referral) {
  std::vector<Obligation::Met> given;
  const Form& form = course.the_case().forms(referral.form);
  const Field* table = form.with_role(Role::ReferralFeedback);
  const Field* date = form.with_role(Role::ReferralFeedbackAt);
  const Value* rows = table == nullptr ? nullptr : referral.data.find(table->name);
  if (rows == nullptr || date == nullptr) {
    return given;
  }
  for (const Value& row : rows->items) {
    const std::optional<When> at = parse_when(row.scalar_of(date->name));
    if (at && at->at <= course.limit()) {
      given.push_back({entry_of_row(referral, *table, row.scalar_of(kRowId)), *at});
    }
  }
  std::stable_sort(given.begin(), given.end(),
                   [](const auto& a, const auto& b) { return a.at < b.at; });
  return given;
}

/// A lasting service: one feedback an interval, counted from the one before, until the answer that
/// ends the service.
void add_feedback(std::vector<Obligation>& to, const Course& course, const Event& referral) {
  const std::optional<Period> interval = parse_period(
      "P" + answer_text(course.the_case(), referral, Role::ReferralFeedbackInterval) + "D");
  if (!interval) {
    return;
  }
  const auto owed = [&](const When& since) {
    Obligation obligation = course.obligation(Step::ProviderFeedback, basis("referral", referral));
    obligation.due = end_of_day(add(since.day(), *interval));
    obligation.subject = referral.entry;
    return obligation;
  };
  When since = referral.occurred;
  for (const Obligation::Met& given : feedback_of(course, referral)) {
    Obligation obligation = owed(since);
    obligation.met = given;
    course.add(to, std::move(obligation));
    since = given.at;
  }
  if (!course.met_by(referral, Role::ReferralAnswered)) {
    course.add(to, owed(since));
  }
}

/// Met by any answer: a refusal leaves the case with its sender as well.
void add_acceptance(std::vector<Obligation>& to, const Course& course, const Event& transfer) {
  Obligation obligation = course.obligation(Step::TransferAcceptance, basis("transfer", transfer));
  obligation.due =
      due_after(transfer.occurred, course.rules(transfer.occurred).transfer_acceptance);
  obligation.met = course.met_by(transfer, Role::TransferAnswered);
  obligation.subject = transfer.entry;
  course.add(to, std::move(obligation));
}

// Orientation: counts beyond the end of the episode, which the decision itself is

void keep_first(std::optional<Obligation::Met>& first, const Obligation::Met& found) {
  if (!first || found.at < first->at) {
    first = found;
  }
}

/// The first referral, transfer, or word to the State service.
std::optional<Obligation::Met> oriented(const Course& course) {
  const Case& c = course.the_case();
  std::optional<Obligation::Met> first;
  for (std::size_t i = 0; i < c.events.size(); ++i) {
    const Event& event = c.events[i];
    if (i < c.episode_begin()) {
      continue;
    }
    if (event.form == kReferralForm || event.form == kTransferForm) {
      keep_first(first, met_at(event));
    }
    const std::optional<When> informed = answer_when(c, event, Role::StateServiceInformed);
    if (informed && informed->at <= c.now) {
      keep_first(first, {course.answered(event, Role::StateServiceInformed).entry, *informed});
    }
  }
  return first;
}

ObligationState orientation_state(const Obligation& obligation, Instant now) {
  const Instant due = *obligation.due;
  if (obligation.met) {
    return obligation.met->at.at > due ? ObligationState::MetLate : ObligationState::Met;
  }
  return now > due ? ObligationState::Overdue : ObligationState::DueToday;
}

/// That the child is not eligible, or, before that, that a programme refuses it (POS 4.2.1).
std::optional<Obligation::Basis> turned_away(const Course& course) {
  const Case& c = course.the_case();
  if (const std::optional<When>& decided = c.episode().not_eligible) {
    return Obligation::Basis{"not_eligible", course.opening().entry, *decided};
  }
  const Event& opening = course.opening();
  if (answer_text(c, opening, Role::ProgrammeEligible) != "false") {
    return std::nullopt;
  }
  const std::optional<When> decided = answer_when(c, opening, Role::EligibilityDate);
  return Obligation::Basis{"not_eligible_programme", opening.entry,
                           decided.value_or(opening.occurred)};
}

void add_orientation(std::vector<Obligation>& to, const Course& course) {
  const std::optional<Obligation::Basis> basis = turned_away(course);
  if (!basis) {
    return;
  }
  Obligation obligation = course.obligation(Step::Orientation, *basis);
  obligation.due = end_of_day(basis->at.day());
  obligation.met = oriented(course);
  if (!course.the_case().episode().not_eligible) {
    return course.add(to, std::move(obligation));
  }
  ObligationState state = orientation_state(obligation, course.the_case().now);
  if (course.reopened() && !obligation.met) {
    if (*obligation.due >= course.reopened()->at) {
      return;
    }
    state = ObligationState::Missed;
  }
  course.add(to, std::move(obligation), state);
}

}  // namespace

void add_sharing(std::vector<Obligation>& to, const Course& course) {
  for (const Event* referral : course.events(kReferralForm)) {
    add_consent(to, course, "referral", *referral);
    add_counter_referral(to, course, *referral);
    add_feedback(to, course, *referral);
  }
  for (const Event* transfer : course.events(kTransferForm)) {
    add_consent(to, course, "transfer", *transfer);
    // What the sender waited for is done once the case is here.
    if (!course.the_case().came_with(*transfer)) {
      add_acceptance(to, course, *transfer);
    }
  }
  for (const Event* told : course.events(kCommunityReferralForm)) {
    if (shares_data(course.the_case().forms(told->form), told->data)) {
      add_consent(to, course, "community_referral", *told);
    }
  }
  add_orientation(to, course);
}

}  // namespace pos
