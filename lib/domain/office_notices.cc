#include "domain/office_notices.h"

#include <algorithm>

#include "domain/structure_standing.h"

namespace pos {
namespace {

/// What is not closed, and whose closure is owed.
bool is_open_complaint(const TeamRecord& record, Instant now) {
  const std::string& kind = record.answers.scalar_of("complaint_kind");
  const bool owed = kind == "complaint" || kind == "confidentiality_breach";
  return record.kind == kComplaintRecord && owed && record.on <= day_of(now) &&
         record.answers.scalar_of("complaint_closed_on").empty();
}

/// The day on which the record says that the map was brought up to date.
std::optional<Date> day_of_map(const TeamRecord& record) {
  if (record.kind == kMapUpdateRecord) {
    return record.on;
  }
  return record.kind == kRegionalWorkshopRecord
             ? parse_date(record.answers.scalar_of("workshop_map_updated_on"))
             : std::nullopt;
}

}  // namespace

Obligation office_obligation(const OfficeDuty& duty, const Rulebook& rules, Instant now) {
  Obligation obligation;
  obligation.step = duty.step;
  obligation.state = ObligationState::Pending;
  if (duty.due) {
    const Instant due = end_of_day(*duty.due);
    obligation.due = due;
    obligation.state = due < now                    ? ObligationState::Overdue
                       : day_of(due) == day_of(now) ? ObligationState::DueToday
                                                    : ObligationState::Pending;
  }
  obligation.basis = {duty.event, duty.entry, when(duty.basis)};
  if (const auto info = rules.steps.find(duty.step); info != rules.steps.end()) {
    obligation.rule = info->second.rule;
    obligation.source = info->second.source;
    obligation.recommended = info->second.recommended;
  }
  obligation.subject = duty.subject;
  return obligation;
}

std::vector<Obligation> open_complaints(const std::vector<TeamRecord>& records,
                                        const Rulebook& rules, Instant now) {
  std::vector<Obligation> owed;
  for (const TeamRecord& each : records) {
    if (is_open_complaint(each, now)) {
      const bool handled = !each.answers.scalar_of("complaint_handled_on").empty();
      owed.push_back(office_obligation(
          {Step::Complaint, "complaint", each.on, each.id,
           handled ? std::nullopt : std::optional(add(each.on, rules.complaint)), each.id},
          rules, now));
    }
  }
  return owed;
}

Obligation edition_review(const std::vector<TeamRecord>& records, Date founded,
                          const Rulebook& rules, Instant now) {
  const TeamRecord* last = last_record_of_office(records, kEditionReviewRecord, now);
  const Date since = last == nullptr ? std::max(founded, rules.edition_issued) : last->on;
  return office_obligation(
      {Step::EditionReview, last == nullptr ? "edition" : "edition_review", since,
       last == nullptr ? "" : last->id, add(since, rules.edition_review), rules.edition},
      rules, now);
}

Obligation map_update(const std::vector<TeamRecord>& records, Date since, bool emergency,
                      const Rulebook& rules, Instant now) {
  OfficeDuty duty{Step::MapUpdate, "map_update", since, "", {}, ""};
  for (const TeamRecord& each : records) {
    const std::optional<Date> updated = day_of_map(each);
    if (updated && *updated <= day_of(now) && *updated >= duty.basis) {
      duty.basis = *updated;
      duty.entry = each.id;
    }
  }
  duty.due = add(duty.basis, emergency ? rules.directory.update_emergency : rules.directory.update);
  return office_obligation(duty, rules, now);
}

Obligation partner_training(const std::vector<TeamRecord>& records, Date since,
                            const Rulebook& rules, Instant now) {
  const TeamRecord* last = last_record_of_office(records, kPartnerTrainingRecord, now);
  const bool counts = last != nullptr && last->on >= since;
  const Date basis = counts ? last->on : since;
  return office_obligation({Step::PartnerTraining, "partner_training", basis,
                            counts ? last->id : "", add(basis, rules.partner_training), ""},
                           rules, now);
}

std::vector<Obligation> missing_signatures(const std::vector<Structure>& structures,
                                           const Rulebook& rules, Instant now) {
  std::vector<Obligation> owed;
  for (const Structure& each : structures) {
    if (lacks_signature(each, rules.directory) && !is_ended(each, day_of(now))) {
      owed.push_back(
          office_obligation({Step::PartnerSignature, "directory_entry",
                             each.verified.value_or(day_of(now)), "", std::nullopt, each.code},
                            rules, now));
    }
  }
  return owed;
}

}  // namespace pos
