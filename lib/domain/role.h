#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace pos {

/// What a field means to the program. Code asks forms for roles, never for a field by name. A
/// field is among the facts exactly when the state, a rule or an indicator reads its role.
enum class Role {
  // 1.A consent (POS 3.4.2.3)
  ConsentStatus,      // given, refused, withdrawn, not_obtained
  ConsentWithdrawn,   // the day from which a withdrawal counts, where it is not the entry's own
  ConsentDisclosure,  // may be shared with other structures
  ConsentGiver,       // who gave it: the child (`individual`), the caregiver, another
  ConsentWithoutRepresentative,  // why no representative agreed: absent, alleged author
  ChildAssent,
  ConsentReceivers,       // whom alone it covers, where it names them; not a fact
  ConsentForService,      // several fields; a no excludes the service categories that it covers
  BestInterestException,  // sharing without consent, in the child's best interests
  // 0.S report before a case (POS 3.4.2.1)
  ReportOutcome,  // why it ends without a registration
  ReportDoor,     // the entry door of the place, from the directory; not a fact
  // 1.L two files of one child (POS 3.3.1)
  LinkKind,    // duplicate: this file leaves the stock; kept: it goes on
  LinkedCase,  // the other file
  // tracing (POS 3.4.1 (10)): 1.B, 1.D, 1.E, 4.M; no facts
  Nationality,
  RelativeName,  // identity; column of a table
  TracingWish,   // of 1.D: whether the child wishes that the family be traced
  SeparationDate,
  SeparationPlace,
  InquirerName,    // identity
  SoughtChildren,  // the table of 1.E; its columns:
  SoughtName,      // identity; the whole name
  SoughtOtherName,
  SoughtSex,
  SoughtAge,
  SoughtBirth,
  SoughtPlace,
  SoughtStatus,
  MatchRequest,
  MatchEntry,
  MatchRow,
  MatchChild,
  MatchScore,
  MatchReasons,
  MatchDecision,
  // 1.B registration (POS 5.1)
  DuplicateSearch,  // what the search for other files of the child found; not a fact
  DuplicateCases,   // the files that it found; not a fact
  Identification,   // when the child was identified
  IdentificationSource,
  Sex,
  Age,
  BirthDate,  // identity; gives the age
  NameFirst,  // identity
  NameLast,   // identity
  NameOther,  // identity; several fields
  Location,   // identity; gives the region
  Region,
  DisplacementStatus,
  Disability,
  ChildProfile,
  SituationPrimary,  // article 50; 1.C and B.1 have it too
  SituationsSecondary,
  RiskPerceived,
  EmergencyNeeded,
  Context,  // development or emergency (POS 1.1)
  ProgrammeEligible,
  Programme,       // of the eligibility, and a column of the table
  ProgrammeTable,  // not a fact itself, three of its columns are
  ProgrammeJoined,
  ProgrammeLeft,
  CaseManagementEligible,
  EligibilityDate,
  StateServiceInformed,
  IdentificationScenario,   // not a fact
  PhysicalSafety,           // not a fact
  ScenarioOption,           // not a fact
  FirstContact,             // not a fact; listening to the child
  AgeCertainty,             // not a fact
  AgeDecision,              // not a fact; of a competent authority
  CivilDocument,            // not a fact
  VulnerabilityAttributes,  // not a fact; unaccompanied, separated, …
  ConflictInvolvement,      // not a fact; in an armed conflict
  EligibilityResult,        // not a fact: computed from the two levels
  EligibilityReason,        // not a fact
  UascCriteria,             // not a fact; of the table of POS 5.1.2
  NotEligibleAction,        // not a fact
  ConflictOfInterest,       // not a fact
  // 1.U emergency (POS 5.1.2)
  IncidentAt,
  EmergencyKinds,
  EmergencyStarted,
  EmergencyEnded,
  RequisitionIssued,
  Hospitalised,
  MedicalDischarge,
  SexualViolence,
  MedicalCareGiven,
  MedicalAppointments,    // the table; not a fact itself, its columns are those of activities
  PsychologistAvailable,  // no: the assessments wait
  PsychologicalCare,      // when it was given
  AccommodationStart,
  AccommodationEnd,
  UnhcrStart,
  UnhcrEnd,
  UnhcrSpecificNeeds,
  MandatedAgency,  // whose mandate the child is under: iom, unhcr
  AgenciesNotified,
  // assessments, follow-up, review, closure, reopening (POS 4.3, 5.1.3, 5.2, 5.5)
  RiskLevel,
  RiskSuggested,        // not a fact: computed from the matrix
  RiskReason,           // not a fact
  AggravatingFactors,   // not a fact
  MitigatingFactors,    // not a fact
  HarmTypes,            // not a fact
  HarmStatus,           // not a fact
  HarmTypesAtRisk,      // not a fact; those not suffered
  FamilyContacted,      // not a fact
  FamilyContactAgreed,  // not a fact; by the child
  Sensitive,
  AssessmentComplete,
  AssessmentCompleted,  // the day it was completed
  RootCauses,           // not a fact
  // 3.A care plan (POS 5.3)
  ReviewNotice,    // not a fact; when child and family were told of the review
  PlanStart,       // start of the implementation
  PlanEnd,         // its end; the transition period begins
  LessonsLearnt,   // not a fact; of a review
  GoodPractices,   // not a fact; of a review
  PlanActivities,  // the table; not a fact itself, two of its columns are
  ActionPoints,    // the table of a meeting, in the same way (POS 5.5)
  Obstacles,       // the table of a follow-up, in the same way (POS 5.5)
  Obstacle,        // its words; not a fact
  ActivityDue,
  ActivityStatus,
  PlanVersion,             // not a fact: computed
  PlanRevisionReason,      // not a fact
  NoFullAssessmentReason,  // not a fact
  PlanGeneralObjective,    // not a fact
  PlanObjectives,          // the table; not a fact, nor are its columns
  ObjectiveNumber,
  Objective,
  ObjectiveProblem,
  ObjectiveSituation,
  Activity,  // of the table of activities; not facts, down to the resources
  ActivityObjective,
  ActivityService,
  ActivityNature,
  ActivityTerm,
  ActivityResponsible,
  ActivityResponsibleRole,
  ActivityResources,
  PlanFamilyResources,  // not a fact
  PlanPlacement,        // not a fact; where the child is to live
  // 4.A, 5.A
  ServiceCategory,  // of a service and of a referral
  FollowUpType,
  ContactMode,
  ChildSeen,
  // 6.A closure (POS 5.6); the conditions are no facts, they are judged with the case open
  ClosureReason,
  ClosureDecidedWithChild,   // not a fact
  ClosureDecidedWithFamily,  // not a fact
  ClosureInterview,          // not a fact
  ClosureInformed,           // not a fact
  ClosureFeedback,           // not a fact
  ClosureArchived,           // not a fact
  ClosureSafe,               // not a fact
  ClosureImproved,           // not a fact
  LastContact,               // not a fact
  FeedbackGiven,             // not a fact; of 6.B and 6.C: when
  ReopeningReason,           // of B.1; not a fact
  // the paper file (POS 6.1.2); not facts
  PaperFileLocation,
  FormsOnPaper,
  DocumentsOnPaper,
  MissingForms,  // the table; a form and why it is not there
  MissingForm,
  MissingFormReason,
  // what A.1, A.2 and A.3 say of sharing the child's data (POS 3.4.2, 6.3)
  SharedInformation,  // which of it; not a fact
  SharingProtocol,    // its version; not a fact
  SharingAgreed,      // by child and family; not a fact
  // A.1 referral (POS 3.4.2)
  ReferralStructure,     // of A.2 too; not a fact
  ReferralConsentEntry,  // of each form that shares the child's data; not a fact
  ReferralConsentOverridden,
  ReferralFeedbackInterval,  // of a lasting service, in days
  ReferralFeedback,          // the table; not a fact itself, its dates are
  ReferralFeedbackAt,
  ReferralAnswerDue,
  ReferralAnswered,
  ReferralMeasuresDone,  // one answer for all eight; not a fact
  ReferralMeasure,       // one of the eight measures of POS 3.4.2.3; not a fact
  ReferralActivity,      // not a fact; the activity of the plan
  SignedFormCollected,   // not a fact
  SignedFormFiled,       // not a fact
  // A.2 transfer (POS 3.4.2.1)
  TransferStatus,    // accepted, rejected, revoked
  TransferAnswered,  // when
  // A.3 community referral (POS 3.1.3)
  CommunityDirection,  // to_community shares the child's data
  // where a child is placed (4.A, A.1); not facts: they would tell where the child lives
  ServiceStructure,
  ServiceEnded,
  ServiceDelivered,
  // the directory (POS 3.4.1), of no case; not facts. Of a structure:
  StructureName,
  StructureKinds,
  StructureHeadings,
  StructureServices,
  StructureModes,
  StructureHealth,
  StructureType,
  StructureInstitution,
  StructureTeam,
  StructureSigned,
  StructureFocalPoint,
  StructureFocalPoints,  // the table
  StructureLocation,     // several fields
  StructurePhone,
  StructureEmergencyPhone,
  StructurePlaces,  // several fields, a column too
  StructureSince,   // several fields, a column too; year, month or day
  StructureEnd,     // year, month or day
  StructureOpening,
  StructureDays,
  StructureOpens,
  StructureCloses,
  StructureEmergency,
  StructureTargets,  // the table
  StructureCapacity,
  StructureOccupied,
  StructureOverCapacity,
  StructureCostKind,
  StructureCost,
  StructureEligibility,
  ConventionEnd,    // a column; year, month or day
  StructureRoutes,  // the table
  StructureCoordination,
  StructureAccessible,
  StructureVerified,
  StructureVerifiedBy,
  StructureConfirmed,
  StructureEmergencyZone,
  StructureProtocol,  // of protecting and sharing data, of its sub-region
  // whom it receives: of the structure, and columns of its targets
  TargetName,
  TargetSex,
  TargetAges,
  TargetProfiles,  // several fields
  TargetPregnancyMonth,
  TargetDaysAfterDelivery,
  TargetLonger,
  // columns of its routes
  RouteKind,
  RouteService,
  RouteProfiles,
  RouteOrder,
  RouteReviewed,
};

std::string_view word(Role role);
std::optional<Role> parse_role(std::string_view word);
const std::vector<Role>& all_roles();

/// Whether the state, a rule or an indicator reads it, so that it belongs among the facts.
bool is_fact(Role role);

}  // namespace pos
