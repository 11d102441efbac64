#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/deadlines.h"
#include "domain/rulebook.h"
#include "domain/structure.h"
#include "domain/team_records.h"

namespace pos {

/// What an office owes of one step, counted from the day of its basis.
struct OfficeDuty {
  Step step;
  const char* event;
  Date basis;
  std::string entry;        ///< the record that it counts from
  std::optional<Date> due;  ///< nullopt where nothing sets a time: it stays pending
  std::string subject;
};
Obligation office_obligation(const OfficeDuty& duty, const Rulebook& rules, Instant now);

// Kinds of records that these notices read (`pos-team-record`).
inline constexpr std::string_view kComplaintRecord = "complaint";
inline constexpr std::string_view kRegionalWorkshopRecord = "regional_workshop";
inline constexpr std::string_view kMapUpdateRecord = "map_update";
inline constexpr std::string_view kPartnerTrainingRecord = "partner_training";
inline constexpr std::string_view kEditionReviewRecord = "edition_review";

/// Complaints and breaches of confidentiality that are not closed (POS 3.1.3, 5.1.2): due until
/// they are handled, then pending until they are closed. Of other feedback nothing is owed.
///
/// Shape: in the order of the records; `subject` is the record.
std::vector<Obligation> open_complaints(const std::vector<TeamRecord>& records,
                                        const Rulebook& rules, Instant now);

/// The yearly look at whether the POS were revised (1.4): counted from the last one on record, else
/// from the day of the edition or of the office, whichever is later.
Obligation edition_review(const std::vector<TeamRecord>& records, Date founded,
                          const Rulebook& rules, Instant now);

/// The map of the region as a whole, every six months, every three in an emergency (POS 1.4, 3.2,
/// 3.4.1), from its last update, on its own or in a workshop of the region; else from `since`.
Obligation map_update(const std::vector<TeamRecord>& records, Date since, bool emergency,
                      const Rulebook& rules, Instant now);

/// The next training of partner structures (three a year), from the last one, else from `since`.
Obligation partner_training(const std::vector<TeamRecord>& records, Date since,
                            const Rulebook& rules, Instant now);

/// Who manages cases without having signed the POS (3.1.2), by structure; pending without a time.
std::vector<Obligation> missing_signatures(const std::vector<Structure>& structures,
                                           const Rulebook& rules, Instant now);

}  // namespace pos
