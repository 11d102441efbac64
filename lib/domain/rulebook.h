#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/text.h"
#include "domain/code_list.h"

namespace pos {

/// POS 4.3. Ordered: a higher level compares greater.
enum class RiskLevel { None, Low, Medium, High };
std::string_view word(RiskLevel level);
std::optional<RiskLevel> parse_risk_level(std::string_view word);
Text label(RiskLevel level);

/// What the procedures require by a due time (contract.md, "Steps").
enum class Step {
  Signalement,  ///< of a child who is not registered yet (POS 3.4.2.1)
  Consent,
  InitialAssessment,
  FullAssessment,
  FullAssessmentCompletion,
  CarePlan,
  PlanValidation,
  PlanRevision,  ///< of a plan that the supervisor returned (POS 5.3 e)
  PlanActivity,
  ActionPoint,  ///< of a meeting or conference (POS 5.5)
  Obstacle,     ///< seen at a follow-up, open until it is solved (POS 5.5)
  Contact,
  FollowUp,
  Review,
  Closure,
  ClosureValidation,
  Orientation,
  Emergency,
  Requisition,
  VisitAfterDischarge,
  MedicalCare,         ///< after sexual violence
  MedicalAppointment,  ///< after an emergency (POS 5.1.2)
  EmergencyAccommodation,
  UnhcrAccommodation,
  AgencyNotification,  ///< IOM or UNHCR, with the two that follow (POS 5.1.2)
  DnpefNotification,
  UnicefNotification,
  CounterReferral,
  ProviderFeedback,    ///< of a lasting service (POS 3.4.2.1)
  TransferAcceptance,  ///< until it the case is still the sender's
  Inactivity,
  // of the office, not of a case
  DirectoryUpdate,  ///< POS 3.4.1
  TeamMeeting,      ///< POS 3.3.1; like the next three only where the office has switched it on
  Supervision,
  CaseReview,
  CompetenceEvaluation,
  MapUpdate,         ///< POS 1.4, 3.4.1; like the next one only where it is switched on
  PartnerTraining,   ///< of partner structures
  EditionReview,     ///< POS 1.4
  PartnerSignature,  ///< of who manages cases without having signed the POS (3.1.2)
  Complaint,         ///< received and not closed (POS 3.1.3)
};
std::string_view word(Step step);
std::optional<Step> parse_step(std::string_view word);
const std::vector<Step>& all_steps();

/// How soon after its basis a step is due at one level.
struct Delay {
  enum class Kind { NotRequired, AtOnce, Within };
  Kind kind = Kind::NotRequired;
  Period within;
  friend bool operator==(const Delay&, const Delay&) = default;
};

/// `count` events in every period; count 0: none required.
struct Frequency {
  int count = 0;
  Period per;
  friend bool operator==(const Frequency&, const Frequency&) = default;
};

template <class T>
using ByLevel = std::array<T, 4>;  ///< indexed by RiskLevel
inline std::size_t index(RiskLevel level) {
  return static_cast<std::size_t>(level);
}

/// What is said of a step beside its delay.
struct StepInfo {
  Text label;
  std::string rule;          ///< identifier, e.g. "deadlines.full_assessment"
  std::string source;        ///< POS section
  bool recommended = false;  ///< not of the POS: never counted in timeliness
};

/// A situation of article 50 with the factors that tell how grave it is (POS 4.3).
struct MatrixRow {
  std::string situation;  ///< code of article 50
  Text label;
  bool always_high = false;  ///< high whatever else is true
  struct Factor {
    std::string code;
    RiskLevel level;
    Text label;
  };
  std::vector<Factor> factors;
  std::string source;
};

/// What situation, age and the table for unaccompanied and separated children say of eligibility
/// (POS 4.2.2, 5.1.2).
struct EligibilityRules {
  std::vector<std::string> accompanied;     ///< situations that always lead to case management
  std::vector<std::string> assessed_first;  ///< that no decision turns away before an assessment
  std::vector<std::string> established;     ///< violations, and not risks: the child is a victim
  std::vector<std::string> collective;      ///< whose exposure may be handled collectively
  std::vector<std::string> family_contact_by_consent;  ///< profiles (POS 5.1.3)
  int of_age = 18;
  int very_young_up_to = 0;  ///< completed years
  struct Criterion {
    std::string code;
    bool enters = false;
    std::vector<std::string> of;  ///< unaccompanied, separated
    int older_than = 0;           ///< completed years; 0: of any age
  };
  std::vector<Criterion> table;
};

/// One step of a scenario of POS 5.1.2; `option` is "any" for those before the options part.
struct ScenarioRule {
  std::string scenario, option, step;
  Text label;
};

enum class Condition { NotApplicable, IfPossible, Required };

/// What is said of the directory of services (POS 3.4.1) beside its form.
struct DirectoryRules {
  Period update, update_emergency;             ///< how soon an entry is verified again
  Period actor_update;                         ///< an actor of case management (POS 3.2)
  std::vector<std::string> accommodation;      ///< categories whose children take a place
  std::vector<std::string> needs_conditions;   ///< that need a place and conditions of access
  std::vector<std::string> needs_focal_point;  ///< that should have a focal point
  std::vector<std::string> state_types;        ///< of structures that need not sign the POS
  std::vector<std::string> administration_days;
  std::string administration_from, administration_until;  ///< `07:30`
  /// The heading of the printed model for entries that name none.
  struct Heading {
    std::string category, heading;
  };
  std::vector<Heading> headings;
  /// Whom the procedures name for a service: institutions, or types of structures.
  struct Route {
    std::string service;
    std::vector<std::string> profiles, institutions, types;
    std::string source;
  };
  std::vector<Route> routes;
  /// Whose office is in charge of a place, the first that is there (POS 3.1.1).
  struct Office {
    std::vector<std::string> institutions;
    std::string source;
  };
  std::vector<Office> offices;
};

/// How a child's file is laid out on paper, and what belongs in it (POS 6.1.1, 6.1.2).
struct FileRules {
  std::vector<Choice> stages;  ///< "1" … "6", "any", with the titles of table 6.1.2
  /// A paper that has its place in the file (POS 3.4.2.1, 5.1.2).
  struct Document {
    std::string code;
    Text label;
    std::vector<std::string> forms;  ///< of which it is, or that tell of it
    std::string role;                ///< of the answer that tells of it; empty: the form itself
    std::string source;
  };
  std::vector<Document> documents;
  /// Why a main form is not there, where a child's case ended so.
  struct Waiver {
    std::string form;
    std::vector<std::string> reasons;  ///< of closure
    Text label;
  };
  std::vector<Waiver> waivers;
};

/// How a role of the procedures is held (POS 3.2, 3.3.1, 6.3): by a card of the vault, or by an
/// actor of the directory, who has none.
struct HeldRole {
  std::string code;
  Text label;
  std::vector<std::string> cards;         ///< roles of cards; empty: an actor of the directory
  std::vector<std::string> institutions;  ///< as which that actor stands there
  std::vector<std::string> kinds;         ///< or in which map
  std::string source;
};

/// The POS as values, by edition (schemas/rules/<edition>.yaml).
struct Rulebook {
  std::string edition;
  std::string source;
  // POS, cover page; 1.4
  Text title;
  std::string version;                     ///< "V.1"
  Text date;                               ///< "Août 2020"
  Date in_force{};                         ///< what happens from that day on is judged by it
  std::string issuer;                      ///< institution
  Text focal_point;                        ///< who pilots the revision
  std::vector<Choice> domains;             ///< of the legal texts (POS 1.5.1)
  std::string replaces;                    ///< the edition before it; empty: it is the first
  std::shared_ptr<const Rulebook> former;  ///< that edition
  FileRules file;
  std::map<Step, StepInfo> steps;

