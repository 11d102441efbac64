#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace pos {

/// What a field means to the program. Code asks forms for roles, never for a field by name. A
/// field is among the facts exactly when the state, a rule or an indicator reads its role.
enum class Role {
  // 1.A consent (POS 3.4.2.3)
  ConsentStatus,            // given, refused, withdrawn, not_obtained
  ConsentDisclosure,        // may be shared with other structures
  ConsentGiver,             // who gave it: child, caregiver, other
  ConsentWithoutRepresentative,  // why no representative agreed: absent, alleged author
  ChildAssent,
  ConsentExcluded,          // service categories that the consent excludes
  BestInterestException,    // sharing without consent, in the child's best interests
  // 1.B registration (POS 5.1)
  Identification,           // when the child was identified
  IdentificationSource,
  Sex,
  Age,
  BirthDate,                // identity; gives the age
  NameFirst, NameLast, NameOther,  // identity
  Location,                 // identity; gives the region
  Region,
  DisplacementStatus,
  Disability,
  ChildProfile,
  SituationPrimary,         // article 50
  SituationsSecondary,
  RiskPerceived,
  EmergencyNeeded,
  CaseManagementEligible,
  EligibilityDate,
  StateServiceInformed,
  // 1.U emergency (POS 5.1.2)
  IncidentAt,
  EmergencyKinds,
  EmergencyStarted,
  EmergencyEnded,
  RequisitionIssued,
  MedicalDischarge,
  AccommodationStart,
  AccommodationEnd,
  UnhcrStart,
  UnhcrEnd,
  UnhcrSpecificNeeds,
  // assessments, follow-up, review (POS 4.3, 5.1.3, 5.2, 5.5)
  RiskLevel,
  RiskSuggested,            // computed
  RiskReason,               // case compartment
  AggravatingFactors,       // case compartment
  MitigatingFactors,        // case compartment
  Sensitive,
  AssessmentComplete,
  AssessmentCompleted,      // the day it was completed
  // 3.A care plan (POS 5.3)
  PlanStart,                // start of the implementation
  PlanEnd,                  // its end; the transition period begins
  PlanActivities,           // the table
  ActivityDue,
  ActivityStatus,
  ActivityDone,
  // 4.A, 5.A
  ServiceCategory,
  FollowUpType,
  ContactMode,
  ChildSeen,
  // 6.A closure (POS 5.6)
  ClosureReason,
  ClosureDecidedWithChild,   // case compartment, as the other conditions
  ClosureDecidedWithFamily,
  ClosureInterview,
  ClosureInformed,
  ClosureFeedback,
  ClosureArchived,
  ClosureSafe,
  ClosureImproved,
  LastContact,
  // A.1 referral (POS 3.4.2)
  ReferralStructure,
  ReferralConsentEntry,
  ReferralConsentOverridden,
  ReferralAnswerDue,
  ReferralAnswered,
  ReferralMeasure,          // one of the eight measures of POS 3.4.2.3; case compartment
  // decisions that acts decide; calculated
  Validator,
  Decision,
};

std::string_view word(Role role);
std::optional<Role> parse_role(std::string_view word);
const std::vector<Role>& all_roles();

/// Whether the state, a rule or an indicator reads it, so that it belongs among the facts.
bool is_fact(Role role);

}  // namespace pos
