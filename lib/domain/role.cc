#include "domain/role.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace pos {

namespace {

struct RoleWord {
  Role role;
  std::string_view word;
  bool fact;
};

constexpr auto kRoles = std::to_array<RoleWord>({
    {Role::ConsentStatus, "consent_status", true},
    {Role::ConsentWithdrawn, "consent_withdrawn", true},
    {Role::ConsentDisclosure, "consent_disclosure", true},
    {Role::ConsentGiver, "consent_giver", true},
    {Role::ConsentWithoutRepresentative, "consent_without_representative", true},
    {Role::ChildAssent, "child_assent", true},
    {Role::ConsentForService, "consent_for_service", true},
    {Role::BestInterestException, "best_interest_exception", true},
    {Role::ReportOutcome, "report_outcome", true},
    {Role::ReportDoor, "report_door", false},
    {Role::LinkKind, "link_kind", true},
    {Role::LinkedCase, "linked_case", true},
    {Role::Nationality, "nationality", false},
    {Role::RelativeName, "relative_name", false},
    {Role::TracingWish, "tracing_wish", false},
    {Role::SeparationDate, "separation_date", false},
    {Role::SeparationPlace, "separation_place", false},
    {Role::InquirerName, "inquirer_name", false},
    {Role::SoughtChildren, "sought_children", false},
    {Role::SoughtName, "sought_name", false},
    {Role::SoughtOtherName, "sought_other_name", false},
    {Role::SoughtSex, "sought_sex", false},
    {Role::SoughtAge, "sought_age", false},
    {Role::SoughtBirth, "sought_birth", false},
    {Role::SoughtPlace, "sought_place", false},
    {Role::SoughtStatus, "sought_status", false},
    {Role::MatchRequest, "match_request", false},
    {Role::MatchEntry, "match_entry", false},
    {Role::MatchRow, "match_row", false},
    {Role::MatchChild, "match_child", false},
    {Role::MatchScore, "match_score", false},
    {Role::MatchReasons, "match_reasons", false},
    {Role::MatchDecision, "match_decision", false},
    {Role::DuplicateSearch, "duplicate_search", false},
    {Role::DuplicateCases, "duplicate_cases", false},
    {Role::Identification, "identification", true},
    {Role::IdentificationSource, "identification_source", true},
    {Role::Sex, "sex", true},
    {Role::Age, "age", true},
    {Role::BirthDate, "birth_date", false},
    {Role::NameFirst, "name_first", false},
    {Role::NameLast, "name_last", false},
    {Role::NameOther, "name_other", false},
    {Role::Location, "location", false},
    {Role::Region, "region", true},
    {Role::DisplacementStatus, "displacement_status", true},
    {Role::Disability, "disability", true},
    {Role::ChildProfile, "child_profile", true},
    {Role::SituationPrimary, "situation_primary", true},
    {Role::SituationsSecondary, "situations_secondary", true},
    {Role::RiskPerceived, "risk_perceived", true},
    {Role::EmergencyNeeded, "emergency_needed", true},
    {Role::CaseManagementEligible, "case_management_eligible", true},
    {Role::EligibilityDate, "eligibility_date", true},
    {Role::StateServiceInformed, "state_service_informed", true},
    {Role::IdentificationScenario, "identification_scenario", false},
    {Role::PhysicalSafety, "physical_safety", false},
    {Role::ScenarioOption, "scenario_option", false},
    {Role::FirstContact, "first_contact", false},
    {Role::AgeCertainty, "age_certainty", false},
    {Role::AgeDecision, "age_decision", false},
    {Role::CivilDocument, "civil_document", false},
    {Role::VulnerabilityAttributes, "vulnerability_attributes", false},
    {Role::ConflictInvolvement, "conflict_involvement", false},
    {Role::ProgrammeEligible, "programme_eligible", false},
    {Role::EligibilityResult, "eligibility_result", false},
    {Role::EligibilityReason, "eligibility_reason", false},
    {Role::UascCriteria, "uasc_criteria", false},
    {Role::NotEligibleAction, "not_eligible_action", false},
    {Role::ConflictOfInterest, "conflict_of_interest", false},
    {Role::IncidentAt, "incident_at", true},
    {Role::EmergencyKinds, "emergency_kinds", true},
    {Role::EmergencyStarted, "emergency_started", true},
    {Role::EmergencyEnded, "emergency_ended", true},
    {Role::RequisitionIssued, "requisition_issued", true},
    {Role::MedicalDischarge, "medical_discharge", true},
    {Role::SexualViolence, "sexual_violence", true},
    {Role::MedicalCareGiven, "medical_care_given", true},
    {Role::MedicalAppointments, "medical_appointments", false},
    {Role::PsychologistAvailable, "psychologist_available", true},
    {Role::PsychologicalCare, "psychological_care", true},
    {Role::AccommodationStart, "accommodation_start", true},
    {Role::AccommodationEnd, "accommodation_end", true},
    {Role::UnhcrStart, "unhcr_start", true},
    {Role::UnhcrEnd, "unhcr_end", true},
    {Role::UnhcrSpecificNeeds, "unhcr_specific_needs", true},
    {Role::MandatedAgency, "mandated_agency", true},
    {Role::AgenciesNotified, "agencies_notified", true},
    {Role::RiskLevel, "risk_level", true},
    {Role::RiskSuggested, "risk_suggested", false},
    {Role::RiskReason, "risk_reason", false},
    {Role::AggravatingFactors, "aggravating_factors", false},
    {Role::MitigatingFactors, "mitigating_factors", false},
    {Role::HarmTypes, "harm_types", false},
    {Role::HarmStatus, "harm_status", false},
    {Role::HarmTypesAtRisk, "harm_types_at_risk", false},
    {Role::FamilyContacted, "family_contacted", false},
    {Role::FamilyContactAgreed, "family_contact_agreed", false},
    {Role::Sensitive, "sensitive", true},
    {Role::AssessmentComplete, "assessment_complete", true},
    {Role::AssessmentCompleted, "assessment_completed", true},
    {Role::ReviewNotice, "review_notice", false},
    {Role::RootCauses, "root_causes", false},
    {Role::PlanStart, "plan_start", true},
    {Role::PlanEnd, "plan_end", true},
    {Role::PlanActivities, "plan_activities", false},
    {Role::ActionPoints, "action_points", false},
    {Role::Obstacles, "obstacles", false},
    {Role::Obstacle, "obstacle", false},
    {Role::ActivityDue, "activity_due", true},
    {Role::ActivityStatus, "activity_status", true},
    {Role::PlanVersion, "plan_version", false},
    {Role::PlanRevisionReason, "plan_revision_reason", false},
    {Role::NoFullAssessmentReason, "no_full_assessment_reason", false},
    {Role::PlanGeneralObjective, "plan_general_objective", false},
    {Role::PlanObjectives, "plan_objectives", false},
    {Role::ObjectiveNumber, "objective_number", false},
    {Role::Objective, "objective", false},
    {Role::ObjectiveProblem, "objective_problem", false},
    {Role::ObjectiveSituation, "objective_situation", false},
    {Role::Activity, "activity", false},
    {Role::ActivityObjective, "activity_objective", false},
    {Role::ActivityService, "activity_service", false},
    {Role::ActivityNature, "activity_nature", false},
    {Role::ActivityTerm, "activity_term", false},
    {Role::ActivityResponsible, "activity_responsible", false},
    {Role::ActivityResponsibleRole, "activity_responsible_role", false},
    {Role::ActivityResources, "activity_resources", false},
    {Role::PlanFamilyResources, "plan_family_resources", false},
    {Role::PlanPlacement, "plan_placement", false},
    {Role::ServiceCategory, "service_category", true},
    {Role::FollowUpType, "follow_up_type", true},
    {Role::ContactMode, "contact_mode", true},
    {Role::ChildSeen, "child_seen", true},
    {Role::ClosureReason, "closure_reason", true},
    {Role::ClosureDecidedWithChild, "closure_decided_with_child", false},
    {Role::ClosureDecidedWithFamily, "closure_decided_with_family", false},
    {Role::ClosureInterview, "closure_interview", false},
    {Role::ClosureInformed, "closure_informed", false},
    {Role::ClosureFeedback, "closure_feedback", false},
    {Role::ClosureArchived, "closure_archived", false},
    {Role::ClosureSafe, "closure_safe", false},
    {Role::ClosureImproved, "closure_improved", false},
    {Role::LastContact, "last_contact", false},
    {Role::FeedbackGiven, "feedback_given", false},
    {Role::ReferralStructure, "referral_structure", false},
    {Role::ReferralConsentEntry, "referral_consent_entry", false},
    {Role::ReferralConsentOverridden, "referral_consent_overridden", true},
    {Role::ReferralAnswerDue, "referral_answer_due", true},
    {Role::ReferralAnswered, "referral_answered", true},
    {Role::ReferralMeasure, "referral_measure", false},
    {Role::ServiceStructure, "service_structure", false},
    {Role::ServiceEnded, "service_ended", false},
    {Role::ServiceDelivered, "service_delivered", false},
    {Role::StructureName, "structure_name", false},
    {Role::StructureKinds, "structure_kinds", false},
    {Role::StructureHeadings, "structure_headings", false},
    {Role::StructureServices, "structure_services", false},
    {Role::StructureModes, "structure_modes", false},
    {Role::StructureHealth, "structure_health", false},
    {Role::StructureType, "structure_type", false},
    {Role::StructureInstitution, "structure_institution", false},
    {Role::StructureTeam, "structure_team", false},
    {Role::StructureSigned, "structure_signed", false},
    {Role::StructureFocalPoint, "structure_focal_point", false},
    {Role::StructureFocalPoints, "structure_focal_points", false},
    {Role::StructureLocation, "structure_location", false},
    {Role::StructurePhone, "structure_phone", false},
    {Role::StructureEmergencyPhone, "structure_emergency_phone", false},
    {Role::StructurePlaces, "structure_places", false},
    {Role::StructureSince, "structure_since", false},
    {Role::StructureEnd, "structure_end", false},
    {Role::StructureOpening, "structure_opening", false},
    {Role::StructureDays, "structure_days", false},
    {Role::StructureOpens, "structure_opens", false},
    {Role::StructureCloses, "structure_closes", false},
    {Role::StructureEmergency, "structure_emergency", false},
    {Role::StructureTargets, "structure_targets", false},
    {Role::StructureCapacity, "structure_capacity", false},
    {Role::StructureOccupied, "structure_occupied", false},
    {Role::StructureOverCapacity, "structure_over_capacity", false},
    {Role::StructureCostKind, "structure_cost_kind", false},
    {Role::StructureCost, "structure_cost", false},
    {Role::StructureEligibility, "structure_eligibility", false},
    {Role::ConventionEnd, "convention_end", false},
    {Role::StructureRoutes, "structure_routes", false},
    {Role::StructureCoordination, "structure_coordination", false},
    {Role::StructureAccessible, "structure_accessible", false},
    {Role::StructureVerified, "structure_verified", false},
    {Role::StructureVerifiedBy, "structure_verified_by", false},
    {Role::StructureConfirmed, "structure_confirmed", false},
    {Role::StructureEmergencyZone, "structure_emergency_zone", false},
    {Role::TargetName, "target_name", false},
    {Role::TargetSex, "target_sex", false},
    {Role::TargetAges, "target_ages", false},
    {Role::TargetProfiles, "target_profiles", false},
    {Role::TargetPregnancyMonth, "target_pregnancy_month", false},
    {Role::TargetDaysAfterDelivery, "target_days_after_delivery", false},
    {Role::TargetLonger, "target_longer", false},
    {Role::RouteKind, "route_kind", false},
    {Role::RouteService, "route_service", false},
    {Role::RouteProfiles, "route_profiles", false},
    {Role::RouteOrder, "route_order", false},
    {Role::RouteReviewed, "route_reviewed", false},
    {Role::ReferralActivity, "referral_activity", false},
    {Role::SharedInformation, "shared_information", false},
    {Role::SignedFormCollected, "signed_form_collected", false},
    {Role::SignedFormFiled, "signed_form_filed", false},
});

const RoleWord& row_of(Role role) {
  const auto found = std::find_if(kRoles.begin(), kRoles.end(),
                                  [&](const RoleWord& row) { return row.role == role; });
  assert(found != kRoles.end());
  return *found;
}

}  // namespace

std::string_view word(Role role) {
  return row_of(role).word;
}

std::optional<Role> parse_role(std::string_view word) {
  const auto found = std::find_if(kRoles.begin(), kRoles.end(),
                                  [&](const RoleWord& row) { return row.word == word; });
  return found == kRoles.end() ? std::nullopt : std::optional(found->role);
}

const std::vector<Role>& all_roles() {
  static const std::vector<Role> roles = [] {
    std::vector<Role> made;
    for (const RoleWord& row : kRoles) {
      made.push_back(row.role);
    }
    return made;
  }();
  return roles;
}

bool is_fact(Role role) {
  return row_of(role).fact;
}

}  // namespace pos
