#include <algorithm>
#include <utility>

#include "domain/deadline_parts.h"

namespace pos {
namespace {

constexpr std::string_view kMedical = "medical";

/// The last entry of the emergency before the one that tells its end.
Obligation::Basis last_entry(const Emergency& emergency, const std::string& closing) {
  Obligation::Basis last = {"emergency_care", emergency.event->entry,
                            std::max(emergency.start, emergency.event->occurred)};
  for (const Completion& each : emergency.event->completions) {
    if (each.entry != closing && each.occurred > last.at) {
      last = {"emergency_care", each.entry, each.occurred};
    }
  }
  if (emergency.end && last.at > *emergency.end) {
    last.at = emergency.start;
  }
  return last;
}

void add_open_emergency(std::vector<Obligation>& to, const Course& course,
                        const Emergency& emergency) {
  std::optional<Obligation::Met> met = course.met_by(*emergency.event, Role::EmergencyEnded);
  Obligation obligation =
      course.obligation(Step::Emergency, last_entry(emergency, met ? met->entry : ""));
  obligation.due =
      due_after(obligation.basis.at, course.rules(obligation.basis.at).open_emergency_entry);
  obligation.met = std::move(met);
  obligation.subject = emergency.event->entry;
  course.add(to, std::move(obligation));
}

/// Emergency care was needed at registration, and nothing says that it was given.
void add_missing_emergency(std::vector<Obligation>& to, const Course& course) {
  const Event& opening = course.opening();
  if (!answer_yes(course.the_case(), opening, Role::EmergencyNeeded) ||
      !course.emergencies().empty()) {
    return;
  }
  Obligation obligation = course.obligation(Step::Emergency, basis("registration", opening));
  obligation.due = due_after(opening.occurred, course.rules(opening.occurred).open_emergency_entry);
  obligation.subject = opening.entry;
  course.add(to, std::move(obligation));
}

/// Of the 72 hours: the incident, else the identification, else the emergency itself where it came
/// so late that the identification says nothing of it.
Obligation::Basis incident_basis(const Course& course, const Emergency& emergency,
                                 const Period& limit) {
  if (const auto incident = course.happened(*emergency.event, Role::IncidentAt)) {
    return {"incident", emergency.event->entry, *incident};
  }
  const Event& opening = course.opening();
  const When identified = course.happened(opening, Role::Identification).value_or(opening.occurred);
  if (emergency.start.at > due_after(identified, limit)) {
    return {"emergency_care", emergency.event->entry, emergency.start};
  }
  return {"identification", opening.entry, identified};
}

void add_requisition(std::vector<Obligation>& to, const Course& course,
                     const Emergency& emergency) {
  if (!holds(answer_codes(course.the_case(), *emergency.event, Role::EmergencyKinds),
             std::string(kMedical))) {
    return;
  }
  const Period& limit = course.rules(emergency.start).requisition;
  Obligation obligation =
      course.obligation(Step::Requisition, incident_basis(course, emergency, limit));
  obligation.due = due_after(obligation.basis.at, limit);
  obligation.met = course.met_by(*emergency.event, Role::RequisitionIssued);
  obligation.subject = emergency.event->entry;
  course.add(to, std::move(obligation));
}

void add_visit(std::vector<Obligation>& to, const Course& course, const Emergency& emergency) {
  const std::optional<When> discharged = course.happened(*emergency.event, Role::MedicalDischarge);
  if (!discharged) {
    return;
  }
  Obligation obligation = course.obligation(
      Step::VisitAfterDischarge, {"medical_discharge", emergency.event->entry, *discharged});
  obligation.due =
      end_of_day(add(discharged->day(), course.rules(*discharged).visit_after_discharge));
  obligation.subject = emergency.event->entry;
  for (const Event* visit : course.events(kFollowUpForm)) {
    const std::string mode = answer_text(course.the_case(), *visit, Role::ContactMode);
    if (!obligation.met && visit->occurred.day() > discharged->day() &&
        holds(course.rules(*discharged).discharge_visits, mode)) {
      obligation.met = met_at(*visit);
    }
  }
  course.add(to, std::move(obligation));
}

/// What helps only within hours of sexual violence (recommended).
void add_medical_care(std::vector<Obligation>& to, const Course& course,
                      const Emergency& emergency) {
  if (!answer_yes(course.the_case(), *emergency.event, Role::SexualViolence)) {
    return;
  }
  const Period& limit = course.rules(emergency.start).medical_care;
  Obligation obligation =
      course.obligation(Step::MedicalCare, incident_basis(course, emergency, limit));
  obligation.due = due_after(obligation.basis.at, limit);
  obligation.met = course.met_by(*emergency.event, Role::MedicalCareGiven);
  obligation.subject = emergency.event->entry;
  course.add(to, std::move(obligation));
}

/// The first entry that says that the agency was told.
std::optional<Obligation::Met> told_by(const Course& course, const Event& event,
                                       const std::string& agency) {
  const Field* field = course.the_case().forms(event.form).with_role(Role::AgenciesNotified);
  const auto tells = [&](const Value& answers) {
    return holds(answers.texts_of(field->name), agency);
  };
  if (field == nullptr || !tells(event.data)) {
    return std::nullopt;
  }
  for (const Completion& each : event.completions) {
    if (tells(each.data)) {
      return Obligation::Met{each.entry, each.occurred};
    }
  }
  return met_at(event);
}

/// A child under the mandate of IOM or UNHCR: their focal point, the DNPEF and UNICEF are told.
void add_notifications(std::vector<Obligation>& to, const Course& course,
                       const Emergency& emergency) {
  const std::string agency = answer_text(course.the_case(), *emergency.event, Role::MandatedAgency);
  if (agency.empty()) {
    return;
  }
  const std::vector<std::pair<Step, std::string>> notices = {{Step::AgencyNotification, agency},
                                                             {Step::DnpefNotification, "dnpef"},
                                                             {Step::UnicefNotification, "unicef"}};
  for (const auto& [step, told] : notices) {
    Obligation obligation =
        course.obligation(step, {"emergency_care", emergency.event->entry, emergency.start});
    obligation.due =
        end_of_day(add(emergency.start.day(), course.rules(emergency.start).notification));
    obligation.met = told_by(course, *emergency.event, told);
    obligation.subject = emergency.event->entry;
    course.add(to, std::move(obligation));
  }
}

/// A stay that may last only so long, from the answer `start` to the answer `end`.
std::optional<Obligation> stay(const Course& course, const Emergency& emergency, Step step,
                               Role start, Role end, const Period& limit,
                               const std::string& detail = "") {
  const std::optional<When> began = course.happened(*emergency.event, start);
  if (!began) {
    return std::nullopt;
  }
  Obligation obligation = course.obligation(
      step, {"accommodation", course.answered(*emergency.event, start).entry, *began}, detail);
  obligation.due = due_after(*began, limit);
  obligation.met = course.met_by(*emergency.event, end);
  obligation.subject = emergency.event->entry;
  return obligation;
}

void add_unhcr_stay(std::vector<Obligation>& to, const Course& course, const Emergency& emergency) {
  const Case& c = course.the_case();
  const Rulebook& rules = course.rules(emergency.start);
  const bool asylum_seeker =
      holds(rules.asylum_seekers, answer_text(c, c.registration(), Role::DisplacementStatus));
  std::optional<Obligation> obligation =
      stay(course, emergency, Step::UnhcrAccommodation, Role::UnhcrStart, Role::UnhcrEnd,
           asylum_seeker ? rules.unhcr_accommodation_asylum_seeker : rules.unhcr_accommodation,
           asylum_seeker ? "asylum_seeker" : "");
  if (!obligation) {
    return;
  }
  const bool longer = answer_yes(c, *emergency.event, Role::UnhcrSpecificNeeds);
  if (longer) {
    obligation->due.reset();
  }
  if (longer && !obligation->met && !course.end()) {
    course.add(to, std::move(*obligation), ObligationState::NotRequired);
  } else {
    course.add(to, std::move(*obligation));
  }
}

}  // namespace

void add_emergencies(std::vector<Obligation>& to, const Course& course) {
  add_missing_emergency(to, course);
  for (const Emergency& emergency : course.emergencies()) {
    add_open_emergency(to, course, emergency);
    add_requisition(to, course, emergency);
    add_visit(to, course, emergency);
    add_medical_care(to, course, emergency);
    add_notifications(to, course, emergency);
    if (auto accommodation =
            stay(course, emergency, Step::EmergencyAccommodation, Role::AccommodationStart,
                 Role::AccommodationEnd, course.rules(emergency.start).emergency_accommodation)) {
      course.add(to, std::move(*accommodation));
    }
    add_unhcr_stay(to, course, emergency);
  }
}

}  // namespace pos
