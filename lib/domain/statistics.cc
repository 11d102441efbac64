#include "domain/statistics.h"

#include <algorithm>
#include <charconv>

#include "domain/flows.h"
#include "domain/stocks.h"
#include "domain/timeliness.h"

namespace pos {
namespace {

/// The last form up to then that answers the role.
std::vector<std::string> latest_codes(const Case& c, Role role, Instant at) {
  for (auto event = c.events.rbegin(); event != c.events.rend(); ++event) {
    if (event->occurred.at > at) {
      continue;
    }
    std::vector<std::string> codes = answer_codes(c, *event, role);
    if (!codes.empty()) {
      return codes;
    }
  }
  return {};
}

std::string age_band(const std::string& age, const Rulebook& rules) {
  int years = -1;
  std::from_chars(age.data(), age.data() + age.size(), years);
  for (const Rulebook::AgeBand& band : rules.age_bands) {
    if (years >= band.from && years <= band.to) {
      return band.code;
    }
  }
  return {};
}

std::vector<std::string> answered_codes(const Dimension& dimension, const Occurrence& occurrence) {
  const Case& c = *occurrence.of;
  const Role role = *dimension.role;
  switch (dimension.from) {
    case DimensionSource::Registration:
      return c.registered() ? answer_codes(c, c.registration(), role) : std::vector<std::string>{};
    case DimensionSource::Event:
      if (role == Role::ClosureReason && !occurrence.closure_reason.empty()) {
        return {occurrence.closure_reason};  // an accepted transfer has no form of closure
      }
      return occurrence.event != nullptr ? answer_codes(c, *occurrence.event, role)
                                         : std::vector<std::string>{};
    default:
      return latest_codes(c, role, occurrence.at);
  }
}

std::string level_code(const Occurrence& occurrence, const Rulebook& rules) {
  const std::optional<RiskLevel> level =
      occurrence.level ? occurrence.level : occurrence.of->level_at(occurrence.at, rules);
  return level ? std::string(word(*level)) : std::string();
}

std::vector<std::string> raw_codes(const Dimension& dimension, const Occurrence& occurrence,
                                   const Rulebook& rules, const Staff& staff) {
  const Case& c = *occurrence.of;
  switch (dimension.from) {
    case DimensionSource::RiskLevel:
      return {level_code(occurrence, rules)};
    case DimensionSource::Structure:
      return {c.structure};
    case DimensionSource::Manager:
      return {c.manager};
    case DimensionSource::Supervisor:
      return {staff.supervisor_of(c.manager, c.now)};
    default:
      return answered_codes(dimension, occurrence);
  }
}

Occurrences all_occurrences(const Indicator& indicator, const CaseInPeriod& c,
                            const CountedPeriod& period) {
  switch (indicator.what) {
    case Counted::OpenAtStart:
      return open_case_of(c.before);
    case Counted::OpenAtEnd:
    case Counted::Managers:
      return open_case_of(c.end);
    case Counted::Registrations:
      return registrations(c, period);
    case Counted::IneligibleDecisions:
      return ineligible_decisions(c, period);
    case Counted::Reopenings:
      return reopenings(c, period);
    case Counted::Acceptances:
      return acceptances(c, period);
    case Counted::Closures:
      return closures(c, period);
    case Counted::Duplicates:
      return duplicates(c, period);
    case Counted::Entries:
      return entries_of(indicator.forms, c, period);
    case Counted::CompleteAssessments:
      return complete_assessments(c, period);
    case Counted::PlanValidations:
      return plan_validations(c, period);
    case Counted::Obligations:
      return indicator.step ? due_in_period(*indicator.step, c, period) : Occurrences{};
    case Counted::ReferralAnswers:
      return referral_answers(c, period);
    case Counted::UnansweredReferrals:
      return unanswered_referrals(c, period);
    case Counted::InactiveCases:
      return inactive_case(c);
    case Counted::FollowedCases:
      return followed_case(indicator, c, period);
    case Counted::CaseManagers:
      return {};  // of the staff, not of a case
  }
  return {};
}

}  // namespace

Occurrences occurrences(const Indicator& indicator, const CaseInPeriod& c,
                        const CountedPeriod& period) {
  Occurrences found = all_occurrences(indicator, c, period);
  if (const std::optional<When>& taken_over = c.known.taken_over) {
    std::erase_if(found, [&](const Occurrence& each) { return each.at < taken_over->at; });
  }
  return found;
}

std::vector<std::string> codes_of(const Dimension& dimension, const Occurrence& occurrence,
                                  const Rulebook& rules, const Staff& staff) {
  std::vector<std::string> codes = raw_codes(dimension, occurrence, rules, staff);
  if (codes.empty()) {
    codes.emplace_back();
  }
  for (std::string& code : codes) {
    if (dimension.age_bands) {
      code = age_band(code, rules);
    }
    const auto group = dimension.groups.find(code);
    code = group == dimension.groups.end() ? code : group->second;
    if (code.empty()) {
      code = kUnknown;
    }
  }
  // Two codes of one group are one child in it.
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

}  // namespace pos