  /// Whose delays hold while nothing says the level.
  RiskLevel unassessed = RiskLevel::Medium;
  // POS 4.3
  ByLevel<Delay> initial_assessment, full_assessment, care_plan;
  ByLevel<Delay> full_assessment_completion;  // POS 5.2
  ByLevel<Frequency> follow_up, review;
  Frequency sensitive_follow_up;  // POS 5.5, the floor for sensitive cases
  // POS 5.1.2
  Period requisition, visit_after_discharge, emergency_accommodation, notification;
  Period unhcr_accommodation, unhcr_accommodation_asylum_seeker;
  std::vector<std::string> asylum_seekers;     ///< displacement statuses
  std::vector<std::string> discharge_visits;   ///< modes of follow-up that are a visit
  std::vector<std::string> hospital_services;  ///< whose answer waits for the discharge
  // recommended, not of the POS
  Period signalement, plan_validation, closure_validation, open_emergency_entry, medical_care;
  ByLevel<Period> contact;
  std::vector<std::string> contact_forms;  ///< at which the child is seen
  Period transfer_acceptance;
  std::string sharing_protocol;  // POS 6.2: what an edition names
  // POS 5.6
  Period inactivity, lost_from_sight;
  std::map<std::string, std::map<std::string, Condition>> closure_conditions;  ///< by reason, code
  int transition_follow_ups = 0;
  int transition_reviews = 0;

  std::vector<MatrixRow> risk_matrix;  // POS 4.3
  EligibilityRules eligibility;
  std::vector<ScenarioRule> scenarios;  // POS 5.1.2
  std::map<std::string, Period> terms;  ///< of activities, by code; one without a limit has none
  // POS 3.3.1
  int caseload_limit = 0, supervision_notice = 0, supervision_limit = 0;
  // POS 3.3.1, Annexe 1
  Period team_meeting, individual_supervision, case_review, competence_evaluation;
  Period partner_training, complaint;
  // POS 1.4: the yearly revision, counted from the edition's day at the earliest
  Period edition_review;
  Date edition_issued{};
  std::vector<HeldRole> roles;  // POS 3.2, 3.3.1, 6.3
  // POS 6.3: the module of CPIMS+, and by a form's code the table whose rows its entries are;
  // empty: no part of the case's record
  std::string cpims_module;
  std::map<std::string, std::string> cpims_tables;
  DirectoryRules directory;

  // POS 3.4.1 (10): whom family tracing goes to; codes
  struct Tracing {
    std::string home;                      ///< another nationality: international, the ICRC's
    std::vector<std::string> on_the_move;  ///< child profiles: the IOM's
    std::vector<std::string> displaced;    ///< displacement statuses: the UNHCR's
    std::string source;
  } tracing;

  struct AgeBand {
    std::string code;
    int from = 0, to = 0;  ///< completed years, both ends included
  };
  std::vector<AgeBand> age_bands;

  /// The edition in force on a day: this one, or one that it replaced.
  const Rulebook& at(Date day) const;
  /// Its title, version, date and name, as whatever rests on it names it.
  Text name() const;

  bool is_always_high(std::string_view situation) const;
  /// The row of a situation; nullptr where the matrix has none (`other`).
  const MatrixRow* row(std::string_view situation) const;
};

}  // namespace pos
